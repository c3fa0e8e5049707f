// What `attention-lab/inline` is to bundlers and pages: module and worker are inside, nothing is asked for.
import { loaderOf, opened, web, workerOf } from './core.js';
import { gzippedModule } from './embedded-module.js';
import { workerText } from './embedded-worker.js';

export { AttentionError, serve } from './core.js';

export const loadAttention = loaderOf(web, [{ module: () => opened(gzippedModule), worker: () => workerOf(workerText) }]);
