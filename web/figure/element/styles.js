/** The figure's style sheet: one for all figures of a page, adopted, so that a policy may forbid inline styles. */

import shared from '../../draw/widget.css';
import own from './figure.css';
import { palette } from '../../draw/palette.js';

const rules = `${palette}${shared}${own}`;

/** A sheet can be adopted only in the document that it was made for. @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();

/**
 * @param {Document} document
 * @returns {CSSStyleSheet}
 */
export function figureSheet(document) {
  const known = sheets.get(document);
  if (known) return known;
  const sheet = new (document.defaultView ?? window).CSSStyleSheet();
  sheet.replaceSync(rules);
  sheets.set(document, sheet);
  return sheet;
}
