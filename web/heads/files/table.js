/** One matrix as a table: CSV (RFC 4180), also with semicolons or tabs, and with decimal commas there. pandas writes words around it. */

import { parseNumber } from '../../base/number-format.js';
import { shown } from '../../base/shown-value.js';
import { check } from './heads-error.js';
import { namedArray } from './named-array.js';

/**
 * @import { Contents, Labels } from './named-array.js'
 *
 * @typedef {{ cells: string[], line: number }} Row line: in the text, from 1
 */

/**
 * @param {string} text
 * @param {string} name
 * @param {string} file
 * @returns {Contents}
 * @throws {HeadsError} syntax, type, shape, value
 */
export function tableContents(text, name, file) {
  const separator = separatorOf(text);
  const rows = rowsOf(text, separator, file);
  check(rows.length > 0, 'type', 'table', { place: file });
  const read = separator === ',' ? numberOf : (/** @type {string} */ cell) => numberOf(cell.replace(/^(\s*[+-]?\d*),(?=\d+\s*$)/, '$1.'));
  checkWidths(rows, file);
  const { top, left } = namesOf(rows, read, file);
  const body = rows.slice(top);
  const columns = rows[0].cells.length - left;
  check(body.length > 0 && columns > 0, 'type', 'table', { place: file });
  const numbers = body.flatMap((row) => row.cells.slice(left).map((_, column) => checked(row, column + left, read, file)));
  const labels = {
    ...(left === 1 && wordsIn('queries', body.map(({ cells }) => cells[0]))),
    ...(top === 1 && wordsIn('keys', rows[0].cells.slice(left))),
  };
  const stored = { bytes: new Blob([Float32Array.from(numbers)]), dtype: /** @type {const} */ ('float32'), shape: [body.length, columns] };
  return { arrays: [namedArray(name, file, stored, { labels })], texts: [] };
}

/** @param {string} text @returns {boolean} whether numbers stand in cells beside each other, at least in its last line */
export function isTable(text) {
  const separator = separatorOf(text);
  const lines = text.trimEnd().split(/\r\n|\n|\r/);
  const cells = (lines.at(-1) ?? '').split(separator);
  const isNumeric = cells.slice(1).every((cell) => /^\s*"?[+-]?[\d.,]+(e[+-]?\d+)?"?\s*$/i.test(cell));
  return isNumeric && cells.length > (lines.length > 1 ? 1 : 2);
}

/** @param {string} text @returns {string} what parts its cells */
function separatorOf(text) {
  const [last = ''] = text.replace(/"(?:[^"]|"")*"/g, '').trimEnd().split(/\r\n|\n|\r/).slice(-1);
  return ['\t', ';'].find((sign) => last.includes(sign)) ?? ',';
}

/** @param {string} text @param {string} separator @param {string} file @returns {Row[]} without empty lines */
function rowsOf(text, separator, file) {
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${separator}]*))(${separator}|\\r\\n|\\n|\\r|$)`, 'y');
  const rows = [];
  /** @type {Row} */
  let row = { cells: [], line: 1 };
  let line = 1;
  for (let isLast = false; !isLast;) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    check(match, 'syntax', 'quotes', { place: `${file}, ${line}`, got: shown(text.slice(at, at + 20)) });
    const [whole, quoted, plain, end] = match;
    row.cells.push(quoted?.replaceAll('""', '"') ?? plain);
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    isLast = end === '';
    if (end === separator) continue;
    if (row.cells.length > 1 || row.cells[0].trim() !== '') rows.push(row);
    row = { cells: [], line };
  }
  return rows;
}

/** @param {Row[]} rows @param {string} file */
function checkWidths(rows, file) {
  const [{ cells: { length: expected }, line: first }] = rows;
  for (const { cells, line } of rows) {
    check(cells.length === expected, 'shape', 'cells', { place: `${file}, ${line}`, expected, line: first, got: cells.length });
  }
}

/** @typedef {(cell: string) => number} Read NaN where the cell is none, and of nan */

/** @type {Record<string, number>} */
const odd = { nan: NaN, inf: Infinity, '+inf': Infinity, '-inf': -Infinity };

/** @type {Read} */
const numberOf = (cell) => odd[cell.trim().toLowerCase()] ?? parseNumber(cell);

/** @param {string} cell @param {Read} read */
const isNumber = (cell, read) => !Number.isNaN(read(cell)) || cell.trim().toLowerCase() === 'nan';

/** @param {Row} row @param {number} column @param {Read} read @param {string} file */
function checked({ cells, line }, column, read, file) {
  const cell = cells[column];
  check(isNumber(cell, read), 'type', 'number', { place: `${file}, ${line}:${column + 1}`, got: shown(cell) });
  return read(cell);
}

/**
 * @param {Row[]} rows
 * @param {Read} read
 * @param {string} file
 * @returns {{ top: 0 | 1, left: 0 | 1 }} whether the first line and the first column name the others
 * @throws {HeadsError} value: a line of numbers that may be names, too
 */
function namesOf([{ cells: first, line }, ...below], read, file) {
  const isName = (/** @type {string} */ cell) => !isNumber(cell, read);
  // Among fractions a cell that is no number is a fault. Else all name columns: some words are numbers.
  const mayName = below.length > 0 && first.every((cell, column) => (column === 0 || cell.trim() !== '') && !/\d[.,]\d/.test(cell));
  // pandas leaves the corner empty.
  const hasCorner = mayName && first[0].trim() === '';
  const left = hasCorner || (below.length > 0 ? below.some(({ cells }) => isName(cells[0])) : isName(first[0])) ? 1 : 0;
  const cells = first.slice(left);
  if (hasCorner || (mayName && cells.some(isName))) return { top: 1, left };
  // A table of pandas without names has the numbers of its columns above them; weights seldom are 0, 1, 2.
  const isCounting = below.length > 0 && isNumbering(cells);
  check(!isCounting, 'value', 'numbering', { place: `${file}, ${line}`, got: shown(cells.join(', ')) });
  return { top: 0, left };
}

/** @param {string[]} cells @returns {boolean} whether they are 0, 1, 2 and so on, written without decimals */
const isNumbering = (cells) => cells.length > 1 && cells.every((cell, index) => cell.trim() === String(index));

/** @param {'queries' | 'keys'} side @param {string[]} words @returns {Labels | undefined} none where they only count */
function wordsIn(side, words) {
  return isNumbering(words) || words.join() === '0' ? undefined : { [side]: words };
}
