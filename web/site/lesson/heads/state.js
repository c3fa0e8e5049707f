/** What the section on heads keeps in the link: the chosen head and word, and each number that was changed. */

import { heads as authors, kinds } from './projections.js';

/**
 * @import { Kind, Projections } from './projections.js'
 *
 * @typedef {object} State
 * @property {number} head
 * @property {number} word
 * @property {readonly Projections[]} heads
 */

/** The largest absolute value of a number in a matrix. */
export const largest = 9;

/** In the author's state 'it' is chosen. @type {State} */
export const author = { head: 0, word: 3, heads: authors };

/**
 * @param {State} state
 * @param {{ kind: Kind, row: number, column: number }} at the place in a matrix of the chosen head
 * @param {number} value
 * @returns {State}
 */
export function change(state, { kind, row, column }, value) {
  const heads = state.heads.map((head, index) => (index !== state.head ? head : {
    ...head,
    [kind]: head[kind].map((line, r) => line.map((number, c) => (r === row && c === column ? value : number))),
  }));
  return { ...state, heads };
}

/** @param {State} state @returns {string} such as 'h2,w4,1q3.1:5'; '' for the author's */
export function write({ head, word, heads }) {
  const changed = heads.flatMap((matrices, index) => kinds.flatMap((kind) => matrices[kind].flatMap((line, row) => line.flatMap((number, column) => (
    number === authors[index][kind][row][column] ? [] : [`${index + 1}${kind}${row + 1}.${column + 1}:${number}`])))));
  if (changed.length === 0 && head === author.head && word === author.word) return '';
  return [`h${head + 1}`, `w${word + 1}`, ...changed].join(',');
}

/** @param {string} text @returns {State} @throws {Error} for a text that write has not written */
export function read(text) {
  const [, head, word, rest = ''] = /^h([12]),w([1-5])((?:,[^,]+)*)$/.exec(text) ?? [];
  if (!head) throw new Error(`heads: expected a head and a word, got ${text}`);
  let state = author;
  for (const part of rest.split(',').slice(1)) {
    const [, index, kind, row, column, number] = /^([12])([qkv])([1-5])\.([12]):(-?\d+(?:\.\d+)?)$/.exec(part) ?? [];
    if (!index || Math.abs(Number(number)) > largest) throw new Error(`heads: expected a number of a matrix, got ${part}`);
    state = change({ ...state, head: Number(index) - 1 }, { kind: /** @type {Kind} */ (kind), row: Number(row) - 1, column: Number(column) - 1 }, Number(number));
  }
  return { ...state, head: Number(head) - 1, word: Number(word) - 1 };
}
