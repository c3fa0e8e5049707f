// Whole transformers as models of ONNX, of the sizes and with the weights that this engine's get: what an export has, in float32,
// or with weights of 8 bits as onnxruntime's own dynamic quantisation writes it.
import { onnxModel } from './onnx.js';

/** @import { Constant, Node } from './onnx.js' */

/** @typedef {Map<string, { shape: number[], data: Float32Array }>} Weights by the names of Hugging Face's files, [out, in] */

/** A graph that grows node by node; each step returns the name of its result. */
class Graph {
  /** @type {Node[]} */
  nodes = [];
  /** @type {Constant[]} */
  constants = [];
  #isQuantized;
  #weights;
  #count = 0;
  /** What was quantised already, by its name. @type {Map<string, string[]>} */
  #quantized = new Map();

  /** @param {Weights} weights @param {boolean} isQuantized */
  constructor(weights, isQuantized) {
    this.#weights = weights;
    this.#isQuantized = isQuantized;
  }

  /** @param {string} operator @param {string[]} inputs @param {Node['attributes']} [attributes] @param {string} [domain] @returns {string} */
  add(operator, inputs, attributes, domain) {
    return this.addMany(operator, inputs, 1, attributes, domain)[0];
  }

  /** @param {string} operator @param {string[]} inputs @param {number} results @param {Node['attributes']} [attributes] @param {string} [domain] @returns {string[]} */
  addMany(operator, inputs, results, attributes, domain) {
    const outputs = Array.from({ length: results }, () => `v${++this.#count}`);
    this.nodes.push({ operator, inputs, outputs, attributes, domain });
    return outputs;
  }

  /** @param {string} name @param {Constant['type']} type @param {number[]} shape @param {ArrayBufferView} data @returns {string} */
  constant(name, type, shape, data) {
    this.constants.push({ name, type, shape, data });
    return name;
  }

  /** @param {string} name @returns {string} the weight as the file has it */
  weight(name) {
    const { shape, data } = this.#of(name);
    return this.constants.some((constant) => constant.name === name) ? name : this.constant(name, 'float', shape, data);
  }

  /** @param {string} name */
  #of(name) {
    return /** @type {{ shape: number[], data: Float32Array }} */ (this.#weights.get(name));
  }

  /** @param {string} x @param {string} name of the weights @param {string} [bias] @returns {string} W x + b */
  linear(x, name, bias) {
    const product = this.#isQuantized ? this.#quantizedProduct(x, name) : this.add('MatMul', [x, this.#turned(name)]);
    return bias ? this.add('Add', [product, this.weight(bias)]) : product;
  }

  /** @param {string} name @returns {string} [in, out] */
  #turned(name) {
    const { shape: [rows, columns], data } = this.#of(name);
    const turned = new Float32Array(data.length);
    for (let r = 0; r < rows; ++r) for (let c = 0; c < columns; ++c) turned[c * rows + r] = data[r * columns + c];
    return this.constant(`${name} turned`, 'float', [columns, rows], turned);
  }

  /** As quantize_dynamic writes it: x to bytes by its range, weights of int8 with one scale. @param {string} x @param {string} name */
  #quantizedProduct(x, name) {
    const { shape: [rows, columns], data } = this.#of(name);
    const scale = data.reduce((largest, number) => Math.max(largest, Math.abs(number)), 0) / 127;
    const bytes = new Int8Array(data.length);
    for (let r = 0; r < rows; ++r) for (let c = 0; c < columns; ++c) bytes[c * rows + r] = Math.round(data[r * columns + c] / scale);
    const weights = this.constant(`${name} bytes`, 'int8', [columns, rows], bytes);
    const weightScale = this.constant(`${name} scale`, 'float', [], Float32Array.of(scale));
    const [rounded, xScale, zero] = this.#quantized.get(x) ?? this.addMany('DynamicQuantizeLinear', [x], 3);
    this.#quantized.set(x, [rounded, xScale, zero]);
    const sums = this.add('Cast', [this.add('MatMulInteger', [rounded, weights, zero])], { to: 1 });
    return this.add('Mul', [sums, this.add('Mul', [xScale, weightScale])]);
  }

  /** @param {string} x @param {string} name */
  layerNorm(x, name) {
    return this.add('LayerNormalization', [x, this.weight(`${name}.weight`), this.weight(`${name}.bias`)], { axis: -1 >>> 0, epsilon: '1e-12' });
  }

  /** @param {string} x @param {string} name */
  rmsNorm(x, name) {
    return this.add('SimplifiedLayerNormalization', [x, this.weight(name)], { axis: 2, epsilon: '1e-5' });
  }

  /** @param {string} x @param {number[]} shape @returns {string} */
  reshape(x, shape) {
    const name = `shape ${shape}`;
    if (!this.constants.some((constant) => constant.name === name)) this.constant(name, 'int64', [shape.length], BigInt64Array.from(shape, BigInt));
    return this.add('Reshape', [x, name]);
  }
}

/**
 * BERT without its pooler: ids [1, T] to hidden states.
 * @param {{ layers: number, heads: number, width: number }} sizes
 * @param {Weights} weights
 * @param {number} T
 * @param {boolean} isQuantized
 * @returns {Uint8Array}
 */
export function bertModel({ layers, heads, width }, weights, T, isQuantized) {
  const graph = new Graph(weights, isQuantized);
  const size = width / heads;
  const positions = /** @type {{ data: Float32Array }} */ (weights.get('embeddings.position_embeddings.weight')).data.slice(0, T * width);
  const types = /** @type {{ data: Float32Array }} */ (weights.get('embeddings.token_type_embeddings.weight')).data;
  graph.constant('places', 'float', [1, T, width], positions.map((x, i) => x + types[i % width]));
  const words = graph.add('Gather', [graph.weight('embeddings.word_embeddings.weight'), 'ids']);
  let x = graph.layerNorm(graph.add('Add', [words, 'places']), 'embeddings.LayerNorm');
  graph.constant('scale', 'float', [], Float32Array.of(size ** -0.5));
  for (let l = 0; l < layers; ++l) {
    const prefix = `encoder.layer.${l}`;
    const linear = (/** @type {string} */ from, /** @type {string} */ name) => graph.linear(from, `${prefix}.${name}.weight`, `${prefix}.${name}.bias`);
    const headsOf = (/** @type {string} */ name, /** @type {number[]} */ perm) => graph.add('Transpose', [graph.reshape(linear(x, `attention.self.${name}`), [1, T, heads, size])], { perm });
    const scores = graph.add('Mul', [graph.add('MatMul', [headsOf('query', [0, 2, 1, 3]), headsOf('key', [0, 2, 3, 1])]), 'scale']);
    const attended = graph.add('MatMul', [graph.add('Softmax', [scores], { axis: 3 }), headsOf('value', [0, 2, 1, 3])]);
    const joined = graph.reshape(graph.add('Transpose', [attended], { perm: [0, 2, 1, 3] }), [1, T, width]);
    x = graph.layerNorm(graph.add('Add', [x, linear(joined, 'attention.output.dense')]), `${prefix}.attention.output.LayerNorm`);
    const inner = graph.add('Gelu', [linear(x, 'intermediate.dense')]);
    x = graph.layerNorm(graph.add('Add', [x, linear(inner, 'output.dense')]), `${prefix}.output.LayerNorm`);
  }
  graph.nodes.push({ operator: 'Identity', inputs: [x], outputs: ['hidden'] });
  return onnxModel({ nodes: graph.nodes, constants: graph.constants, inputs: [['ids', 'int64', [1, T]]], outputs: [['hidden', 'float', [1, T, width]]] }, 20);
}

/**
 * A step of Llama with its cache, as the exports for browsers have it (GroupQueryAttention of com.microsoft, rotary embedding
 * inside): one id to its logits.
 * @param {{ layers: number, heads: number, kvHeads: number, size: number, vocabulary: number, theta: number }} sizes
 * @param {Weights} weights
 * @param {number} most tokens
 * @param {boolean} isQuantized
 * @returns {Uint8Array}
 */
export function llamaModel({ layers, heads, kvHeads, size, vocabulary, theta }, weights, most, isQuantized) {
  const graph = new Graph(weights, isQuantized);
  const half = size / 2;
  const angles = Float32Array.from({ length: most * half }, (_, i) => Math.floor(i / half) * theta ** (-(i % half) / half));
  graph.constant('cosines', 'float', [most, half], angles.map(Math.cos));
  graph.constant('sines', 'float', [most, half], angles.map(Math.sin));
  const embedding = 'model.embed_tokens.weight';
  let x = graph.add('Gather', [graph.weight(embedding), 'ids']);
  const cache = (/** @type {string} */ name) => Array.from({ length: layers }, (_, l) => `${name}${l}`);
  for (let l = 0; l < layers; ++l) {
    const prefix = `model.layers.${l}`;
    const normed = graph.rmsNorm(x, `${prefix}.input_layernorm.weight`);
    const [query, key, value] = ['q', 'k', 'v'].map((name) => graph.linear(normed, `${prefix}.self_attn.${name}_proj.weight`));
    graph.nodes.push({
      operator: 'GroupQueryAttention', domain: 'com.microsoft',
      inputs: [query, key, value, `pastKey${l}`, `pastValue${l}`, 'lastKey', 'keys', 'cosines', 'sines'],
      outputs: [`attended${l}`, `key${l}`, `value${l}`],
      attributes: { num_heads: heads, kv_num_heads: kvHeads, do_rotary: 1, rotary_interleaved: 0 },
    });
    x = graph.add('Add', [x, graph.linear(`attended${l}`, `${prefix}.self_attn.o_proj.weight`)]);
    const inner = graph.rmsNorm(x, `${prefix}.post_attention_layernorm.weight`);
    const gate = graph.linear(inner, `${prefix}.mlp.gate_proj.weight`);
    const gated = graph.add('Mul', [graph.add('Mul', [gate, graph.add('Sigmoid', [gate])]), graph.linear(inner, `${prefix}.mlp.up_proj.weight`)]);
    x = graph.add('Add', [x, graph.linear(gated, `${prefix}.mlp.down_proj.weight`)]);
  }
  const logits = graph.linear(graph.rmsNorm(x, 'model.norm.weight'), embedding);
  graph.nodes.push({ operator: 'Identity', inputs: [logits], outputs: ['logits'] });
  /** @type {(name: string, keys: string) => [string, 'float', (number | string)[]]} */
  const rows = (name, keys) => [name, 'float', [1, kvHeads, keys, size]];
  return onnxModel({
    nodes: graph.nodes, constants: graph.constants,
    inputs: [['ids', 'int64', [1, 1]], ['lastKey', 'int32', [1]], ['keys', 'int32', [1]], ...['pastKey', 'pastValue'].flatMap((name) => cache(name).map((one) => rows(one, 'past')))],
    outputs: [['logits', 'float', [1, 1, vocabulary]], ...['key', 'value'].flatMap((name) => cache(name).map((one) => rows(one, 'all')))],
  }, 20);
}
