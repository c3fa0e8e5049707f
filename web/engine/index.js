// The package: exact attention, computed by a C++ engine in WebAssembly.
export { AttentionError } from './error.js';
export { loadAttention } from './load.js';
export { serve } from './serve.js';

/** @typedef {import('./attention.js').Attention} Attention */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./session.js').SessionOptions} SessionOptions */
/** @typedef {import('./attention.js').Attended} Attended */
/** @typedef {import('./results.js').Trace} Trace */
/** @typedef {import('./results.js').Iteration} Iteration */
/** @typedef {import('./error.js').ErrorCode} ErrorCode */
/** @typedef {import('./load.js').WasmSource} WasmSource */
/** @typedef {import('./pool.js').AsyncOptions} AsyncOptions */
/** @typedef {import('./options.js').Inputs} Inputs */
/** @typedef {import('./options.js').Params} Params */
/** @typedef {import('./options.js').AttendOptions} AttendOptions */
/** @typedef {import('./options.js').ExplainOptions} ExplainOptions */
/** @typedef {import('./options.js').IterateOptions} IterateOptions */
/** @typedef {import('./options.js').LocalFocus} LocalFocus */
/** @typedef {import('./tensor.js').Tensor} Tensor */
/** @typedef {import('./tensor.js').TensorLike} TensorLike */
/** @typedef {import('./names.js').ScoreName} ScoreName */
/** @typedef {import('./names.js').NormalizerName} NormalizerName */
