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
