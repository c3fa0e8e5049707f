// What is the same wherever the package runs: one file, which its entries share with the workers that they start.
export { AttentionError } from '../wasm/error.js';
export { opened, workerOf } from './embedded.js';
export { loaderOf } from './load.js';
export { serve } from './worker-side.js';
export { web } from './web.js';
