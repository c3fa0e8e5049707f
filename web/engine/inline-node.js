// What `attention-lab/inline` is to Node.js: module and worker are inside, no file is read.
import { loaderOf } from './core.js';
import { gzippedModule } from './embedded-module.js';
import { workerText } from './embedded-node-worker.js';
import { node, opened, workerOf } from './node-platform.js';

export { AttentionError, serve } from './core.js';

export const loadAttention = loaderOf(node, [{ module: () => opened(gzippedModule), worker: () => workerOf(workerText) }]);
