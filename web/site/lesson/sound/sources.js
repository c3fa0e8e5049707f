/** The buttons that load or record a sound, and the messages when that fails. */

import { whenPressed } from '../../../base/dom.js';
import { filled } from '../../../base/filled.js';
import { part } from '../drawing/controls.js';
import { mostSeconds, read, record, Refused } from './source.js';

/**
 * @typedef {typeof import('../../../locales/lesson/sound-en.js').live} Texts
 *
 * @typedef {object} Uses
 * @property {(samples: Float32Array | null) => void} use takes a new sound; null: the page's own tune. If it throws, the sound
 *   before stays
 * @property {() => void} hush
 */

export class Sources {
  #texts;
  #uses;
  #file;
  #record;
  #progress;
  #shows;
  #problem;
  /** Says which sound is shown. */
  #showing = '';
  /** Ends the recording that goes on. @type {AbortController | null} */
  #recording = null;
  /** Of what is being read: a later one makes it void. */
  #turn = 0;

  /** @param {HTMLElement} root @param {Texts} texts @param {Uses} uses */
  constructor(root, texts, uses) {
    this.#texts = texts;
    this.#uses = uses;
    this.#file = part(root, '#sound-file', HTMLInputElement);
    this.#record = part(root, '#sound-record', HTMLButtonElement);
    this.#progress = part(root, '#sound-progress', HTMLProgressElement);
    this.#shows = part(root, '#sound-shows', HTMLElement);
    this.#problem = part(root, '#sound-problem', HTMLElement);
    this.#show(texts.tune);
    this.#file.addEventListener('change', () => this.#takeFile());
    whenPressed(part(root, '#sound-tune', HTMLButtonElement), () => this.#takeTune());
    whenPressed(this.#record, () => {
      if (this.#recording) this.#recording.abort();
      else void this.#takeRecording();
    });
  }

  /** @param {string} words what went wrong */
  tell(words) {
    this.#problem.textContent = words;
    this.#problem.hidden = false;
    this.#shows.textContent = this.#showing; // What was there before is there still.
  }

  /** @param {string} words which sound is shown */
  #show(words) {
    this.#showing = words;
    this.#say(words);
  }

  /** @param {string} words */
  #say(words) {
    this.#shows.textContent = words;
    this.#problem.hidden = true;
  }

  /** @param {unknown} error */
  #refuse(error) {
    console.info(error);
    // Whatever goes wrong is told: nobody waits for what does not come.
    this.tell(error instanceof Refused ? this.#texts.refused[error.reason] : this.#texts.failed);
  }

  #takeTune() {
    this.#turn += 1;
    this.#uses.use(null);
    this.#show(this.#texts.tune);
  }

  #takeFile() {
    const [chosen] = this.#file.files ?? [];
    if (chosen) void this.#take(chosen, chosen.name);
    this.#file.value = ''; // The same file may be chosen again.
  }

  async #takeRecording() {
    const texts = this.#texts;
    this.#uses.hush();
    this.#recording = new AbortController();
    this.#record.textContent = texts.endRecording;
    this.#say(texts.asking);
    try {
      const blob = await record(this.#recording.signal, () => {
        this.#progress.hidden = false;
        this.#shows.textContent = filled(texts.recording, { seconds: mostSeconds });
      }, (seconds) => (this.#progress.value = seconds / mostSeconds));
      await this.#take(blob, texts.recordingName);
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#recording = null;
      this.#progress.hidden = true;
      this.#record.textContent = texts.record;
    }
  }

  /** @param {Blob} blob @param {string} name */
  async #take(blob, name) {
    const texts = this.#texts;
    const mine = ++this.#turn;
    this.#say(filled(texts.reading, { name }));
    try {
      const { samples, seconds, isCut, isOneOfMany } = await read(blob);
      if (mine !== this.#turn) return;
      this.#uses.use(samples);
      const whole = Number.isNaN(seconds) ? texts.veryLong : filled(texts.long, { seconds: seconds.toFixed(1) });
      const said = filled(isCut ? texts.shownCut : texts.shown, { name, seconds: isCut ? mostSeconds : seconds.toFixed(1), whole });
      this.#show(isOneOfMany ? said + texts.between + texts.oneChannel : said);
    } catch (error) {
      if (mine === this.#turn) this.#refuse(error);
    }
  }
}
