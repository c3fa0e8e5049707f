/** The lines that an author takes away. Pure functions from a figure to text. */

import { attribute } from '../common/iframe-tag.js';
import { scriptJson } from '../figure/export/script-json.js';
import { stateDefaults } from '../figure/state/figure-state.js';
import { givenQueryTokens, sizesOf } from '../figure/state/figure-vectors.js';
import { focusText, wordsText } from './data-text.js';

/**
 * @import { FigureState } from '../figure/state/figure-state.js'
 * @import { LinkSettings } from '../figure/state/link-settings.js'
 *
 * @typedef {object} Release
 * @property {string} version
 * @property {string} file named after its bytes, which stay what they are
 * @property {string} integrity
 */

const script = 'attention-figure.iife.js';

/** Data longer than this is easier to read in a script of its own than in an attribute. */
const longAttribute = 1500;

/** Attributes that may hold JSON. */
const jsonNames = ['tokens', 'query-tokens', 'queries', 'keys', 'values', 'weights', 'mask'];

/**
 * Bytes are pinned where the script has an address of its own; a file beside the post is the author's already,
 * and from disk no browser loads a script whose integrity it should check.
 * @param {string} folder
 */
export function isPinned(folder) {
  return /^https?:/.test(folder);
}

/**
 * @param {string} folder
 * @param {Release} release
 * @returns {string} the file that scriptTag names. A later build has other bytes under the plain name, so what is pinned has its own
 */
export function scriptOf(folder, { file }) {
  return isPinned(folder) ? file : script;
}

/**
 * The script once for a page.
 * @param {string} folder '' or ends with a slash
 * @param {Release} release
 */
export function scriptTag(folder, release) {
  const pin = isPinned(folder) ? ` integrity="${release.integrity}" crossorigin="anonymous"` : '';
  return `<script defer src="${attribute(folder + scriptOf(folder, release))}"${pin}></script>`;
}

/**
 * @param {FigureState} state
 * @param {LinkSettings} settings
 * @param {string} folder where it is given, readers can copy a link to the page there
 * @returns {string} the element, in one line unless its data is long
 */
export function figureTag(state, settings, folder) {
  /** @type {Record<string, unknown>} */
  const child = state.key === null && state.query > 0 ? { query: state.query } : {}; // No attribute says a row alone.
  /** @type {string[]} */
  const attributes = [];
  const linkBase = folder && { 'link-base': `${folder}figure.html` };
  for (const [name, value] of Object.entries({ ...attributesOf(state), ...settings, ...linkBase })) {
    if (value.length <= longAttribute) attributes.push(written(name, value));
    else child[camel(name)] = jsonNames.includes(name) && value.startsWith('[') ? JSON.parse(value) : value;
  }
  const data = Object.keys(child).length > 0
    ? `\n<script type="application/json">${scriptJson(child)}</script>\n`
    : '';
  return `<attention-figure${attributes.map((text) => ` ${text}`).join('')}>${data}${content(state.caption)}</attention-figure>`;
}

/**
 * A link, which is all that every Markdown has.
 * @param {string} folder
 * @param {string} link from # on
 * @param {string} title
 */
export function markdownLine(folder, link, title) {
  const text = title.replace(/[\\[\]`*_<>&!]/g, '\\$&').replace(/\s+/g, ' ');
  const address = `${folder}figure.html${link}`.replace(/[()<>\s*_`\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `[${text}](${address})`;
}

/** @param {FigureState} state @returns {Record<string, string>} by attribute; defaults are left out */
function attributesOf(state) {
  const { tokens, queries, keys, values, weights, window, mask, compare, compared, query, key, domain } = state;
  const { Tq, H } = sizesOf(state);
  /** @type {Record<string, string | null>} */
  const all = {
    view: state.view === (Tq === 1 ? 'bars' : 'heatmap') ? null : state.view,
    shows: state.shows === stateDefaults.shows ? null : state.shows,
    tokens: wordsText(tokens),
    'query-tokens': wordsText(givenQueryTokens(state) ?? []) || null,
    queries: queries && JSON.stringify(lowered(queries, true)),
    keys: keys && JSON.stringify(lowered(keys, false)),
    values: values && JSON.stringify(lowered(values, false)),
    weights: weights && JSON.stringify(lowered(weights, true)),
    score: state.score === stateDefaults.score ? null : state.score,
    normalizer: state.normalizer === stateDefaults.normalizer ? null : state.normalizer,
    temperature: numberText(state.temperature),
    scale: numberText(state.scale),
    softcap: numberText(state.softcap),
    'local-focus': focusText(state.localFocus) || null,
    sinks: state.sinks && state.sinks.join(' '),
    causal: state.causal === true ? '' : state.causal || null,
    window: window && window.join(' '),
    mask: mask && JSON.stringify(mask),
    compare: compare && (compare === 'head' ? 'heads' : compared.join(' ')),
    head: H > 1 && state.head > 0 ? String(state.head) : null,
    cell: key === null ? null : `${query} ${key}`,
    domain: domain && domain.join(' '),
    caption: state.caption || null,
    label: state.label || null,
  };
  return Object.fromEntries(Object.entries(all).filter(/** @returns {entry is [string, string]} */ (entry) => entry[1] !== null));
}

/** @param {number | null} number */
function numberText(number) {
  return number === null ? null : String(number);
}

/**
 * One head without the list of heads, and one row without the list of rows where that reads back.
 * @param {number[][][]} heads
 * @param {boolean} areRows
 */
function lowered(heads, areRows) {
  if (heads.length > 1) return heads;
  return areRows && heads[0].length === 1 ? heads[0][0] : heads[0];
}

/** @param {string} name @param {string} value */
function written(name, value) {
  if (value === '') return name;
  const quotes = value.includes('"') && !value.includes("'");
  return quotes ? `${name}='${attribute(value, "'")}'` : `${name}="${attribute(value)}"`;
}

/** @param {string} text */
function content(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** @param {string} name */
function camel(name) {
  return name.replace(/-[a-z]/g, (dashed) => dashed[1].toUpperCase());
}
