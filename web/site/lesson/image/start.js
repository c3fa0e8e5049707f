/** Brings the section on pictures alive: what a picture's patches attend to, and attention that removes its noise. */

import { live as en } from '../../../locales/lesson/image-en.js';
import { live as zh } from '../../../locales/lesson/image-zh.js';
import { filled } from '../../../base/filled.js';
import { inTurns, nextTurn } from '../turns.js';
import { FalsifiedPicture } from './fitting.js';
import { listenForPictures, readPicture } from './incoming.js';
import { startLook } from './look-part.js';
import { startNoise } from './noise-part.js';
import { drawingScene } from './scene.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Incoming } from './fitting.js'
 * @import { Shown } from './raster.js'
 */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const said = /** @type {HTMLElement} */ (root.querySelector('.image-said'));
  const problem = /** @type {HTMLElement} */ (root.querySelector('.image-problem'));
  const back = /** @type {HTMLButtonElement} */ (root.querySelector('.image-back'));
  const engine = await lesson.engine();
  const drawn = { raster: await inTurns(drawingScene()), isOwn: false };
  await nextTurn();
  /** The reader's last picture, to which undo can go back. @type {Shown | null} */
  let own = null;
  /** @type {Shown} */
  let shown = drawn;
  /** The number of pictures that were asked for so far: only the last one is shown. */
  let asked = 0;

  const noise = await startNoise(root, lesson, engine, texts, drawn.raster);
  await nextTurn();
  const look = await startLook(root, lesson, engine, texts, {
    pictureOf(isOwn) {
      show(isOwn && own ? own : drawn);
      say(isOwn && !own ? texts.ownNotHere : '');
      return shown;
    },
  });

  /** @param {Shown} next */
  function show(next) {
    if (next === shown) return;
    shown = next;
    back.hidden = !shown.isOwn;
    noise.show(shown.raster);
  }

  /** @param {string} words @param {string} [trouble] */
  function say(words, trouble = '') {
    said.textContent = words;
    problem.textContent = trouble;
    problem.hidden = trouble === '';
  }

  listenForPictures(root, /** @type {HTMLInputElement} */ (root.querySelector('.image-file input')), async (file) => {
    asked += 1;
    const mine = asked;
    if (!file) {
      say('', texts.noFile);
      return;
    }
    say(texts.reading);
    /** @type {Incoming} */
    let incoming;
    try {
      incoming = await readPicture(file);
    } catch (error) {
      console.info(error);
      if (mine === asked) say('', error instanceof FalsifiedPicture ? texts.falsified : filled(texts.noPicture, { name: file.name }));
      return;
    }
    if (mine !== asked) return;
    const { raster, width, height } = incoming;
    const isSmaller = raster.width < width || raster.height < height;
    own = { raster, isOwn: true };
    show(own);
    look.show(own);
    say(filled(isSmaller ? texts.shrunk : texts.taken, { width, height, newWidth: raster.width, newHeight: raster.height }));
  });
  back.addEventListener('click', () => {
    asked += 1;
    show(drawn);
    look.show(drawn);
    say(texts.drawnAgain);
    root.querySelector('input')?.focus();
  });
}
