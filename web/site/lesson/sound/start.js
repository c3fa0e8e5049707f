/** A sound that attends to itself: a tune, a file or a recording, seen and heard. */

import { disable, whenPressed } from '../../../base/dom.js';
import { live as en } from '../../../locales/lesson/sound-en.js';
import { live as zh } from '../../../locales/lesson/sound-zh.js';
import { part } from '../drawing/controls.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { inTurns, nextTurn } from '../turns.js';
import { attendingOf, rowOf } from './attending.js';
import { framesIn, listening, logMel } from './log-mel.js';
import { Playback } from './playback.js';
import { SoundView } from './sound-view.js';
import { Sources } from './sources.js';
import { author, read, write } from './state.js';
import { playing, tuneLength } from './tune.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Shown } from './sound-view.js'
 * @import { SoundState } from './state.js'
 */

const framesOfTune = framesIn(tuneLength);

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const engine = await lesson.engine();
  const samplesOfTune = await inTurns(playing());
  const tune = { samples: samplesOfTune, mel: await inTurns(listening(samplesOfTune)) };
  await nextTurn();
  startPredict(root, lesson, 'sound.predict');
  /** @type {Shown} */
  let shown = { ...tune, ...attendingOf(engine, tune.mel, author) };
  /** Whether the page's own tune is shown: only for that one can the link name a frame. */
  let isTune = true;
  await nextTurn();
  // From here on nothing waits: who uses a field finds all that follows from it.
  /** @type {SectionState<Readonly<SoundState>>} */
  const kept = new SectionState(lesson.link, 'sound', {
    author,
    read: (text) => read(text, framesOfTune),
    write: (state) => write(state, isTune),
    restored({ frame }) {
      if (!isTune) kept.current = { ...kept.current, frame };
    },
    show,
  });
  const playback = new Playback(part(root, '#sound-stop', HTMLButtonElement), () => sources.tell(texts.noSound));
  const view = new SoundView(root, texts, shown, {
    change: (fields) => kept.edit(fields),
    play: (frame, item) => playback.playFrame(frame, kept.current.around, item),
  });
  playback.load(tune.samples);
  view.tellRepeat(shown, isTune);
  kept.start();
  root.querySelector('.sound-written')?.remove();
  const sources = new Sources(root, texts, {
    use(samples) {
      if (samples) load({ samples, mel: logMel(samples) }, false, kept.current.frame);
      else load(tune, true, author.frame);
      kept.keep();
    },
    // Playback stops, because the microphone would record it.
    hush: () => playback.stop(),
  });

  /** @param {string} id @param {() => void} act */
  const press = (id, act) => whenPressed(part(root, id, HTMLButtonElement), act);
  press('#sound-play-all', () => playback.playAll());
  press('#sound-play-frame', () => playback.playFrame(kept.current.frame, kept.current.around));
  press('#sound-play-attended', () => {
    const { frame, around } = kept.current;
    playback.playFrames(view.moments, rowOf(shown, frame), around, view.items);
    lesson.done('sound');
  });
  for (const button of root.querySelectorAll('button[aria-disabled]')) disable(/** @type {HTMLButtonElement} */ (button), button.id === 'sound-stop');

  /**
   * Loads another sound. Everything is computed before anything of the last sound is given up.
   * @param {{ samples: Float32Array, mel: Float64Array }} sound
   * @param {boolean} isNowTune
   * @param {number} frame the frame to choose, if the sound is that long
   */
  function load(sound, isNowTune, frame) {
    const next = { ...sound, ...attendingOf(engine, sound.mel, kept.current) };
    playback.load(sound.samples);
    isTune = isNowTune;
    shown = next;
    kept.current = { ...kept.current, frame: Math.min(frame, shown.frames - 1) };
    view.tellRepeat(shown, isTune);
    view.show(shown, kept.current);
  }

  /** @param {Readonly<SoundState>} before */
  function show(before) {
    const state = kept.current;
    if (state.around !== before.around || state.temperature !== before.temperature || state.skipsNear !== before.skipsNear) {
      shown = { ...shown, ...attendingOf(engine, shown.mel, state) };
      view.tellRepeat(shown, isTune);
    }
    view.show(shown, state);
  }
}
