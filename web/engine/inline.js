// What `attention-lab/inline` is to bundlers and pages: module and worker are inside, nothing is asked for.
import { loaderOf, opened, web, workerOf } from './core.js';
import { gzippedModule } from './inside-module.js';
import { workerText } from './inside-worker.js';

export { AttentionError, serve } from './core.js';

export const loadAttention = loaderOf(web, [{ module: () => opened(gzippedModule), worker: () => workerOf(workerText) }]);
