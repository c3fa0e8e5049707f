// What `attention-lab` is to bundlers and pages. Where a tool or a host has lost the files beside (Rollup and esbuild do
// not take them along), module and worker come out of scripts of their own, which are loaded only then.
import { separateFiles } from './separate-files.js';
import { loaderOf, opened, web, workerOf } from './core.js';

export { AttentionError, serve } from './core.js';

/** Bundlers take this file along, too; a page loads one of the two. @type {import('./load.js').Place} */
const bothBuilds = { ...separateFiles, relaxed: () => new URL('./attention-lab-relaxed.wasm', import.meta.url) };

export const loadAttention = loaderOf(web, [bothBuilds, {
  module: async () => opened((await import('./embedded-module.js')).gzippedModule),
  worker: async () => workerOf((await import('./embedded-worker.js')).workerText),
}]);
