/** A sound that attends to itself: a tune, a file or a recording, seen and heard. */

import { disable, element, whenPressed } from '../../../base/dom.js';
import { CanvasView } from '../../../draw/canvas-view.js';
import { formatNumber } from '../../../base/number-format.js';
import { entropyBits } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/sound-en.js';
import { live as zh } from '../../../locales/lesson/sound-zh.js';
import { startPredict } from '../predict/predict.js';
import { inTurns, nextTurn } from '../turns.js';
import { maskOf, momentsOf, near, strongestLag, weightsOf } from './attending.js';
import { frameLength, framesIn, listening, logMel, rate, secondsAt, secondsText, tokensOf } from './log-mel.js';
import { frameAt, soundList } from './picture.js';
import { Player } from './player.js';
import { startSources } from './sources.js';
import { author, read, temperatures, wide, write } from './state.js';
import { playing, tuneLength } from './tune.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Part } from './player.js'
 * @import { SoundState } from './state.js'
 *
 * The sound that is shown, and what was computed from it.
 * @typedef {object} Shown
 * @property {Float32Array} samples
 * @property {Float64Array} mel
 * @property {Float32Array} weights [T, T]
 * @property {Uint8Array} attended
 * @property {number} frames T
 */

/** How many frames are listed and played. */
const listed = 5;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const engine = await lesson.engine();
  /** @template {Element} Kind @param {string} selector @returns {Kind} */
  const part = (selector) => /** @type {Kind} */ (root.querySelector(selector));
  /** @type {HTMLCanvasElement} */
  const canvas = part('#sound-canvas');
  /** @type {HTMLInputElement} */
  const frameField = part('#sound-frame');
  /** @type {HTMLInputElement} */
  const temperatureField = part('#sound-temperature');
  /** @type {HTMLInputElement} */
  const wideField = part('#sound-wide');
  /** @type {HTMLInputElement} */
  const nearField = part('#sound-near');
  /** @type {HTMLElement} */
  const list = part('#sound-list');
  /** @type {HTMLButtonElement} */
  const stopButton = part('#sound-stop');
  const player = new Player();
  const samplesOfTune = await inTurns(playing());
  const tune = { samples: samplesOfTune, mel: await inTurns(listening(samplesOfTune)) };
  await nextTurn();

  let state = author;
  /** Whether the page's own tune is shown: only for that one can the link name a frame. */
  let isTune = true;
  /** The largest weights of the chosen row. @type {number[]} */
  let strongest = [];
  startPredict(root, lesson, 'sound.predict');

  player.load(tune.samples);
  /** @type {Shown} */
  let shown = { ...tune, ...attendedIn(tune.mel) };
  await nextTurn();
  const view = new CanvasView(canvas, (width, measure) => soundList({ ...shown, chosen: state.frame, texts: texts.picture }, width, measure));
  take(shown);
  root.querySelector('.sound-written')?.remove();

  const keep = lesson.link.keep('sound', {
    restore(value) {
      const next = value === '' ? author : read(value, framesOfTune);
      state = isTune ? next : { ...next, frame: state.frame };
      take({ ...shown, ...attendedIn(shown.mel) });
    },
  });
  const sources = startSources(root, texts, {
    use(samples, name) {
      if (name === null || !samples) load(tune, true, author.frame);
      else load({ samples, mel: logMel(samples) }, false, state.frame);
      keep(write(state, isTune));
    },
    // Playback stops, because the microphone would record it.
    hush: () => player.stop(),
  });
  sources.show(texts.tune);

  frameField.addEventListener('input', () => change({ frame: Number(frameField.value) }));
  temperatureField.addEventListener('input', () => change({ temperature: temperatures[Number(temperatureField.value)] }));
  wideField.addEventListener('change', () => change({ around: wideField.checked ? wide : 0 }));
  nearField.addEventListener('change', () => change({ skipsNear: nearField.checked }));
  canvas.addEventListener('pointerdown', (event) => {
    const frame = view.list && frameAt(view.list.width, shown.frames, ...view.placeOf(event));
    if (frame !== null) change({ frame });
  });
  whenPressed(part('#sound-play-all'), () => play([{ start: 0, seconds: shown.samples.length / rate, loudness: 0.9 }], []));
  whenPressed(part('#sound-play-frame'), () => play([heard(state.frame, 0.9)], []));
  whenPressed(part('#sound-play-attended'), () => {
    const row = rowOf(state.frame);
    const most = row[strongest[0]];
    // A frame with a larger weight is louder; the one with the smallest can still be heard.
    play(strongest.map((frame) => heard(frame, 0.25 + (0.65 * row[frame]) / most)), [...list.children]);
    lesson.done('sound');
  });
  whenPressed(stopButton, () => player.stop());

  /**
   * Loads another sound. Everything is computed before anything of the last sound is given up.
   * @param {{ samples: Float32Array, mel: Float64Array }} sound
   * @param {boolean} isNowTune
   * @param {number} frame the frame to choose, if the sound is that long
   */
  function load(sound, isNowTune, frame) {
    const next = { ...sound, ...attendedIn(sound.mel) };
    player.load(sound.samples);
    isTune = isNowTune;
    state = { ...state, frame };
    take(next);
  }

  /** @param {Partial<SoundState>} fields */
  function change(fields) {
    const isFrameOnly = Object.keys(fields).join() === 'frame';
    state = { ...state, ...fields };
    if (isFrameOnly) show();
    else take({ ...shown, ...attendedIn(shown.mel) });
    keep(write(state, isTune));
  }

  /** Computes the weights of all frames. @param {Float64Array} mel */
  function attendedIn(mel) {
    const tokens = tokensOf(mel, state.around);
    const [frames] = tokens.shape;
    const weights = weightsOf(engine, tokens, state);
    return { frames, weights, attended: state.skipsNear && frames > 2 * near ? maskOf(frames).data : new Uint8Array(weights.length).fill(1) };
  }

  /** Takes over a new sound and updates everything that depends on it. @param {Shown} next */
  function take(next) {
    shown = next;
    const { frames, weights } = shown;
    state = { ...state, frame: Math.min(state.frame, frames - 1) };
    const { lag, mean } = strongestLag(weights, frames);
    part('#sound-repeat').textContent = frames > 3 * near
      ? filled(isTune ? texts.repeatTune : texts.repeat, { seconds: secondsText(lag), mean: formatNumber(mean), even: formatNumber(1 / frames), times: formatNumber(mean * frames, 1) })
      : '';
    show();
  }

  /** @param {number} frame */
  function rowOf(frame) {
    return shown.weights.subarray(frame * shown.frames, (frame + 1) * shown.frames);
  }

  function show() {
    const { frame, temperature, around, skipsNear } = state;
    const row = rowOf(frame);
    strongest = momentsOf(row, listed);
    frameField.max = String(shown.frames - 1);
    frameField.value = String(frame);
    frameField.setAttribute('aria-valuetext', filled(texts.frameValue, { frame: frame + 1, frames: shown.frames, seconds: secondsText(frame) }));
    part('#sound-frame-shown').textContent = filled(texts.frameValue, { frame: frame + 1, frames: shown.frames, seconds: secondsText(frame) });
    temperatureField.value = String(temperatures.indexOf(temperature));
    temperatureField.setAttribute('aria-valuetext', String(temperature));
    part('#sound-temperature-shown').textContent = String(temperature);
    wideField.checked = around !== 0;
    nearField.checked = skipsNear;
    const summary = filled(texts.summary, {
      seconds: secondsText(frame), other: secondsText(strongest[0]), weight: formatNumber(row[strongest[0]]),
      bits: formatNumber(entropyBits(row)), most: formatNumber(Math.log2(shown.frames)),
    });
    part('#sound-summary').textContent = summary;
    canvas.setAttribute('aria-label', `${texts.canvas} ${summary}`);
    list.replaceChildren(...strongest.map((other, index) => {
      const button = element('button', { type: 'button', 'aria-label': filled(texts.playOne, { seconds: secondsText(other) }) }, '▶');
      const item = element('li', { 'data-frame': other },
        button,
        element('span', { class: 'sound-time' }, filled(texts.at, { seconds: secondsText(other) })),
        element('span', { class: 'sound-weight' }, formatNumber(row[other])),
      );
      button.addEventListener('click', () => play([heard(other, 0.9)], [item]));
      item.style.setProperty('--share', String(row[other] / row[strongest[0]]));
      if (index === 0) item.setAttribute('data-most', '');
      return item;
    }));
    view.draw();
  }

  /** The part of the sound that the token of a frame covers. @param {number} frame @param {number} loudness @returns {Part} */
  function heard(frame, loudness) {
    const start = Math.max(0, secondsAt(frame - state.around));
    const end = Math.min(shown.samples.length / rate, secondsAt(frame + state.around) + frameLength / rate);
    return { start, seconds: end - start, loudness };
  }

  /** @param {Part[]} parts @param {Element[]} items marked while their parts sound */
  function play(parts, items) {
    disable(stopButton, false);
    void player.play(parts, (index) => {
      items.forEach((item, own) => item.toggleAttribute('data-playing', own === index));
      if (index === -1) disable(stopButton, true);
    }).catch((error) => {
      console.info(error);
      sources.tell(texts.noSound);
    });
  }
}

const framesOfTune = framesIn(tuneLength);
