/** Reads the passage again when its text has changed, shows how far the reading is, and says what it left out. */

import { required } from '../../../base/dom.js';
import { filled } from '../../../base/filled.js';
import { longText, Reader } from './reader.js';
import { fitsLink } from './state.js';

/**
 * @import { live as en } from '../../../locales/lesson/language-en.js'
 * @import { Notices } from './notices.js'
 * @import { Passage } from './passage.js'
 */

/** A long passage is read again when no key was pressed for so many milliseconds. */
const pause = 300;

export class PassageReading {
  #texts;
  #notices;
  #whenRead;
  #reader;
  #bar = required('language-progress', HTMLProgressElement);
  #text = '';
  #timer = 0;
  /** The last passage that was read. @type {Passage | null} */
  passage = null;

  /**
   * @param {typeof en} texts
   * @param {Notices} notices
   * @param {() => void} whenRead called with each passage that is read
   */
  constructor(texts, notices, whenRead) {
    this.#texts = texts;
    this.#notices = notices;
    this.#whenRead = whenRead;
    this.#reader = new Reader({
      read: (passage) => this.#take(passage),
      progress: (share) => this.#showProgress(share),
      failed: () => notices.tell({ passage: texts.failed }),
    });
    required('language-cancel', HTMLButtonElement).addEventListener('click', () => {
      this.#reader.cancel();
      notices.tell({ passage: texts.canceled });
    });
  }

  /** @param {string} text */
  read(text) {
    clearTimeout(this.#timer);
    this.#text = text;
    this.#notices.tell({ passage: '' });
    this.#reader.read(text);
  }

  /** Reads a text that the reader may go on typing: a long one after a pause. @param {string} text */
  readTyped(text) {
    clearTimeout(this.#timer);
    if (text.length < longText) this.read(text);
    else this.#timer = window.setTimeout(() => this.read(text), pause);
  }

  /** @param {Passage} passage */
  #take(passage) {
    const [texts, notices] = [this.#texts, this.#notices];
    if (passage.sentences.length === 0) {
      notices.tell({ passage: texts.noPassage });
      return;
    }
    this.passage = passage;
    if (passage.capped) notices.tell({ passage: filled(texts.capped, { sentences: passage.sentences.length, words: passage.wordCount }) });
    else if (!fitsLink(this.#text)) notices.tell({ passage: texts.tooLongForLink });
    this.#whenRead();
  }

  /** @param {number | null} share null when nothing is being read */
  #showProgress(share) {
    required('language-reading', HTMLElement).hidden = share === null;
    this.#bar.value = share ?? 0;
    if (share === 0) this.#notices.tell({ passage: this.#texts.reading });
  }
}
