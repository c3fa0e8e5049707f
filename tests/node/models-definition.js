// What a description of a model means, in plain float64 loops: the truth that runtimes are tested against. It takes nothing of
// web/models but the types.

/**
 * @import { Activation, Attention, Description, FeatureEmbedding, FeedForward, Floats, Head, Layer, Linear, Norm, PatchEmbedding,
 *   RelativeBias, Rotary, Stack, TensorPart, TokenEmbedding } from '../../web/models/description.js'
 *
 * @typedef {number[][]} Matrix rows
 * @typedef {Map<string, { shape: number[], data: ArrayLike<number> }>} TensorNumbers
 *
 * @typedef {object} ModelInput
 * @property {number[]} [ids] of the stack 'text', or of the encoder
 * @property {number[]} [tokenTypes] all 0
 * @property {number[]} [mask] 0 at the ids that are padding
 * @property {number[]} [decoderIds]
 * @property {{ shape: number[], data: ArrayLike<number> }} [pixels] [channels, height, width]
 * @property {{ shape: number[], data: ArrayLike<number> }} [features] [bins, frames]
 *
 * @typedef {{ attentions: Matrix[][], crossAttentions: Matrix[][], hidden: Matrix }} StackResult attentions by layer and head
 * @typedef {{ stacks: Record<string, StackResult>, heads: Record<string, Matrix>, logitsPerText?: number }} ModelResult
 *
 * @typedef {object} Seen what the layers of a stack share
 * @property {Stack} stack
 * @property {boolean[]} isPadding by token
 * @property {Matrix} [memory] the encoder's hidden states
 * @property {boolean[]} [isMemoryPadding]
 */

/**
 * @param {Description} description
 * @param {TensorNumbers} tensors
 * @param {ModelInput} input
 * @returns {ModelResult}
 */
export function computeModel(description, tensors, input) {
  const read = new Weights(tensors);
  const { encoder } = description.stacks;
  /** @type {Record<string, StackResult>} */
  const stacks = {};
  /** @type {Record<string, boolean[]>} */
  const padding = {};
  for (const [name, stack] of Object.entries(description.stacks)) {
    const ids = name === 'decoder' ? input.decoderIds : input.ids;
    const start = embedded(read, stack, ids, input);
    const isText = stack.embedding.input === 'tokens' && name !== 'decoder';
    padding[name] = start.map((_, i) => isText && input.mask?.[i] === 0);
    const memory = name === 'decoder' && encoder ? { memory: stacks.encoder.hidden, isMemoryPadding: padding.encoder } : {};
    stacks[name] = computeStack(read, start, { stack, isPadding: padding[name], ...memory });
  }
  const heads = Object.fromEntries(Object.entries(description.heads).map(([name, head]) => {
    const ids = head.stack === 'decoder' ? input.decoderIds : input.ids;
    return [name, computeHead(read, head, stacks[head.stack].hidden, padding[head.stack], ids ?? [])];
  }));
  if (!description.logitScale) return { stacks, heads };
  const [scale] = read.flat(description.logitScale);
  return { stacks, heads, logitsPerText: Math.exp(scale) * dot(heads.textEmbeds[0], heads.imageEmbeds[0]) };
}

/** The numbers of tensors, in the shapes that a description asks for. */
class Weights {
  /** @param {TensorNumbers} tensors */
  constructor(tensors) {
    this.tensors = tensors;
  }

  /** @param {Floats} floats @returns {number[]} */
  flat(floats) {
    if ('data' in floats) return Array.from(floats.data);
    const { data } = this.tensor(floats.tensor);
    const first = floats.firstRow ?? 0;
    return Array.from(data).slice(first, floats.rows === undefined ? undefined : first + floats.rows);
  }

  /** @param {Floats} floats @param {number} width @returns {Matrix} */
  table(floats, width) {
    const flat = this.flat(floats);
    return Array.from({ length: flat.length / width }, (_, i) => flat.slice(i * width, (i + 1) * width));
  }

  /** @param {TensorPart} part @returns {Matrix} its rows: the first axis, or the last where it is to be turned */
  matrix({ tensor, firstRow = 0, rows, isTransposed = false }) {
    const { shape, data } = this.tensor(tensor);
    const width = data.length / shape[0];
    const file = Array.from({ length: shape[0] }, (_, i) => Array.from({ length: width }, (__, j) => data[i * width + j]));
    const turned = isTransposed ? Array.from({ length: width }, (_, j) => file.map((row) => row[j])) : file;
    return turned.slice(firstRow, rows === undefined ? undefined : firstRow + rows);
  }

  /** @param {Matrix} x @param {Linear} linear @returns {Matrix} */
  linear(x, { weights, bias }) {
    const matrix = this.matrix(weights);
    const offsets = bias ? this.flat(bias) : matrix.map(() => 0);
    return x.map((row) => matrix.map((weight, i) => dot(weight, row) + offsets[i]));
  }

  /** @param {Matrix} x @param {Norm | undefined} norm @returns {Matrix} */
  norm(x, norm) {
    if (!norm) return x;
    const weight = this.flat(norm.weight).map((w) => (norm.addsOne ? 1 + w : w));
    const bias = norm.bias ? this.flat(norm.bias) : weight.map(() => 0);
    return x.map((row) => {
      const mean = norm.type === 'layer' ? sum(row) / row.length : 0;
      const variance = sum(row.map((value) => (value - mean) ** 2)) / row.length;
      return row.map((value, i) => ((value - mean) / Math.sqrt(variance + norm.epsilon)) * weight[i] + bias[i]);
    });
  }

  /** @param {string} name */
  tensor(name) {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new Error(`${name}: the description names a tensor that is not there`);
    return tensor;
  }
}

/** @param {ArrayLike<number>} values */
const sum = (values) => Array.from(values).reduce((total, value) => total + value, 0);

/** @param {number[]} a @param {number[]} b */
const dot = (a, b) => sum(a.map((value, i) => value * b[i]));

/** @param {Matrix} a @param {Matrix} b @returns {Matrix} */
const added = (a, b) => a.map((row, i) => row.map((value, j) => value + b[i][j]));

// Embeddings

/** @param {Weights} read @param {Stack} stack @param {number[] | undefined} ids @param {ModelInput} input @returns {Matrix} */
function embedded(read, { embedding, width }, ids, input) {
  if (embedding.input === 'tokens') return embeddedTokens(read, embedding, ids ?? [], input.tokenTypes ?? []);
  if (embedding.input === 'pixels') return embeddedPatches(read, embedding, width, given(input.pixels));
  return embeddedFeatures(read, embedding, width, given(input.features));
}

/** @template Value @param {Value | undefined} value @returns {Value} */
function given(value) {
  if (value === undefined) throw new Error('the input lacks what the model takes');
  return value;
}

/**
 * @param {Weights} read
 * @param {TokenEmbedding} embedding
 * @param {number[]} ids
 * @param {number[]} types
 * @returns {Matrix}
 */
function embeddedTokens(read, embedding, ids, types) {
  const tokens = read.matrix(embedding.tokens);
  const width = tokens[0].length;
  const positions = embedding.positions && read.table(embedding.positions, width);
  const tokenTypes = embedding.tokenTypes && read.table(embedding.tokenTypes, width);
  const places = positionsOf(ids, embedding.paddingId);
  const x = ids.map((id, i) => tokens[id].map((value, j) => (
    value * (embedding.scale ?? 1) + (positions?.[places[i]][j] ?? 0) + (tokenTypes?.[types[i] ?? 0][j] ?? 0))));
  return read.norm(x, embedding.norm);
}

/** @param {number[]} ids @param {number | undefined} paddingId @returns {number[]} */
function positionsOf(ids, paddingId) {
  if (paddingId === undefined) return ids.map((_, i) => i);
  return ids.map((id, i) => (id === paddingId ? paddingId : paddingId + ids.slice(0, i + 1).filter((other) => other !== paddingId).length));
}

/**
 * @param {Weights} read
 * @param {PatchEmbedding} embedding
 * @param {number} width
 * @param {{ shape: number[], data: ArrayLike<number> }} pixels
 * @returns {Matrix}
 */
function embeddedPatches(read, embedding, width, { shape: [channels, height, imageWidth], data }) {
  const { size } = embedding;
  const down = Math.floor(height / size);
  const across = Math.floor(imageWidth / size);
  /** @type {Matrix} */
  const patches = [];
  for (let y = 0; y < down; ++y) {
    for (let x = 0; x < across; ++x) {
      const patch = [];
      for (let c = 0; c < channels; ++c) {
        for (let v = 0; v < size; ++v) {
          for (let u = 0; u < size; ++u) patch.push(data[(c * height + y * size + v) * imageWidth + x * size + u]);
        }
      }
      patches.push(patch);
    }
  }
  const rows = [read.flat(embedding.classToken), ...read.linear(patches, embedding.patches)];
  const [first, ...others] = read.table(embedding.positions, width);
  const positions = [first, ...resized(others, embedding.imageSize / size, down, across)];
  return read.norm(added(rows, positions), embedding.norm);
}

/**
 * Bicubic, with a = -0.75: the kernel of Keys ("Cubic convolution interpolation for digital image processing", 1981). Corners are
 * not aligned, and beyond an edge its nearest value holds.
 * @param {Matrix} grid [side * side, width]
 * @param {number} side
 * @param {number} down
 * @param {number} across
 * @returns {Matrix}
 */
function resized(grid, side, down, across) {
  if (side === down && side === across) return grid;
  /** @type {Matrix} */
  const rows = [];
  for (let y = 0; y < down; ++y) {
    for (let x = 0; x < across; ++x) {
      const vertical = cubicTaps(((y + 0.5) * side) / down - 0.5, side);
      const horizontal = cubicTaps(((x + 0.5) * side) / across - 0.5, side);
      rows.push(grid[0].map((_, j) => sum(vertical.flatMap(({ at: v, weight }) => (
        horizontal.map(({ at: u, weight: other }) => weight * other * grid[v * side + u][j]))))));
    }
  }
  return rows;
}

/** @param {number} place @param {number} length @returns {{ at: number, weight: number }[]} the four neighbours */
function cubicTaps(place, length) {
  const before = Math.floor(place);
  return [-1, 0, 1, 2].map((step) => ({
    at: Math.min(Math.max(before + step, 0), length - 1),
    weight: cubic(Math.abs(place - before - step)),
  }));
}

/** @param {number} distance */
function cubic(distance) {
  const a = -0.75;
  if (distance <= 1) return (a + 2) * distance ** 3 - (a + 3) * distance ** 2 + 1;
  return a * (distance ** 3 - 5 * distance ** 2 + 8 * distance - 4);
}

/**
 * @param {Weights} read
 * @param {FeatureEmbedding} embedding
 * @param {number} width
 * @param {{ shape: number[], data: ArrayLike<number> }} features
 * @returns {Matrix}
 */
function embeddedFeatures(read, embedding, width, { shape: [bins, frames], data }) {
  /** @type {Matrix} frames, each with its bins */
  let x = Array.from({ length: frames }, (_, t) => Array.from({ length: bins }, (__, c) => data[c * frames + t]));
  for (const { linear, stride, activation } of embedding.convolutions) {
    const silent = x[0].map(() => 0);
    const windows = Array.from({ length: Math.floor((x.length - 1) / stride) + 1 }, (_, t) => {
      const [before, here, behind] = [-1, 0, 1].map((step) => x[t * stride + step] ?? silent);
      return here.flatMap((value, c) => [before[c], value, behind[c]]);
    });
    x = read.linear(windows, linear).map((row) => row.map(activations[activation]));
  }
  return added(x, read.table(embedding.positions, width));
}

// Layers

/** @param {Weights} read @param {Matrix} start @param {Seen} seen @returns {StackResult} */
function computeStack(read, start, seen) {
  /** @type {StackResult} */
  const result = { attentions: [], crossAttentions: [], hidden: start };
  for (const layer of seen.stack.layers) computeLayer(read, layer, seen, result);
  result.hidden = read.norm(result.hidden, seen.stack.finalNorm);
  return result;
}

/** @param {Weights} read @param {Layer} layer @param {Seen} seen @param {StackResult} result */
function computeLayer(read, { attention, cross, feedForward }, seen, result) {
  result.hidden = withBlock(read, attention, result.hidden, (x) => {
    const weights = attentionWeights(read, attention, seen, x);
    result.attentions.push(weights);
    return attended(read, attention, weights, x);
  });
  if (cross) {
    const memory = given(seen.memory);
    result.hidden = withBlock(read, cross, result.hidden, (x) => {
      const weights = crossWeights(read, cross, seen, x, memory);
      result.crossAttentions.push(weights);
      return attended(read, cross, weights, memory);
    });
  }
  result.hidden = withBlock(read, feedForward, result.hidden, (x) => fedForward(read, feedForward, x));
}

/**
 * @param {Weights} read
 * @param {Attention | FeedForward} block
 * @param {Matrix} x
 * @param {(x: Matrix) => Matrix} step
 * @returns {Matrix}
 */
function withBlock(read, block, x, step) {
  const y = read.norm(step(read.norm(x, block.before)), block.after);
  const scales = block.layerScale && read.flat(block.layerScale);
  const own = block.shortcut ? read.linear(x, block.shortcut) : x;
  return read.norm(added(own, scales ? y.map((row) => row.map((value, i) => value * scales[i])) : y), block.sum);
}

/** @param {Weights} read @param {FeedForward} block @param {Matrix} x @returns {Matrix} */
function fedForward(read, { activation, gate, up, down }, x) {
  const act = activations[activation];
  const inner = read.linear(x, up);
  const gates = gate && read.linear(x, gate);
  return read.linear(inner.map((row, i) => row.map((value, j) => (gates ? act(gates[i][j]) * value : act(value)))), down);
}

/** @param {Matrix} x @param {number} head @param {number} size @returns {Matrix} */
const headOf = (x, head, size) => x.map((row) => row.slice(head * size, (head + 1) * size));

/** @param {Weights} read @param {Attention} block @param {Seen} seen @param {Matrix} x @returns {Matrix[]} by head */
function attentionWeights(read, block, { stack, isPadding }, x) {
  const rotary = block.rotary === undefined ? undefined : given(stack.rotaries)[block.rotary];
  const bias = block.isBiased ? relativeBias(read, given(stack.relativeBias), block.heads) : undefined;
  const left = endOf(block.window?.left);
  const right = stack.isCausal ? 0 : endOf(block.window?.right);
  const isSeen = (/** @type {number} */ i, /** @type {number} */ j) => !isPadding[j] && i - j <= left && j - i <= right;
  return weightsOf(read, block, x, x, isSeen, (row, position) => (rotary ? turned(row, position, rotary) : row),
    (head, distance) => (bias ? bias(head, distance) : 0));
}

/** @param {number} [most] -1: no end */
const endOf = (most = -1) => (most < 0 ? Infinity : most);

/**
 * @param {Weights} read
 * @param {Attention} block
 * @param {Seen} seen
 * @param {Matrix} x
 * @param {Matrix} memory
 * @returns {Matrix[]}
 */
function crossWeights(read, block, { isMemoryPadding = [] }, x, memory) {
  return weightsOf(read, block, x, memory, (_, j) => !isMemoryPadding[j], (row) => row, () => 0);
}

/**
 * @param {Weights} read
 * @param {Attention} block
 * @param {Matrix} x of the queries
 * @param {Matrix} memory of the keys
 * @param {(query: number, key: number) => boolean} isSeen
 * @param {(row: number[], position: number) => number[]} placed
 * @param {(head: number, distance: number) => number} bias
 * @returns {Matrix[]} by head
 */
function weightsOf(read, block, x, memory, isSeen, placed, bias) {
  const queries = read.linear(x, block.query);
  const keys = read.linear(memory, block.key);
  return Array.from({ length: block.heads }, (_, head) => {
    const group = Math.floor((head * block.kvHeads) / block.heads);
    const q = read.norm(headOf(queries, head, block.headSize), block.queryNorm).map(placed);
    const k = read.norm(headOf(keys, group, block.headSize), block.keyNorm).map(placed);
    return q.map((query, i) => softmax(k.map((key, j) => (
      isSeen(i, j) ? capped(dot(query, key) * block.scale, block.softcap) + bias(head, j - i) : -Infinity))));
  });
}

/** @param {Weights} read @param {Attention} block @param {Matrix[]} weights @param {Matrix} memory @returns {Matrix} */
function attended(read, block, weights, memory) {
  const values = read.linear(memory, block.value);
  const joined = weights[0].map((_, i) => weights.flatMap((head, h) => {
    const group = headOf(values, Math.floor((h * block.kvHeads) / block.heads), block.headSize);
    return Array.from({ length: block.headSize }, (__, c) => sum(head[i].map((weight, j) => weight * group[j][c])));
  }));
  return read.linear(joined, block.output);
}

/** A row that sees no key has weights of 0. @param {number[]} scores @returns {number[]} */
function softmax(scores) {
  const most = Math.max(...scores);
  if (most === -Infinity) return scores.map(() => 0);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

/** @param {number} value @param {number} [cap] */
const capped = (value, cap) => (cap === undefined ? value : cap * Math.tanh(value / cap));

/** @param {number[]} row @param {number} position @param {Rotary} rotary @returns {number[]} */
function turned(row, position, { pairs, frequencies, factor = 1 }) {
  const result = row.slice();
  frequencies.forEach((frequency, t) => {
    const [a, b] = pairs === 'half' ? [t, t + frequencies.length] : [2 * t, 2 * t + 1];
    const cos = Math.cos(position * frequency) * factor;
    const sin = Math.sin(position * frequency) * factor;
    result[a] = row[a] * cos - row[b] * sin;
    result[b] = row[b] * cos + row[a] * sin;
  });
  return result;
}

/**
 * @param {Weights} read
 * @param {RelativeBias} relative
 * @param {number} heads
 * @returns {(head: number, distance: number) => number} of the distance from the query to the key
 */
function relativeBias(read, { table, buckets, maxDistance, isBidirectional }, heads) {
  const rows = read.table(table, heads);
  const reach = isBidirectional ? buckets / 2 : buckets;
  const exact = Math.floor(reach / 2);
  return (head, distance) => {
    const steps = isBidirectional ? Math.abs(distance) : Math.max(-distance, 0);
    const far = exact + Math.floor((Math.log(steps / exact) / Math.log(maxDistance / exact)) * (reach - exact));
    const bucket = steps < exact ? steps : Math.min(far, reach - 1);
    return rows[bucket + (isBidirectional && distance > 0 ? reach : 0)][head];
  };
}

// Heads

/**
 * @param {Weights} read
 * @param {Head} head
 * @param {Matrix} hidden
 * @param {boolean[]} isPadding
 * @param {number[]} ids
 * @returns {Matrix}
 */
function computeHead(read, head, hidden, isPadding, ids) {
  const chosen = chosenRows(head, hidden, isPadding, ids).map((row) => row.map((value) => value * (head.scale ?? 1)));
  const normed = read.norm(chosen, head.norm);
  const dense = head.dense ? read.linear(normed, head.dense) : normed;
  const acted = dense.map((row) => row.map(activations[head.activation ?? 'none']));
  const denseNormed = read.norm(acted, head.denseNorm);
  const output = head.output ? read.linear(denseNormed, head.output) : denseNormed;
  const result = output.map((row) => row.map((value) => capped(value, head.softcap)));
  return head.isNormalized ? result.map((row) => row.map((value) => value / Math.sqrt(dot(row, row)))) : result;
}

/** @param {Head} head @param {Matrix} hidden @param {boolean[]} isPadding @param {number[]} ids @returns {Matrix} */
function chosenRows({ rows, endId }, hidden, isPadding, ids) {
  const end = endId === undefined ? ids.indexOf(Math.max(...ids)) : ids.indexOf(endId);
  const kept = hidden.filter((_, i) => !isPadding[i]);
  const mean = (/** @type {Matrix} */ part) => hidden[0].map((_, j) => sum(part.map((row) => row[j])) / part.length);
  if (rows === 'all') return hidden;
  if (rows === 'first') return [hidden[0]];
  if (rows === 'last') return [kept[kept.length - 1]];
  if (rows === 'end') return [hidden[end]];
  if (rows === 'mean') return [mean(kept)];
  return [[...hidden[0], ...mean(hidden.slice(1))]];
}

// Activations

/** @type {Record<Activation, (x: number) => number>} */
const activations = {
  none: (x) => x,
  relu: (x) => Math.max(x, 0),
  gelu: (x) => 0.5 * x * (1 + erf(x / Math.SQRT2)),
  'gelu-tanh': (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  'gelu-quick': (x) => x / (1 + Math.exp(-1.702 * x)),
  silu: (x) => x / (1 + Math.exp(-x)),
  tanh: Math.tanh,
};

/**
 * 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x, by the series x exp(-x^2) (1 + 2x^2/3 + (2x^2)^2/(3*5) + ...), of which
 * no term is negative, so that nothing cancels.
 * @param {number} x
 */
function erf(x) {
  if (Math.abs(x) > 6) return Math.sign(x);
  let total = 0;
  let term = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n += 2) {
    total += term;
    term *= (2 * x * x) / (n + 2);
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}
