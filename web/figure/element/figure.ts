// The types of the package's './figure': JSDoc has no way to add a tag to the DOM's own table.
import type { AttentionFigureElement } from './define.js';

export type { AttentionFigureElement };

declare global {
  interface HTMLElementTagNameMap {
    'attention-figure': AttentionFigureElement;
  }
}
