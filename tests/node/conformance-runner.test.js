/** The conformance runner, which must be able to fail. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../conformance/generate.js';
import { caseOf, compare, resultNames } from '../conformance/onnx-case.js';
import { kRoot, runNode, temporaryFolder } from './child.js';
import { attention } from './engine.js';

const kRunner = join(kRoot, 'tests', 'conformance', 'run.js');

/** @param {string} [folder] */
const run = (folder) => runNode(folder === undefined ? [kRunner] : [kRunner, folder]);

/** @param {number[]} numbers @param {number[]} shape */
const float32 = (numbers, shape) => ({ dtype: 'float32', shape, base64: Buffer.from(Float32Array.from(numbers).buffer).toString('base64') });

/**
 * One query that sees two keys with weights 1/4 and 3/4, and a third that is masked by a short mask.
 * @param {any} [change]
 */
const vector = (change) => ({
  name: 'quarter', opset: 23, op: 'Attention', attributes: { scale: 1, qk_matmul_output_mode: 2 },
  input_slots: ['Q', 'K', 'V', 'attn_mask'],
  inputs: {
    Q: float32([1], [1, 1, 1, 1]),
    K: float32([0, Math.log(3), 9], [1, 1, 3, 1]),
    V: float32([4, 8, 100], [1, 1, 3, 1]),
    attn_mask: { dtype: 'bool', shape: [1, 2], base64: Buffer.from([1, 1]).toString('base64') },
  },
  output_slots: ['Y', '', '', 'qk_matmul_output'],
  outputs: { Y: float32([7], [1, 1, 1, 1]), qk_matmul_output: float32([0, Math.log(3), -Infinity], [1, 1, 1, 3]) },
  ...change,
});

/** The outputs of the test vector with one replaced. @param {string} name @param {any} tensor */
const outputs = (name, tensor) => ({ outputs: { ...vector().outputs, [name]: tensor } });

/** @param {any} t @param {Record<string, any>} files objects become JSON */
function folderOf(t, files) {
  const folder = temporaryFolder(t);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** @param {string} stdout */
const lastLine = (stdout) => stdout.trimEnd().split('\n').pop();

test('a right vector passes', (t) => {
  const { status, stdout } = run(folderOf(t, { 'right.json': vector() }));
  assert.deepEqual([status, stdout], [0, '1 passed, 0 failed\n']);
});

/** @type {Record<string, [any, RegExp]>} */
const kWrong = {
  'a wrong number': [vector(outputs('Y', float32([7.001], [1, 1, 1, 1]))), /^wrong\.json: Y: first differs at 0, expected 7\.00\d+, got (7|6\.99)/m],
  'a wrong number further on': [vector(outputs('qk_matmul_output', float32([0, 1, -Infinity], [1, 1, 1, 3]))), /^wrong\.json: qk_matmul_output: first differs at 1, expected 1, got 1\.09/m],
  'a number for an infinity': [vector(outputs('qk_matmul_output', float32([0, Math.log(3), -1e30], [1, 1, 1, 3]))), /qk_matmul_output: first differs at 2, .*got -Infinity/],
  'an infinity for a number': [vector(outputs('Y', float32([Infinity], [1, 1, 1, 1]))), /Y: first differs at 0, expected Infinity/],
  'the other infinity': [vector(outputs('qk_matmul_output', float32([0, Math.log(3), Infinity], [1, 1, 1, 3]))), /first differs at 2, expected Infinity, got -Infinity/],
  'NaN': [vector(outputs('Y', float32([NaN], [1, 1, 1, 1]))), /Y: first differs at 0, expected NaN/],
  'a wrong shape': [vector(outputs('Y', float32([7], [1, 1, 1]))), /Y: expected shape \[1,1,1\], got \[1,1,1,1\]/],
  'fewer bytes than the shape says': [vector(outputs('Y', { ...float32([7], [1, 1, 1, 1]), base64: 'AAA=' })), /Y: expected 4 bytes/],
  'an output that is not stored': [vector({ outputs: {} }), /wrong\.json/],
  'no output at all': [vector({ output_slots: [] }), /no output to compare/],
  'an unknown output': [vector({ output_slots: ['Z'], outputs: { Z: float32([7], [1]) } }), /unknown output Z/],
  'an unknown attribute': [vector({ attributes: { rotary: 1 } }), /unknown attribute rotary/],
  'an unknown type': [vector({ inputs: { ...vector().inputs, Q: { dtype: 'float8', shape: [1], base64: '' } } }), /unknown type float8/],
  'another operator': [vector({ op: 'Softmax' }), /expected the operator Attention/],
  'inputs that the engine refuses': [vector({ inputs: { ...vector().inputs, V: float32([4, 8], [1, 1, 2, 1]) } }), /wrong\.json: AttentionError/],
  'no JSON': ['{ "name": ', /wrong\.json: SyntaxError/],
  'JSON that is no vector': ['[]', /wrong\.json/],
  'an empty file': ['', /wrong\.json/],
};

for (const [name, [content, says]] of Object.entries(kWrong)) {
  test(`a failure: ${name}`, (t) => {
    const { status, stdout } = run(folderOf(t, { 'right.json': vector(), 'wrong.json': content }));
    assert.match(stdout, says);
    assert.deepEqual([status, lastLine(stdout)], [1, '1 passed, 1 failed']);
  });
}

test('float16 is compared with a wider tolerance', (t) => {
  /** @param {number[]} bits @param {number[]} shape */
  const float16 = (bits, shape) => ({ dtype: 'float16', shape, base64: Buffer.from(Uint16Array.from(bits).buffer).toString('base64') });
  // One key: the output is the value. 0x3c00 is 1, 0x3c01 is 1.0009765625, 0x3c03 is 1.0029296875.
  /** @param {number} y */
  const half = (y) => ({
    ...vector(), attributes: {}, input_slots: ['Q', 'K', 'V'], output_slots: ['Y'],
    inputs: Object.fromEntries(['Q', 'K', 'V'].map((name) => [name, float16([0x3c00], [1, 1, 1, 1])])),
    outputs: { Y: float16([y], [1, 1, 1, 1]) },
  });
  const { stdout } = run(folderOf(t, { 'near.json': half(0x3c01), 'far.json': half(0x3c03) }));
  assert.match(stdout, /^far\.json: Y: first differs at 0/m);
  assert.equal(lastLine(stdout), '1 passed, 1 failed');
});

test('a folder without cases is no success', (t) => {
  const folder = folderOf(t, { 'notes.txt': 'no vector' });
  for (const empty of [folder, join(folder, 'missing')]) {
    const { status, stdout } = run(empty);
    assert.deepEqual([status, lastLine(stdout)], [1, '0 passed, 0 failed']);
  }
  mkdirSync(join(folder, 'folder.json'));
  assert.deepEqual([run(folder).status, lastLine(run(folder).stdout)], [1, '0 passed, 1 failed']);
});

const kVectors = join(kRoot, '..', 'shared', 'conformance', 'onnx-attention');

test('all the ONNX vectors through the package', { skip: existsSync(kVectors) ? false : 'no ../shared/conformance here' }, () => {
  const { status, stdout } = run(kVectors);
  assert.equal(stdout, '87 passed, 0 failed\n');
  assert.equal(status, 0);
});

test('without a folder the generated cases run, and ONNX’s where they are', () => {
  const { status, stdout } = run();
  assert.equal(lastLine(stdout), existsSync(kVectors) ? '311 passed, 0 failed' : '224 passed, 0 failed');
  assert.equal(/the generated cases alone/.test(stdout), !existsSync(kVectors));
  assert.equal(status, 0);
});

const generated = generate(7);

test('the seed makes the generated cases, and they have what the operator has', () => {
  assert.deepEqual(generate(7), generated);
  assert.notDeepEqual(generate(8), generated);
  /** @param {(stored: any) => unknown} has */
  const count = (has) => generated.filter(has).length;
  for (const mode of [0, 1, 2, 3]) assert.ok(count(({ attributes }) => attributes.qk_matmul_output_mode === mode) > 40, `mode ${mode}`);
  for (const rank of [2, 3, 4]) for (const dtype of ['bool', 'float32']) assert.equal(count(({ inputs: { attn_mask: mask } }) => mask?.shape.length === rank && mask.dtype === dtype), 32, `${dtype} ${rank}`);
  for (const name of ['is_causal', 'softcap', 'q_num_heads']) assert.equal(count(({ attributes }) => name in attributes), 112, name);
  assert.equal(count((stored) => 'present_value' in stored.outputs), 112);
  const rows = generated.map((stored) => Array.from(caseOf(stored).outputs.get('Y')?.data ?? []));
  assert.ok(rows.filter((data) => data.includes(0)).length > 5, 'rows without a key');
});

test('a wrong digit in any output of a generated case is told', () => {
  for (const stored of generated) {
    const expected = caseOf(stored);
    const result = Object.fromEntries(Array.from(expected.outputs, ([name, tensor]) => [resultNames[name], tensor]));
    assert.deepEqual(compare(expected, result), []);
    for (const [name, tensor] of expected.outputs) {
      const index = Array.from(tensor.data, Number.isFinite).lastIndexOf(true);
      if (index < 0) continue;
      const data = Float32Array.from(tensor.data);
      data[index] += 1e-4;
      assert.match(compare(expected, { ...result, [resultNames[name]]: { data, shape: tensor.shape } })[0] ?? '', new RegExp(`^${name}: first differs at ${index},`), stored.name);
    }
  }
});

test('an engine that left out one of the operator’s parts would fail', () => {
  /** Each changes a call. @type {Record<string, (each: import('../conformance/onnx-case.js').Case) => void>} */
  const faults = {
    causal: ({ options }) => delete options.causal,
    softcap: ({ options }) => delete options.softcap,
    scale: ({ options }) => { options.scale = 0.7; },
    mask: ({ inputs }) => delete inputs.mask,
    past: ({ inputs }) => { if (inputs.pastKey) inputs.pastKey = { ...inputs.pastKey, data: new Float32Array(inputs.pastKey.data.length) }; },
    stage: ({ options }) => { if (options.scores) options.scores = options.scores === 'weights' ? 'scaled' : 'weights'; },
  };
  for (const [name, change] of Object.entries(faults)) {
    const failed = generated.filter((stored) => {
      const each = caseOf(stored);
      change(each);
      return compare(each, attention.attend(each.inputs, each.options)).length > 0;
    });
    assert.ok(failed.length > 40, `${name}: ${failed.length}`);
  }
});
