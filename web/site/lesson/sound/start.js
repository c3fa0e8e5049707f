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
import { Controls } from './controls.js';
import { frameLength, framesIn, listening, logMel, rate, secondsAt, secondsText, tokensOf } from './log-mel.js';
import { frameAt, soundList } from './picture.js';
import { Player } from './player.js';
import { startSources } from './sources.js';
import { author, read, write } from './state.js';
import { playing, tuneLength } from './tune.js';

/**
 * @import { Attention } from '../../../engine/index.js'
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
  let shown = { ...tune, ...attendedIn(engine, tune.mel, state) };
  await nextTurn();
  // From here on nothing waits: who uses a field finds all that follows from it.
  const controls = new Controls(root, texts, change);
  const view = new CanvasView(canvas, (width, measure) => soundList({ ...shown, chosen: state.frame, texts: texts.picture }, width, measure));
  take(shown);
  root.querySelector('.sound-written')?.remove();

  const keep = lesson.link.keep('sound', {
    restore(value) {
      const next = value === '' ? author : read(value, framesOfTune);
      state = isTune ? next : { ...next, frame: state.frame };
      take({ ...shown, ...attendedIn(engine, shown.mel, state) });
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

  canvas.addEventListener('pointerdown', (event) => {
    const frame = view.list && frameAt(view.list.width, shown.frames, ...view.placeOf(event));
    if (frame !== null) change({ frame });
  });
  whenPressed(part('#sound-play-all'), () => play([{ start: 0, seconds: shown.samples.length / rate, loudness: 0.9 }], []));
  whenPressed(part('#sound-play-frame'), () => play([heard(state.frame, 0.9)], []));
  whenPressed(part('#sound-play-attended'), () => {
    const row = rowOf(shown, state.frame);
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
    const next = { ...sound, ...attendedIn(engine, sound.mel, state) };
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
    else take({ ...shown, ...attendedIn(engine, shown.mel, state) });
    keep(write(state, isTune));
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

  function show() {
    const { frame } = state;
    const row = rowOf(shown, frame);
    strongest = momentsOf(row, listed);
    controls.show(state, shown.frames);
    const summary = filled(texts.summary, {
      seconds: secondsText(frame), other: secondsText(strongest[0]), weight: formatNumber(row[strongest[0]]),
      bits: formatNumber(entropyBits(row)), most: formatNumber(Math.log2(shown.frames)),
    });
    part('#sound-summary').textContent = summary;
    canvas.setAttribute('aria-label', `${texts.canvas} ${summary}`);
    list.replaceChildren(...strongest.map((other) => momentItem(other, row[other], row[strongest[0]], texts, (item) => play([heard(other, 0.9)], [item]))));
    list.firstElementChild?.setAttribute('data-most', '');
    view.draw();
  }

  /** @param {number} frame @param {number} loudness @returns {Part} */
  function heard(frame, loudness) {
    return { ...partOf(frame, state.around, shown.samples.length), loudness };
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

/** Computes the weights of all frames. @param {Pick<Attention, 'attend'>} engine @param {Float64Array} mel @param {SoundState} state */
function attendedIn(engine, mel, state) {
  const tokens = tokensOf(mel, state.around);
  const [frames] = tokens.shape;
  const weights = weightsOf(engine, tokens, state);
  return { frames, weights, attended: state.skipsNear && frames > 2 * near ? maskOf(frames).data : new Uint8Array(weights.length).fill(1) };
}

/** @param {Shown} shown @param {number} frame @returns {Float32Array} the weights of its row */
function rowOf({ weights, frames }, frame) {
  return weights.subarray(frame * frames, (frame + 1) * frames);
}

/** The part of the sound that the token of a frame covers. @param {number} frame @param {number} around @param {number} samples of the sound */
function partOf(frame, around, samples) {
  const start = Math.max(0, secondsAt(frame - around));
  const end = Math.min(samples / rate, secondsAt(frame + around) + frameLength / rate);
  return { start, seconds: end - start };
}

/**
 * A moment in the list of those that the chosen frame attends to most.
 * @param {number} frame
 * @param {number} weight
 * @param {number} most the largest weight
 * @param {typeof en} texts
 * @param {(item: HTMLElement) => void} play
 */
function momentItem(frame, weight, most, texts, play) {
  const seconds = secondsText(frame);
  const button = element('button', { type: 'button', 'aria-label': filled(texts.playOne, { seconds }) }, '▶');
  const item = element('li', { 'data-frame': frame },
    button,
    element('span', { class: 'sound-time' }, filled(texts.at, { seconds })),
    element('span', { class: 'sound-weight' }, formatNumber(weight)),
  );
  button.addEventListener('click', () => play(item));
  item.style.setProperty('--share', String(weight / most));
  return item;
}
