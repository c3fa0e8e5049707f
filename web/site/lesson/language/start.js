/** Brings the section alive: the reader's passage and question, and the list of sentences, the derivation and the map, which follow them. */

import { required, whenPressed } from '../../../base/dom.js';
import { element } from '../../../base/element.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/language-en.js';
import { live as zh } from '../../../locales/lesson/language-zh.js';
import { nextTurn } from '../turns.js';
import { AnswerView } from './answer-view.js';
import { Notices } from './notices.js';
import { mostCharacters, wordsOf } from './passage.js';
import { longText, Reader } from './reader.js';
import { authors, fitsLink, longestQuestion, readState, writeState } from './state.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { LanguageState } from './state.js'
 * @import { Passage } from './passage.js'
 */

/** A long passage is read again when no key was pressed for so many milliseconds. */
const pause = 300;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const box = required('language-passage', HTMLTextAreaElement);
  const field = required('language-question', HTMLInputElement);
  const ignore = required('language-ignore', HTMLInputElement);
  const bar = required('language-progress', HTMLProgressElement);
  const readyButtons = [...required('language-ready', HTMLElement).querySelectorAll('button')];
  const suggestions = required('language-try', HTMLElement);
  const view = new AnswerView(engine, texts);
  const notices = new Notices(texts);

  /** @type {Readonly<LanguageState>} */
  let state = authors;
  /** The last passage that was read. @type {Passage | null} */
  let passage = null;
  /** The reader's last passage that is too long for the link. */
  let own = '';
  let timer = 0;

  const reader = new Reader({
    read(read) {
      if (read.sentences.length === 0) {
        notices.tell({ passage: texts.noPassage });
        return;
      }
      passage = read;
      if (read.capped) notices.tell({ passage: filled(texts.capped, { sentences: read.sentences.length, words: read.wordCount }) });
      else if (state.ready < 0 && !fitsLink(state.text)) notices.tell({ passage: texts.tooLongForLink });
      show();
      // The first answer is not read aloud: it is there from the start.
      if (notices.hasReadAloud) notices.readAloud(view.line);
    },
    progress(share) {
      required('language-reading', HTMLElement).hidden = share === null;
      bar.value = share ?? 0;
      if (share === 0) notices.tell({ passage: texts.reading });
    },
    failed: () => notices.tell({ passage: texts.failed }),
  });

  const textOf = () => (state.ready < 0 ? state.text : texts.passages[state.ready].text);
  const questionOf = () => state.question ?? (state.ready < 0 ? field.value : texts.passages[state.ready].questions[0]);

  /** Reads the passage again, and shows it when it is read. */
  function readAgain() {
    clearTimeout(timer);
    notices.tell({ passage: '' });
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
    const isEmpty = wordsOf(question).length === 0;
    notices.tell({ question: isEmpty ? texts.noQuestion : '' });
    if (!isEmpty || !view.isOf(passage)) view.show(passage, question, state);
  }

  const keep = lesson.link.keep('language', {
    restore(value) {
      const before = textOf();
      notices.forgetLeftOut();
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
    notices.readAloud(view.line);
  }

  notices.limit('passage', box, mostCharacters);
  notices.limit('question', field, longestQuestion);

  readyButtons.forEach((button, index) => whenPressed(button, () => {
    notices.forgetLeftOut();
    edit({ ready: index, question: null, sentence: null });
  }));
  box.addEventListener('input', () => edit({ ready: -1, text: box.value, question: questionOf(), sentence: null }));
  field.addEventListener('input', () => {
    const isFirst = state.ready >= 0 && field.value === texts.passages[state.ready].questions[0];
    edit({ question: isFirst ? null : field.value, sentence: null });
  });
  ignore.addEventListener('change', () => {
    edit({ seesItself: !ignore.checked });
    notices.readAloud(required('language-itself', HTMLElement));
  });
  required('language-cancel', HTMLButtonElement).addEventListener('click', () => {
    reader.cancel();
    notices.tell({ passage: texts.canceled });
  });
  view.list.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    state = { ...state, sentence: Number(target.value) - 1 };
    keep(writeState(state));
    view.derive(state);
  });

  if (passage || lesson.link.get('language')) return;
  showFields();
  await nextTurn();
  // A quick reader may have asked for another passage already.
  if (!passage) readAgain();
}
