#!/usr/bin/env node
// attention-lab: attention on the command line, from numbers (run) and of whole models (model).
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { UsageError, choice, number, readArguments } from './arguments.js';
import { commandHelp } from './command-help.js';
import { callOf, revived } from './json-input.js';
import { parseText, textOf } from './json-text.js';
import { runModel } from './model.js';
import { loadAttention } from '../engine/node.js';

/** @param {string} flag @param {string | undefined} given @param {string[]} names */
function numbers(flag, given, names) {
  if (given === undefined) return undefined;
  const parts = given.split(',');
  if (parts.length !== names.length) {
    throw new UsageError(`--${flag}: expected ${names.length} numbers with commas between, got ${given}`);
  }
  return Object.fromEntries(names.map((name, i) => [name, number(flag, parts[i])]));
}

const FLAGS = /** @type {const} */ ({
  score: { type: 'string' },
  normalizer: { type: 'string' },
  temperature: { type: 'string' },
  scale: { type: 'string' },
  softcap: { type: 'string' },
  causal: { type: 'boolean' },
  window: { type: 'string' },
  'num-heads': { type: 'string' },
  'num-kv-heads': { type: 'string' },
  weights: { type: 'boolean' },
  scores: { type: 'string' },
  explain: { type: 'boolean' },
  row: { type: 'string' },
  format: { type: 'string', default: 'json' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
});

/**
 * @param {string} file a path, or - for standard input
 * @returns {Promise<Record<string, any>>}
 * @throws {Error} names the file and the place of the mistake in it
 */
async function readInput(file) {
  const source = file === '-' ? 'standard input' : file;
  let bytes;
  try {
    bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new Error(`${source}: expected a file that can be read, got ${error}`);
  }
  try {
    const text = textOf(bytes);
    const value = parseText(text);
    const input = text.includes('"-Infinity"') ? revived(value) : value;
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch (error) {
    throw new Error(`${source}: ${error instanceof Error ? error.message : error}`);
  }
  throw new Error(`${source}: expected an object with query, key and value, got other JSON`);
}

/** @param {unknown} value @returns {value is import('../engine/tensor.js').Tensor} */
const isTensor = (value) => typeof value === 'object' && value !== null && 'data' in value && 'shape' in value;

/** @param {import('../engine/tensor.js').Tensor} tensor @returns {unknown} nested arrays, in which -Infinity is a string */
function nested({ data, shape }) {
  /** @type {unknown[]} */
  let rows = Array.from(data, (x) => (Number.isFinite(x) ? x : String(x)));
  for (const length of shape.slice(1).reverse()) {
    rows = Array.from({ length: rows.length / length }, (_, i) => rows.slice(i * length, (i + 1) * length));
  }
  return shape.length === 0 ? rows[0] : rows;
}

/**
 * Makes one block for each tensor: its name and shape, then its rows.
 * @param {string} name
 * @param {unknown} value
 * @returns {string}
 */
function table(name, value) {
  if (!isTensor(value)) {
    if (typeof value !== 'object' || value === null) return `${name} ${value}\n`;
    return Object.entries(value).map(([inner, part]) => table(`${name}.${inner}`, part)).join('\n');
  }
  const width = value.shape.at(-1) ?? 1;
  const lines = [`${name} [${value.shape}]`];
  for (let start = 0; start < value.data.length; start += width) {
    lines.push(Array.from(value.data.subarray(start, start + width), (x) => x.toPrecision(6).padStart(14)).join(''));
  }
  return `${lines.join('\n')}\n`;
}

/** @param {string[]} args */
async function main(args) {
  if (args[0] === 'model' && !args.includes('--help') && !args.includes('-h')) {
    return runModel(args.slice(1), (output) => process.stdout.write(typeof output === 'string' ? `${output}\n` : output));
  }
  const { values: flags, positionals } = readArguments(args, FLAGS);
  if (flags.help) return console.log(commandHelp);
  if (flags.version) {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
    return console.log(version);
  }
  const [command, file, ...rest] = positionals;
  if (command !== 'run' || file === undefined || rest.length > 0) {
    throw new UsageError(`expected run and one file, or model and a folder, got ${positionals.join(' ') || 'nothing'}`);
  }
  choice('format', flags.format, ['json', 'table']);
  if (flags.row !== undefined && !flags.explain) throw new UsageError('--row: expected --explain beside it, got none');
  const { score, normalizer, causal, weights, scores } = flags;
  const given = {
    score,
    normalizer,
    temperature: number('temperature', flags.temperature),
    scale: number('scale', flags.scale),
    softcap: number('softcap', flags.softcap),
    causal,
    window: numbers('window', flags.window, ['left', 'right']),
    numHeads: number('num-heads', flags['num-heads']),
    numKvHeads: number('num-kv-heads', flags['num-kv-heads']),
    weights,
    scores,
    row: numbers('row', flags.row, ['batch', 'head', 'query']),
  };
  const { inputs, options } = callOf(await readInput(file));
  const merged = /** @type {any} */ ({
    ...options,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  });
  const engine = await loadAttention();
  const result = flags.explain ? engine.explain(inputs, merged) : engine.attend(inputs, merged);
  if (flags.format === 'table') {
    console.log(Object.entries(result).map(([name, value]) => table(name, value)).join('\n').trimEnd());
  } else {
    console.log(JSON.stringify(result, (_key, value) => (isTensor(value) ? nested(value) : value)));
  }
}

main(process.argv.slice(2)).catch((error) => {
  const isUsage = error instanceof UsageError;
  console.error(`attention-lab: ${error instanceof Error ? error.message : error}`);
  if (isUsage) console.error('attention-lab --help tells more.');
  process.exitCode = isUsage ? 2 : 1;
});
