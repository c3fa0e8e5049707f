/**
 * The link is the figure: a state as the fragment of an address that people can read,
 * `#v=1&view=heatmap&tokens=I,like,tea`. Its names are the state's in kebab-case. Numbers stand between
 * commas, vectors between semicolons, heads between slashes; a field that is long is compressed and
 * starts with `~`. What version 1 can say it will always say: tests/node/figure-links.json.
 */

import { deflateText, inflateText } from './deflate.js';
import { FigureError, show } from './figure-error.js';
import { readState, stateDefaults } from './figure-state.js';
import { readSettings } from './link-settings.js';
import { readValue, writeValue } from './link-values.js';

/**
 * @import { FigureState } from './figure-state.js'
 * @import { LinkSettings } from './link-settings.js'
 */

/** The most characters of a fragment, `#` included. Longer figures are files. */
export const mostLink = 8192;

const version = '1';

/** A field is compressed from here on, if that makes it shorter. */
const longField = 600;

/** What a compressed field may hold. */
const mostInflated = 1 << 20;

/** The state's names and the link's, in the order in which they are written. */
const fieldNames = /** @type {const} */ ([
  ['view', 'view'], ['tokens', 'tokens'], ['queryTokens', 'query-tokens'], ['queries', 'queries'], ['keys', 'keys'],
  ['values', 'values'], ['weights', 'weights'], ['score', 'score'], ['normalizer', 'normalizer'],
  ['temperature', 'temperature'], ['scale', 'scale'], ['causal', 'causal'], ['window', 'window'], ['mask', 'mask'],
  ['compare', 'compare'], ['compared', 'compared'], ['head', 'head'], ['query', 'query'], ['key', 'key'],
  ['domain', 'domain'], ['caption', 'caption'], ['label', 'label'],
]);

/**
 * @param {FigureState} state
 * @param {LinkSettings} [settings] what the page that opens the link is told besides
 * @returns {Promise<string>} from `#` on; every number in it reads back exactly
 * @throws {FigureError} size, where the figure is too much for a link
 */
export async function writeLink(state, settings = {}) {
  const parts = [`v=${version}`];
  for (const [name, linkName] of fieldNames) {
    const value = state[name];
    if (name !== 'view' && JSON.stringify(value) === JSON.stringify(/** @type {any} */ (stateDefaults)[name])) continue;
    parts.push(`${linkName}=${await shortest(linkName, writeValue(name, value))}`);
  }
  for (const [name, value] of Object.entries(readSettings(settings))) parts.push(`${name}=${writeValue('label', value)}`);
  const link = `#${parts.join('&')}`;
  if (link.length > mostLink) throw tooLong(link.length);
  return link;
}

/**
 * @param {string} link a fragment, with or without its `#`
 * @returns {Promise<{ state: FigureState, settings: LinkSettings }>}
 * @throws {FigureError} and does nothing else, whatever the link holds
 */
export async function readLink(link) {
  if (typeof link !== 'string') throw new FigureError('link', 'text', show(link), 'type');
  if (link.length > mostLink) throw tooLong(link.length);
  const texts = readParts(link.replace(/^#/, ''));
  if (texts.get('v') !== version) throw new FigureError('v', version, show(texts.get('v')), 'version');
  texts.delete('v');

  /** @type {Record<string, unknown>} */
  const plain = Object.create(null);
  for (const [name, linkName] of fieldNames) {
    const text = texts.get(linkName);
    texts.delete(linkName);
    if (text !== undefined) plain[name] = readValue(name, linkName, await unpacked(linkName, text));
  }
  /** @type {Record<string, unknown>} */
  const settings = Object.create(null);
  for (const [name, text] of texts) settings[name] = readValue('label', name, text);
  return { state: readState(plain), settings: readSettings(settings) };
}

/** @param {string} link @returns {Map<string, string>} */
function readParts(link) {
  const texts = new Map();
  for (const part of link.split('&')) {
    const [, name, text] = /^([a-z-]+)=(.*)$/s.exec(part) ?? [];
    if (name === undefined) throw new FigureError('link', 'name=value between &', show(part), 'syntax');
    if (texts.has(name)) throw new FigureError(name, 'one value', 'two', 'syntax');
    texts.set(name, text);
  }
  return texts;
}

/** @param {string} name @param {string} text */
async function shortest(name, text) {
  if (text.length < longField) return text;
  if (text.length > mostInflated) throw new FigureError(name, `at most ${mostInflated} characters in a link`, String(text.length), 'size');
  const packed = `~${await deflateText(text)}`;
  return packed.length < text.length ? packed : text;
}

/** @param {string} name @param {string} text */
async function unpacked(name, text) {
  return text.startsWith('~') ? inflateText(name, text.slice(1), mostInflated) : text;
}

/** @param {number} length */
function tooLong(length) {
  return new FigureError('link', `at most ${mostLink} characters`, String(length), 'size');
}
