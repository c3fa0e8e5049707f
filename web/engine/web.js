// Pages and their workers, and what has their functions: Deno and Bun.

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
