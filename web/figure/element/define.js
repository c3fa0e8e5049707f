/** Registers <attention-figure>. Loaded again, by the same script or another, it changes nothing. */

import { AttentionFigureElement } from './attention-figure.js';
import { adoptBlocks } from './blocks.js';
import { provideModule } from '../compute/engine-inline.js';
// After all else: where the file is compressed, text that looks like chance is best at its end.
import { gzippedModule } from '../compute/engine-bytes.js';

provideModule(gzippedModule);

// Where pages are rendered on a server there are no custom elements, and importing this does nothing.
if (globalThis.customElements && !customElements.get('attention-figure')) {
  customElements.define('attention-figure', AttentionFigureElement);
}

// `<script defer src="attention-figure.iife.js" data-blocks>`
if (globalThis.document?.currentScript?.hasAttribute('data-blocks')) adoptBlocks(document);

export { AttentionFigureElement };
