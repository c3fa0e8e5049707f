/** Loads what brings each section alive, when the reader comes near it. */

/** @import { Load } from './section.js' */

/** One loader for each section's id. @type {Record<string, Load>} */
export const starts = {
  hero: () => import('./hero/start.js'),
  compare: () => import('./compare/start.js'),
  softmax: () => import('./softmax/start.js'),
  mix: () => import('./mix/start.js'),
  scale: () => import('./scale/start.js'),
  rows: () => import('./rows/start.js'),
  masks: () => import('./masks/start.js'),
  heads: () => import('./heads/start.js'),
  order: () => import('./order/start.js'),
  normalizers: () => import('./normalizers/start.js'),
  exercise: () => import('./exercise/start.js'),
  loops: () => import('./loops/start.js'),
  listing: () => import('./listing/start.js'),
  mistakes: () => import('./mistakes/start.js'),
  errata: () => import('./errata/start.js'),
  language: () => import('./language/start.js'),
  picture: () => import('./image/start.js'),
  sound: () => import('./sound/start.js'),
  recommend: () => import('./recommend/start.js'),
  cost: () => import('./cost/start.js'),
  privacy: () => import('./privacy/start.js'),
};
