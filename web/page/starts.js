/** How each section comes alive: loaded when it is near. */

/**
 * @import { Lesson } from './lesson.js'
 *
 * @typedef {{ start: (root: HTMLElement, lesson: Lesson) => unknown }} Starter
 */

/** By the section's id. @type {Record<string, () => Promise<Starter>>} */
export const starts = {
  hero: () => import('./hero/start.js'),
  errata: () => import('./errata/start.js'),
  privacy: () => import('./privacy/start.js'),
};
