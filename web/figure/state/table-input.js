/**
 * Weights pasted from a spreadsheet or a file: CSV (RFC 4180), also with semicolons or tabs, and with decimal commas there,
 * or parted by blanks, as numpy.savetxt writes them.
 */

import { unguarded } from '../../base/csv-cell.js';
import { parseNumber } from '../../base/number-format.js';
import { check, counted, told } from './figure-error.js';
import { limits } from './limits.js';
import { parseNumberText } from './text-fields.js';

/**
 * @typedef {(cell: string) => number} Read NaN where it is none
 *
 * @typedef {object} Table
 * @property {string[][]} lines of cells; empty lines are left out
 * @property {number[]} numbers of these lines in the text, from 1
 * @property {Read} read
 */

/**
 * Either a table as csv.js writes it, a line for each cell, or a matrix: a row for each query, with
 * or without a line of keys above it and a column of queries before it.
 * @param {string} text
 * @returns {{ weights: number[][][], tokens?: string[], queryTokens?: string[], mask?: number[][] }}
 */
export function fieldsOfTable(text) {
  const table = readCells(text);
  check(table.lines.length > 0, 'table', 'missing', 'a table of numbers', text);
  const names = table.lines[0].map((name) => name.trim().toLowerCase());
  return ['query', 'key', 'weight'].every((name) => names.includes(name)) ? readList(names, table) : readMatrix(table);
}

/** Lines that say something about the numbers below them: numpy.savetxt begins them so. */
const remarks = /^(?:[ \t]*(?:#(?: [^\r\n]*)?)?(?:\r\n|\n|\r))*/;

/**
 * @param {string} text
 * @returns {Table}
 */
function readCells(text) {
  const [above] = /** @type {RegExpExecArray} */ (remarks.exec(text));
  const body = text.slice(above.length);
  const separator = separatorOf(body);
  const isBlank = separator === ' ';
  const written = isBlank ? body.replace(/^ +| +$/gm, '') : body;
  /** @type {Table} */
  const table = { lines: [], numbers: [], read: separator === ',' || isBlank ? parseNumber : parseDecimal };
  /** @type {string[]} */
  let line = [];
  let number = 1 + breaksIn(above);
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${separator}]*))(${separator}${isBlank ? '+' : ''}|\\r\\n|\\n|\\r|$)`, 'gy');
  let start = 0;
  while (cell.lastIndex < written.length) {
    const at = cell.lastIndex;
    const match = cell.exec(written);
    check(match, `line ${number}`, 'syntax', 'quotation marks in pairs', written.slice(at));
    line.push(unguarded(match[1]?.replaceAll('""', '"') ?? match[2]));
    const isParted = match[3].startsWith(separator);
    if (isParted && cell.lastIndex < written.length) continue;
    if (isParted) line.push('');
    if (line.length > 1 || line[0].trim() !== '') {
      table.lines.push(line);
      table.numbers.push(number);
    }
    number += breaksIn(written.slice(start, cell.lastIndex));
    start = cell.lastIndex;
    line = [];
  }
  return table;
}

/** @param {string} text */
const breaksIn = (text) => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** @param {string} text @returns {string} what parts its cells; a blank stands for several */
function separatorOf(text) {
  const [firstLine, ...others] = text.replace(/"(?:[^"]|"")*"/g, '').trim().split(/[\r\n]+/);
  const lastLine = others.at(-1) ?? firstLine;
  // Names may hold any sign, and the numbers are below them.
  if (/\S +[+\-−.\d]\S*\s*$/.test(lastLine) && !/[\t,;]/.test(lastLine)) return ' ';
  // Where numbers have decimal commas, semicolons part them.
  const isDecimal = firstLine.includes(';') && !firstLine.replace(/\d,\d/g, '').includes(',');
  return ['\t', isDecimal ? ';' : ','].find((sign) => firstLine.includes(sign)) ?? ';';
}

/** Reads a number with a point, or with a comma, before the decimals. @type {Read} */
const parseDecimal = (cell) => parseNumber(cell.replace(/^(\s*\W?\d*),(\d+(e\W?\d+)?\s*)$/i, '$1.$2'));

/** @param {Table} table */
function readMatrix(table) {
  const { lines, numbers, read } = table;
  const [first] = lines;
  /** @param {string} [cell] */
  const isName = (cell = '') => Number.isNaN(read(cell));
  const hasNames = first[0].trim() === '' || first.slice(first.length > 1 ? 1 : 0).some(isName) || isNumbered(table);
  const top = hasNames ? 1 : 0;
  const rows = lines.slice(top);
  // As R writes it, the line of names has no cell above the names of the rows.
  const isRagged = hasNames && rows[0]?.length === first.length + 1;
  const mayBeIndex = !hasNames || isName(first[0]);
  const left = isName(rows[0]?.[0]) || isRagged || first[0].trim() === '' || (mayBeIndex && isIndex(rows, read)) ? 1 : 0;
  const width = isRagged ? first.length + 1 : first.length;
  check(rows.length > 0 && width > left, 'table', 'missing', 'a table of numbers', first.join());
  const hole = first.findIndex((cell) => holes.test(cell));
  // Between fractions it is no name, and its line is none of names.
  if (hole >= 0 && first.some((cell) => /\d[.,]\d/.test(cell)) && (hole > 0 || !hasNames)) readCell(table, 0, hole);
  rows.forEach(({ length }, row) => {
    const expected = `${counted(width, 'cell')}, as in line ${numbers[isRagged ? 1 : 0]}`;
    check(length === width, `line ${numbers[row + top]}`, 'shape', expected, told(counted(length, 'cell')));
  });
  return {
    weights: [rows.map((row, line) => row.slice(left).map((_, column) => readCell(table, line + top, column + left)))],
    ...(hasNames && { tokens: first.slice(isRagged ? 0 : left) }),
    ...(left === 1 && { queryTokens: rows.map(([name]) => name) }),
  };
}

/** These stand for a number that is missing, or is none. */
const holes = /^\s*(nan|[+-]?inf\w*|#?n\/?a|none|-*)\s*$/i;

/** @param {string[]} cells @returns {boolean} whether they are 0, 1, 2, or 1, 2, 3, written without decimals */
function countUp(cells) {
  const start = cells.length > 1 && cells[0].trim() === '1' ? 1 : 0;
  return cells.every((cell, index) => cell.trim() === String(index + start));
}

/** @param {string[][]} rows @param {Read} read */
const areWhole = (rows, read) => rows.flat().every((cell) => Number.isInteger(read(cell)));

/**
 * A pandas.DataFrame without names has its columns' numbers above them. No row of weights has a 2 among fractions; a line
 * of 0 and 1 alone can be both, and is refused.
 * @param {Table} table
 * @returns {boolean} whether the first line numbers the columns
 */
function isNumbered({ lines: [first, ...below], numbers, read }) {
  const corner = Number.isNaN(read(first[0])) ? 1 : 0;
  const cells = first.slice(corner);
  if (below.length === 0 || cells.length === 0 || !countUp(cells)) return false;
  if (below[0].length === first.length + 1 || (corner === 1 && countUp(below.map(([name]) => name)))) return true;
  const isCertain = Number(cells.at(-1)) > 1 && !areWhole(below.map((row) => row.slice(corner)), read);
  check(isCertain, `line ${numbers[0]}`, 'value', 'names, or weights such as 0.0', told(cells.join(', ')));
  return true;
}

/**
 * @param {string[][]} rows
 * @param {Read} read
 * @returns {boolean} whether their first cells only count them: with these their weights would not sum to 1, or there is a
 *   2 among fractions
 */
function isIndex(rows, read) {
  if (rows.length < 2 || rows[0].length < 2 || !countUp(rows.map(([first]) => first))) return false;
  const others = rows.map(([, ...cells]) => cells);
  const sumsToOne = others.every((cells) => Math.abs(cells.reduce((sum, cell) => sum + read(cell), -1)) < 0.01);
  return sumsToOne || (rows.length > 2 && !areWhole(others, read));
}

/** @param {string[]} names of the columns @param {Table} table */
function readList(names, table) {
  const { lines } = table;
  /** @type {Map<string, number[][]>} */
  const panels = new Map();
  /** @type {string[]} */
  const tokens = [];
  /** @type {string[]} */
  const queryTokens = [];
  /** @type {number[][]} */
  const mask = [];
  for (let line = 1; line < lines.length; line++) {
    const [query, key, weight] = ['query', 'key', 'weight'].map((name) => {
      const number = readCell(table, line, names.indexOf(name));
      const isPlace = Number.isInteger(number) && number >= 0 && number < limits.tokens;
      check(name === 'weight' || isPlace, placeName(table, line, names.indexOf(name)), 'range', `a whole number from 0 to ${limits.tokens - 1}`, number);
      return number;
    });
    /** @param {string} name */
    const text = (name) => lines[line][names.indexOf(name)] ?? '';
    const rows = panels.get(text('panel')) ?? [];
    panels.set(text('panel'), rows);
    check(rows[query]?.[key] === undefined, `line ${table.numbers[line]}`, 'value', 'each cell once', weight);
    (rows[query] ??= [])[key] = weight;
    // One mask for all panels: where any attends.
    (mask[query] ??= [])[key] ||= names.includes('attended') ? readCell(table, line, names.indexOf('attended')) : 1;
    tokens[key] = text('key token');
    queryTokens[query] = text('query token');
  }
  return {
    weights: [...panels.values()],
    ...(names.includes('key token') && { tokens }),
    ...(names.includes('query token') && { queryTokens }),
    ...(mask.flat().includes(0) && { mask }),
  };
}

/** @param {Table} table @param {number} line from 0 @param {number} column from 0 */
function readCell(table, line, column) {
  return parseNumberText(placeName(table, line, column), table.lines[line][column], table.read);
}

/** @param {Table} table @param {number} line from 0, of those with cells @param {number} column from 0 */
function placeName({ numbers }, line, column) {
  return `line ${numbers[line]}, column ${column + 1}`;
}
