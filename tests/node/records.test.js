/** Inputs and options must be own, named properties: not inherited, no Map, no symbols. Nothing is ignored silently. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AttentionError, loadAttention } from 'attention-lab';
import { runModule } from './child.js';
import { attention } from './engine.js';
import { assertRefusal, assertRefused } from './refusal.js';

const inputs = { query: [[1, 0]], key: [[1, 0], [0, 1]], value: [[1], [2]] };
const kHidden = Symbol('causal');

/** What is no record, and what is said of it. @type {[string, any, string, RegExp][]} */
const kNoRecords = [
  ['a Map', new Map([['causal', true]]), 'type', /expected a plain object, got a Map/],
  ['a Set', new Set(['causal']), 'type', /expected a plain object, got a Set/],
  ['what inherits', Object.create({ causal: true }), 'type', /expected a plain object, got one that inherits/],
  ['one of a class', new (class Options { causal = true; })(), 'type', /got one that inherits/],
  ['a symbol', { [kHidden]: true }, 'option', /expected names as its keys, got Symbol\(causal\)/],
  ['a list', ['causal'], 'type', /expected an object, got an array of 1/],
  ['a typed array', Float32Array.of(1), 'type', /got a Float32Array/],
  ['a text', 'causal', 'type', /expected an object, got "causal"/],
];

test('options that are no record are refused', () => {
  for (const [label, options, code, message] of kNoRecords) {
    for (const method of /** @type {const} */ (['attend', 'explain', 'iterate'])) {
      assertRefused(attention, AttentionError, { inputs: { ...inputs, value: inputs.key }, options, method, code, argument: 'options', message }, `${method}, ${label}`);
    }
  }
});

test('inputs, parameters and the objects inside options that are no record are refused too', () => {
  for (const [label, value, code] of kNoRecords.filter(([label]) => label !== 'a symbol')) {
    assertRefused(attention, AttentionError, { inputs: value, code, argument: 'inputs' }, `inputs, ${label}`);
  }
  for (const [label, value, code] of kNoRecords) {
    assertRefused(attention, AttentionError, { inputs: { ...inputs, params: value }, options: { score: 'general' }, code, argument: 'params' }, `params, ${label}`);
    assertRefused(attention, AttentionError, { inputs, options: { window: value }, code, argument: 'window' }, `window, ${label}`);
    assertRefused(attention, AttentionError, { inputs, options: { localFocus: value }, code, argument: 'localFocus' }, `localFocus, ${label}`);
    assertRefused(attention, AttentionError, { inputs, options: { row: value }, method: 'explain', code, argument: 'row' }, `row, ${label}`);
  }
});

test('sessions, settings and loading options that are no record are refused too', async () => {
  const session = attention.session({ headSize: 2, capacity: 4 });
  session.append({ key: inputs.key, value: inputs.key });
  for (const [label, value, code, message] of kNoRecords) {
    const refusal = { code, argument: ['options', 'settings'], message };
    const check = (/** @type {unknown} */ error) => (assertRefusal(error, refusal, AttentionError, label), true);
    assert.throws(() => attention.session(value), check);
    assert.throws(() => session.attend({ query: inputs.query }, value), check);
    await assert.rejects(attention.attendAsync(inputs, {}, value), check);
    await assert.rejects(attention.attendAsync(inputs, value), check);
    await assert.rejects(loadAttention(value), check);
  }
  session.delete();
});

test('records without a prototype are records', () => {
  const bare = (/** @type {object} */ fields) => Object.assign(Object.create(null), fields);
  const { weights } = attention.attend(bare(inputs), bare({ weights: true, causal: true, window: bare({ left: 1 }) }));
  assert.deepEqual([...weights.data], [1, 0]);
});

test('additions of a page to Object.prototype have no effect', () => {
  const { stdout, stderr } = runModule(`
    Object.prototype.extend = function () {};
    for (const name of ['causal', 'scale', 'mask', 'workers', 'batch', 'wasm', 'left', 'head', 'sigma', 'numHeads', 'weight']) Object.prototype[name] = name;
    const { loadAttention } = await import('attention-lab');
    const attention = await loadAttention();
    const inputs = { query: [[1, 0]], key: [[1, 0], [0, 1]], value: [[1, 0], [2, 0]] };
    const said = [];
    said.push(attention.attend(inputs, { weights: true, window: {} }).weights.data);
    said.push(attention.explain(inputs, { row: {} }).weights.data);
    said.push(attention.iterate(inputs, { steps: 1 }).states[0].data);
    said.push((await attention.attendAsync(inputs, { weights: true }, {})).weights.data);
    said.push(attention.attend(inputs, { weights: true, localFocus: { center: 'monotonic', sigma: 10 } }).weights.shape);
    const session = attention.session({ headSize: 2, capacity: 2 });
    session.append({ key: inputs.key, value: inputs.value });
    said.push(session.attend({ query: inputs.query }, { weights: true }).weights.data);
    for (const name of Object.keys(Object.prototype)) delete Object.prototype[name];
    console.log(JSON.stringify(said.map((data) => Array.from(data, (x) => Number(x.toFixed(4))))));
  `);
  assert.equal(stderr, '');
  const weights = [0.6698, 0.3302];
  assert.deepEqual(JSON.parse(stdout), [weights, weights, [1, 0], weights, [1, 2], weights]);
});
