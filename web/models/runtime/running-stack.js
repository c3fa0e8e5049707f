import { CONVOLUTION_FIELDS, LAYER_FIELDS, PATCH_EMBEDDING_FIELDS, STACK_FIELDS, TOKEN_EMBEDDING_FIELDS } from '../generated/fields.js';
import { ModelError } from '../model-error.js';
import { bucketOf } from './bucket.js';
import { Records } from './stack-records.js';
import { resizedPositions } from './resized-positions.js';

/** @import { FeatureEmbedding, PatchEmbedding, Stack, TokenEmbedding } from '../description.js' */
/** @import { HeldTensors } from './held-tensors.js' */

/** @typedef {{ data: Float32Array, shape: number[] }} Tensor */

/** A stack of a model in the module: what goes in becomes rows of numbers, and a run takes them through its layers. */
export class RunningStack {
  #instance;
  #records;
  #tensors;
  /** Addresses of the module's descriptions. @type {number[]} */
  #embeddings;
  /** Where the embedding's positions lie, 0 without any. */
  #positions;
  /** @type {Stack} */
  description;
  address;

  /** @param {HeldTensors} tensors @param {Stack} description */
  constructor(tensors, description) {
    this.#instance = tensors.instance;
    this.#tensors = tensors;
    this.#records = new Records(tensors);
    this.description = description;
    this.address = this.#open();
    this.#positions = this.#records.floats(description.embedding.positions);
    this.#embeddings = this.#writeEmbeddings();
  }

  #open() {
    const { layers } = this.description;
    const stack = this.#instance.withBlocks((block) => {
      const fields = this.#instance.writeRecord(STACK_FIELDS, this.#records.stack(this.description), block);
      const size = LAYER_FIELDS.length * 8;
      const all = block(layers.length * size);
      layers.forEach((layer, l) => this.#instance.writeRecord(LAYER_FIELDS, this.#records.layer(layer), () => all + l * size));
      return this.#instance.module.openStack(fields, all, layers.length);
    }, 'layers');
    if (stack === 0) throw new ModelError('layers', 'expected memory for their descriptions, got none');
    return stack;
  }

  #writeEmbeddings() {
    const { embedding } = this.description;
    const block = (/** @type {number} */ bytes) => this.#tensors.block(bytes, 'embedding');
    const write = (/** @type {readonly string[]} */ fields, /** @type {object} */ values) => this.#instance.writeRecord(fields, values, block);
    if (embedding.input === 'tokens') return [write(TOKEN_EMBEDDING_FIELDS, this.#tokenRecord(embedding))];
    if (embedding.input === 'pixels') return [write(PATCH_EMBEDDING_FIELDS, this.#patchRecord(embedding))];
    return embedding.convolutions.map((convolution) => write(CONVOLUTION_FIELDS, { ...convolution, linear: this.#records.linear(convolution.linear) }));
  }

  /** @param {TokenEmbedding} embedding */
  #tokenRecord({ tokens, scale, tokenTypes, norm }) {
    return {
      tokens: this.#records.matrix(tokens), scale, positions: this.#positions, tokenTypes: this.#records.floats(tokenTypes), norm: this.#records.norm(norm),
    };
  }

  /** @param {PatchEmbedding} embedding */
  #patchRecord({ patches, channels, size, classToken, norm }) {
    return { patches: this.#records.linear(patches), channels, side: size, classToken: this.#records.floats(classToken), norm: this.#records.norm(norm) };
  }

  get width() {
    return this.description.width;
  }

  /**
   * @param {number} rows
   * @param {(address: number) => void} fill writes them: [rows, width]
   * @returns {Float32Array} a copy
   */
  #rows(rows, fill) {
    return this.#instance.withBlocks((block) => {
      const address = block(rows * this.width * 4);
      fill(address);
      return this.#instance.heap.copyFloats(address, rows * this.width);
    }, 'embedding');
  }

  /**
   * @param {number[]} ids
   * @param {number[]} positions
   * @param {number[]} types
   * @returns {Float32Array} [tokens, width]
   */
  embedTokens(ids, positions, types) {
    return this.#instance.withBlocks((block) => {
      const [idsAt, positionsAt, typesAt] = [ids, positions, types].map((numbers) => {
        const address = block(numbers.length * 4);
        this.#instance.writeIntegers(address, numbers);
        return address;
      });
      return this.#rows(ids.length, (out) => this.#instance.module.tokens(this.#embeddings[0], idsAt, positionsAt, typesAt, ids.length, out, this.width));
    }, 'ids');
  }

  /** @param {Tensor} pixels [channels, height, width] @returns {Float32Array} [1 + patches, width] */
  embedPixels({ data, shape: [, height, width] }) {
    const embedding = /** @type {PatchEmbedding} */ (this.description.embedding);
    const patches = (height / embedding.size) * (width / embedding.size);
    return this.#instance.withBlocks((block) => {
      const image = block(data.length * 4);
      this.#instance.writeFloats(image, data);
      const positions = this.#positionsFor(embedding, height, width, block);
      return this.#rows(1 + patches, (out) => this.#instance.step('pixels', 'patches', this.#embeddings[0], image, height, width, positions, out));
    }, 'pixels');
  }

  /** @param {PatchEmbedding} embedding @param {number} height @param {number} width @param {(bytes: number) => number} block */
  #positionsFor({ imageSize, size }, height, width, block) {
    if (height === imageSize && width === imageSize) return this.#positions;
    const side = imageSize / size;
    const numbers = this.#instance.heap.copyFloats(this.#positions, (1 + side * side) * this.width);
    const resized = resizedPositions(numbers, this.width, side, height / size, width / size);
    const address = block(resized.length * 4);
    this.#instance.writeFloats(address, resized);
    return address;
  }

  /** @param {Tensor} features [bins, frames] @returns {Float32Array} [steps, width] */
  embedFeatures({ data, shape: [bins, frames] }) {
    const { convolutions } = /** @type {FeatureEmbedding} */ (this.description.embedding);
    return this.#instance.withBlocks((block) => {
      let from = block(data.length * 4);
      let steps = frames;
      this.#instance.writeFloats(from, turned(data, bins, frames));
      convolutions.forEach(({ linear, stride }, i) => {
        const rows = Math.floor((steps - 1) / stride) + 1;
        const to = block(rows * this.#records.matrix(linear.weights).rows * 4);
        this.#instance.step('features', 'convolution', this.#embeddings[i], from, steps, to);
        [from, steps] = [to, rows];
      });
      const states = this.#instance.heap.copyFloats(from, steps * this.width);
      const added = this.#instance.heap.copyFloats(this.#positions, states.length);
      return states.map((x, i) => x + added[i]);
    }, 'features');
  }

  /**
   * What is added to the scores by how far key and query are apart.
   * @param {number} layer
   * @param {number} head
   * @param {number} count of tokens
   * @returns {Tensor | undefined} [queries, keys]; undefined where nothing is added
   */
  positionBias(layer, head, count) {
    const { layers, relativeBias } = this.description;
    const { isBiased, heads } = layers[layer].attention;
    if (!relativeBias || !isBiased) return undefined;
    const table = this.#instance.heap.copyFloats(this.#records.floats(relativeBias.table), relativeBias.buckets * heads);
    const data = Float32Array.from({ length: count * count }, (_, i) => {
      const [query, key] = [Math.floor(i / count), i % count];
      return table[bucketOf(key - query, relativeBias) * heads + head];
    });
    return { data, shape: [count, count] };
  }

  close() {
    this.#instance.release(this.address);
    this.address = 0;
  }
}

/** @param {Float32Array} data [rows, columns] @param {number} rows @param {number} columns @returns {Float32Array} [columns, rows] */
function turned(data, rows, columns) {
  const out = new Float32Array(data.length);
  for (let r = 0; r < rows; ++r) for (let c = 0; c < columns; ++c) out[c * rows + r] = data[r * columns + c];
  return out;
}
