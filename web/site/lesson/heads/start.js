/** Two heads attend to the same words; the reader changes the matrices of one and sees where its words look. */

import { required } from '../../../base/dom.js';
import { fieldText, formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/heads-en.js';
import { live as zh } from '../../../locales/lesson/heads-zh.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { MatrixFields } from './matrix-fields.js';
import { kinds, project, words } from './projections.js';
import { author, change, read, write } from './state.js';

/**
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const said = /** @type {HTMLElement} */ (root.querySelector('.heads-said'));
  const [headRadios, wordRadios] = ['head', 'word'].map((name) => /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll(`[name=heads-${name}]`)]));
  const names = wordRadios.map((radio) => radio.closest('label')?.textContent ?? '');
  const results = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('[data-table=results] tbody tr')]);
  const kept = new SectionState(lesson.link, 'heads', { author, read, write, show });
  startPredict(root, lesson, 'heads.predict');
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const figure = /** @type {AttentionFigureElement} */ (required('heads-figure', HTMLElement));
  const fields = new MatrixFields(root, texts, (place, value) => kept.replace(change(kept.current, place, value)));

  kept.start();

  headRadios.forEach((radio, head) => radio.addEventListener('change', () => kept.edit({ head })));
  wordRadios.forEach((radio, word) => radio.addEventListener('change', () => kept.edit({ word })));
  figure.addEventListener('attention-change', () => {
    const { query, head } = figure.state;
    if (query !== kept.current.word || head !== kept.current.head) kept.edit({ word: query, head });
  });

  function show() {
    const { head, word, heads } = kept.current;
    const [queries, keys, values] = kinds.map((kind) => heads.map((matrices) => project(words, matrices[kind])));
    figure.state = { view: 'links', compare: 'head', tokens: names, queries, keys, values, head, query: word };
    headRadios.forEach((radio, index) => (radio.checked = index === head));
    wordRadios.forEach((radio, index) => (radio.checked = index === word));
    fields.show(heads[head], head);
    results.forEach((line, row) => {
      line.toggleAttribute('data-chosen', row === word);
      [queries, keys, values].forEach((vectors, column) => {
        line.children[column + 1].textContent = `(${vectors[head][row].map((number) => (Number.isInteger(number) ? fieldText(number) : formatNumber(number))).join(', ')})`;
      });
    });
    said.textContent = heads.map((_, index) => {
      const [query, key, value] = [queries, keys, values].map((vectors) => vectors[index]);
      const { weights } = engine.attend({ query: [query[word]], key, value }, { weights: true });
      return sentence(index, [...weights.data]);
    }).join(texts.join);
  }

  /** @param {number} head @param {number[]} weights */
  function sentence(head, weights) {
    const most = Math.max(...weights);
    const found = weights.flatMap((weight, index) => (most - weight < 1e-6 ? [index] : []));
    const told = { head: head + 1, word: names[kept.current.word], weight: formatNumber(most) };
    if (found.length === weights.length) return filled(texts.even, told);
    if (found.length > 1) return filled(texts.tie, { ...told, keys: found.map((index) => filled(texts.quote, { word: names[index] })).join(texts.and) });
    return filled(texts.most, { ...told, key: names[found[0]] });
  }
}
