/** Brings the section alive: the reader's passage and question, and the list of sentences, the derivation and the map, which follow them. */

import { live as en } from '../../../locales/lesson/language-en.js';
import { live as zh } from '../../../locales/lesson/language-zh.js';
import { nextTurn } from '../turns.js';
import { AnswerView } from './answer-view.js';
import { Fields } from './fields.js';
import { Notices } from './notices.js';
import { PassageReading } from './passage-reading.js';
import { wordsOf } from './passage.js';
import { authors, fitsLink, passageText, readState, writeState } from './state.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { LanguageState } from './state.js'
 */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const view = new AnswerView(engine, texts);
  const notices = new Notices(texts);
  const fields = new Fields(texts, notices, edit);
  const reading = new PassageReading(texts, notices, () => {
    answer();
    // The first answer is not read aloud: it is there from the start.
    if (notices.hasReadAloud) notices.readAloud(view.line);
  });

  /** @type {Readonly<LanguageState>} */
  let state = authors;
  /** The reader's last passage that is too long for the link. */
  let own = '';
  const text = () => passageText(state, texts.passages);

  /** Shows the answer to the question from the passage that was read. */
  function answer() {
    const { passage } = reading;
    if (!passage) return;
    const { question } = fields;
    const isEmpty = wordsOf(question).length === 0;
    notices.tell({ question: isEmpty ? texts.noQuestion : '' });
    if (!isEmpty || !view.isOf(passage)) view.show(passage, question, state);
  }

  const keep = lesson.link.keep('language', {
    restore(value) {
      const before = text();
      notices.forgetLeftOut();
      state = readState(value, texts.passages.length, own);
      fields.show(state);
      if (text() !== before || !reading.passage) reading.read(text());
      else answer();
    },
  });

  /** @param {Partial<LanguageState>} changed */
  function edit(changed) {
    const before = text();
    state = { ...state, ...changed };
    if (state.ready < 0 && !fitsLink(state.text)) own = state.text;
    fields.show(state);
    keep(writeState(state));
    if (text() !== before) reading.readTyped(text());
    else answer();
    notices.readAloud(view.line);
  }

  view.list.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    state = { ...state, sentence: Number(target.value) - 1 };
    keep(writeState(state));
    view.derive(state);
  });

  if (reading.passage || lesson.link.get('language')) return;
  fields.show(state);
  await nextTurn();
  // A quick reader may have asked for another passage already.
  if (!reading.passage) reading.read(text());
}
