/**
 * Figures out of blocks of code: what a figure exports as JSON, in a block, goes through every publishing tool unharmed.
 * Only where the page's author asks for it, since a stranger's comment may hold such a block. It runs nothing and asks for
 * nothing; a figure is all that it can be.
 */

import { textOf } from './child-data.js';

/** An exported figure begins like this. */
const begins = /^\s*\{\s*"attention-figure"\s*:\s*1\b/;

/**
 * Makes a figure of each block, and of those that come later. The block stays within it, as its data.
 * @param {Document} page that has been read to its end, or will be
 */
export function adoptBlocks(page) {
  if (page.readyState === 'loading') {
    page.addEventListener('DOMContentLoaded', () => adoptBlocks(page), { once: true });
    return;
  }
  adopt(page.querySelectorAll('pre'));
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof HTMLPreElement) adopt([node]);
      else if (node instanceof Element) adopt(node.querySelectorAll('pre'));
    }
  }).observe(page, { childList: true, subtree: true });
}

/** @param {Iterable<Element>} blocks */
function adopt(blocks) {
  for (const block of blocks) {
    if (block.closest('attention-figure') || !begins.test(textOf(block))) continue;
    const figure = block.ownerDocument.createElement('attention-figure');
    block.replaceWith(figure);
    figure.append(block);
  }
}
