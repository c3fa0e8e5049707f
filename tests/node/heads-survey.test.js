/** Going through all heads: their small pictures, largest weights, and what is wrong with their numbers. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { Preparation } from '../../web/heads/state/preparing.js';
import { Survey } from '../../web/heads/state/survey.js';
import { randomHeads, seenOf, setOf } from './heads-sets.js';

/** @import { AttentionSet } from '../../web/heads/files/axes.js' */

const plain = { words: false, withoutFirst: false, withoutSpecials: false };
const size = { across: 4, high: 4 };

/** @param {AttentionSet} set @param {{ view?: typeof plain, batch?: number, room?: typeof size }} [options] */
function surveyOf(set, { view = plain, batch = 0, room = size } = {}) {
  return new Survey(set, new Preparation(set, view), room, batch);
}

/** @param {Survey} survey */
const run = (survey) => survey.run(new AbortController().signal, () => {});

test('each head has its largest weight and where it is, and the survey the largest of all', async () => {
  const matrices = randomHeads({ layers: 2, heads: 3, rows: 5, columns: 5 });
  const survey = surveyOf(setOf({ matrices: [matrices] }));
  await run(survey);
  assert.ok(survey.isDone);
  survey.heads.forEach(({ largest, peak }, index) => {
    const values = matrices[Math.floor(index / 3)][index % 3].flat();
    const most = Math.max(...values);
    const at = values.indexOf(most);
    assert.deepEqual({ largest, peak }, { largest: most, peak: { row: Math.floor(at / 5), column: at % 5, weight: most } });
  });
  assert.equal(survey.heads.length, 6);
  assert.equal(survey.largest, Math.max(...matrices.flat(3)));
});

test('a picture holds the largest of each block, and the mask of those that are attended', async () => {
  const [[matrix]] = randomHeads({ layers: 1, heads: 1, rows: 8, columns: 8, isCausal: true });
  const survey = surveyOf(setOf({ matrices: [[[matrix]]] }));
  await run(survey);
  const [{ thumb }] = survey.heads;
  assert.deepEqual([thumb.rows, thumb.columns], [4, 4]);
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 4; column++) {
      const block = [0, 1].flatMap((down) => [0, 1].map((across) => matrix[2 * row + down][2 * column + across]));
      assert.equal(thumb.values[row * 4 + column], Math.max(...block));
      assert.equal(/** @type {ArrayLike<number>} */ (thumb.attended)[row * 4 + column], Number(column <= row));
    }
  }
});

test('pictures of another size are needed only where they would differ', () => {
  const survey = surveyOf(setOf({ matrices: [randomHeads({ layers: 1, heads: 1, rows: 8, columns: 3 })] }), { room: { across: 4, high: 4 } });
  assert.ok(survey.fits({ across: 3, high: 4 })); // Three columns need three pixels.
  assert.ok(survey.fits({ across: 90, high: 4 }));
  assert.ok(!survey.fits({ across: 2, high: 4 }));
  assert.ok(!survey.fits({ across: 4, high: 5 }));
  assert.ok(!survey.fits({ across: 4, high: 90 }));
});

test('weights of what is shown count: without the first token, and of the chosen batch', async () => {
  const [one, two] = [randomHeads({ layers: 1, heads: 1, rows: 4, columns: 4 }, 1), randomHeads({ layers: 1, heads: 1, rows: 4, columns: 4 }, 2)];
  const set = setOf({ matrices: [one, two] });
  const survey = surveyOf(set, { view: { ...plain, withoutFirst: true }, batch: 1 });
  await run(survey);
  assert.ok(Math.abs(survey.largest - Math.max(...seenOf(two[0][0], { hiddenColumns: [0] }).flat())) < 1e-15);
});

test('faults are counted by heads; numbers that are not finite hide no others', async () => {
  const good = [[0.25, 0.75], [0.5, 0.5]];
  const set = setOf({ matrices: [[[good, [[NaN, 0.75], [Infinity, 0.5]], [[-0.875, 0.5], [0.5, 0.5]], [[NaN, NaN], [NaN, -Infinity]]]]] });
  const survey = surveyOf(set);
  await run(survey);
  assert.deepEqual(survey.faults, { notFinite: 2, negative: 2, sums: 1.375, emptyRows: 0 });
  assert.ok(survey.hasNegative);
  assert.deepEqual(survey.heads.map(({ peak }) => peak), [{ row: 0, column: 1, weight: 0.75 }, { row: 0, column: 1, weight: 0.75 }, { row: 0, column: 0, weight: -0.875 }, null]);
  assert.deepEqual(survey.heads.map(({ largest }) => largest), [0.75, 0.75, 0.875, 0]);
  assert.equal(survey.largest, 0.875);
});

test('queries that look at hidden tokens alone are counted over all heads', async () => {
  const survey = surveyOf(setOf({ matrices: [randomHeads({ layers: 2, heads: 2, rows: 4, columns: 4, isCausal: true })] }), { view: { ...plain, withoutFirst: true } });
  await run(survey);
  assert.equal(survey.faults.emptyRows, 4);
});

test('stopped, it keeps what it has, and goes on from there', async () => {
  // So large that one is read at a time.
  const matrices = randomHeads({ layers: 3, heads: 4, rows: 1, columns: 2 ** 18 + 1 });
  /** @type {string[]} */
  const asked = [];
  const stop = new AbortController();
  const set = setOf({ matrices: [matrices] });
  const watched = { ...set, read: async (/** @type {number} */ layer, /** @type {number} */ head) => {
    asked.push(`${layer}.${head}`);
    if (asked.length === 6) stop.abort();
    return set.read(layer, head);
  } };
  const survey = surveyOf(watched);
  await assert.rejects(survey.run(stop.signal, () => {}), { name: 'AbortError' });
  assert.deepEqual([survey.heads.length, survey.isDone], [5, false]);
  await run(survey);
  assert.deepEqual([survey.heads.length, survey.isDone], [12, true]);
  assert.deepEqual(asked.slice(6), ['1.1', '1.2', '1.3', '2.0', '2.1', '2.2', '2.3']);
});
