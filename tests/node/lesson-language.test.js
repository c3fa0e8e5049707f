// Answers on fixed passages, and the engine's numbers against float64.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { live as en } from '../../web/locales/lesson/language-en.js';
import { live as zh } from '../../web/locales/lesson/language-zh.js';
import { answerTo, markedOf, meetingsOf, weightOnItself } from '../../web/site/lesson/language/answer.js';
import { passageDimensions, readPassage } from '../../web/site/lesson/language/passage.js';
import { authors, readState, writeState } from '../../web/site/lesson/language/state.js';
import { attendRow } from '../browser/float64.js';
import { attention as engine } from './engine.js';

/** A third passage, which neither page has. */
const rails = `The first train leaves Ulm at five. Dogs travel for half the fare. A folded bicycle is luggage and costs nothing.
The dining car closes an hour before the last stop. Lost umbrellas are kept for ninety days.`;

/** The passage, questions, and the sentence that answers each, from 1. @type {[string, [string, number][]][]} */
const cases = [
  [en.passages[0].text, [['Why does honey not spoil?', 7], ['What does the colony live on in winter?', 9], ['How much honey does one bee gather?', 8]]],
  [en.passages[1].text, [['When does Mira get up?', 2], ['Who delivers the bread?', 3], ['How long do biscuits keep?', 6]]],
  [zh.passages[0].text, [['泡绿茶用多烫的水？', 6], ['哪种茶可以存放很多年？', 5], ['谁最早发现了茶？', 8]]],
  [zh.passages[1].text, [['书车星期几到小学？', 2], ['公路是怎么坏的？', 3], ['木箱是谁做的？', 8]]],
  [rails, [['What do dogs pay?', 2], ['When does the dining car close?', 4], ['How long are umbrellas kept?', 5], ['Does a bicycle cost anything?', 3]]],
];

for (const [text, questions] of cases) {
  const passage = readPassage(text);
  const keys = passage.sentences.map((_, row) => Array.from(passage.vectors.subarray(row * passageDimensions, (row + 1) * passageDimensions)));
  for (const [question, sentence] of questions) {
    test(`${question} is answered by sentence ${sentence}, with float64's weights`, () => {
      const answer = answerTo(engine, passage, question);
      assert.equal(markedOf(answer.weights)[0], sentence - 1, `${answer.weights}`);
      const truth = attendRow({ query: Array.from(answer.vector), keys, score: 'scaled-dot', normalizer: 'softmax' });
      truth.weights.forEach((weight, index) => {
        assert.ok(Math.abs(answer.weights[index] - weight) < 2e-6, `weight ${index}: ${answer.weights[index]}, ${weight}`);
        assert.ok(Math.abs(answer.scores[index] - truth.scores[index]) < 1e-3, `score ${index}`);
        assert.ok(Math.abs(answer.scaled[index] - truth.scaled[index]) < 1e-4, `scaled ${index}`);
      });
      assert.ok(Math.abs(answer.sum - truth.numeratorSum) < 1e-5 && Math.abs(answer.largest - truth.largest) < 1e-4);
    });
  }
}

test('the pairs of words add up to the score', () => {
  const passage = readPassage(en.passages[0].text);
  const answer = answerTo(engine, passage, 'Why does honey not spoil? Why?');
  passage.sentences.forEach((_, index) => {
    const { meetings, rest } = meetingsOf(engine, passage, answer.words, index, 4);
    assert.equal(meetings.length, 4);
    const sum = meetings.reduce((total, { product }) => total + product, rest);
    assert.ok(Math.abs(sum - answer.scores[index]) < 1e-3, `${sum}, ${answer.scores[index]}`);
  });
  const { meetings } = meetingsOf(engine, passage, answer.words, 6, 4);
  assert.deepEqual([meetings[0].question, meetings[0].sentence], ['spoil', 'spoil']);
});

test('questions that need meaning are not answered, as the page says', () => {
  for (const [passage, sentence] of /** @type {const} */ ([[en.passages[0], 5], [en.passages[1], 5], [zh.passages[0], 7], [zh.passages[1], 1]])) {
    const question = passage.questions[passage.questions.length - 1];
    const { weights } = answerTo(engine, readPassage(passage.text), question);
    assert.notEqual(markedOf(weights)[0], sentence - 1, `${question}: ${weights}`);
  }
});

test('without the mask a sentence mostly finds itself', () => {
  for (const { text } of [...en.passages, ...zh.passages]) assert.ok(weightOnItself(engine, readPassage(text)) > 0.95);
});

test('the marks: the first sentence, those with half of its weight, and none if nothing stands out', () => {
  assert.deepEqual(markedOf([0.1, 0.5, 0.3, 0.1]), [1, 2]);
  assert.deepEqual(markedOf([0.26, 0.25, 0.25, 0.24]), []);
  assert.deepEqual(markedOf([1]), [0]);
});

test('a question with other letters has no direction, and all sentences get the same weight', () => {
  const answer = answerTo(engine, readPassage(en.passages[0].text), '为什么？');
  assert.ok(answer.isBlind);
  assert.ok(answer.weights.every((weight) => Math.abs(weight - 1 / 9) < 1e-7));
});

test('the link keeps a state, and a text that is no state is refused', () => {
  const states = [
    authors, { ...authors, ready: 1, sentence: 3 }, { ...authors, question: 'a;b%3Bc：d', seesItself: true },
    { ...authors, ready: -1, text: 'One; two: 100 %.\nالسلام 🎉', question: 'q' },
  ];
  for (const state of states) assert.deepEqual(readState(writeState(state), 2, ''), state);
  const long = { ...authors, ready: -1, text: '长'.repeat(2000) };
  assert.equal(writeState(long), 'long');
  assert.deepEqual(readState('long', 2, long.text), long);
  for (const broken of ['long', 'p:3', 'p:0', 'p:x', 's:0', 's:1e9', 'z', 'q:%E0%A4', '<b>']) {
    assert.throws(() => readState(broken, 2, ''), broken);
  }
});
