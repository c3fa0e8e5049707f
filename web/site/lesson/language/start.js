/** Brings the section alive: the reader's passage and question, and the list of sentences, the derivation and the map, which follow them. */

import { required, whenPressed } from '../../../base/dom.js';
import { countText, limitText } from '../../../base/limited-text.js';
import { element } from '../../../base/element.js';
import { markupNode } from '../../../base/markup.js';
import { formatNumber } from '../../../base/number-format.js';
import { largestWeight } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/language-en.js';
import { live as zh } from '../../../locales/lesson/language-zh.js';
import { nextTurn } from '../turns.js';
import { answerTo, meetingsOf } from './answer.js';
import { derivationTree } from './derivation.js';
import { answerText, listTree } from './list.js';
import { SentenceMap } from './map.js';
import { mostCharacters, wordsOf } from './passage.js';
import { longText, Reader } from './reader.js';
import { authors, fitsLink, longestQuestion, readState, writeState } from './state.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Answer } from './answer.js'
 * @import { LanguageState } from './state.js'
 * @import { Passage } from './passage.js'
 */

/** A long passage is read again when no key was pressed for so many milliseconds. */
const pause = 300;

/** The answer is read aloud when nothing has changed for so many milliseconds. */
const aloudAfter = 700;

/** So many sentences stand in full on the page; a longer list has a box that scrolls. */
const mostAtOnce = 14;

/** A derivation names at most so many pairs of words. */
const mostMeetings = 5;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const box = required('language-passage', HTMLTextAreaElement);
  const field = required('language-question', HTMLInputElement);
  const ignore = required('language-ignore', HTMLInputElement);
  const notice = required('language-notice', HTMLElement);
  const answerLine = required('language-answer', HTMLElement);
  const aloud = required('language-said', HTMLElement);
  const scroll = required('language-scroll', HTMLElement);
  const bar = required('language-progress', HTMLProgressElement);
  const derivation = required('language-derivation', HTMLElement);
  const readyButtons = [...required('language-ready', HTMLElement).querySelectorAll('button')];
  const suggestions = required('language-try', HTMLElement);
  const map = new SentenceMap(engine, texts);

  /** @type {Readonly<LanguageState>} */
  let state = authors;
  /** The passage and the answer that are shown. @type {{ passage: Passage, answer: Answer, question: string } | null} */
  let shown = null;
  /** The last passage that was read. @type {Passage | null} */
  let passage = null;
  /** The reader's last passage that is too long for the link. */
  let own = '';
  let timer = 0;
  let aloudTimer = 0;
  /** The messages about the passage and about the question. */
  let notices = { passage: '', question: '' };
  /** Says what was left out of each when it was typed or pasted; '' if nothing was. */
  const leftOut = { passage: '', question: '' };

  const reader = new Reader({
    read(read) {
      if (read.sentences.length === 0) {
        say(texts.noPassage);
        return;
      }
      passage = read;
      if (read.capped) say(filled(texts.capped, { sentences: read.sentences.length, words: read.wordCount }));
      else if (state.ready < 0 && !fitsLink(state.text)) say(texts.tooLongForLink);
      show();
      // The first answer is not read aloud: it is there from the start.
      if (aloudTimer) sayAloud(answerLine);
    },
    progress(share) {
      required('language-reading', HTMLElement).hidden = share === null;
      bar.value = share ?? 0;
      if (share === 0) say(texts.reading);
    },
    failed: () => say(texts.failed),
  });

  /** @param {string} ofPassage @param {string} [ofQuestion] */
  function say(ofPassage, ofQuestion = notices.question) {
    notices = { passage: ofPassage, question: ofQuestion };
    notice.textContent = [leftOut.passage, ofPassage, leftOut.question, ofQuestion].filter(Boolean).join(texts.between);
  }

  const forgetLeftOut = () => Object.assign(leftOut, { passage: '', question: '' });

  /** Has a line read aloud once the reader has paused. @param {HTMLElement} line */
  function sayAloud(line) {
    clearTimeout(aloudTimer);
    aloudTimer = window.setTimeout(() => (aloud.textContent = line.textContent), aloudAfter);
  }

  const textOf = () => (state.ready < 0 ? state.text : texts.passages[state.ready].text);
  const questionOf = () => state.question ?? (state.ready < 0 ? field.value : texts.passages[state.ready].questions[0]);

  /** Reads the passage again, and shows it when it is read. */
  function readAgain() {
    clearTimeout(timer);
    say('');
    reader.read(textOf());
  }

  /** Writes the state into the fields. */
  function showFields() {
    if (box.value !== textOf()) box.value = textOf();
    if (field.value !== questionOf()) field.value = questionOf();
    ignore.checked = !state.seesItself;
    readyButtons.forEach((button, index) => button.setAttribute('aria-pressed', String(index === state.ready)));
    const questions = state.ready < 0 ? [] : texts.passages[state.ready].questions;
    /** @type {HTMLElement} */ (suggestions.parentElement).hidden = questions.length === 0;
    if (suggestions.textContent?.startsWith(questions[0] ?? ' ')) return;
    suggestions.replaceChildren(...questions.map((question, index) => {
      const isLast = index === questions.length - 1;
      const more = isLast ? [' ', element('span', { class: 'language-needs' }, suggestions.dataset.last ?? '')] : [];
      return element('button', { type: 'button', click: () => edit({ question: index === 0 ? null : question, sentence: null }) }, question, ...more);
    }));
  }

  /** Shows the answer to the question from the passage that was read. */
  function show() {
    if (!passage) return;
    const question = questionOf();
    const words = wordsOf(question);
    say(notices.passage, words.length === 0 ? texts.noQuestion : '');
    if (words.length === 0 && shown?.passage === passage) return;
    const answer = answerTo(engine, passage, question);
    shown = { passage, answer, question: question.trim() };
    const count = passage.sentences.length;
    answerLine.textContent = answer.isBlind && count > 1
      ? filled(texts.blind, { count, share: formatNumber(1 / count) }) : answerText(shown.question, answer.weights, texts);
    scroll.replaceChildren(markupNode(listTree(passage.sentences, answer.weights, chosen(), texts), document));
    scroll.classList.toggle('is-long', count > mostAtOnce);
    // This scrolls only the box, not the page.
    const top = /** @type {HTMLElement | null} */ (scroll.querySelector(`li:nth-child(${largestWeight(answer.weights) + 1})`));
    scroll.scrollTop = top ? top.offsetTop - scroll.offsetTop - scroll.clientHeight / 3 : 0;
    required('language-counted', HTMLElement).textContent =
      filled(count === 1 ? texts.countedOne : texts.counted, { sentences: count, words: passage.wordCount });
    showDerivation();
    map.show(passage, answer.vector, largestWeight(answer.weights), state.seesItself);
  }

  function chosen() {
    if (!shown) return 0;
    return Math.min(state.sentence ?? largestWeight(shown.answer.weights), shown.passage.sentences.length - 1);
  }

  function showDerivation() {
    if (!shown) return;
    const { passage: from, answer } = shown;
    const met = answer.words.length > 0 ? meetingsOf(engine, from, answer.words, chosen(), mostMeetings) : { meetings: [], rest: 0 };
    derivation.replaceChildren(...derivationTree(answer, chosen(), met, texts).map((tree) => markupNode(tree, document)));
    /** @type {HTMLInputElement | null} */
    const radio = scroll.querySelector(`input[value="${chosen() + 1}"]`);
    if (radio) radio.checked = true;
  }

  const keep = lesson.link.keep('language', {
    restore(value) {
      const before = textOf();
      forgetLeftOut();
      state = readState(value, texts.passages.length, own);
      showFields();
      if (textOf() !== before || !passage) readAgain();
      else show();
    },
  });

  /** @param {Partial<LanguageState>} fields */
  function edit(fields) {
    const before = textOf();
    state = { ...state, ...fields };
    if (state.ready < 0 && !fitsLink(state.text)) own = state.text;
    showFields();
    keep(writeState(state));
    if (textOf() !== before) {
      clearTimeout(timer);
      if (textOf().length < longText) readAgain();
      else timer = window.setTimeout(readAgain, pause);
    } else {
      show();
    }
    sayAloud(answerLine);
  }

  /** @param {number} most @param {number} left */
  const leftOutText = (most, left) => (left > 0 ? filled(texts.leftOut, { most: countText(most), left: countText(left) }) : '');
  limitText(box, mostCharacters, (left) => (leftOut.passage = leftOutText(mostCharacters, left)));
  limitText(field, longestQuestion, (left) => (leftOut.question = leftOutText(longestQuestion, left)));

  readyButtons.forEach((button, index) => whenPressed(button, () => {
    forgetLeftOut();
    edit({ ready: index, question: null, sentence: null });
  }));
  box.addEventListener('input', () => edit({ ready: -1, text: box.value, question: questionOf(), sentence: null }));
  field.addEventListener('input', () => {
    const isFirst = state.ready >= 0 && field.value === texts.passages[state.ready].questions[0];
    edit({ question: isFirst ? null : field.value, sentence: null });
  });
  ignore.addEventListener('change', () => {
    edit({ seesItself: !ignore.checked });
    sayAloud(required('language-itself', HTMLElement));
  });
  required('language-cancel', HTMLButtonElement).addEventListener('click', () => {
    reader.cancel();
    say(texts.canceled);
  });
  scroll.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    state = { ...state, sentence: Number(target.value) - 1 };
    keep(writeState(state));
    showDerivation();
  });

  if (passage || lesson.link.get('language')) return;
  showFields();
  await nextTurn();
  // A quick reader may have asked for another passage already.
  if (!passage) readAgain();
}
