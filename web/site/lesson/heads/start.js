/** Two heads attend to the same words; the reader changes the matrices of one and sees where its words look. */

import { element, required } from '../../../base/dom.js';
import { fieldText, formatNumber, parseNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/heads-en.js';
import { live as zh } from '../../../locales/lesson/heads-zh.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { heads as authors, kinds, project, words } from './projections.js';
import { author, change, largest, read, write } from './state.js';

/**
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 * @import { Kind } from './projections.js'
 */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const said = /** @type {HTMLElement} */ (root.querySelector('.heads-said'));
  const message = /** @type {HTMLElement} */ (root.querySelector('.heads-message'));
  const [headRadios, wordRadios] = ['head', 'word'].map((name) => /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll(`[name=heads-${name}]`)]));
  const names = wordRadios.map((radio) => radio.closest('label')?.textContent ?? '');
  const results = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('[data-table=results] tbody tr')]);
  const kept = new SectionState(lesson.link, 'heads', { author, read, write, show });
  startPredict(root, lesson, 'heads.predict');
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const figure = /** @type {AttentionFigureElement} */ (required('heads-figure', HTMLElement));
  const fields = kinds.flatMap((kind) => fieldsOf(kind));

  kept.start();

  headRadios.forEach((radio, head) => radio.addEventListener('change', () => kept.edit({ head })));
  wordRadios.forEach((radio, word) => radio.addEventListener('change', () => kept.edit({ word })));
  figure.addEventListener('attention-change', () => {
    const { query, head } = figure.state;
    if (query !== kept.current.word || head !== kept.current.head) kept.edit({ word: query, head });
  });

  /** Puts a field for each number of a matrix in the place of the text. @param {Kind} kind */
  function fieldsOf(kind) {
    const table = /** @type {HTMLTableElement} */ (root.querySelector(`[data-table=${kind}]`));
    return [...table.tBodies[0].rows].flatMap((line, row) => [...line.cells].slice(1).map((cell, column) => {
      const label = filled(texts.cell, { matrix: table.caption?.textContent ?? '', feature: line.cells[0].textContent ?? '', column: column + 1 });
      const input = element('input', { type: 'text', inputmode: 'text', autocomplete: 'off', maxlength: 8, 'aria-label': label });
      cell.replaceChildren(input);
      const field = { input, kind, row, column };
      input.addEventListener('input', () => typed(field));
      input.addEventListener('keydown', (event) => {
        const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (!by) return;
        event.preventDefault();
        const next = Math.round((valueOf(field) + by) * 1000) / 1000;
        if (Math.abs(next) > largest) return;
        input.value = fieldText(next);
        typed(field);
      });
      // A field that was left with an invalid text shows the number that counts again.
      input.addEventListener('blur', () => {
        if (input.getAttribute('aria-invalid') !== 'true') return;
        input.value = fieldText(valueOf(field));
        complain(input, false);
      });
      return field;
    }));
  }

  /** @param {typeof fields[number]} field */
  function valueOf({ kind, row, column }) {
    const { heads, head } = kept.current;
    return heads[head][kind][row][column];
  }

  /** @param {typeof fields[number]} field */
  function typed(field) {
    const value = Math.round(parseNumber(field.input.value) * 1000) / 1000;
    const isGood = Math.abs(value) <= largest;
    complain(field.input, !isGood);
    if (isGood) kept.replace(change(kept.current, field, value));
  }

  /** @param {HTMLInputElement} input @param {boolean} isBad */
  function complain(input, isBad) {
    input.setAttribute('aria-invalid', String(isBad));
    message.textContent = isBad ? texts.bad : '';
  }

  function show() {
    const { head, word, heads } = kept.current;
    const [queries, keys, values] = kinds.map((kind) => heads.map((matrices) => project(words, matrices[kind])));
    figure.state = { view: 'links', compare: 'head', tokens: names, queries, keys, values, head, query: word };
    headRadios.forEach((radio, index) => (radio.checked = index === head));
    wordRadios.forEach((radio, index) => (radio.checked = index === word));
    for (const field of fields) {
      // The field in which the reader is typing keeps its text.
      if (field.input !== document.activeElement || parseNumber(field.input.value) !== valueOf(field)) field.input.value = fieldText(valueOf(field));
      complain(field.input, false);
      field.input.toggleAttribute('data-changed', valueOf(field) !== authors[head][field.kind][field.row][field.column]);
    }
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
