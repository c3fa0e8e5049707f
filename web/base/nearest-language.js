/** The language and direction that a figure takes from the page around it. */

/** @import { LanguageCode } from './preferred-language.js' */

/**
 * @param {Element} element
 * @returns {LanguageCode} of its own lang, or of the nearest one above it, through shadow roots; else English
 */
export function nearestLanguage(element) {
  return element.matches(':lang(zh)') ? 'zh' : 'en';
}

/**
 * @param {Node} node
 * @param {() => void} changed called after a lang or dir changed anywhere in the page
 * @returns {() => void} ends it
 */
export function watchLanguage(node, changed) {
  const observer = new MutationObserver(changed);
  for (let root = node.getRootNode(); root; root = /** @type {ShadowRoot} */ (root).host?.getRootNode()) {
    observer.observe(root, { attributeFilter: ['lang', 'dir'], subtree: true });
  }
  return () => observer.disconnect();
}
