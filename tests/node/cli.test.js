/** The command line: files and standard input, every flag, both formats, and what it says when it fails. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kRoot, runNode, temporaryFolder } from './child.js';
import { assertNear, assertStage } from './closeness.js';
import { readTensor, trace } from './oracle.js';
import { createRandom, nest } from './random.js';

const kCli = join(kRoot, 'dist', 'cli.js');

/** @param {string[]} args @param {string} [input] */
const cli = (args, input) => runNode([kCli, ...args], { input });

const random = createRandom(160_000);
/** @param {number[]} shape */
const nested = (...shape) => nest(random.tensor(shape));
const kInputs = { query: nested(3, 4), key: nested(5, 4), value: nested(5, 2) };
const kPacked = { query: nested(1, 3, 8), key: nested(1, 5, 4), value: nested(1, 5, 4) };

/** A tensor of the JSON output, its "-Infinity" as a number again. @param {any} printed */
const fromJson = (printed) => readTensor(revive(printed));
/** @param {any} part @returns {any} */
function revive(part) {
  if (part === '-Infinity') return -Infinity;
  if (Array.isArray(part)) return part.map(revive);
  return typeof part === 'object' ? { ...part, data: revive(part.data) } : part;
}

/**
 * What the command line prints for these inputs, as JSON.
 * @param {string[]} flags @param {any} inputs
 */
function printed(flags, inputs = kInputs) {
  const { status, stdout, stderr } = cli(['run', '-', ...flags], JSON.stringify(inputs));
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

test('a file and standard input give the same', (t) => {
  const file = join(temporaryFolder(t), 'input.json');
  writeFileSync(file, JSON.stringify(kInputs));
  const { status, stdout, stderr } = cli(['run', file, '--format', 'json']);
  assert.deepEqual([status, stderr], [0, '']);
  assert.equal(stdout, cli(['run', '-', '--format', 'json'], JSON.stringify(kInputs)).stdout);
  assertStage(fromJson(JSON.parse(stdout).output), trace(kInputs).output, 'output');
});

/** Every flag, the option it stands for. @type {[string[], Record<string, any>, any?][]} */
const kFlags = [
  [['--score', 'euclidean'], { score: 'euclidean' }],
  [['--normalizer', 'entmax15'], { normalizer: 'entmax15' }],
  [['--temperature', '0.25'], { temperature: 0.25 }],
  [['--scale', '-2'], { scale: -2 }],
  [['--softcap', '0.3'], { softcap: 0.3 }],
  [['--causal'], { causal: true }],
  [['--window', '0,1'], { window: { left: 0, right: 1 } }],
  [['--num-heads', '2', '--num-kv-heads', '1'], { numHeads: 2, numKvHeads: 1 }, kPacked],
];

for (const [flags, options, inputs = kInputs] of kFlags) {
  test(flags.join(' '), () => {
    const { output, weights } = printed([...flags, '--weights', '--format', 'json'], inputs);
    const want = trace(inputs, options);
    assertStage(fromJson(output), want.output, 'output');
    assertStage(fromJson(weights), want.weights, 'weights');
    if (inputs === kInputs) assert.notDeepEqual(want.output.data, trace(kInputs).output.data);
  });
}

test('--weights and --scores add to the output, and only they', () => {
  assert.deepEqual(Object.keys(printed(['--format', 'json'])), ['output']);
  assert.deepEqual(Object.keys(printed(['--weights', '--format', 'json'])).sort(), ['output', 'weights']);
  for (const stage of /** @type {const} */ (['scaled', 'capped', 'biased', 'weights'])) {
    const { scores } = printed(['--scores', stage, '--softcap', '0.5', '--causal', '--format', 'json']);
    assertStage(fromJson(scores), trace(kInputs, { softcap: 0.5, causal: true })[stage], stage);
  }
});

test('options in the file, flags before them', () => {
  const file = { ...kInputs, options: { score: 'dot', temperature: 3, weights: true } };
  assertStage(fromJson(printed(['--format', 'json'], file).weights), trace(kInputs, { score: 'dot', temperature: 3 }).weights, 'file');
  assertStage(fromJson(printed(['--temperature', '0.5', '--format', 'json'], file).weights), trace(kInputs, { score: 'dot', temperature: 0.5 }).weights, 'flag');
});

test('masks and parameters in the file', () => {
  const file = { ...kInputs, mask: [true, false, true, true, false], params: { weight: nested(4, 4) }, options: { score: 'general' } };
  assertStage(fromJson(printed(['--format', 'json'], file).output), trace(file, { score: 'general' }).output, 'output');
});

test('--explain prints every stage, -Infinity as text', () => {
  const stages = printed(['--explain', '--causal', '--format', 'json']);
  const want = trace(kInputs, { causal: true });
  for (const stage of /** @type {const} */ (['scores', 'scaled', 'capped', 'withBias', 'biased', 'rowMax', 'exponentials', 'rowSum', 'weights', 'output'])) {
    assertNear(fromJson(stages[stage]), want[stage], () => 4e-6, stage);
  }
  assert.match(JSON.stringify(stages.biased), /"-Infinity"/);
  assert.equal('row' in stages, false);
});

test('--row chooses a row', () => {
  const { row } = printed(['--explain', '--row', '0,0,2', '--format', 'json']);
  const want = /** @type {any} */ (trace(kInputs, { row: { query: 2 } }).row);
  assertStage(fromJson(row.products), want.products, 'products');
  assertStage(fromJson(row.weightedValues), want.weightedValues, 'weighted values');
  assert.deepEqual([row.batch, row.head, row.query], [0, 0, 2]);
});

test('a table for people', () => {
  const { status, stdout, stderr } = cli(['run', '-', '--weights', '--format', 'table'], JSON.stringify({ query: [1], key: [[0], [1.0986122886681098]], value: [[4], [8]], options: { score: 'dot' } }));
  assert.deepEqual([status, stderr], [0, '']);
  assert.throws(() => JSON.parse(stdout));
  for (const part of ['output', 'weights', '0.25', '0.75', '7']) assert.ok(stdout.includes(part), `${part} in ${stdout}`);
  const trail = cli(['run', '-', '--explain', '--causal', '--format', 'table'], JSON.stringify(kInputs));
  assert.deepEqual([trail.status, trail.stderr], [0, '']);
  for (const stage of ['scores', 'biased', 'exponentials', 'weights', 'output']) assert.ok(trail.stdout.includes(stage), stage);
});

test('--help and --version', () => {
  const help = cli(['--help']);
  assert.deepEqual([help.status, help.stderr], [0, '']);
  for (const flag of [...kFlags.flatMap(([flags]) => flags.filter((word) => word.startsWith('--'))), '--weights', '--scores', '--explain', '--row', '--format']) {
    assert.ok(help.stdout.includes(flag), `${flag} in the help`);
  }
  const version = cli(['--version']);
  assert.equal(version.status, 0);
  assert.ok(version.stdout.includes(JSON.parse(readFileSync(join(kRoot, 'package.json'), 'utf8')).version));
});

/** @param {string[]} args @param {number | number[]} status @param {string} [input] */
function assertFails(args, status, input = JSON.stringify(kInputs)) {
  const got = cli(args, input);
  const said = `${args.join(' ')}: ${got.status} ${got.stderr}`;
  assert.ok([status].flat().includes(/** @type {number} */ (got.status)), said);
  assert.match(got.stderr, /^attention-lab: \S/, said);
  assert.equal(got.stdout, '', said);
  assert.ok(!got.stderr.includes('    at '), `no stack: ${said}`);
  return got.stderr;
}

test('bad usage', () => {
  for (const args of [[], ['walk'], ['run'], ['run', '-', '--colour'], ['run', '-', '--score'], ['run', '-', '--format', 'xml'], ['run', '-', 'more.json'], ['run', '-', '--window', '1,2,3']]) {
    assertFails(args, 2);
  }
});

test('numbers that are none', () => {
  for (const args of [['--temperature', 'warm'], ['--scale', ''], ['--window', 'a,b'], ['--num-heads', 'two'], ['--explain', '--row', '0,zero,0']]) {
    assertFails(['run', '-', ...args], [1, 2]);
  }
});

test('errors', (t) => {
  const folder = temporaryFolder(t);
  assertFails(['run', join(folder, 'missing.json')], 1);
  assertFails(['run', folder], 1);
  for (const input of ['', '{', '5', 'null', '[]', '"text"']) assertFails(['run', '-'], 1, input);
  assert.match(assertFails(['run', '-'], 1, JSON.stringify({ ...kInputs, key: nested(5, 3) })), /key: expected .*, got /);
  assert.match(assertFails(['run', '-'], 1, JSON.stringify({ ...kInputs, keys: 1 })), /keys/);
  assert.match(assertFails(['run', '-', '--score', 'dots'], 1), /score: expected .*, got /);
  assert.match(assertFails(['run', '-', '--temperature', '0'], 1), /temperature: expected .*, got /);
  assert.match(assertFails(['run', '-', '--explain', '--row', '0,0,9'], 1), /row/);
});
