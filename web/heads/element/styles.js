/** The element's style sheet: one for all of a page, adopted, so that a policy may forbid inline styles. */

import { palette } from '../../draw/palette.js';
import shared from '../../draw/widget.css';
import { headColors } from './colors.js';
import own from './heads.css';

/** A sheet can be adopted only in the document that it was made for. @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();

/** @param {Document} document @returns {CSSStyleSheet} */
export function headsSheet(document) {
  const known = sheets.get(document);
  if (known) return known;
  const sheet = new (document.defaultView ?? window).CSSStyleSheet();
  sheet.replaceSync(`${palette}${headColors}${shared}${own}`);
  sheets.set(document, sheet);
  return sheet;
}
