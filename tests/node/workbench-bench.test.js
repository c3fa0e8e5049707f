// The workbench's state, and the steps of undo and redo.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bench } from '../../web/site/workbench/bench.js';
import { beginning } from '../../web/site/workbench/page-state.js';

/** @param {number} scale */
const exampleOf = (scale) => ({ ...beginning.example, scale });
/** @param {string} text */
const sentenceOf = (text) => ({ ...beginning.sentence, text });

/** @param {Bench} bench @returns {[scale: number | null, text: string | null]} */
const shown = ({ current: { example, sentence } }) => [example.scale, sentence.text];

test('a run of previews is one step; without a change there is none', () => {
  const bench = new Bench(beginning);
  bench.commit();
  bench.preview(exampleOf(1));
  bench.preview({ ...beginning.example });
  assert.ok(bench.canUndo);
  bench.commit();
  assert.deepEqual([bench.canUndo, bench.isExampleInitial], [false, true]);
  bench.preview(exampleOf(1));
  bench.preview(exampleOf(2));
  bench.commit();
  assert.deepEqual(shown(bench), [2, null]);
  bench.undo();
  assert.deepEqual(shown(bench), [null, null]);
  assert.equal(bench.canUndo, false);
  bench.redo();
  assert.deepEqual(shown(bench), [2, null]);
  assert.equal(bench.canRedo, false);
});

test('a preview can be dropped, and undo takes one back that was not committed', () => {
  const bench = new Bench(beginning);
  bench.preview(exampleOf(1));
  bench.cancel();
  assert.deepEqual([shown(bench), bench.canUndo], [[null, null], false]);
  bench.preview(exampleOf(1));
  bench.redo();
  assert.deepEqual(shown(bench), [1, null]);
  bench.undo();
  assert.deepEqual(shown(bench), [null, null]);
});

test('an edit of the example leaves the sentence alone when it is undone', () => {
  const bench = new Bench(beginning);
  bench.apply({ example: exampleOf(1) });
  bench.amend({ sentence: sentenceOf('mine') });
  bench.undo();
  assert.deepEqual(shown(bench), [null, 'mine']);
  bench.amend({ sentence: sentenceOf('mine too') });
  bench.redo();
  assert.deepEqual(shown(bench), [1, 'mine too']);
});

test('a link is one step for every part that it changes; redo brings back what was there when it was taken back', () => {
  const bench = new Bench(beginning);
  bench.amend({ sentence: sentenceOf('mine') });
  bench.preview(exampleOf(1));
  bench.apply({ ...beginning, example: exampleOf(5), sentence: sentenceOf('linked') });
  assert.deepEqual(shown(bench), [5, 'linked']);
  bench.amend({ sentence: sentenceOf('linked, and more') });
  bench.undo();
  assert.deepEqual(shown(bench), [1, 'mine']);
  bench.redo();
  assert.deepEqual(shown(bench), [5, 'linked, and more']);
  bench.undo();
  bench.undo();
  assert.deepEqual(shown(bench), [null, 'mine']);
  bench.apply({ sentence: sentenceOf('mine'), long: { ...beginning.long } });
  assert.ok(bench.canRedo, 'nothing new is no step');
  bench.apply({ sentence: sentenceOf('another') });
  assert.equal(bench.canRedo, false);
});

test('back to the beginning is a step of the example alone', () => {
  const bench = new Bench(beginning);
  bench.apply({ example: exampleOf(1), sentence: sentenceOf('mine') });
  bench.reset();
  assert.deepEqual([shown(bench), bench.isExampleInitial], [[null, 'mine'], true]);
  bench.undo();
  assert.deepEqual(shown(bench), [1, 'mine']);
});

test('listeners are told of each change, with the state before it', () => {
  const bench = new Bench(beginning);
  /** @type {(number | null)[][]} */
  const told = [];
  bench.listen((before) => told.push([before.example.scale, bench.current.example.scale]));
  bench.preview(exampleOf(1));
  bench.commit();
  bench.apply({ example: exampleOf(2) });
  bench.undo();
  assert.deepEqual(told, [[null, 1], [1, 2], [2, 1]]);
});
