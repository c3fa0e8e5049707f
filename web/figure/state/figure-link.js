/**
 * The link is the figure: a state as the fragment of an address that people can read,
 * `#v=1&view=heatmap&tokens=I,like,tea`. Its names are the state's in kebab-case. Numbers stand between
 * commas, vectors between semicolons, heads between slashes; a field that is long is compressed and
 * starts with `~`. What version 1 can say it will always say: tests/node/figure-links.json.
 */

import { kebab } from './attribute-name.js';
import { readState } from './figure-state.js';
import { givenQueryTokens } from './figure-vectors.js';
import { joinParts, splitParts, unpacked } from './link-parts.js';
import { readSettings, settingNames } from './link-settings.js';
import { isFree, isList, nameFormat, readAs, writeAs } from './link-values.js';
import { readMended } from './mended-link.js';
import { givenNames, schema, stateNames } from './schema.js';

/**
 * @import { LinkSettings } from './link-settings.js'
 * @import { FigureState } from './schema.js'
 */

export { mostLink } from './link-parts.js';

const version = '1';

/** @param {keyof FigureState} name */
const formatOf = (name) => schema[name].link ?? nameFormat;

/** @type {import('./mended-link.js').LinkNames} */
const linkNames = {
  known: new Set(['v', ...stateNames.map(kebab), ...settingNames]),
  lists: new Set(stateNames.filter((name) => isList(formatOf(name))).map(kebab)),
  freeTexts: new Set(stateNames.filter((name) => isFree(formatOf(name))).map(kebab)),
};

/**
 * @param {FigureState} state
 * @param {LinkSettings} [settings] what the page that opens the link is told besides
 * @returns {Promise<string>} from `#` on; every number in it reads back exactly
 * @throws {import('./figure-error.js').FigureError} size, where the figure is too much for a link
 */
export async function writeLink(state, settings = {}) {
  const said = { ...state, queryTokens: givenQueryTokens(state) };
  /** @type {[name: string, text: string][]} */
  const parts = givenNames(said).map((name) => [kebab(name), writeAs(formatOf(name), said[name])]);
  for (const [name, value] of Object.entries(readSettings(settings))) parts.push([name, writeAs(nameFormat, value)]);
  return joinParts(version, parts);
}

/**
 * @typedef {{ state: FigureState, settings: LinkSettings }} ReadLink
 *
 * @param {string} link a fragment, with or without its `#`; as it was written, or as a chat or a mail has left it where
 *   that can be mended
 * @returns {Promise<ReadLink>}
 * @throws {import('./figure-error.js').FigureError} and does nothing else, whatever the link holds
 */
export async function readLink(link) {
  return readMended(link, linkNames, readFragment);
}

/** @param {string} fragment @returns {Promise<ReadLink>} */
async function readFragment(fragment) {
  const texts = splitParts(version, fragment);
  /** @type {Record<string, unknown>} */
  const plain = {};
  for (const name of stateNames) {
    const linkName = kebab(name);
    const text = texts.get(linkName);
    if (text === undefined) continue;
    texts.delete(linkName);
    plain[name] = readAs(formatOf(name), linkName, await unpacked(linkName, text));
  }
  /** @type {Record<string, unknown>} */
  const settings = {};
  for (const [name, text] of texts) settings[name] = readAs(nameFormat, name, await unpacked(name, text));
  return { state: readState(plain), settings: readSettings(settings) };
}
