/** Texts as cells of CSV (RFC 4180), which no spreadsheet takes for formulas. */

/** A file begins with this mark of UTF-8, which Excel would not guess. */
export const byteOrderMark = '\ufeff';

export const csvLineEnd = '\r\n';

/** This may stand before a formula and is passed over. */
const blanks = '(?:[\'"\\u200b]|[^\\S\\t\\r\\n])*';

/**
 * Where a spreadsheet would begin to compute, and an apostrophe stops it: at the start of a text, and within it after what
 * parts cells and lines in a program that parts them by other signs than commas.
 * @param {string} guard
 */
const formulas = (guard) => new RegExp(`(?<=^)${guard}(?=${blanks}[=+\\-@\\t\\r\\n＝＋－＠])|(?<=[;\\t\\r\\n])${guard}(?=${blanks}[=+\\-@＝＋－＠])`, 'g');

const formulaStarts = formulas('');

const guards = formulas("'");

/**
 * A text as one cell. Where a spreadsheet would compute it gets an apostrophe, as the OWASP advises against formula
 * injection; unguarded takes it away again.
 * @param {string} text
 */
export function csvCell(text) {
  const guarded = text.replace(formulaStarts, "'");
  return /[",\r\n;\t]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** @param {string} text of a cell, without its quotation marks @returns {string} without the apostrophes that csvCell sets */
export function unguarded(text) {
  return text.replace(guards, '');
}
