/** Starts the three loops. */

import { live as en } from '../../../locales/lesson/loops-en.js';
import { live as zh } from '../../../locales/lesson/loops-zh.js';
import { startDecoding } from './decoding-loop.js';
import { startLayers } from './layers-loop.js';
import { startMemory } from './memory-loop.js';

/** @import { Lesson } from '../section.js' */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const starters = { layers: startLayers, decoding: startDecoding, memory: startMemory };
  for (const [name, startLoop] of Object.entries(starters)) {
    startLoop(/** @type {HTMLElement} */ (root.querySelector(`[data-loop=${name}]`)), lesson, engine, texts);
  }
}
