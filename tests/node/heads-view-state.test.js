/** What is looked at: read from attributes, links and programs, written as a link, and held against what is there. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { checkView, firstView, fittedView, readChange, readView, readViewLink, shownSets, viewAttributes, writeView } from '../../web/heads/state/view-state.js';
import { messageOf } from '../../web/heads/words/messages.js';
import { textsIn } from '../../web/heads/words/texts.js';
import { randomHeads, setOf } from './heads-sets.js';

/** @import { ViewState } from '../../web/heads/state/view-state.js' */

/** @param {Record<string, string>} attributes */
const read = (attributes) => readView((name) => attributes[name] ?? null);

/**
 * @param {() => unknown} call
 * @param {string} english
 * @param {string} chinese
 */
function refused(call, english, chinese) {
  assert.throws(call, (error) => {
    assert.equal(/** @type {Error} */ (error).name, 'ViewError');
    assert.equal(/** @type {Error} */ (error).message, english);
    assert.equal(messageOf(error, textsIn('en')), english);
    assert.equal(messageOf(error, textsIn('zh')), chinese);
    return true;
  });
}

/** No field as it is at first. @type {ViewState} */
const other = {
  set: 1, grids: 'all', view: 'links', layer: 2, head: 3, others: [[0, 1], [2, 11]], query: 4, batch: 1, panel: 'mean',
  withoutFirst: true, withoutSpecials: true, range: 'each', log: true, words: true, measure: 'entropy',
};

test('every field goes through a link and comes back, one by one and together', () => {
  assert.equal(writeView(firstView), '');
  assert.deepEqual(readViewLink(''), firstView);
  for (const [name, attribute] of viewAttributes) {
    const view = { ...firstView, [name]: other[name] };
    assert.ok(writeView(view).startsWith(`${attribute}=`), name);
    assert.deepEqual(readViewLink(writeView(view)), view);
  }
  assert.deepEqual(readViewLink(writeView(other)), other);
  assert.equal(writeView(other), 'set=1&grids=all&view=links&layer=2&head=3&others=0.1+2.11&query=4&batch=1&panel=mean&without-first=true&without-specials=true&range=each&log=true&words=true&measure=entropy');
});

test('attributes: as HTML writes them, with blanks around, and what is absent is as at first', () => {
  assert.deepEqual(read({}), firstView);
  assert.deepEqual(read({ 'without-first': '', log: 'log', words: 'true', 'without-specials': 'false' }), { ...firstView, withoutFirst: true, log: true, words: true });
  assert.deepEqual(read({ layer: ' 2 ', view: ' token ', others: '0.1, 2.3', measure: '' }), { ...firstView, layer: 2, view: 'token', others: [[0, 1], [2, 3]] });
});

for (const [attributes, english, chinese] of /** @type {[Record<string, string>, string, string][]} */ ([
  [{ layer: 'x' }, 'layer: expected a whole number from 0, got x', 'layer：应为从 0 起的整数，现为 x'],
  [{ head: '-1' }, 'head: expected a whole number from 0, got -1', 'head：应为从 0 起的整数，现为 -1'],
  [{ batch: '1.5' }, 'batch: expected a whole number from 0, got 1.5', 'batch：应为从 0 起的整数，现为 1.5'],
  [{ query: '' }, 'query: expected a whole number from 0, got nothing', 'query：应为从 0 起的整数，现为空'],
  [{ set: '1e3' }, 'set: expected a whole number from 0, got 1e3', 'set：应为从 0 起的整数，现为 1e3'],
  [{ view: 'map' }, 'view: expected grid | head | links | token, got map', 'view：应为 grid | head | links | token，现为 map'],
  [{ panel: 'sum' }, 'panel: expected head | mean | largest | rollout, got sum', 'panel：应为 head | mean | largest | rollout，现为 sum'],
  [{ range: 'one' }, 'range: expected all | set | each, got one', 'range：应为 all | set | each，现为 one'],
  [{ grids: 'two' }, 'grids: expected auto | all | one, got two', 'grids：应为 auto | all | one，现为 two'],
  [{ log: 'yes' }, 'log: expected true | false, got yes', 'log：应为 true | false，现为 yes'],
  [{ 'without-first': '0' }, 'without-first: expected true | false, got 0', 'without-first：应为 true | false，现为 0'],
  [
    { measure: 'spread' }, 'measure: expected entropy | distance | first | previous | same | next | separators | specials, got spread',
    'measure：应为 entropy | distance | first | previous | same | next | separators | specials，现为 spread',
  ],
  [{ others: '3' }, 'others: expected layer.head, such as 0.3 2.11, got 3', 'others：应为层.头，如 0.3 2.11，现为 3'],
  [{ others: '0.1 0.2 0.3 0.4 0.5 0.6 0.7 1.0' }, 'others: expected at most 7 heads, got 8', 'others：应为最多 7 个头，现为 8'],
])) {
  test(`an attribute that is wrong: ${english}`, () => refused(() => read(attributes), english, chinese));
}

test('a link with a field that there is not', () => {
  const fields = viewAttributes.map(([, attribute]) => attribute).join(' | ');
  refused(() => readViewLink('layer=1&heed=2'), `link: expected ${fields}, got heed`, `链接：应为 ${fields}，现为 heed`);
});

test('a change by a program: its own types, and nothing else', () => {
  assert.deepEqual(readChange({}), {});
  assert.deepEqual(readChange(other), other);
  assert.deepEqual(readChange({ query: null, others: [] }), { query: null, others: [] });
  refused(() => readChange({ layer: '2' }), 'layer: expected number, got string', 'layer：应为数，现为文字');
  refused(() => readChange({ log: 'true' }), 'log: expected boolean, got string', 'log：应为布尔值，现为文字');
  refused(() => readChange({ layer: true }), 'layer: expected a whole number from 0, got true', 'layer：应为从 0 起的整数，现为 true');
  refused(() => readChange({ head: 0.5 }), 'head: expected a whole number from 0, got 0.5', 'head：应为从 0 起的整数，现为 0.5');
  refused(() => readChange({ others: [[1]] }), 'others: expected layer.head, such as 0.3 2.11, got 1', 'others：应为层.头，如 0.3 2.11，现为 1');
  refused(() => readChange({ others: '0.1' }), 'others: expected array, got string', 'others：应为数组，现为文字');
  refused(() => readChange({ view: undefined }), 'view: expected grid | head | links | token, got undefined', 'view：应为 grid | head | links | token，现为 undefined');
  const names = Object.keys(firstView);
  assert.throws(() => readChange({ heads: 1 }), { name: 'ViewError', argument: 'state', got: 'heads' });
  assert.throws(() => readChange(/** @type {any} */ (null)), { name: 'ViewError', message: 'state: expected object, got null' });
  assert.throws(() => readChange([1]), { name: 'ViewError', message: 'state: expected object, got array' });
  assert.equal(names.length, viewAttributes.length);
});

const pieces = ['[CLS]', 'un', '##believ', '##able', 'tea', '[SEP]'];
const sets = [
  setOf({ matrices: [randomHeads({ layers: 3, heads: 4, rows: 6, columns: 6 })], queries: pieces, keys: pieces }),
  setOf({ matrices: [randomHeads({ layers: 1, heads: 2, rows: 3, columns: 6 }), randomHeads({ layers: 1, heads: 2, rows: 3, columns: 6 })], kind: 'cross' }),
];

/** @param {Partial<ViewState>} change */
const viewOf = (change) => ({ ...firstView, ...change });

test('a view is held against what is there', () => {
  for (const change of /** @type {Partial<ViewState>[]} */ ([{}, { layer: 2, head: 3, query: 5, panel: 'rollout' }, { set: 1, batch: 1, head: 1, query: 2 }, { words: true, query: 3 }])) checkView(viewOf(change), sets);
  refused(() => checkView(viewOf({ set: 2 }), sets), 'set: expected a whole number from 0 to 1, got 2', 'set：应为 0 到 1 的整数，现为 2');
  refused(() => checkView(viewOf({ layer: 3 }), sets), 'layer: expected a whole number from 0 to 2, got 3', 'layer：应为 0 到 2 的整数，现为 3');
  refused(() => checkView(viewOf({ set: 1, layer: 1 }), sets), 'layer: expected 0, the only one, got 1', 'layer：应为 0，只有这一个，现为 1');
  refused(() => checkView(viewOf({ head: 4 }), sets), 'head: expected a whole number from 0 to 3, got 4', 'head：应为 0 到 3 的整数，现为 4');
  refused(() => checkView(viewOf({ batch: 1 }), sets), 'batch: expected 0, the only one, got 1', 'batch：应为 0，只有这一个，现为 1');
  refused(() => checkView(viewOf({ others: [[0, 1], [0, 4]] }), sets), 'others: expected a whole number from 0 to 3, got 4', 'others：应为 0 到 3 的整数，现为 4');
  refused(() => checkView(viewOf({ query: 6 }), sets), 'query: expected a whole number from 0 to 5, got 6', 'query：应为 0 到 5 的整数，现为 6');
});

test('a query is counted as it is shown: of words, and without special tokens', () => {
  assert.throws(() => checkView(viewOf({ words: true, query: 4 }), sets), { message: 'query: expected a whole number from 0 to 3, got 4' });
  assert.throws(() => checkView(viewOf({ words: true, withoutSpecials: true, query: 2 }), sets), { message: 'query: expected a whole number from 0 to 1, got 2' });
});

test('all attentions are shown as long as they are few, unless one or all are asked for; one that lacks the batch is not', () => {
  const single = setOf({ matrices: [randomHeads({ layers: 1, heads: 1, rows: 2, columns: 2 })] });
  assert.deepEqual(shownSets(viewOf({}), [...sets, single]), [0, 1, 2]);
  assert.deepEqual(shownSets(viewOf({ set: 1, grids: 'one' }), [...sets, single]), [1]);
  const many = [single, single, single, single, single];
  assert.deepEqual(shownSets(viewOf({ set: 3 }), many), [3]);
  assert.deepEqual(shownSets(viewOf({ set: 3, grids: 'all' }), many), [0, 1, 2, 3, 4]);
  const three = setOf({ matrices: [1, 2, 3].map((seed) => randomHeads({ layers: 1, heads: 1, rows: 2, columns: 2 }, seed)) });
  assert.deepEqual(shownSets(viewOf({ set: 2, batch: 2 }), [single, sets[1], three]), [0, 2]);
});

test('a rollout needs layers of the same tokens', () => {
  refused(() => checkView(viewOf({ set: 1, panel: 'rollout' }), sets), 'panel: expected head | mean | largest, got rollout', 'panel：应为 head | mean | largest，现为 rollout');
});

test('a view of other attention keeps what fits, and begins anew with the rest', () => {
  const view = viewOf({ view: 'links', layer: 2, head: 1, others: [[2, 0]], query: 5, panel: 'rollout', range: 'each', log: true });
  assert.deepEqual(fittedView(view, sets), view);
  assert.deepEqual(fittedView({ ...view, set: 1 }, sets), { ...view, set: 1, layer: 0, others: [], query: null, panel: 'head' });
  assert.deepEqual(fittedView({ ...view, set: 7, layer: 9 }, sets), { ...view, layer: 0 });
});
