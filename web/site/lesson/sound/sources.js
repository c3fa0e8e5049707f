/** The buttons that load or record a sound, and the messages when that fails. */

import { disable, whenPressed } from '../../../base/dom.js';
import { filled } from '../../../base/filled.js';
import { mostSeconds, read, record, Refused } from './source.js';

/**
 * @typedef {typeof import('../../../locales/lesson/sound-en.js').live} Texts
 *
 * @typedef {object} Uses
 * @property {(samples: Float32Array | null, name: string | null) => void} use takes a new sound; null: the page's own tune. If
 *   it throws, the sound before stays
 * @property {() => void} hush
 */

/**
 * @param {HTMLElement} root
 * @param {Texts} texts
 * @param {Uses} uses
 */
export function startSources(root, texts, { use, hush }) {
  /** @template {Element} Kind @param {string} selector @returns {Kind} */
  const part = (selector) => /** @type {Kind} */ (root.querySelector(selector));
  /** @type {HTMLInputElement} */
  const file = part('#sound-file');
  /** @type {HTMLButtonElement} */
  const recordButton = part('#sound-record');
  /** @type {HTMLElement} */
  const shows = part('#sound-shows');
  /** @type {HTMLElement} */
  const problem = part('#sound-problem');
  /** @type {HTMLProgressElement} */
  const progress = part('#sound-progress');
  let showing = texts.tune;
  /** Ends the recording that goes on. @type {AbortController | null} */
  let recording = null;
  /** Of what is being read: a later one makes it void. */
  let turn = 0;

  /** @param {string} words */
  function show(words) {
    showing = words;
    shows.textContent = words;
    problem.hidden = true;
  }

  /** @param {string} words what went wrong */
  function tell(words) {
    problem.textContent = words;
    problem.hidden = false;
    shows.textContent = showing; // What was there before is there still.
  }

  /** @param {unknown} error */
  function refuse(error) {
    console.info(error);
    // Whatever goes wrong is told: nobody waits for what does not come.
    tell(error instanceof Refused ? texts.refused[error.reason] : texts.failed);
  }

  /** @param {Blob} blob @param {string} name */
  async function take(blob, name) {
    const mine = ++turn;
    problem.hidden = true;
    shows.textContent = filled(texts.reading, { name });
    try {
      const { samples, seconds, isCut, isOneOfMany } = await read(blob);
      if (mine !== turn) return;
      use(samples, name);
      const whole = Number.isNaN(seconds) ? texts.veryLong : filled(texts.long, { seconds: seconds.toFixed(1) });
      const said = filled(isCut ? texts.shownCut : texts.shown, { name, seconds: isCut ? mostSeconds : seconds.toFixed(1), whole });
      show(isOneOfMany ? said + texts.between + texts.oneChannel : said);
    } catch (error) {
      if (mine === turn) refuse(error);
    }
  }

  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    if (chosen) void take(chosen, chosen.name);
    file.value = ''; // The same file may be chosen again.
  });
  whenPressed(part('#sound-tune'), () => {
    turn += 1;
    use(null, null);
    show(texts.tune);
  });
  whenPressed(recordButton, async () => {
    if (recording) {
      recording.abort();
      return;
    }
    hush();
    problem.hidden = true;
    recording = new AbortController();
    recordButton.textContent = texts.endRecording;
    shows.textContent = texts.asking;
    try {
      const blob = await record(recording.signal, () => {
        progress.hidden = false;
        shows.textContent = filled(texts.recording, { seconds: mostSeconds });
      }, (seconds) => (progress.value = seconds / mostSeconds));
      await take(blob, texts.recordingName);
    } catch (error) {
      refuse(error);
    } finally {
      recording = null;
      progress.hidden = true;
      recordButton.textContent = texts.record;
    }
  });
  for (const button of root.querySelectorAll('button[aria-disabled]')) disable(/** @type {HTMLButtonElement} */ (button), button.id === 'sound-stop');
  return { show, tell };
}
