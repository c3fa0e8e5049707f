/** Registers <attention-heads>. Loaded again, by the same script or another, it changes nothing. */

import { AttentionHeadsElement } from './attention-heads.js';

// Where pages are rendered on a server there are no custom elements, and importing this does nothing.
if (globalThis.customElements && !customElements.get('attention-heads')) {
  customElements.define('attention-heads', AttentionHeadsElement);
}

export { AttentionHeadsElement };
