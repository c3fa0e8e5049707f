// What `attention-lab/inline` is to Node.js: module and worker are inside, no file is read.
import { loaderOf } from './core.js';
import { gzippedModule } from './inside-module.js';
import { workerText } from './inside-node-worker.js';
import { node, opened, workerOf } from './node-platform.js';

export { AttentionError, serve } from './core.js';

export const loadAttention = loaderOf(node, [{ module: () => opened(gzippedModule), worker: () => workerOf(workerText) }]);
