/** The language and direction that a figure takes from the page around it. */

/** @typedef {'en' | 'zh'} LanguageCode */

/**
 * @param {Element} element
 * @returns {LanguageCode} of its own lang, or of the nearest one above it, through shadow roots; else English
 */
export function nearestLanguage(element) {
  for (let node = /** @type {Element | null} */ (element); node; node = above(node)) {
    const tag = node.getAttribute('lang');
    if (tag !== null) return /^zh\b/i.test(tag) ? 'zh' : 'en';
  }
  return 'en';
}

/** @param {Element} node @returns {Element | null} */
function above(node) {
  if (node.assignedSlot) return node.assignedSlot;
  const parent = node.parentNode;
  return parent instanceof ShadowRoot ? parent.host : node.parentElement;
}

/**
 * @param {Node} node
 * @param {() => void} changed called after a lang or dir changed anywhere in the page
 * @returns {() => void} ends it
 */
export function watchLanguage(node, changed) {
  const observer = new MutationObserver(changed);
  const options = { attributes: true, attributeFilter: ['lang', 'dir'], subtree: true };
  for (let root = node.getRootNode(); ; root = root.host.getRootNode()) {
    observer.observe(root, options);
    if (!(root instanceof ShadowRoot)) break;
  }
  return () => observer.disconnect();
}
