// What `attention-lab/models` is to Node.js.
import { node } from '../../engine/node-platform.js';
import { openCheckpoint } from '../files/node-checkpoint.js';
import { moduleLoader } from './module.js';
import { openerOf } from './open.js';

export { ModelError } from '../model-error.js';

/** @type {import('./open.js').OpenModel} */
export const openModel = openerOf(moduleLoader({
  read: node.read,
  builds: {
    base: () => new URL('./attention-models.wasm', import.meta.url),
    relaxed: () => new URL('./attention-models-relaxed.wasm', import.meta.url),
  },
}), openCheckpoint);
