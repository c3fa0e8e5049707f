/**
 * The link is the figure: a state as the fragment of an address that people can read,
 * `#v=1&view=heatmap&tokens=I,like,tea`. Its names are the state's in kebab-case. Numbers stand between
 * commas, vectors between semicolons, heads between slashes; a field that is long is compressed and
 * starts with `~`. What version 1 can say it will always say: tests/node/figure-links.json.
 */

import { kebab } from './attribute-name.js';
import { deflateText, inflateText } from './deflate.js';
import { check, FigureError, told } from './figure-error.js';
import { readState, stateDefaults, stateNames } from './figure-state.js';
import { givenQueryTokens } from './figure-vectors.js';
import { readSettings } from './link-settings.js';
import { readValue, writeValue } from './link-values.js';
import { mendedLink } from './mended-link.js';

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

/**
 * @param {FigureState} state
 * @param {LinkSettings} [settings] what the page that opens the link is told besides
 * @returns {Promise<string>} from `#` on; every number in it reads back exactly
 * @throws {FigureError} size, where the figure is too much for a link
 */
export async function writeLink(state, settings = {}) {
  const parts = [`v=${version}`];
  const said = { ...state, queryTokens: givenQueryTokens(state) };
  for (const name of stateNames) {
    if (JSON.stringify(said[name]) === JSON.stringify(stateDefaults[name])) continue;
    parts.push(`${kebab(name)}=${await shortest(name, writeValue(name, said[name]))}`);
  }
  for (const [name, value] of Object.entries(readSettings(settings))) parts.push(`${name}=${writeValue('label', value)}`);
  const link = `#${parts.join('&')}`;
  checkLength(link);
  return link;
}

/**
 * @typedef {{ state: FigureState, settings: LinkSettings }} ReadLink
 *
 * @param {string} link a fragment, with or without its `#`; as it was written, or as a chat or a mail has left it where
 *   that can be mended
 * @returns {Promise<ReadLink>}
 * @throws {FigureError} and does nothing else, whatever the link holds
 */
export async function readLink(link) {
  check(typeof link === 'string', 'link', 'type', 'string', link);
  checkLength(link);
  // Browsers leave these out of every address.
  const fragment = link.replace(/^[\0-\x20]+|[\0-\x20]+$|[\t\r\n]/g, '').replace(/^#/, '');
  try {
    return await readFragment(fragment);
  } catch (error) {
    const mended = mendedLink(fragment);
    if (!(error instanceof FigureError) || mended === fragment) throw error;
    // What is wrong is said of the link that there is, not of what was made of it.
    return readFragment(mended).catch(() => { throw error; });
  }
}

/** @param {string} fragment @returns {Promise<ReadLink>} */
async function readFragment(fragment) {
  const texts = readParts(fragment);
  check(texts.get('v') === version, 'v', 'version', `version ${version}`, texts.get('v'));
  texts.delete('v');

  /** @type {Record<string, unknown>} */
  const plain = {};
  for (const name of stateNames) {
    const linkName = kebab(name);
    const text = texts.get(linkName);
    if (text === undefined) continue;
    texts.delete(linkName);
    plain[name] = readValue(name, linkName, text.startsWith('~') ? await inflateText(linkName, text.slice(1), mostInflated) : text);
  }
  const settings = Array.from(texts, ([name, text]) => [name, readValue('label', name, text)]);
  return { state: readState(plain), settings: readSettings(Object.fromEntries(settings)) };
}

/** @param {string} link @returns {Map<string, string>} */
function readParts(link) {
  const texts = new Map();
  for (const part of link.split('&')) {
    const [, name, text] = /^([a-z-]+)=(.*)$/s.exec(part) ?? [];
    check(name, 'link', 'syntax', 'name=value&…', part);
    check(!texts.has(name), name, 'syntax', `${name}=`, part);
    texts.set(name, text);
  }
  return texts;
}

/** @param {string} name @param {string} text */
async function shortest(name, text) {
  if (text.length < longField) return text;
  check(text.length <= mostInflated, name, 'size', `at most ${mostInflated} characters`, told(`${text.length} characters`));
  const packed = `~${await deflateText(text)}`;
  return packed.length < text.length ? packed : text;
}

/** @param {string} link */
function checkLength({ length }) {
  check(length <= mostLink, 'link', 'size', `at most ${mostLink} characters`, told(`${length} characters`));
}
