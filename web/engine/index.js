// The package for a page: exact attention, computed by a C++ engine in WebAssembly. Module and worker lie beside.
import { separateFiles } from './separate-files.js';
import { loaderOf } from './load.js';
import { web } from './web.js';

export { AttentionError } from '../wasm/error.js';
export { serve } from './worker-side.js';

/**
 * Loads the engine: once, without configuration. With `wasm` or `worker`, another engine, whose module comes from there or
 * whose workers that function starts.
 * @type {import('./load.js').LoadAttention}
 */
export const loadAttention = loaderOf(web, [separateFiles]);

/** @typedef {import('./attention.js').Attention} Attention */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./session.js').SessionOptions} SessionOptions */
/** @typedef {import('./attention.js').Attended} Attended */
/** @typedef {import('./results.js').Trace} Trace */
/** @typedef {import('./results.js').Iteration} Iteration */
/** @typedef {import('../wasm/error.js').ErrorCode} ErrorCode */
/** @typedef {import('./load.js').LoadOptions} LoadOptions */
/** @typedef {import('./load.js').WasmSource} WasmSource */
/** @typedef {import('./load.js').WorkerLike} WorkerLike */
/** @typedef {import('./pool.js').AsyncOptions} AsyncOptions */
/** @typedef {import('./options.js').Inputs} Inputs */
/** @typedef {import('./options.js').Params} Params */
/** @typedef {import('./options.js').AttendOptions} AttendOptions */
/** @typedef {import('./options.js').ExplainOptions} ExplainOptions */
/** @typedef {import('./options.js').IterateOptions} IterateOptions */
/** @typedef {import('./options.js').LocalFocus} LocalFocus */
/** @typedef {import('./positions.js').Alibi} Alibi */
/** @typedef {import('./tensor.js').Tensor} Tensor */
/** @typedef {import('./tensor.js').TensorLike} TensorLike */
/** @typedef {import('./generated/boundary.js').ScoreName} ScoreName */
/** @typedef {import('./generated/boundary.js').NormalizerName} NormalizerName */
