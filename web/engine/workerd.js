// What `attention-lab` is to workerd (Cloudflare Workers): bytes may not be compiled there, so that the module comes
// compiled, by an import; and nothing starts workers, so that the calling thread computes.
import compiled from './attention-lab.wasm';
import { loaderOf, web } from './core.js';

export { AttentionError, serve } from './core.js';

export const loadAttention = loaderOf(web, [{ module: () => compiled }]);
