/** What is looked at: which head, which view, what is left out. Each field is described once, for attributes and links. */

import { batchOf } from '../files/batch.js';
import { Preparation } from './preparing.js';

/**
 * @import { AttentionSet } from '../files/axes.js'
 *
 * @typedef {'grid' | 'head' | 'links' | 'token'} ViewName
 * @typedef {'head' | 'mean' | 'largest' | 'rollout'} PanelName which matrix is shown large
 * @typedef {[layer: number, head: number]} Place of a head, from 0
 *
 * @typedef {object} ViewState
 * @property {number} set which attention, by its number: that of the chosen head
 * @property {'auto' | 'all' | 'one'} grids whose heads are shown small: all attentions, the chosen one, or all as long as they are few
 * @property {ViewName} view
 * @property {number} layer from 0
 * @property {number} head from 0
 * @property {Place[]} others heads over the chosen one
 * @property {number | null} query the token that is followed, by its number as it is shown
 * @property {number} batch
 * @property {PanelName} panel
 * @property {boolean} withoutFirst
 * @property {boolean} withoutSpecials
 * @property {'all' | 'set' | 'each'} range one range of colours for all heads, one for each attention, or one for each head
 * @property {boolean} log
 * @property {boolean} words pieces are joined to words
 * @property {string} measure heads are found by this; '' for none
 */

/** @type {Readonly<ViewState>} */
export const firstView = Object.freeze({
  set: 0, grids: 'auto', view: 'head', layer: 0, head: 0, others: [], query: null, batch: 0, panel: 'head',
  withoutFirst: false, withoutSpecials: false, range: 'all', log: false, words: false, measure: '',
});

export const measureNames = /** @type {const} */ (['entropy', 'distance', 'first', 'previous', 'same', 'next', 'separators', 'specials']);

/** Heads in as many colours as readers tell apart. */
export const mostOthers = 7;

/** A transformer has three attentions; a file of many arrays may hold a hundred. */
const mostAtOnce = 4;

/** @type {<Value extends string>(...values: Value[]) => (name: string, text: string) => Value} */
const oneOf = (...values) => (name, text) => {
  const found = values.find((value) => value === text.trim());
  if (found === undefined) throw new ViewError(name, values.filter(Boolean).join(' | '), text);
  return found;
};

/** @param {string} name @param {string} text */
function readNumber(name, text) {
  if (!/^\s*\d{1,9}\s*$/.test(text)) throw new ViewError(name, 'a whole number from 0', text);
  return Number(text);
}

/** @param {string} name @param {string} text @returns {Place[]} */
function readPlaces(name, text) {
  const places = text.trim().split(/[\s,]+/).filter(Boolean).map((place) => {
    const [, layer, head] = /^(\d{1,6})\.(\d{1,6})$/.exec(place) ?? [];
    if (layer === undefined) throw new ViewError(name, 'layer.head, such as 0.3 2.11', text);
    return /** @type {Place} */ ([Number(layer), Number(head)]);
  });
  if (places.length > mostOthers) throw new ViewError(name, `at most ${mostOthers} heads`, `${places.length}`);
  return places;
}

/** An attribute alone, or with its own name as HTML has it, says yes. @param {string} name @param {string} text */
const readFlag = (name, text) => text.trim() === name || oneOf('', 'true', 'false')(name, text) !== 'false';

/** How each field is read from the text of an attribute or a link. @type {{ [Name in keyof ViewState]: (name: string, text: string) => ViewState[Name] }} */
const readers = {
  set: readNumber,
  grids: oneOf('auto', 'all', 'one'),
  view: oneOf('grid', 'head', 'links', 'token'),
  layer: readNumber,
  head: readNumber,
  others: readPlaces,
  query: readNumber,
  batch: readNumber,
  panel: oneOf('head', 'mean', 'largest', 'rollout'),
  withoutFirst: readFlag,
  withoutSpecials: readFlag,
  range: oneOf('all', 'set', 'each'),
  log: readFlag,
  words: readFlag,
  measure: oneOf('', ...measureNames),
};

const names = /** @type {(keyof ViewState)[]} */ (Object.keys(readers));

/** The attribute of each field: withoutFirst is without-first. @type {[keyof ViewState, string][]} */
export const viewAttributes = names.map((name) => [name, name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)]);

/** Something that was asked for is not there, or is no such thing. */
export class ViewError extends Error {
  /** @param {string} argument @param {string} expected @param {string} got */
  constructor(argument, expected, got) {
    super(`${argument}: expected ${expected}, got ${got || 'nothing'}`);
    this.name = 'ViewError';
    this.argument = argument;
    this.expected = expected;
    this.got = got || 'nothing';
  }
}

/**
 * @param {(attribute: string) => string | null} text of an attribute, null where it is not given
 * @returns {ViewState}
 * @throws {ViewError}
 */
export function readView(text) {
  const given = viewAttributes.flatMap(([name, attribute]) => {
    const value = text(attribute);
    return value === null ? [] : [[name, readers[name](attribute, value)]];
  });
  return { ...firstView, ...Object.fromEntries(given) };
}

/** @param {ViewState} view @returns {string} what differs from the first view, as the query of an address: layer=3&head=5 */
export function writeView(view) {
  const parts = viewAttributes.flatMap(([name, attribute]) => {
    const text = textOf(view[name]);
    return text === textOf(firstView[name]) || view[name] === null ? [] : [`${attribute}=${text}`];
  });
  return parts.join('&');
}

/** @param {ViewState[keyof ViewState]} value */
function textOf(value) {
  if (!Array.isArray(value)) return String(value);
  return value.map((place) => place.join('.')).join('+');
}

/** @param {string} query as writeView writes it @returns {ViewState} @throws {ViewError} also where it has another field */
export function readViewLink(query) {
  const parts = new URLSearchParams(query);
  const attributes = viewAttributes.map(([, attribute]) => attribute);
  for (const part of parts.keys()) if (!attributes.includes(part)) throw new ViewError('link', attributes.join(' | '), part);
  return readView((attribute) => parts.get(attribute));
}

/**
 * A change of a view that comes from other programs: each field by its name, of its type.
 * @param {object} change
 * @returns {Partial<ViewState>}
 * @throws {ViewError}
 */
export function readChange(change) {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) throw new ViewError('state', 'object', Array.isArray(change) ? 'array' : String(change));
  return Object.fromEntries(Object.entries(change).map(([name, value]) => [name, readValue(name, value)]));
}

/** @param {string} name @param {unknown} value */
function readValue(name, value) {
  const known = names.find((one) => one === name);
  if (!known) throw new ViewError('state', names.join(' | '), name);
  if (known === 'query' && value === null) return null;
  const text = Array.isArray(value) ? value.map((place) => [place].flat().join('.')).join(' ') : String(value);
  const read = readers[known](name, text);
  if (typeOf(read) !== typeOf(value)) throw new ViewError(name, typeOf(read), typeOf(value));
  return read;
}

/** @param {unknown} value */
const typeOf = (value) => (Array.isArray(value) ? 'array' : typeof value);

/** @param {AttentionSet} set @returns {boolean} whether its layers can be multiplied: the tokens of one are those of the next */
export const canRollOut = ({ kind, rows, columns }) => rows === columns && kind !== 'cross';

/**
 * @param {Pick<ViewState, 'set' | 'grids' | 'batch'>} view
 * @param {AttentionSet[]} sets
 * @returns {number[]} those whose heads are shown small; what lacks the batch is not among them
 */
export function shownSets({ set, grids, batch }, sets) {
  if (grids === 'one' || (grids === 'auto' && sets.length > mostAtOnce)) return [set];
  return sets.flatMap((other, index) => (batchOf(other, batch) < other.batches ? [index] : []));
}

/**
 * Finds out whether a view can be shown.
 * @param {ViewState} view
 * @param {AttentionSet[]} sets
 * @throws {ViewError} what the attention does not have
 */
export function checkView(view, sets) {
  const [misfit] = misfitsOf(view, sets);
  if (misfit) throw misfit;
}

/**
 * A view of other attention: what it does not have is as in the first view.
 * @param {ViewState} view
 * @param {AttentionSet[]} sets
 * @returns {ViewState}
 */
export function fittedView(view, sets) {
  const known = sets[view.set] ? view : { ...view, set: firstView.set };
  const misfits = misfitsOf(known, sets).map(({ argument }) => argument);
  return { ...known, ...Object.fromEntries(Object.entries(firstView).filter(([name]) => misfits.includes(name))) };
}

/** @param {ViewState} view @param {AttentionSet[]} sets @returns {ViewError[]} */
function misfitsOf(view, sets) {
  const set = sets[view.set];
  if (!set) return [beyond('set', view.set, sets.length)];
  /** @type {[name: string, value: number, count: number][]} */
  const numbers = [['layer', view.layer, set.layers], ['head', view.head, set.heads], ['batch', view.batch, set.batches]];
  for (const [layer, head] of view.others) numbers.push(['others', layer, set.layers], ['others', head, set.heads]);
  // Tokens are counted as they are shown: words are fewer than pieces.
  if (view.query !== null) numbers.push(['query', view.query, new Preparation(set, view).rows]);
  const misfits = numbers.filter(([, value, count]) => value >= count).map((number) => beyond(...number));
  if (view.panel === 'rollout' && !canRollOut(set)) misfits.push(new ViewError('panel', 'head | mean | largest', view.panel));
  return misfits;
}

/** @param {string} name @param {number} value @param {number} count */
const beyond = (name, value, count) => new ViewError(name, count === 1 ? '0, the only one' : `a whole number from 0 to ${count - 1}`, String(value));
