/** Bad options and parameters are refused with code, argument and message, and do no harm to the next call. */

import test from 'node:test';
import { AttentionError } from 'attention-lab';
import { attention } from './engine.js';
import { assertRefused } from './refusal.js';
import { createRandom } from './random.js';

const random = createRandom(120_000);

/** @param {...number} shape */
const tensor = (...shape) => random.tensor(shape);
/** Two batches of two heads, three queries, six keys. @param {any} [change] */
const four = (change) => ({ query: tensor(2, 2, 3, 4), key: tensor(2, 2, 6, 4), value: tensor(2, 2, 6, 4), ...change });
/** @param {any} options @param {string | string[]} code @param {string | string[]} argument @param {any} [change] @returns {import('./refusal.js').Refusal} */
const bad = (options, code, argument, change) => ({ inputs: four(change), options, code, argument });
/** @param {string} score @param {any} params @param {string} code @param {string} argument @returns {import('./refusal.js').Refusal} */
const badParams = (score, params, code, argument) => ({ inputs: four({ params }), options: { score }, code, argument });

const kConcat = { weight: tensor(5, 8), vector: tensor(5) };
const kAdditive = { queryWeight: tensor(5, 4), keyWeight: tensor(5, 4), vector: tensor(5) };
const kFocus = { focusWeight: tensor(5, 4), focusVector: tensor(5) };
const kPast = { pastKey: tensor(2, 2, 1, 4), pastValue: tensor(2, 2, 1, 4) };
const kPredictive = { localFocus: { center: 'predictive', sigma: 1 } };
const kNotNumbers = [NaN, Infinity, -Infinity];

/** @type {Record<string, import('./refusal.js').Refusal>} */
const kCases = {
  'options that are no object': bad(5, 'type', 'options'),
  'options as text': bad('causal', 'type', 'options'),
  'an unknown option': bad({ temprature: 2 }, 'option', 'temprature'),
  'a snake_case option': bad({ num_heads: 2 }, 'option', 'num_heads'),
  'explain\'s option in attend': bad({ row: {} }, 'option', 'row'),
  'iterate\'s option in attend': bad({ steps: 3 }, 'option', 'steps'),

  'an unknown score': bad({ score: 'dots' }, 'option', 'score'),
  'a score that every object has': bad({ score: 'constructor' }, 'option', 'score'),
  'a score of the prototype': bad({ score: '__proto__' }, 'option', 'score'),
  'a score that is no text': bad({ score: 3 }, ['type', 'option'], 'score'),
  'an unknown normaliser': bad({ normalizer: 'soft' }, 'option', 'normalizer'),
  'a normaliser that every object has': bad({ normalizer: 'toString' }, 'option', 'normalizer'),
  'a normaliser that is no text': bad({ normalizer: true }, ['type', 'option'], 'normalizer'),
  'an unknown stage': bad({ scores: 'raw' }, 'option', 'scores'),
  'a stage by number': bad({ scores: 0 }, ['type', 'option'], 'scores'),
  'linear with softmax': bad({ score: 'linear', normalizer: 'softmax' }, 'option', 'normalizer'),
  'linear with article-code': bad({ score: 'linear', normalizer: 'article-code' }, 'option', 'normalizer'),
  ...Object.fromEntries(['sum', 'article', 'article-code'].map((normalizer) => [`temperature with ${normalizer}`, bad({ normalizer, temperature: 2 }, 'option', 'temperature')])),
  'temperature with linear': bad({ score: 'linear', temperature: 2 }, 'option', 'temperature'),
  'key lengths with a past': bad({ keyLengths: [3, 4] }, 'option', 'keyLengths', kPast),

  ...Object.fromEntries(['temperature', 'scale', 'softcap', 'numHeads', 'numKvHeads'].flatMap((name) => [
    [`${name} as text`, bad({ [name]: '2' }, 'type', name)],
    [`${name} as null`, bad({ [name]: null }, 'type', name)],
    [`${name} as a list`, bad({ [name]: [2] }, 'type', name)],
    ...kNotNumbers.map((x) => [`${name} ${x}`, bad({ [name]: x }, 'range', name)]),
  ])),
  ...Object.fromEntries(['temperature', 'softcap', 'numHeads', 'numKvHeads'].flatMap((name) => [0, -1].map((x) => [`${name} ${x}`, bad({ [name]: x }, 'range', name)]))),
  'half a head': bad({ numHeads: 1.5 }, 'range', 'numHeads'),
  'half a key head': bad({ numKvHeads: 0.5 }, 'range', 'numKvHeads'),
  'other heads than rank 4 has': bad({ numHeads: 4 }, 'shape', 'numHeads'),
  'other key heads than rank 4 has': bad({ numKvHeads: 1 }, 'shape', 'numKvHeads'),
  ...Object.fromEntries(['causal', 'present', 'weights', 'logSumExp'].flatMap((name) => [['text', 'yes'], ['a number', 1], ['null', null]].map(([kind, x]) => [`${name} as ${kind}`, bad({ [name]: x }, 'type', name)]))),

  'a causal mask by an unknown corner': bad({ causal: 'top-right' }, 'type', 'causal'),
  'entmax without its alpha': bad({ normalizer: 'entmax' }, 'missing', 'alpha'),
  ...Object.fromEntries([1, 0.5, 0, -2, ...kNotNumbers].map((alpha) => [`an alpha of ${alpha}`, bad({ normalizer: 'entmax', alpha }, 'range', 'alpha')])),
  'an alpha of text': bad({ normalizer: 'entmax', alpha: '1.5' }, 'type', 'alpha'),
  ...Object.fromEntries(['softmax', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid', 'sum'].map((normalizer) => [`alpha with ${normalizer}`, bad({ normalizer, alpha: 1.5 }, 'option', 'alpha')])),
  'alpha alone': bad({ alpha: 1.5 }, 'option', 'alpha'),

  'a window that is a number': bad({ window: 3 }, 'type', 'window'),
  'a window that is a list': bad({ window: [1, 2] }, ['type', 'option'], ['window', 'window.0']),
  'a window with another name': bad({ window: { before: 3 } }, 'option', ['window', 'window.before']),
  'a window side as text': bad({ window: { left: '1' } }, 'type', 'window.left'),
  'a window side below -1': bad({ window: { left: -2 } }, 'range', 'window.left'),
  'half a window': bad({ window: { right: 1.5 } }, 'range', 'window.right'),
  'a window of NaN': bad({ window: { right: NaN } }, 'range', 'window.right'),

  'key lengths as a number': bad({ keyLengths: 3 }, 'type', 'keyLengths'),
  'key lengths as text': bad({ keyLengths: ['3', '4'] }, 'type', 'keyLengths'),
  'too few key lengths': bad({ keyLengths: [3] }, 'shape', 'keyLengths'),
  'too many key lengths': bad({ keyLengths: Int32Array.of(3, 4, 5) }, 'shape', 'keyLengths'),
  'a negative key length': bad({ keyLengths: [3, -1] }, 'range', 'keyLengths'),
  'a key length beyond the keys': bad({ keyLengths: [3, 7] }, 'range', 'keyLengths'),
  'half a key': bad({ keyLengths: Float32Array.of(3, 2.5) }, 'range', 'keyLengths'),
  'NaN keys': bad({ keyLengths: [3, NaN] }, ['range', 'value'], 'keyLengths'),

  'documents as a number': bad({ documents: 6 }, 'type', 'documents'),
  'documents as text': bad({ documents: ['2', '4'] }, 'type', 'documents'),
  'no documents': bad({ documents: [] }, 'size', 'documents'),
  'documents of each batch': bad({ documents: [[2, 4], [3, 3]] }, 'shape', 'documents'),
  'documents of too few keys': bad({ documents: [2, 3] }, 'range', 'documents'),
  'documents of too many keys': bad({ documents: Int32Array.of(6, 1) }, 'range', 'documents'),
  'a negative document': bad({ documents: [7, -1] }, 'range', 'documents'),
  'half a document': bad({ documents: [2.5, 3.5] }, 'range', 'documents'),
  'a document of NaN keys': bad({ documents: [6, NaN] }, 'range', 'documents'),

  'alibi as a number': bad({ alibi: 0.5 }, 'type', 'alibi'),
  'alibi of text': bad({ alibi: ['0.5', '1'] }, 'type', 'alibi'),
  'too few slopes': bad({ alibi: [0.5] }, 'shape', 'alibi'),
  'too many slopes': bad({ alibi: Float32Array.of(1, 2, 3) }, 'shape', 'alibi'),
  ...Object.fromEntries(kNotNumbers.map((x) => [`a slope of ${x}`, bad({ alibi: [0.5, x] }, ['range', 'value'], 'alibi')])),

  'alibi with another name': bad({ alibi: { slope: [0.5, 1] } }, 'option', 'alibi.slope'),
  'alibi by an unknown distance': bad({ alibi: { distance: 'future' } }, 'option', 'alibi.distance'),
  'alibi by the distance none': bad({ alibi: { distance: 'none' } }, 'option', 'alibi.distance'),
  'alibi with too few slopes': bad({ alibi: { slopes: [0.5], distance: 'both' } }, 'shape', 'alibi'),
  'alibi with slopes of text': bad({ alibi: { slopes: 'steep' } }, 'type', 'alibi'),
  'alibi as null': bad({ alibi: null }, 'type', 'alibi'),

  'sinks as a number': bad({ sinks: 1 }, 'type', 'sinks'),
  'sinks of text': bad({ sinks: ['1', '2'] }, 'type', 'sinks'),
  'too few sinks': bad({ sinks: [0.5] }, 'shape', 'sinks'),
  'a sink for each query': bad({ sinks: [[1, 2, 3], [4, 5, 6]] }, 'shape', 'sinks'),
  ...Object.fromEntries(kNotNumbers.map((x) => [`a sink of ${x}`, bad({ sinks: [0.5, x] }, 'value', 'sinks')])),
  ...Object.fromEntries(['sigmoid', 'sum', 'article', 'article-code'].map((normalizer) => [`sinks with ${normalizer}`, bad({ normalizer, sinks: [1, 2] }, 'option', 'sinks')])),
  'sinks with linear': bad({ score: 'linear', sinks: [1, 2] }, 'option', 'sinks'),

  'a focus that is text': bad({ localFocus: 'monotonic' }, 'type', 'localFocus'),
  'a focus without a width': bad({ localFocus: { center: 'monotonic' } }, ['missing', 'type'], 'localFocus.sigma'),
  'a focus without a centre': bad({ localFocus: { sigma: 1 } }, ['missing', 'type'], 'localFocus.center'),
  'a focus with another name': bad({ localFocus: { center: 'monotonic', sigma: 1, width: 3 } }, 'option', ['localFocus', 'localFocus.width']),
  'an unknown centre': bad({ localFocus: { center: 'middle', sigma: 1 } }, 'option', 'localFocus.center'),
  'a centre as a number': bad({ localFocus: { center: 3, sigma: 1 } }, 'type', 'localFocus.center'),
  'too few centres': bad({ localFocus: { center: [1, 2], sigma: 1 } }, 'shape', 'localFocus.center'),
  'a centre of NaN': bad({ localFocus: { center: [1, 2, NaN], sigma: 1 } }, ['range', 'value'], 'localFocus.center'),
  'a width as text': bad({ localFocus: { center: 'monotonic', sigma: 'wide' } }, 'type', 'localFocus.sigma'),
  ...Object.fromEntries([0, -1, ...kNotNumbers].map((sigma) => [`a width of ${sigma}`, bad({ localFocus: { center: 'monotonic', sigma } }, 'range', 'localFocus.sigma')])),

  'general without its weight': badParams('general', undefined, 'missing', 'params.weight'),
  'concat without its vector': badParams('concat', { weight: kConcat.weight }, 'missing', 'params.vector'),
  'concat without its weight': badParams('concat', { vector: kConcat.vector }, 'missing', 'params.weight'),
  'location without its weight': badParams('location', {}, 'missing', 'params.weight'),
  ...Object.fromEntries(Object.keys(kAdditive).map((name) => [`additive without ${name}`, badParams('additive', { ...kAdditive, [name]: undefined }, 'missing', `params.${name}`)])),
  ...Object.fromEntries(Object.keys(kFocus).map((name) => [`predictive without ${name}`, bad(kPredictive, 'missing', `params.${name}`, { params: { ...kFocus, [name]: undefined } })])),
  'params that are no object': badParams('general', 5, 'type', 'params'),
  'an unknown param': badParams('general', { weight: tensor(4, 4), weights: tensor(4, 4) }, 'option', 'params.weights'),
  'a param of text': badParams('general', { weight: 'W' }, 'type', 'params.weight'),
  'a param that is ragged': badParams('general', { weight: [[1, 2, 3, 4], [1]] }, 'shape', 'params.weight'),
  'a param with NaN': badParams('general', { weight: { data: new Float32Array(16).fill(NaN), shape: [4, 4] } }, 'value', 'params.weight'),
  'a param beyond float32': badParams('general', { weight: { data: new Float64Array(16).fill(1e40), shape: [4, 4] } }, 'value', 'params.weight'),
  'general: another shape': badParams('general', { weight: tensor(4, 5) }, 'shape', 'params.weight'),
  'general: a vector': badParams('general', { weight: tensor(16) }, 'shape', 'params.weight'),
  'concat: another width': badParams('concat', { ...kConcat, weight: tensor(5, 7) }, 'shape', 'params.weight'),
  'concat: another vector': badParams('concat', { ...kConcat, vector: tensor(4) }, 'shape', 'params.vector'),
  'additive: another width': badParams('additive', { ...kAdditive, queryWeight: tensor(5, 3) }, 'shape', 'params.queryWeight'),
  'additive: another key width': badParams('additive', { ...kAdditive, keyWeight: tensor(5, 3) }, 'shape', 'params.keyWeight'),
  'additive: another height': badParams('additive', { ...kAdditive, keyWeight: tensor(4, 4) }, 'shape', 'params.keyWeight'),
  'additive: another vector': badParams('additive', { ...kAdditive, vector: tensor(6) }, 'shape', 'params.vector'),
  'additive: another bias': badParams('additive', { ...kAdditive, bias: tensor(6) }, 'shape', 'params.bias'),
  'location: another height': badParams('location', { weight: tensor(5, 4) }, 'shape', 'params.weight'),
  'location: rows for the past too': { inputs: four({ ...kPast, params: { weight: tensor(6, 4) } }), options: { score: 'location' }, code: 'shape', argument: 'params.weight' },
  'predictive: another vector': bad(kPredictive, 'shape', 'params.focusVector', { params: { ...kFocus, focusVector: tensor(4) } }),
  'predictive: another width': bad(kPredictive, 'shape', 'params.focusWeight', { params: { ...kFocus, focusWeight: tensor(5, 5) } }),

  ...Object.fromEntries(['sparsemax', 'entmax15', 'hardmax', 'sigmoid', 'sum', 'article', 'article-code'].map((normalizer) => [`logSumExp with ${normalizer}`, bad({ normalizer, logSumExp: true }, 'option', 'logSumExp')])),
  'logSumExp with linear': bad({ score: 'linear', logSumExp: true }, 'option', 'logSumExp'),
  ...Object.fromEntries(['weights', 'present', 'logSumExp'].flatMap((name) => ['explain', 'iterate'].map((method) =>
    [`${name} in ${method}`, /** @type {import('./refusal.js').Refusal} */ ({ inputs: four(), options: { [name]: true }, method, code: 'option', argument: name })]))),
  'scores in explain': { inputs: four(), options: { scores: 'biased' }, method: 'explain', code: 'option', argument: 'scores' },
  'steps in explain': { inputs: four(), options: { steps: 2 }, method: 'explain', code: 'option', argument: 'steps' },
  'row in iterate': { inputs: four(), options: { row: {} }, method: 'iterate', code: 'option', argument: 'row' },
  'a row that is a number': { inputs: four(), options: { row: 2 }, method: 'explain', code: 'type', argument: 'row' },
  'a row with another name': { inputs: four(), options: { row: { key: 1 } }, method: 'explain', code: 'option', argument: ['row', 'row.key'] },
  ...Object.fromEntries(Object.entries({ batch: 2, head: 2, query: 3 }).flatMap(([name, beyond]) => [beyond, -1, 0.5, NaN].map((x) =>
    [`row ${name} ${x}`, /** @type {import('./refusal.js').Refusal} */ ({ inputs: four(), options: { row: { [name]: x } }, method: 'explain', code: 'range', argument: [`row.${name}`, 'row'] })]))),
  'a row by text': { inputs: four(), options: { row: { query: '1' } }, method: 'explain', code: 'type', argument: ['row.query', 'row'] },
  ...Object.fromEntries([-1, 1.5, NaN, Infinity].map((steps) => [`${steps} steps`, /** @type {import('./refusal.js').Refusal} */ ({ inputs: four(), options: { steps }, method: 'iterate', code: 'range', argument: 'steps' })])),
  'steps as text': { inputs: four(), options: { steps: '9' }, method: 'iterate', code: 'type', argument: 'steps' },
  ...Object.fromEntries([-1, NaN].map((tolerance) => [`a tolerance of ${tolerance}`, /** @type {import('./refusal.js').Refusal} */ ({ inputs: four(), options: { tolerance }, method: 'iterate', code: 'range', argument: 'tolerance' })])),
  'a tolerance as text': { inputs: four(), options: { tolerance: 'small' }, method: 'iterate', code: 'type', argument: 'tolerance' },
  'iterate: a value of another size': { inputs: four({ value: tensor(2, 2, 6, 3) }), method: 'iterate', code: 'shape', argument: 'value' },
};

for (const [name, refusal] of Object.entries(kCases)) {
  test(name, () => assertRefused(attention, AttentionError, refusal, name));
}

test('a row whose normaliser is undefined is named', () => {
  // The one row with a sum of zero, a negative sum or a negative score is batch 1, head 0, query 2.
  const query = { data: new Float32Array(2 * 2 * 3).fill(1), shape: [2, 2, 3, 1] };
  const others = { key: { data: new Float32Array(2 * 2 * 2).fill(0.5), shape: [2, 2, 2, 1] }, value: { data: new Float32Array(8), shape: [2, 2, 2, 1] } };
  /** @type {[string, string, number][]} */
  const undefinedRows = [['dot', 'sum', 0], ['dot', 'article', 0], ['dot', 'article', -1], ['dot', 'article-code', -1], ['dot', 'article-code', 0]];
  for (const [score, normalizer, entry] of undefinedRows) {
    query.data[(1 * 2 + 0) * 3 + 2] = entry;
    for (const method of /** @type {const} */ (['attend', 'explain', 'iterate'])) {
      assertRefused(attention, AttentionError, {
        inputs: { query, ...others }, options: { score, normalizer }, method, code: 'undefined-row', message: /batch 1\D+head 0\D+query 2/,
      }, `${normalizer} with ${entry} in ${method}`);
    }
  }
  // Linear attention divides by a sum too, on its own path.
  assertRefused(attention, AttentionError, { inputs: { query: [1], key: [[1]], value: [[1]] }, options: { score: 'linear', scale: 0 }, code: 'undefined-row' }, 'linear');
});
