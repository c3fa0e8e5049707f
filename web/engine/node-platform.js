// Node.js reads files, counts its cores, and starts workers in its own ways.
import { readFile } from 'node:fs/promises';
import * as os from 'node:os';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { web } from './core.js';

/** @import { Platform } from './load.js' */

/** @type {Platform} */
export const node = {
  read: async (address) => (address.startsWith('file:') ? new Uint8Array(await readFile(new URL(address))) : web.read(address)),
  cores: () => os.availableParallelism?.() ?? os.cpus().length, // Node.js 18.14 and newer have the former.
};

/** @param {string} gzippedModule in base64 @returns {Uint8Array} the module's bytes */
export const opened = (gzippedModule) => gunzipSync(Buffer.from(gzippedModule, 'base64'));

/** @param {string} text a module that imports nothing of the package's: as an address, so that no flag of Node.js makes anything else of it */
export const workerOf = (text) => new Worker(new URL(`data:text/javascript,${encodeURIComponent(text)}`));
