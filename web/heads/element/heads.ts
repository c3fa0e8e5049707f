// The types of the package's './heads': JSDoc has no way to add a tag or an event to the DOM's own tables.
import type { AttentionHeadsElement } from './define.js';
import type { ViewState } from '../state/view-state.js';

export { AttentionHeadsElement } from './define.js';
export type { ViewState };

declare global {
  interface HTMLElementTagNameMap {
    'attention-heads': AttentionHeadsElement;
  }

  /** It bubbles, out of shadow roots too. */
  interface GlobalEventHandlersEventMap {
    'heads-change': CustomEvent<{ state: ViewState }>;
  }
}
