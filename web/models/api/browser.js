// What `attention-lab/models` is to pages.
import { web } from '../../engine/web.js';
import { moduleLoader } from './module.js';
import { openerOf } from './open.js';

export { ModelError } from '../model-error.js';

/** @type {import('./open.js').OpenModel} */
export const openModel = openerOf(moduleLoader({
  read: web.read,
  builds: {
    base: () => new URL('./attention-models.wasm', import.meta.url),
    relaxed: () => new URL('./attention-models-relaxed.wasm', import.meta.url),
  },
}));

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model-result.js').ModelResult} ModelResult */
/** @typedef {import('./model.js').RunOptions} RunOptions */
/** @typedef {import('./model.js').AttentionKind} AttentionKind */
/** @typedef {import('./generate.js').Writer} Writer */
/** @typedef {import('./generate.js').GenerateOptions} GenerateOptions */
/** @typedef {import('./generate.js').Generated} Generated */
/** @typedef {import('./input.js').ModelInput} ModelInput */
/** @typedef {import('./open.js').OpenOptions} OpenOptions */
/** @typedef {import('../runtime/held-tensors.js').Precision} Precision */
