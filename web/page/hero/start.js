/** @import { Lesson } from '../lesson.js' */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  await lesson.engine();
  root.dataset.engine = '';
}
