/** The command line: files and standard input, every flag, both formats, and its messages when it fails. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kRoot, runNode, temporaryFolder } from './child.js';
import { assertNear, assertStage } from './closeness.js';
import { readTensor, trace } from './oracle.js';
import { createRandom, nest } from './random.js';

const kCli = join(kRoot, 'lib', 'cli.js');

/** @param {string[]} args @param {string | Uint8Array} [input] */
const cli = (args, input) => runNode([kCli, ...args], { input });

const random = createRandom(160_000);
/** @param {number[]} shape */
const nested = (...shape) => nest(random.tensor(shape));
const kInputs = { query: nested(3, 4), key: nested(5, 4), value: nested(5, 2) };
const kPacked = { query: nested(1, 3, 8), key: nested(1, 5, 4), value: nested(1, 5, 4) };

/** A tensor of the JSON output, with "-Infinity" as a number again. @param {any} printed */
const fromJson = (printed) => readTensor(revive(printed));
/** @param {any} part @returns {any} */
function revive(part) {
  if (part === '-Infinity') return -Infinity;
  if (Array.isArray(part)) return part.map(revive);
  return typeof part === 'object' ? { ...part, data: revive(part.data) } : part;
}

/**
 * The JSON that the command line prints for these inputs.
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

/** @param {string[]} args @param {number | number[]} status @param {string | Uint8Array} [input] */
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

test('arguments that should be numbers', () => {
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

const kSmall = { query: [[1, 0]], key: [[1, 0], [0, 1]], value: [[1, 0], [2, 0]] };

/** The weights that the command prints for a text or bytes. @param {string | Uint8Array} input @param {string[]} flags */
function weightsOf(input, ...flags) {
  const { status, stdout, stderr } = cli(['run', '-', '--weights', ...flags], input);
  assert.deepEqual([status, stderr], [0, '']);
  return JSON.parse(stdout).weights.flat(9).map((/** @type {number} */ weight) => Number(weight.toFixed(3)));
}

/** @param {Record<string, unknown>} change */
const small = (change) => JSON.stringify({ ...kSmall, ...change });

test('numbers as Python writes them: NaN, Infinity and -Infinity bare, and in no text', () => {
  const python = (/** @type {string} */ mask, more = '') => `{"query": [[1.0, 0.0]], "key": [[1.0, 0.0], [0.0, 1.0]], "value": [[1.0, 0.0], [2.0, 0.0]], "mask": ${mask}${more}}`;
  assert.deepEqual(weightsOf(python('[[0.0, -Infinity]]')), [1, 0]);
  assert.deepEqual(weightsOf(python('[\n -Infinity ,\t0.0 ]', ', "options": {"scale": 1e0}')), [0, 1]);
  assert.deepEqual(weightsOf(python('[0.0, "-Infinity"]')), [1, 0]);
  for (const [number, found] of [['NaN', 'NaN'], ['Infinity', 'Infinity']]) {
    assert.match(assertFails(['run', '-'], 1, python(`[0.0, ${number}]`)), new RegExp(`^attention-lab: mask: expected finite numbers or -Infinity, got ${found} at index 1\n$`, 'i'));
  }
  for (const number of ['NaN', 'Infinity', '-Infinity']) {
    assert.match(assertFails(['run', '-'], 1, `{"query": [[1, 0]], "key": [[1, 0], [0, ${number}]], "value": [[1], [2]]}`), new RegExp(`^attention-lab: key: expected finite numbers within float32's range, got ${number} at index 3\n$`, 'i'));
  }
  // Within strings they are words, whatever stands before them.
  for (const text of ['NaN', 'a, NaN', '\\", NaN, \\"', '-Infinity]', '\\\\', '\\u004eaN [NaN]']) {
    assert.match(assertFails(['run', '-'], 1, python('[0.0, -Infinity]', `, "options": {"score": "${text}"}`)), /^attention-lab: score: expected one of /);
    assert.ok(assertFails(['run', '-'], 1, python('[0.0, -Infinity]', `, "options": {"score": "${text}"}`)).includes(JSON.stringify(JSON.parse(`"${text}"`))), text);
  }
  assert.match(assertFails(['run', '-'], 1, python('[0.0, -Infinity]', ', "options": {"temperature": NaN}')), /temperature: expected a number, got NaN/);
});

test('an error in the text is reported with its line, its column and its source', (t) => {
  const file = join(temporaryFolder(t), 'broken.json');
  for (const [text, said] of /** @type {[string, RegExp][]} */ ([
    ['{"query": [1, 2],\n  "key": [1, x]}', /expected a value, got "x" at line 2, column 14/],
    ['{"query": [1, 2,]}', /expected a value, got "\]" at line 1, column 17/],
    ['{"query": [1 2]}', /expected , or \], got "2" at line 1, column 14/],
    ['{"query": nan}', /expected a value, got "nan" at line 1, column 11/],
    ['{"query": NaN5}', /expected , or \}, got "5" at line 1, column 14/],
    ['{"query": +Infinity}', /expected a value, got "\+Infinity" at line 1, column 11/],
    ['{"query": .5}', /expected a value, got "\.5" at line 1/],
    ['{"query": 01}', /expected , or \}, got "1" at line 1, column 12/],
    ['{query: 1}', /expected a name in quotes, got "query" at line 1, column 2/],
    ['{"query" 1}', /expected :, got "1" at line 1, column 10/],
    ['{"query": "a\nb"}', /expected a string, got "\\"a" at line 1, column 11/],
    ['{"query": "a', /expected a string that ends, got .* at line 1, column 11/],
    ['{"query": [1', /expected , or \], got the end of the text at line 1, column 13/],
    ['{"query": 1} {', /expected its end, got "\{" at line 1, column 14/],
    ['', /expected a value, got the end of the text at line 1, column 1/],
  ])) {
    writeFileSync(file, text);
    for (const [source, name] of [['-', 'standard input'], [file, file]]) {
      const message = assertFails(['run', source], 1, text);
      assert.ok(message.startsWith(`attention-lab: ${name}: expected `), message);
      assert.match(message, said);
    }
  }
});

test('a byte order mark, and UTF-16 as PowerShell writes it, in a file and from standard input', (t) => {
  const file = join(temporaryFolder(t), 'input.json');
  const text = small({ mask: [true, false], options: { scale: 1 } });
  const littleEndian = Buffer.from(`\ufeff${text}`, 'utf16le');
  for (const bytes of [Buffer.from(`\ufeff${text}`), littleEndian, Buffer.from(littleEndian).swap16(), Buffer.from(`\ufeff${small({ mask: [true, false] }).replace('{', '{ "options": {"temperature": 1}, ')}\r\n`, 'utf16le')]) {
    writeFileSync(file, bytes);
    assert.deepEqual(weightsOf(bytes), [1, 0]);
    assert.equal(cli(['run', file]).stdout, cli(['run', '-'], text).stdout);
  }
  assert.match(assertFails(['run', '-'], 1, Buffer.from(text, 'utf16le')), /^attention-lab: standard input: expected UTF-8, or UTF-16 with a byte order mark, got a zero byte at 1\n$/);
  assert.match(assertFails(['run', '-'], 1, Buffer.concat([littleEndian, Buffer.from([0])])), /standard input: expected text in UTF-16LE, got other bytes/);
  assert.match(assertFails(['run', '-'], 1, Buffer.from('{"query": "\xe4"}', 'latin1')), /standard input: expected text in UTF-8, got other bytes/);
});

test('a tensor whose data is a plain array, with a shape, and with a dtype or without', () => {
  const flat = { query: { data: [1, 0], shape: [1, 2] }, key: { data: [1, 0, 0, 1], shape: [2, 2] }, value: { data: [1, 0, 2, 0], shape: [2, 2], dtype: 'float32' } };
  const plain = cli(['run', '-', '--weights'], JSON.stringify(kSmall)).stdout;
  assert.equal(cli(['run', '-', '--weights'], JSON.stringify(flat)).stdout, plain);
  for (const dtype of ['float16', 'bfloat16', 'float64', 'int8', 'uint8', 'int64', 'uint16', null]) {
    assert.equal(cli(['run', '-', '--weights'], JSON.stringify({ ...flat, key: { ...flat.key, dtype } })).stdout, plain, `${dtype}`);
  }
  const deep = { query: nested(2, 3, 4, 5), key: nested(2, 3, 4, 5), value: nested(2, 3, 4, 5) };
  const flattened = Object.fromEntries(Object.entries(deep).map(([name, rows]) => [name, { data: /** @type {any} */ (rows).flat(9), shape: [2, 3, 4, 5] }]));
  assert.equal(cli(['run', '-'], JSON.stringify(flattened)).stdout, cli(['run', '-'], JSON.stringify(deep)).stdout);
  // Parameters and options, too.
  const more = { ...kInputs, params: { weight: { data: Array.from({ length: 16 }, (_, i) => i / 16), shape: [4, 4] } }, options: { score: 'general', localFocus: { center: { data: [0, 1, 2], shape: [3] }, sigma: 1 } } };
  const nestedMore = { ...more, params: { weight: nest({ data: more.params.weight.data, shape: [4, 4] }) }, options: { score: 'general', localFocus: { center: [0, 1, 2], sigma: 1 } } };
  assert.equal(cli(['run', '-'], JSON.stringify(more)).stdout, cli(['run', '-'], JSON.stringify(nestedMore)).stdout);

  for (const [key, said] of /** @type {[any, RegExp][]} */ ([
    [{ data: [1, 0, 0], shape: [2, 2] }, /key: expected 4 elements for \[2,2\], got 3/],
    [{ data: [1, 0, 0, 1], shape: '2,2' }, /key: expected an array as shape/],
    [{ data: [1, 0, 0, 1] }, /key: expected an array as shape, got undefined/],
    [{ data: [1, 0, 0, 1], shape: [2, 2], strides: [1, 2] }, /key\.strides: expected data, shape or dtype, got an unknown name/],
    [{ data: [1, 0, 'x', 1], shape: [2, 2] }, /key: expected a number at index 0 of a row, got "x"/],
    [{ data: [1, 0, 'x', 1], shape: [2, 2], dtype: 'float32' }, /key: expected a number, got "x" at index 2/],
    [{ data: [1, 0, 0.5, 1], shape: [2, 2], dtype: 'int32' }, /key: expected whole numbers of int32, got 0.5 at index 2/],
    [{ data: [1, 0, 70000, 1], shape: [2, 2], dtype: 'float16' }, /key: expected magnitudes of at most 65504 in halves, got 70000 at index 2/],
    [{ data: [1, 0, 0, 1], shape: [2, 2], dtype: 'half' }, /key: expected the dtype bool, .*, got "half"/],
    [{ data: [1, 0, 0, 1], shape: [2, 2], dtype: 'bool' }, /key: expected the dtype 'float64' beside a Float64Array, got "bool"/],
    [{ data: { 0: 1 }, shape: [1] }, /key: expected a typed array as data, got an object/],
  ])) assert.match(assertFails(['run', '-'], 1, small({ key })), said);
});

test('masks of ones and zeros need a dtype on the command line, too', () => {
  const hidden = [1, 0];
  const added = [0.846, 0.154];
  for (const [mask, want] of /** @type {[any, number[]][]} */ ([
    [[true, false], hidden], [{ data: [true, false], shape: [2] }, hidden], [{ data: [true, false], shape: [1, 2], dtype: 'bool' }, hidden],
    [{ data: [1, 0], shape: [2], dtype: 'bool' }, hidden], [{ data: [1, 0], shape: [2], dtype: 'float32' }, added], [{ data: [1, 0], shape: [2], dtype: 'float64' }, added],
    [[1.25, 0.25], added], [{ data: [0, '-Infinity'], shape: [2] }, hidden],
  ])) assert.deepEqual(weightsOf(small({ mask })), want, JSON.stringify(mask));
  for (const mask of [[1, 0], [[0, 1]], { data: [1, 0], shape: [2] }, { data: [1, 0], shape: [2], dtype: 'int64' }, { data: [1, 0], shape: [2], dtype: 'uint8' }]) {
    assert.match(assertFails(['run', '-'], 1, small({ mask })), /mask: expected .*'?bool'? \(1 attends, 0 hides\) or .*float32'? \(added to the scores\), got /, JSON.stringify(mask));
    assertFails(['run', '-', '--explain'], 1, small({ mask }));
  }
  assert.match(assertFails(['run', '-'], 1, small({ mask: { data: [0.5, 1], shape: [2], dtype: 'bool' } })), /mask: expected 1 or 0 as a boolean, got 0.5 at index 0/);
});
