/** Style sheets that all elements of a page share, adopted, so that a policy may forbid inline styles. */

/**
 * @param {string} rules
 * @returns {(document: Document) => CSSStyleSheet} one for each document, as a sheet can be adopted only in the one that it was made for
 */
export function adoptedSheet(rules) {
  /** @type {WeakMap<Document, CSSStyleSheet>} */
  const sheets = new WeakMap();
  return (document) => {
    const known = sheets.get(document);
    if (known) return known;
    const sheet = new (document.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(rules);
    sheets.set(document, sheet);
    return sheet;
  };
}
