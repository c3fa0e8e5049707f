/** Where the attention comes from: a child, an address, files, or a property. */

import { setsOf } from '../files/axes.js';
import { HeadsError } from '../files/heads-error.js';
import { readArrays } from '../files/read-arrays.js';

/**
 * @import { OpenSet, Question, Reading } from '../files/axes.js'
 *
 * @typedef {{ sets: OpenSet[], questions: Question[] }} Opened
 */

/**
 * @param {Blob[]} files
 * @param {{ axes?: Record<string, Reading>, signal?: AbortSignal, onProgress?: (share: number) => void }} [options]
 * @returns {Promise<Opened>}
 */
export async function openedFiles(files, { axes, signal, onProgress } = {}) {
  const { arrays, texts } = await readArrays(files, { signal, onProgress });
  return setsOf(arrays, { axes, texts });
}

/** @param {object} data plain JSON, also with typed arrays and numbers that are not finite @returns {Promise<Opened>} */
export function openedFrom(data) {
  return openedFiles([new File([JSON.stringify(data, plainValue)], 'data.json')]);
}

/** @param {string} _ @param {unknown} value @returns {unknown} as the reader of JSON takes it */
function plainValue(_, value) {
  if (ArrayBuffer.isView(value)) return Array.from(/** @type {Float32Array} */ (value));
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** @param {Element} host @returns {() => Promise<Opened>} what its child or its attribute src says */
export function sourceOf(host) {
  const child = host.querySelector(':scope > script[type="application/json"]');
  const address = host.getAttribute('src');
  if (address) return () => fetched(address, host.baseURI);
  if (child) return () => openedFiles([new File([child.textContent ?? ''], 'script.json')]);
  return async () => {
    throw new NothingGiven();
  };
}

/** There is neither a child nor an address. */
export class NothingGiven extends Error {}

/** @param {string} address @param {string} base */
async function fetched(address, base) {
  const { response, name } = await answerOf(address, base);
  if (!response.ok) throw unreadable(address, String(response.status));
  return openedFiles([new File([await response.blob()], name)]);
}

/** @param {string} address @param {string} base @throws {HeadsError} where there is no answer: browsers tell of it each in its own words */
async function answerOf(address, base) {
  try {
    const url = new URL(address, base);
    return { response: await fetch(url), name: url.pathname.split('/').at(-1) ?? '' };
  } catch (error) {
    throw unreadable(address, /** @type {Error} */ (error).message);
  }
}

/** @param {string} place @param {string} got */
const unreadable = (place, got) => new HeadsError('syntax', 'unreadable', { place, got });
