// What `attention-lab` is to Node.js. A bundler for servers may lose the files beside: see browser.js.
import { Worker } from 'node:worker_threads';
import { loaderOf } from './core.js';
import { node, opened, workerOf } from './node-platform.js';

export { AttentionError, serve } from './core.js';

export const loadAttention = loaderOf(node, [{
  module: () => new URL('./attention-lab.wasm', import.meta.url),
  relaxed: () => new URL('./attention-lab-relaxed.wasm', import.meta.url),
  worker: () => new Worker(new URL('./node-worker.js', import.meta.url)),
}, {
  module: async () => opened((await import('./embedded-module.js')).gzippedModule),
  worker: async () => workerOf((await import('./embedded-node-worker.js')).workerText),
}]);
