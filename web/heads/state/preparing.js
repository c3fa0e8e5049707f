/** Matrices made ready to be looked at: pieces joined to words, tokens left out, and what is masked found. */

import { causalMask, isCausal } from '../numbers/causal.js';
import { joinMatrix } from '../numbers/join.js';
import { piecesKind } from '../../base/pieces.js';
import { rowOf } from '../../base/statistics.js';
import { isSpecial } from '../numbers/specials.js';
import { shownPieces, wordsOf } from '../numbers/pieces.js';
import { withoutKeys } from '../numbers/without.js';

/**
 * @import { AttentionSet } from '../files/axes.js'
 * @import { ViewState } from './view-state.js'
 *
 * @typedef {object} Prepared a matrix as it is shown
 * @property {Float32Array | Float64Array} values [rows, columns]
 * @property {number} rows
 * @property {number} columns
 * @property {Uint8Array} attended 0 where a query may not look; heads share it, so nobody writes to it
 * @property {string[]} rowWords
 * @property {string[]} columnWords
 * @property {number} emptyRows queries that look at hidden tokens alone
 *
 * @typedef {[layer: number, head: number, batch: number]} MatrixPlace
 *
 * @typedef {object} Axis the tokens of one side
 * @property {{ indices: number[] }[]} groups the pieces of each word, or one token each
 * @property {string[]} words
 * @property {boolean[]} isHidden of each word
 * @property {boolean[]} isSpecial of each token
 */

/** One way of looking at the matrices of a set: the same for all its heads. */
export class Preparation {
  #set;
  /** @type {Axis} */
  rowAxis;
  /** @type {Axis} */
  columnAxis;
  #isJoined;
  #isHiding;

  /** @param {AttentionSet} set @param {Pick<ViewState, 'words' | 'withoutFirst' | 'withoutSpecials'>} view */
  constructor(set, view) {
    this.#set = set;
    this.rowAxis = axisOf(set.queries ?? numbered(set.rows), view, false);
    this.columnAxis = axisOf(set.keys ?? numbered(set.columns), view, view.withoutFirst);
    this.#isJoined = [this.rowAxis, this.columnAxis].some(({ groups }) => groups.some(({ indices }) => indices.length > 1));
    this.#isHiding = this.columnAxis.isHidden.includes(true);
    this.rowWords = seen(this.rowAxis.words, this.rowAxis.isHidden);
    this.columnWords = seen(this.columnAxis.words, this.columnAxis.isHidden);
  }

  get rows() {
    return this.rowWords.length;
  }

  get columns() {
    return this.columnWords.length;
  }

  get isJoined() {
    return this.#isJoined;
  }

  /** Whether keys are left out, whose weight the others then share. */
  get isHiding() {
    return this.#isHiding;
  }

  /** Whether neither keys nor queries are left out. */
  get #isWhole() {
    return !this.#isHiding && !this.rowAxis.isHidden.includes(true);
  }

  /** The masks that heads have, made when the first one has them. @type {Uint8Array | null} */
  #causalMask = null;
  /** @type {Uint8Array | null} */
  #wholeMask = null;

  get #causal() {
    return (this.#causalMask ??= causalMask(this.#set.rows, this.#set.columns));
  }

  get #whole() {
    return (this.#wholeMask ??= new Uint8Array(this.#set.rows * this.#set.columns).fill(1));
  }

  /** The masks of the matrices of the set that have been prepared, by their places. @type {Map<string, Uint8Array>} */
  #masks = new Map();

  /**
   * @param {Float32Array | Float64Array} matrix [rows, columns] of the set
   * @param {MatrixPlace} [place] in the set; absent: it is made of several
   * @returns {Prepared}
   */
  prepare(matrix, place) {
    const { rowAxis, columnAxis, rowWords, columnWords } = this;
    const { rows, columns } = this.#set;
    const mask = isCausal(matrix, rows, columns) ? this.#causal : this.#whole;
    if (place) this.#masks.set(String(place), mask);
    /** @type {Whole} */
    const given = { values: matrix, attended: mask, rows, columns };
    const whole = this.#isJoined ? joined(given, rowAxis.groups, columnAxis.groups) : given;
    const { values, attended, emptyRows } = this.#isWhole ? { ...whole, emptyRows: 0 } : hidden(whole, rowAxis.isHidden, columnAxis.isHidden);
    return { values, attended, rows: rowWords.length, columns: columnWords.length, rowWords, columnWords, emptyRows };
  }

  /**
   * Whether a row of the file is shown as it is. One row alone does not say whether its matrix is causal.
   * @param {MatrixPlace} place of a matrix
   * @param {number} row
   * @returns {Uint8Array | null} [columns] the row's mask; null where the whole matrix has to be prepared for it
   */
  maskOfRow(place, row) {
    const mask = this.#masks.get(String(place));
    return mask && !this.#isJoined && this.#isWhole ? rowOf(mask, this.#set.columns, row) : null;
  }
}

/** @typedef {{ values: Float32Array | Float64Array, attended: Uint8Array, rows: number, columns: number }} Whole */

/** @param {number} count @returns {string[]} what tokens are called that have no names */
const numbered = (count) => Array.from({ length: count }, (_, index) => String(index));

/** @template Value @param {Value[]} values @param {boolean[]} isHidden */
const seen = (values, isHidden) => values.filter((_, index) => !isHidden[index]);

/**
 * @param {string[]} tokens
 * @param {Pick<ViewState, 'words' | 'withoutSpecials'>} view
 * @param {boolean} withoutFirst
 * @returns {Axis}
 */
function axisOf(tokens, view, withoutFirst) {
  const kind = piecesKind(tokens);
  const special = tokens.map(isSpecial);
  const words = view.words && kind ? wordsOf(tokens, kind) : shownPieces(tokens, kind).map((word, index) => ({ word, indices: [index] }));
  const isHidden = words.map(({ indices }, index) => (withoutFirst && index === 0) || (view.withoutSpecials && indices.every((piece) => special[piece])));
  // Where nothing would be left, nothing is hidden.
  const isAnythingLeft = isHidden.includes(false);
  return {
    groups: words,
    words: words.map(({ word }) => word),
    isHidden: isAnythingLeft ? isHidden : isHidden.map(() => false),
    isSpecial: special,
  };
}

/** @param {Whole} whole @param {Axis['groups']} rowGroups @param {Axis['groups']} columnGroups @returns {Whole} */
function joined({ values, attended, rows, columns }, rowGroups, columnGroups) {
  const mask = new Uint8Array(rowGroups.length * columnGroups.length);
  rowGroups.forEach((pieces, row) => columnGroups.forEach((others, column) => {
    const isAttended = pieces.indices.some((piece) => others.indices.some((other) => attended[piece * columns + other]));
    mask[row * columnGroups.length + column] = Number(isAttended);
  }));
  return { values: joinMatrix(values, rows, columns, rowGroups, columnGroups), attended: mask, rows: rowGroups.length, columns: columnGroups.length };
}

/**
 * Leaves tokens out: as keys, whose weight is then shared by the others, and as queries.
 * @param {Whole} whole
 * @param {boolean[]} isRowHidden
 * @param {boolean[]} isColumnHidden
 * @returns {Pick<Prepared, 'values' | 'attended' | 'emptyRows'>}
 */
function hidden({ values, attended, rows, columns }, isRowHidden, isColumnHidden) {
  // Where no key is left out, the weights stay as they are, whatever their rows add up to.
  const { matrix, columns: kept, isEmpty } = isColumnHidden.includes(true) ? withoutKeys(values, rows, columns, isColumnHidden)
    : { matrix: values, columns: isColumnHidden.map((_, column) => column), isEmpty: [] };
  const keptRows = isRowHidden.flatMap((isHidden, row) => (isHidden ? [] : [row]));
  const rest = new Float64Array(keptRows.length * kept.length);
  const mask = new Uint8Array(rest.length);
  keptRows.forEach((row, at) => {
    rest.set(matrix.subarray(row * kept.length, (row + 1) * kept.length), at * kept.length);
    kept.forEach((column, to) => (mask[at * kept.length + to] = attended[row * columns + column]));
  });
  return { values: rest, attended: mask, emptyRows: keptRows.filter((row) => isEmpty[row]).length };
}
