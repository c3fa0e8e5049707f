/** Weights pasted from a spreadsheet or a file: CSV (RFC 4180), also with semicolons or tabs. */

import { parseNumber } from '../number-format.js';
import { FigureError, show } from './figure-error.js';
import { limits } from './limits.js';

/**
 * Either a table as csv.js writes it, a line for each cell, or a matrix: a row for each query, with
 * or without a line of keys above it and a column of queries before it.
 * @param {string} text
 * @returns {{ weights: number[][][], tokens?: string[], queryTokens?: string[] }}
 */
export function fieldsOfTable(text) {
  const lines = readCells(text);
  if (lines.length === 0) throw new FigureError('table', 'rows of weights', 'none', 'missing');
  const header = lines[0].map((name) => name.trim());
  const places = ['query', 'key', 'weight'].map((name) => header.indexOf(name));
  return places.every((place) => place >= 0) ? readList(header, lines.slice(1)) : readMatrix(lines);
}

/**
 * @param {string} text
 * @returns {string[][]} lines of cells; empty lines are left out
 */
function readCells(text) {
  const [firstLine] = text.replace(/"(?:[^"]|"")*"/g, '').replace(/^[\r\n]+/, '').split(/[\r\n]/, 1);
  const separator = ['\t', ','].find((sign) => firstLine.includes(sign)) ?? ';';
  /** @type {string[][]} */
  const lines = [];
  /** @type {string[]} */
  let line = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${separator}]*))(${separator}|\\r\\n|\\n|\\r|$)`, 'gy');
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) throw new FigureError(`line ${lines.length + 1}`, 'cells as in RFC 4180', show(text.slice(start)), 'syntax');
    line.push(unguarded(match[1]?.replaceAll('""', '"') ?? match[2]));
    if (match[3] === separator && cell.lastIndex < text.length) continue;
    if (match[3] === separator) line.push('');
    if (line.length > 1 || line[0].trim() !== '') lines.push(line);
    line = [];
  }
  return lines;
}

/**
 * The reverse of what csv.js does to a text that a spreadsheet would compute.
 * @param {string} text
 */
function unguarded(text) {
  return /^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? text.slice(1) : text;
}

/** @param {string[][]} lines */
function readMatrix(lines) {
  const [first] = lines;
  const hasHeader = first[0].trim() === '' || first.slice(first.length > 1 ? 1 : 0).some((cell) => !isNumber(cell));
  const rows = hasHeader ? lines.slice(1) : lines;
  if (rows.length === 0) throw new FigureError('table', 'a row of weights', 'a line of names', 'missing');
  // As R writes it, the line of names has no cell above the names of the rows.
  const isRagged = hasHeader && rows[0].length > first.length;
  const hasNames = !isNumber(rows[0][0]) || isRagged || first[0].trim() === '';
  const from = hasNames ? 1 : 0;
  const weights = [rows.map((row, index) => row.slice(from).map((cell, column) => readCell(cell, index + Number(hasHeader) + 1, column + from + 1)))];
  return {
    weights,
    ...(hasHeader && { tokens: first.slice(isRagged ? 0 : from) }),
    ...(hasNames && { queryTokens: rows.map(([name]) => name) }),
  };
}

/** @param {string[]} header @param {string[][]} lines */
function readList(header, lines) {
  const column = (/** @type {string} */ name) => header.indexOf(name);
  /** @type {Map<string, number[][]>} */
  const panels = new Map();
  /** @type {string[]} */
  const tokens = [];
  /** @type {string[]} */
  const queryTokens = [];
  lines.forEach((cells, index) => {
    const [query, key] = ['query', 'key'].map((name) => readPlace(cells[column(name)], index + 2, column(name) + 1));
    const panel = cells[column('panel')] ?? '';
    if (!panels.has(panel)) panels.set(panel, []);
    const rows = /** @type {number[][]} */ (panels.get(panel));
    (rows[query] ??= [])[key] = readCell(cells[column('weight')], index + 2, column('weight') + 1);
    tokens[key] = cells[column('key token')] ?? '';
    queryTokens[query] = cells[column('query token')] ?? '';
  });
  return {
    weights: [...panels.values()],
    ...(column('key token') >= 0 && { tokens }),
    ...(column('query token') >= 0 && { queryTokens }),
  };
}

/** @param {string | undefined} cell @param {number} line @param {number} column */
function readPlace(cell, line, column) {
  const place = readCell(cell, line, column);
  if (Number.isInteger(place) && place >= 0 && place < limits.tokens) return place;
  throw new FigureError(placeName(line, column), `a whole number from 0 to ${limits.tokens - 1}`, show(cell), 'range');
}

/** @param {string | undefined} cell @param {number} line from 1 @param {number} column from 1 */
function readCell(cell, line, column) {
  const number = parseNumber(cell ?? '');
  if (Number.isNaN(number)) throw new FigureError(placeName(line, column), 'a number', show(cell), 'syntax');
  return number;
}

/** @param {number} line @param {number} column */
function placeName(line, column) {
  return `line ${line}, column ${column}`;
}

/** @param {string | undefined} cell */
function isNumber(cell) {
  return !Number.isNaN(parseNumber(cell ?? ''));
}
