/** What is looked at: which head, which view, what is left out. Each field is described once, for attributes and links. */

/**
 * @import { AttentionSet } from '../files/axes.js'
 *
 * @typedef {'grid' | 'head' | 'links' | 'token'} ViewName
 * @typedef {'head' | 'mean' | 'largest' | 'rollout'} PanelName which matrix is shown large
 * @typedef {[layer: number, head: number]} Place of a head, from 0
 *
 * @typedef {object} ViewState
 * @property {number} set which attention, by its number
 * @property {ViewName} view
 * @property {number} layer from 0
 * @property {number} head from 0
 * @property {Place[]} others heads over the chosen one
 * @property {number | null} query the token that is followed, by its number as it is shown
 * @property {number} batch
 * @property {PanelName} panel
 * @property {boolean} withoutFirst
 * @property {boolean} withoutSpecials
 * @property {'all' | 'each'} range one range of colours for all heads, or one each
 * @property {boolean} log
 * @property {boolean} words pieces are joined to words
 * @property {string} measure heads are found by this; '' for none
 */

/** @type {Readonly<ViewState>} */
export const firstView = Object.freeze({
  set: 0, view: 'head', layer: 0, head: 0, others: [], query: null, batch: 0, panel: 'head',
  withoutFirst: false, withoutSpecials: false, range: 'all', log: false, words: false, measure: '',
});

export const measureNames = /** @type {const} */ (['entropy', 'distance', 'first', 'previous', 'same', 'next', 'separators', 'specials']);

/** Heads in as many colours as readers tell apart. */
export const mostOthers = 7;

/** @type {<Value extends string>(...values: Value[]) => (name: string, text: string) => Value} */
const oneOf = (...values) => (name, text) => {
  const found = values.find((value) => value === text.trim());
  if (found === undefined) throw new ViewError(name, values.join(' | '), text);
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

/** @param {string} name @param {string} text */
const readFlag = (name, text) => oneOf('', 'true', 'false', name)(name, text) !== 'false';

/** How each field is read from the text of an attribute or a link. @type {{ [Name in keyof ViewState]: (name: string, text: string) => ViewState[Name] }} */
const readers = {
  set: readNumber,
  view: oneOf('grid', 'head', 'links', 'token'),
  layer: readNumber,
  head: readNumber,
  others: readPlaces,
  query: readNumber,
  batch: readNumber,
  panel: oneOf('head', 'mean', 'largest', 'rollout'),
  withoutFirst: readFlag,
  withoutSpecials: readFlag,
  range: oneOf('all', 'each'),
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

/** @param {string} query as writeView writes it @returns {ViewState} @throws {ViewError} */
export function readViewLink(query) {
  const parts = new URLSearchParams(query);
  return readView((attribute) => parts.get(attribute));
}

/**
 * Finds out whether a view can be shown.
 * @param {ViewState} view
 * @param {AttentionSet[]} sets
 * @throws {ViewError} what the attention does not have
 */
export function checkView(view, sets) {
  const set = sets[view.set];
  if (!set) throw new ViewError('set', `0 to ${sets.length - 1}`, String(view.set));
  /** @type {[string, number, number][]} */
  const numbers = [['layer', view.layer, set.layers], ['head', view.head, set.heads], ['batch', view.batch, set.batches]];
  for (const [layer, head] of view.others) numbers.push(['others', layer, set.layers], ['others', head, set.heads]);
  if (view.query !== null) numbers.push(['query', view.query, set.rows]);
  for (const [name, value, count] of numbers) {
    if (value >= count) throw new ViewError(name, count === 1 ? '0' : `0 to ${count - 1}`, String(value));
  }
}
