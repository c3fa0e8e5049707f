// attention-lab model: the attention of a transformer whose files lie here, and what it writes.
import { UsageError, choice, number, readArguments } from './arguments.js';
import { npzOf } from './npz.js';

/** @import { AttentionKind, Model } from '../models/api/model.js' */
/** @import { ModelResult } from '../models/api/model-result.js' */

/** @typedef {{ data: Float32Array, shape: number[] }} Tensor */
/** @typedef {{ layer: number, head: number }} Place */

const FLAGS = /** @type {const} */ ({
  text: { type: 'string' },
  pair: { type: 'string' },
  layer: { type: 'string' },
  head: { type: 'string' },
  kind: { type: 'string', default: 'self' },
  format: { type: 'string', default: 'json' },
  generate: { type: 'string' },
  temperature: { type: 'string' },
  'top-k': { type: 'string' },
  'top-p': { type: 'string' },
  seed: { type: 'string' },
  precision: { type: 'string', default: 'stored' },
});

/**
 * What a file with all heads calls them and their tokens, as Hugging Face's outputs do.
 * @type {Record<string, { attentions: string, queries: string, keys: string }>}
 */
const names = {
  self: { attentions: 'attentions', queries: 'tokens', keys: 'tokens' },
  encoder: { attentions: 'encoder_attentions', queries: 'encoder_tokens', keys: 'encoder_tokens' },
  cross: { attentions: 'cross_attentions', queries: 'decoder_tokens', keys: 'encoder_tokens' },
};

/**
 * @param {string[]} args behind the command's name
 * @param {(output: string | Uint8Array) => void} print
 * @throws {UsageError} for wrong arguments; ModelError for what the model cannot take
 */
export async function runModel(args, print) {
  const { values: flags, positionals } = readArguments(args, FLAGS);
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new UsageError(`model: expected one folder or file, got ${positionals.join(' ') || 'nothing'}`);
  if (flags.text === undefined) throw new UsageError('--text: expected a text, got none');
  const format = choice('format', flags.format, /** @type {const} */ (['json', 'npz', 'table']));
  const kind = choice('kind', flags.kind, /** @type {const} */ (['self', 'encoder', 'cross']));
  const precision = choice('precision', flags.precision, /** @type {const} */ (['stored', 'f32', 'int8']));
  const place = placeOf(number('layer', flags.layer), number('head', flags.head));
  const sampling = samplingOf(flags);
  if (format === 'table' && !place && !sampling) throw new UsageError('--format: expected --layer and --head beside table, got none');
  if (format === 'npz' && (place || sampling)) throw new UsageError('--format: expected json or table for one head and for --generate, got npz');
  const { openModel } = await import('../models/api/node.js'); // Only now: other commands need none of it.
  const model = await openModel(folder, { precision, onProgress: progressOn(process.stderr) });
  const input = { text: flags.text, pair: flags.pair };
  try {
    if (sampling) print(await written(model, input, sampling, format));
    else print(shownAttention(model, model.run(input), kind, place, format));
  } finally {
    model.close();
  }
}

/** @param {number} [layer] @param {number} [head] @returns {Place | undefined} undefined: all heads */
function placeOf(layer, head) {
  if (layer === undefined && head === undefined) return undefined;
  if (layer === undefined) throw new UsageError('--layer: expected one beside --head, got none');
  if (head === undefined) throw new UsageError('--head: expected one beside --layer, got none');
  return { layer, head };
}

/** @param {{ [flag: string]: string | boolean | undefined }} flags */
function samplingOf(flags) {
  const given = (/** @type {string} */ flag) => number(flag, /** @type {string | undefined} */ (flags[flag]));
  const options = { maxTokens: given('generate'), temperature: given('temperature'), topK: given('top-k'), topP: given('top-p'), seed: given('seed') };
  if (options.maxTokens !== undefined) return options;
  const alone = ['temperature', 'top-k', 'top-p', 'seed'].find((flag) => flags[flag] !== undefined);
  if (alone) throw new UsageError(`--${alone}: expected --generate beside it, got none`);
  return undefined;
}

/** A line that counts while files are read, where somebody sees it. @param {NodeJS.WriteStream} stream */
function progressOn(stream) {
  if (!stream.isTTY) return undefined;
  return (/** @type {{ read: number, total: number }} */ { read, total }) => {
    const percent = total === 0 ? 100 : Math.floor(100 * read / total);
    stream.write(`\rreading: ${percent} %${read === total ? '\n' : ''}`);
  };
}

/**
 * @param {Model} model
 * @param {{ text: string, pair?: string }} input
 * @param {import('../models/api/generate.js').GenerateOptions} options
 * @param {'json' | 'npz' | 'table'} format
 * @returns {Promise<string>} as a table the text alone
 */
async function written(model, input, options, format) {
  const generated = [];
  let text = '';
  for await (const { id, token, probability, text: soFar } of model.generate(input, options)) {
    generated.push({ id, token, probability });
    text = soFar;
  }
  return format === 'table' ? text : JSON.stringify({ text, generated });
}

/**
 * @param {Model} model
 * @param {ModelResult} result
 * @param {'self' | 'encoder' | 'cross'} kind
 * @param {Place | undefined} place
 * @param {'json' | 'npz' | 'table'} format
 * @returns {string | Uint8Array}
 */
function shownAttention(model, result, kind, place, format) {
  const queries = kind === 'encoder' ? result.encoderTokens ?? [] : result.tokens;
  const keys = kind === 'self' ? result.tokens : result.encoderTokens ?? [];
  if (place) {
    const weights = result.attention(place.layer, place.head, kind);
    return format === 'table' ? table(weights, queries, keys) : JSON.stringify({ ...tokensOf(kind, queries, keys), ...place, attention: nested(weights) });
  }
  const attentions = allHeads(model, result, kind);
  if (format === 'npz') return npzOf({ [names[kind].attentions]: attentions, [names[kind].queries]: queries, [names[kind].keys]: keys });
  return JSON.stringify({ ...tokensOf(kind, queries, keys), attentions: nested(attentions) });
}

/** @param {'self' | 'encoder' | 'cross'} kind @param {string[]} tokens @param {string[]} keyTokens */
const tokensOf = (kind, tokens, keyTokens) => (kind === 'cross' ? { tokens, keyTokens } : { tokens });

/** @param {Model} model @param {ModelResult} result @param {AttentionKind} kind @returns {Tensor} [layers, heads, queries, keys] */
function allHeads(model, result, kind) {
  const place = model.placeOf(kind);
  const { layers } = model.stack(place.stack).description;
  const { heads } = layers[0][place.kind === 'cross' ? 'cross' : 'attention'] ?? layers[0].attention;
  const tensors = layers.flatMap((_, layer) => Array.from({ length: heads }, (__, head) => result.attention(layer, head, kind)));
  const [{ data: { length }, shape }] = tensors;
  const data = new Float32Array(tensors.length * length);
  tensors.forEach((tensor, i) => data.set(tensor.data, i * length));
  return { data, shape: [layers.length, heads, ...shape] };
}

/** @param {Tensor} tensor @returns {unknown} nested arrays */
function nested({ data, shape }) {
  /** @type {unknown[]} */
  let rows = Array.from(data);
  for (const length of shape.slice(1).reverse()) rows = Array.from({ length: rows.length / length }, (_, i) => rows.slice(i * length, (i + 1) * length));
  return rows;
}

/** A line for each query, a column for each key. @param {Tensor} weights @param {string[]} queries @param {string[]} keys @returns {string} */
function table({ data, shape: [, columns] }, queries, keys) {
  const cells = queries.map((query, i) => [query, ...Array.from(data.subarray(i * columns, (i + 1) * columns), (weight) => weight.toFixed(4))]);
  const rows = [['', ...keys], ...cells].map((row) => row.map((cell) => cell.replaceAll('\n', '\\n')));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => Array.from(row[column]).length)));
  const padded = (/** @type {string} */ cell, /** @type {number} */ column) => `${' '.repeat(widths[column] - Array.from(cell).length)}${cell}`;
  return rows.map((row) => row.map(padded).join('  ')).join('\n');
}
