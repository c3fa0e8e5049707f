// Deno and Bun have the functions of pages and their workers, so that this serves them all.

/** @import { Platform } from './load.js' */

/** @type {Platform} */
export const web = {
  async read(address) {
    const response = await fetch(address);
    if (response.ok) return response.arrayBuffer();
    throw new Error(`status ${response.status}`);
  },
  cores: () => globalThis.navigator?.hardwareConcurrency || 1,
};
