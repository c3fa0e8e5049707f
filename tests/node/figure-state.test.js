import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embed } from '../../web/figure/state/embedding.js';
import { FigureError } from '../../web/figure/state/figure-error.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { stateNames } from '../../web/figure/state/schema.js';
import { isSpelled, sizesOf, vectorsOf } from '../../web/figure/state/figure-vectors.js';

const tokens = ['I', 'like', 'tea'];

/**
 * @param {unknown} plain
 * @param {string} argument
 * @param {string} [code]
 */
function refused(plain, argument, code) {
  assert.throws(() => readState(plain), (error) => {
    assert.ok(error instanceof FigureError, String(error));
    assert.equal(error.argument, argument);
    if (code) assert.equal(error.code, code, error.message);
    assert.equal(error.message, `${argument}: expected ${error.expected}, got ${error.got}`);
    return true;
  });
}

/** @param {number[]} shape @param {number} [value] @returns {any} */
const filled = ([length, ...rest], value = 0.5) =>
  Array.from({ length }, () => (rest.length ? filled(rest, value) : value));

test('tokens alone are a complete state, with every default', () => {
  const state = readState({ tokens });
  assert.deepEqual(state, {
    view: 'heatmap', shows: 'weights', tokens, queryTokens: null, queries: null, keys: null, values: null, weights: null,
    score: 'scaled-dot', normalizer: 'softmax', temperature: null, scale: null, softcap: null, localFocus: null,
    sinks: null, causal: false, window: null, mask: null, compare: null, compared: [], head: 0, query: 0, key: null, domain: null, caption: '', label: '',
  });
  assert.deepEqual(Object.keys(state).sort(), [...stateNames].sort());
  assert.equal(isSpelled(state), true);
});

test('vectors of tokens alone are those of their spelling', () => {
  const vectors = vectorsOf(readState({ tokens, queryTokens: ['tee'] }));
  assert.deepEqual(vectors?.keys, [tokens.map((token) => [...embed(token)])]);
  assert.equal(vectors?.values, vectors?.keys);
  assert.deepEqual(vectors?.queries, [[[...embed('tee')]]]);
});

test('tokens with finished weights need nothing else, and one row is drawn as bars', () => {
  const state = readState({ tokens: ['a', 'b'], weights: [[[0.9, 0.1]]] });
  assert.equal(state.view, 'bars');
  assert.deepEqual(state.queryTokens, ['']);
  assert.equal(vectorsOf(state), null);
  assert.deepEqual(sizesOf(state), { H: 1, G: 1, Tq: 1, Tk: 2, D: 0, Dv: 0 });
});

test('rectangular and grouped heads; rows and columns without names are numbered', () => {
  const state = readState({ queries: filled([4, 2, 3]), keys: filled([2, 5, 3]), values: filled([2, 5, 7]) });
  assert.deepEqual(state.tokens, ['k1', 'k2', 'k3', 'k4', 'k5']);
  assert.deepEqual(state.queryTokens, ['q1', 'q2']);
  assert.deepEqual(sizesOf(state), { H: 4, G: 2, Tq: 2, Tk: 5, D: 3, Dv: 7 });
});

test('scores are shown if there are any: not in links, not in the plane, not for supplied weights', () => {
  const two = { queries: [filled([2, 2])], keys: [filled([2, 2])] };
  for (const view of [null, 'heatmap', 'bars']) assert.equal(readState({ ...two, view, shows: 'scores' }).shows, 'scores');
  for (const shows of [null, undefined, 'weights']) assert.equal(readState({ tokens, shows, view: 'links' }).shows, 'weights');
  for (const view of ['links', 'plane']) refused({ ...two, view, shows: 'scores' }, 'shows', 'option');
  refused({ weights: [[[1, 0]]], shows: 'scores' }, 'shows', 'option');
  refused({ tokens, shows: 'Scores' }, 'shows', 'option');
  assert.throws(() => readState({ ...two, view: 'plane', shows: 'scores' }), /^FigureError: shows: expected weights \(view = plane\), got "scores"$/);
  assert.throws(() => readState({ weights: [[[1, 0]]], shows: 'scores' }), /^FigureError: shows: expected weights \(weights = \[…\]\), got "scores"$/);
});

test('a state reads back as itself, also as JSON, and shares nothing with what was given', () => {
  const given = {
    view: 'plane', shows: 'weights', tokens, queryTokens: ['x', 'y', 'z'], queries: [filled([3, 2])], keys: [filled([3, 2])],
    values: [filled([3, 2], 1e-45)], score: 'cosine', normalizer: 'entmax15', temperature: 0.1, scale: -2, softcap: 30,
    localFocus: { center: new Float32Array([0.5, -1, 2]), sigma: 1e-9 }, sinks: new Float32Array([0.5]), causal: true, window: [2, -1],
    mask: [[1, 0, 1], [true, false, true], [0, 0, 0]], compare: 'score', compared: ['dot', 'cosine'], query: 2, key: 1,
    domain: [0, 1], caption: 'A caption', label: '标签',
  };
  const state = readState(given);
  assert.deepEqual(state.mask, [[1, 0, 1], [1, 0, 1], [0, 0, 0]]);
  assert.deepEqual([state.localFocus, state.sinks], [{ center: [0.5, -1, 2], sigma: 1e-9 }, [0.5]]);
  assert.deepEqual(readState(state), state);
  assert.deepEqual(readState(JSON.parse(JSON.stringify(state))), state);
  given.keys[0][0][0] = 9;
  tokens.push('changed');
  assert.equal(state.keys?.[0][0][0], 0.5);
  assert.equal(state.tokens.length, 3);
  tokens.pop();
});

test('typed arrays are copied as numbers, and -0, which JSON loses, is 0', () => {
  const state = readState({ queries: [[new Float32Array([0.5, -0])]], keys: [[[-0, 1]]], scale: -0 });
  assert.ok(Object.is(state.scale, 0));
  assert.deepEqual(state.queries, [[[0.5, 0]]]);
  assert.ok(Object.is(state.queries?.[0][0][1], 0) && Object.is(state.keys?.[0][0][0], 0));
});

test('half a character becomes U+FFFD, as in every file', () => {
  assert.deepEqual(readState({ tokens: ['a\uD800b', '😀'] }).tokens, ['a\uFFFDb', '😀']);
});

test('null and undefined mean that a field is not given', () => {
  const nothing = Object.fromEntries(stateNames.map((name, index) => [name, index % 2 ? null : undefined]));
  assert.deepEqual(readState({ ...nothing, tokens }), readState({ tokens }));
});

test('limits hold, and values just inside them are accepted', () => {
  const many = (/** @type {number} */ count) => Array.from({ length: count }, (_, index) => `t${index}`);
  readState({ tokens: many(512) });
  refused({ tokens: many(513) }, 'tokens', 'size');
  refused({ tokens: ['a'], queryTokens: many(513) }, 'tokens', 'size');
  readState({ weights: filled([1, 2048, 2048]) });
  refused({ weights: filled([2, 2048, 2048]) }, 'weights', 'size');
  refused({ weights: filled([1, 1, 2049]) }, 'weights[0][0]', 'size');
  readState({ queries: filled([16, 1, 256]), keys: filled([16, 1, 256]) });
  refused({ queries: filled([17, 1, 2]), keys: filled([1, 1, 2]) }, 'queries', 'size');
  refused({ queries: filled([1, 1, 257]), keys: filled([1, 1, 257]) }, 'queries[0][0]', 'size');
  refused({ tokens: ['x'.repeat(257)] }, 'tokens[0]', 'size');
  refused({ tokens, caption: 'x'.repeat(4001) }, 'caption', 'size');
});

test('every field refuses bad values with its name', () => {
  refused(null, 'state', 'type');
  refused([], 'state', 'type');
  refused({}, 'tokens', 'missing');
  refused({ tokens: [] }, 'tokens', 'missing');
  refused({ tokens: 'I like tea' }, 'tokens', 'type');
  refused({ tokens: [1] }, 'tokens[0]', 'type');
  refused({ tokens, colour: 'red' }, 'state', 'option');
  refused({ tokens, view: 'pie' }, 'view', 'option');
  refused({ tokens, score: 'constructor' }, 'score', 'option');
  refused({ tokens, normalizer: 'max' }, 'normalizer', 'option');
  for (const temperature of [0, -1, NaN, Infinity]) refused({ tokens, temperature }, 'temperature', 'range');
  refused({ tokens, scale: '2' }, 'scale', 'type');
  for (const softcap of [0, -30, NaN, Infinity]) refused({ tokens, softcap }, 'softcap', 'range');
  refused({ tokens, softcap: '30' }, 'softcap', 'type');
  refused({ tokens, localFocus: 'monotonic 2' }, 'localFocus', 'type');
  refused({ tokens, localFocus: { center: 'monotonic', sigma: 2, width: 1 } }, 'localFocus', 'option');
  refused({ tokens, localFocus: { center: 'monotonic' } }, 'localFocus.sigma', 'type');
  for (const sigma of [0, -1, NaN]) refused({ tokens, localFocus: { center: 'predictive', sigma } }, 'localFocus.sigma', 'range');
  refused({ tokens, localFocus: { center: 'middle', sigma: 1 } }, 'localFocus.center', 'option');
  refused({ tokens, localFocus: { sigma: 1 } }, 'localFocus.center', 'type');
  refused({ tokens, localFocus: { center: [1, 2], sigma: 1 } }, 'localFocus.center', 'size');
  refused({ weights: [[[1, 0]]], localFocus: { center: [1, 2], sigma: 1 } }, 'localFocus.center', 'size');
  refused({ tokens, localFocus: { center: [1, 2, NaN], sigma: 1 } }, 'localFocus.center[2]', 'range');
  refused({ tokens, sinks: [1, 2] }, 'sinks', 'size');
  refused({ tokens, sinks: [Infinity] }, 'sinks[0]', 'range');
  refused({ tokens, causal: 1 }, 'causal', 'type');
  refused({ tokens, causal: 'bottom' }, 'causal', 'option');
  refused({ tokens, window: [1] }, 'window', 'size');
  refused({ tokens, window: [1, -2] }, 'window[1]', 'range');
  refused({ tokens, window: [1, 0.5] }, 'window[1]', 'range');
  refused({ tokens, mask: [[1, 1, 1]] }, 'mask', 'size');
  refused({ tokens, mask: [[1, 1, 1], [1, 1], [1, 1, 1]] }, 'mask[1]', 'size');
  refused({ tokens, mask: filled([3, 3], 2) }, 'mask[0][0]', 'value');
  refused({ tokens, domain: [1, 1] }, 'domain', 'range');
  refused({ tokens, head: 1 }, 'head', 'range');
  refused({ tokens, query: 3 }, 'query', 'range');
  refused({ tokens, key: -1 }, 'key', 'range');
  refused({ tokens, caption: 1 }, 'caption', 'type');
  refused({ tokens, view: 'plane' }, 'view', 'shape');
  refused({ weights: [[[1, 0]]], view: 'plane' }, 'view', 'shape');
  refused({ queries: filled([1, 2, 3]), keys: filled([1, 2, 3]), values: filled([1, 2, 2]), view: 'plane' }, 'view', 'shape');
  refused({ queries: filled([1, 2, 2]), keys: filled([1, 2, 2]), values: filled([1, 2, 3]), view: 'plane' }, 'view', 'shape');
});

test('comparisons: two to four different names of one kind', () => {
  assert.deepEqual(readState({ tokens, compared: ['dot'] }).compared, []);
  refused({ tokens, compare: 'heads' }, 'compare', 'option');
  refused({ tokens, compare: 'score' }, 'compared', 'size');
  refused({ tokens, compare: 'score', compared: ['dot', 'dot'] }, 'compared', 'value');
  refused({ tokens, compare: 'score', compared: ['dot', 'softmax'] }, 'compared[1]', 'option');
  refused({ tokens, compare: 'normalizer', compared: ['sum', 'softmax', 'sparsemax', 'hardmax', 'sigmoid'] }, 'compared', 'size');
  refused({ tokens, compare: 'head' }, 'compare', 'shape');
  assert.equal(readState({ weights: filled([2, 1, 3]), compare: 'head' }).compare, 'head');
  refused({ weights: filled([2, 1, 3]), compare: 'score', compared: ['dot', 'cosine'] }, 'compare', 'option');
});

test('vectors must fit one another', () => {
  const queries = filled([2, 3, 4]);
  refused({ tokens, queries }, 'keys', 'missing');
  refused({ tokens, keys: queries }, 'queries', 'missing');
  refused({ tokens, values: queries }, 'queries', 'missing');
  refused({ queries, keys: filled([1, 3, 5]) }, 'keys', 'shape');
  refused({ queries, keys: filled([3, 3, 4]) }, 'keys', 'shape');
  refused({ queries, keys: queries, values: filled([1, 3, 4]) }, 'values', 'shape');
  refused({ queries, keys: queries, values: filled([2, 2, 4]) }, 'values', 'shape');
  refused({ queries, keys: queries, weights: queries }, 'weights', 'option');
  refused({ tokens: ['a'], queries, keys: queries }, 'tokens', 'shape');
  refused({ queryTokens: ['a'], queries, keys: queries }, 'queryTokens', 'shape');
  refused({ queries: [[[1, 2], [3]]], keys: filled([1, 2, 2]) }, 'queries[0][1]', 'shape');
  refused({ queries: [[[1, NaN]]], keys: filled([1, 2, 2]) }, 'queries[0][0][1]', 'range');
  refused({ queries: [[[1, 1e39]]], keys: filled([1, 2, 2]) }, 'queries[0][0][1]', 'range');
  refused({ queries: [[[1, '2']]], keys: filled([1, 2, 2]) }, 'queries[0][0][1]', 'type');
  refused({ queries: [[]], keys: filled([1, 2, 2]) }, 'queries[0]', 'size');
});

test('names from a prototype are no names, and none is changed', () => {
  refused(JSON.parse('{"tokens":["a"],"__proto__":{"view":"bars"}}'), 'state', 'option');
  assert.equal(readState(Object.create({ view: 'links' }, { tokens: { value: ['a'], enumerable: true } })).view, 'bars');
  assert.equal(/** @type {any} */ ({}).view, undefined);
});
