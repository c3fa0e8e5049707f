// What `attention-lab` is to bundlers and pages. Where a tool or a host has lost the files beside (Rollup and esbuild do
// not take them along), module and worker come out of scripts of their own, which are loaded only then.
import { besideScript } from './beside.js';
import { loaderOf, opened, web, workerOf } from './core.js';

export { AttentionError, serve } from './core.js';

export const loadAttention = loaderOf(web, [besideScript, {
  module: async () => opened((await import('./inside-module.js')).gzippedModule),
  worker: async () => workerOf((await import('./inside-worker.js')).workerText),
}]);
