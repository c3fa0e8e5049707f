// The types of the package's './figure': JSDoc has no way to add a tag or an event to the DOM's own tables.
import type { ChangeDetail } from './attention-figure.js';
import type { AttentionFigureElement } from './define.js';
import type { FigureProps } from './frameworks.js';

export type { AttentionFigureElement, FigureProps };

declare global {
  interface HTMLElementTagNameMap {
    'attention-figure': AttentionFigureElement;
  }

  /** It bubbles, out of shadow roots too: a figure's ancestors and its document hear it, and the window. */
  interface GlobalEventHandlersEventMap {
    'attention-change': CustomEvent<ChangeDetail>;
  }
}
