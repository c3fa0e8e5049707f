/** The lines that an author takes away. Pure functions from a figure to text. */

import { percentEscaped } from '../../base/percent.js';
import { attribute } from '../iframe-tag.js';
import { kebab } from '../../figure/state/attribute-name.js';
import { givenQueryTokens, sizesOf } from '../../figure/state/figure-vectors.js';
import { givenNames } from '../../figure/state/schema.js';
import { focusText, wordsText } from './data-text.js';

/**
 * @import { FigureState } from '../../figure/state/schema.js'
 * @import { LinkSettings } from '../../figure/state/link-settings.js'
 *
 * @typedef {object} Release
 * @property {string} version
 * @property {string} file named after its bytes, which stay what they are
 * @property {string} integrity
 */

const script = 'attention-figure.iife.js';

/** Attributes that an author writes in a language of people. */
const spoken = ['caption', 'label'];

/** Signs that Markdown, templates or typography may take for their own: all but letters, digits and blanks. */
const sign = /[^\p{L}\p{M}\p{N} ]/gu;

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
 * @param {boolean} [adoptsBlocks] whether blocks of code in the page become figures
 */
export function scriptTag(folder, release, adoptsBlocks = false) {
  const pin = isPinned(folder) ? ` integrity="${release.integrity}" crossorigin="anonymous"` : '';
  return `<script defer src="${attribute(folder + scriptOf(folder, release))}"${adoptsBlocks ? ' data-blocks' : ''}${pin}></script>`;
}

/**
 * Writes it in one line and with attributes alone, whatever their length: Markdown and its kin move a child element, part it at an
 * empty line, or drop it, and leave an attribute as it is.
 * @param {FigureState} state
 * @param {LinkSettings} settings
 * @param {string} folder where it is given, readers can copy a link to the page there
 * @returns {string} the element
 */
export function figureTag(state, settings, folder) {
  const linkBase = folder && { 'link-base': `${folder}figure.html` };
  const attributes = Object.entries({ ...attributesOf(state), ...settings, ...linkBase });
  return `<attention-figure${attributes.map(([name, value]) => ` ${written(name, value)}`).join('')}>${references(state.caption)}</attention-figure>`;
}

/**
 * A block of code, which arrives whole where elements do not: a script tag with `data-blocks` makes a figure of it.
 * @param {FigureState} state
 * @returns {string} lines of Markdown
 */
export function blockLines(state) {
  const file = { 'attention-figure': 1, state: Object.fromEntries(givenNames(state).map((name) => [name, state[name]])) };
  return `\`\`\`json\n${plainJson(file)}\n\`\`\``;
}

/**
 * A link, which is all that every Markdown has.
 * @param {string} folder
 * @param {string} link from # on
 * @param {string} title
 */
export function markdownLine(folder, link, title) {
  const text = title.replace(/[\\[\]`*_<>&!]/g, '\\$&').replace(/\s+/g, ' ');
  const address = percentEscaped(`${folder}figure.html${link}`, /[()<>\s*_`\\]/g);
  return `[${text}](${address})`;
}

/**
 * Writes the attributes that are not just a text, a number, or numbers with spaces between; null: left out.
 * @type {{ [Name in keyof FigureState]?: (value: NonNullable<FigureState[Name]>, state: FigureState) => string | null }}
 */
const writers = {
  view: (view, state) => (view === (sizesOf(state).Tq === 1 ? 'bars' : 'heatmap') ? null : view),
  tokens: words,
  queryTokens: words,
  queries: (heads) => JSON.stringify(lowered(heads, true)),
  keys: (heads) => JSON.stringify(lowered(heads, false)),
  values: (heads) => JSON.stringify(lowered(heads, false)),
  weights: (heads) => JSON.stringify(lowered(heads, true)),
  localFocus: focusText,
  causal: (causal) => (causal === true ? '' : String(causal)),
  mask: (mask) => JSON.stringify(mask),
  compare: (compare, { compared }) => (compare === 'head' ? 'heads' : compared.join(' ')),
  compared: () => null,
};

/** @param {FigureState} state @returns {Record<string, string>} by attribute; what a figure has anyway is left out */
function attributesOf(state) {
  const { query, key } = state;
  const said = { ...state, queryTokens: givenQueryTokens(state) };
  /** @type {Record<string, string>} */
  const attributes = {};
  for (const name of givenNames(said)) {
    if (name === 'query' || name === 'key') {
      attributes.cell = key === null ? String(query) : `${query} ${key}`;
      continue;
    }
    const write = /** @type {(value: any, state: FigureState) => string | null} */ (writers[name] ?? plainText);
    const text = write(said[name], state);
    if (text !== null) attributes[kebab(name)] = text;
  }
  return attributes;
}

/** @param {string | number | number[]} value */
function plainText(value) {
  return Array.isArray(value) ? value.join(' ') : String(value);
}

/** @param {string[]} tokens @returns {string} as a sentence where it needs no other sign, else as JSON */
function words(tokens) {
  const sentence = tokens.length > 0 ? wordsText(tokens) : '';
  return sentence.search(sign) < 0 ? sentence : plainJson(tokens);
}

/**
 * @param {unknown} value
 * @returns {string} JSON in which a text has no sign that anything between here and the page could take for its own
 */
function plainJson(value) {
  return JSON.stringify(value).replace(/("(?:[^"\\]|\\.)*")(:?)/g, (whole, text, isName) => isName ? whole : `"${escapedSigns(JSON.parse(text))}"`);
}

/** @param {string} text */
function escapedSigns(text) {
  return text.replace(sign, (found) => Array.from({ length: found.length }, (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''));
}

/** @param {string} text @returns {string} with each sign as a character reference, in an attribute or between tags */
function references(text) {
  return text.replace(/[\r\n]+/g, ' ').replace(sign, (found) => `&#${found.codePointAt(0)};`);
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
  if (spoken.includes(name)) return `${name}="${references(value)}"`;
  return value.includes('"') ? `${name}='${attribute(value, "'")}'` : `${name}="${attribute(value)}"`;
}
