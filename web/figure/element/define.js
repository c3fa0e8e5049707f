/** Registers <attention-figure>. Loaded again, by the same script or another, it changes nothing. */

import './engine-bytes.js';
import { AttentionFigureElement } from './attention-figure.js';

// Where pages are rendered on a server there are no custom elements, and importing this does nothing.
if (globalThis.customElements && !customElements.get('attention-figure')) {
  customElements.define('attention-figure', AttentionFigureElement);
}

export { AttentionFigureElement };
