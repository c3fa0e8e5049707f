/** Shows the reader's sentence without a mask and under a causal one. */

import { countText, limitText } from '../../../base/limited-text.js';
import { splitSentence } from '../../../figure/state/tokens.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/masks-en.js';
import { live as zh } from '../../../locales/lesson/masks-zh.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';

/**
 * @import { LanguageCode } from '../../../base/preferred-language.js'
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 *
 * @typedef {object} State
 * @property {boolean} causal
 * @property {number} row the word that asks, from 0
 * @property {string} sentence '' for the page's own
 */

/** With more words the figure would be too small to read. */
const most = 32;
/** The longest sentence, in UTF-16 units. */
const mostCharacters = 600;

/** @type {State} */
const author = { causal: false, row: 2, sentence: '' };

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  /** @template {Element} Kind @param {string} selector @returns {Kind} */
  const part = (selector) => /** @type {Kind} */ (root.querySelector(selector));
  /** @type {HTMLTextAreaElement} */
  const field = part('#masks-sentence');
  /** @type {HTMLElement} */
  const notice = part('.masks-notice');
  /** @type {HTMLElement} */
  const said = part('.masks-said');
  const kinds = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('[name=masks-kind]')]);
  const example = field.defaultValue;
  const kept = new SectionState(lesson.link, 'masks', {
    author, read, write, show,
    restored() {
      leftOut = '';
      field.value = kept.current.sentence || example;
    },
  });
  let shown = splitSentence(example);
  /** Says what was left out of the sentence when it was typed or pasted; '' if nothing was. */
  let leftOut = '';
  startPredict(root, lesson, 'masks.predict');
  await lesson.figures();
  /** @type {AttentionFigureElement} */
  const figure = part('#masks-figure');

  kept.start();

  limitText(field, mostCharacters, (left) => {
    leftOut = left > 0 ? filled(texts.leftOut, { most: countText(mostCharacters), left: countText(left) }) : '';
  });
  field.addEventListener('input', () => kept.edit({ sentence: field.value === example ? '' : field.value }));
  for (const kind of kinds) kind.addEventListener('change', () => kept.edit({ causal: kind.value === 'causal' }));
  // The reader has chosen a row in the figure.
  figure.addEventListener('attention-change', () => {
    const { query } = figure.state;
    const causal = figure.state.causal !== false;
    if (query !== kept.current.row || causal !== kept.current.causal) kept.edit({ row: query, causal });
  });

  /** @param {State} before */
  function show(before) {
    const next = kept.current;
    const split = splitSentence(next.sentence.trim() === '' && field.value.trim() === '' ? '' : next.sentence || example, most);
    notice.textContent = [
      split.tokens.length === 0 && texts.empty,
      split.tokens.length === 1 && texts.alone,
      leftOut,
      split.capped && filled(texts.capped, { most }),
    ].filter(Boolean).join(' ');
    // If the text has no word, the last sentence stays in the figure and in the link.
    if (split.tokens.length > 0) shown = split;
    const { tokens } = shown;
    const { causal } = next;
    const row = Math.min(next.row, tokens.length - 1);
    kept.current = { causal, row, sentence: split.tokens.length > 0 ? next.sentence : before.sentence };
    for (const kind of kinds) kind.checked = (kind.value === 'causal') === causal;
    figure.state = { view: 'heatmap', temperature: 4, tokens, causal, query: row };
    said.textContent = describe(tokens, kept.current, texts, lesson.language);
  }
}

/**
 * What the chosen word sees, and how many of all pairs of words are open.
 * @param {readonly string[]} tokens
 * @param {State} state
 * @param {typeof en} texts
 * @param {LanguageCode} language
 */
function describe(tokens, { causal, row }, texts, language) {
  const count = tokens.length;
  const open = causal ? (count * (count + 1)) / 2 : count * count;
  const seen = causal ? tokens.slice(0, row + 1) : tokens;
  const named = seen.slice(0, 8);
  const rest = seen.length - named.length;
  return [
    filled(texts.row, {
      query: tokens[row],
      number: row + 1,
      count,
      seen: seen.length === 1 ? texts.one : filled(texts.many, { count: seen.length }),
      words: named.join(texts.join) + (rest > 0 ? filled(texts.more, { count: rest }) : ''),
    }),
    filled(open === count * count ? texts.totalOpen : texts.total, { open, all: count * count, closed: count * count - open }),
  ].join(language === 'en' ? ' ' : '');
}

/** @param {State} state */
const write = ({ causal, row, sentence }) => `${causal ? 'causal' : 'both'}:${row + 1}:${sentence}`;

/** @param {string} text @returns {State} */
function read(text) {
  const [, kind, row, sentence] = /^(causal|both):([1-9]\d?):(.*)$/s.exec(text) ?? [];
  const isEmpty = sentence !== '' && sentence?.trim() === '';
  if (!kind || isEmpty || sentence.length > mostCharacters) throw new Error(`masks: expected causal or both, a row and a sentence, got ${text}`);
  return { causal: kind === 'causal', row: Number(row) - 1, sentence };
}
