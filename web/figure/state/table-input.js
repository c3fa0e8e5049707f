/** Weights pasted from a spreadsheet or a file: CSV (RFC 4180), also with semicolons or tabs, and with decimal commas there. */

import { parseNumber } from '../number-format.js';
import { check } from './figure-error.js';
import { limits } from './limits.js';
import { readNumberText } from './text-fields.js';

/** @typedef {(cell: string) => number} Read NaN where it is none */

/**
 * Either a table as csv.js writes it, a line for each cell, or a matrix: a row for each query, with
 * or without a line of keys above it and a column of queries before it.
 * @param {string} text
 * @returns {{ weights: number[][][], tokens?: string[], queryTokens?: string[], mask?: number[][] }}
 */
export function fieldsOfTable(text) {
  const { lines, read } = readCells(text);
  check(lines.length > 0, 'table', 'missing', 'CSV', text);
  const names = lines[0].map((name) => name.trim());
  return ['query', 'key', 'weight'].every((name) => names.includes(name)) ? readList(names, lines, read) : readMatrix(lines, read);
}

/**
 * @param {string} text
 * @returns {{ lines: string[][], read: Read }} lines of cells; empty lines are left out
 */
function readCells(text) {
  const [firstLine] = text.replace(/"(?:[^"]|"")*"/g, '').replace(/^[\r\n]+/, '').split(/[\r\n]/, 1);
  // Where numbers have decimal commas, semicolons part them.
  const isDecimal = firstLine.includes(';') && !firstLine.replace(/\d,\d/g, '').includes(',');
  const separator = ['\t', isDecimal ? ';' : ','].find((sign) => firstLine.includes(sign)) ?? ';';
  /** @type {string[][]} */
  const lines = [];
  /** @type {string[]} */
  let line = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${separator}]*))(${separator}|\\r\\n|\\n|\\r|$)`, 'gy');
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex;
    const match = cell.exec(text);
    check(match, `line ${lines.length + 1}`, 'syntax', 'RFC 4180', text.slice(start));
    line.push(unguarded(match[1]?.replaceAll('""', '"') ?? match[2]));
    if (match[3] === separator && cell.lastIndex < text.length) continue;
    if (match[3] === separator) line.push('');
    if (line.length > 1 || line[0].trim() !== '') lines.push(line);
    line = [];
  }
  return { lines, read: separator === ',' ? parseNumber : (cell) => parseNumber(cell.replace(/^(\s*\W?\d*),(\d+(e\W?\d+)?\s*)$/i, '$1.$2')) };
}

/**
 * The reverse of what csv.js does to a text that a spreadsheet would compute.
 * @param {string} text
 */
function unguarded(text) {
  return /^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? text.slice(1) : text;
}

/** @param {string[][]} lines @param {Read} read */
function readMatrix(lines, read) {
  const [first, second] = lines;
  /** @param {string} [cell] */
  const isName = (cell = '') => Number.isNaN(read(cell));
  const isNamed = first[0].trim() === '' || first.slice(first.length > 1 ? 1 : 0).some(isName);
  const top = isNamed ? 1 : 0;
  check(lines.length > top, 'table', 'missing', 'number[][]', first.join());
  // As R writes it, the line of names has no cell above the names of the rows.
  const isRagged = isNamed && second.length > first.length;
  const left = isName(lines[top][0]) || isRagged || first[0].trim() === '' ? 1 : 0;
  const rows = lines.slice(top);
  return {
    weights: [rows.map((row, line) => row.slice(left).map((_, column) => readCell(lines, read, line + top, column + left)))],
    ...(isNamed && { tokens: first.slice(isRagged ? 0 : left) }),
    ...(left === 1 && { queryTokens: rows.map(([name]) => name) }),
  };
}

/** @param {string[]} names of the columns @param {string[][]} lines @param {Read} read */
function readList(names, lines, read) {
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
      const number = readCell(lines, read, line, names.indexOf(name));
      const isPlace = Number.isInteger(number) && number >= 0 && number < limits.tokens;
      check(name === 'weight' || isPlace, placeName(line, names.indexOf(name)), 'range', `integer 0 … ${limits.tokens - 1}`, number);
      return number;
    });
    /** @param {string} name */
    const text = (name) => lines[line][names.indexOf(name)] ?? '';
    const rows = panels.get(text('panel')) ?? [];
    panels.set(text('panel'), rows);
    (rows[query] ??= [])[key] = weight;
    // One mask for all panels: where any attends.
    (mask[query] ??= [])[key] ||= names.includes('attended') ? readCell(lines, read, line, names.indexOf('attended')) : 1;
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

/** @param {string[][]} lines @param {Read} read @param {number} line from 0 @param {number} column from 0 */
function readCell(lines, read, line, column) {
  return readNumberText(placeName(line, column), lines[line][column], read);
}

/** @param {number} line @param {number} column */
function placeName(line, column) {
  return `line ${line + 1}, column ${column + 1}`;
}
