/**
 * The link is the figure: a state as the fragment of an address that people can read,
 * `#v=1&view=heatmap&tokens=I,like,tea`. Its names are the state's in kebab-case. What version 1 can say it will always say:
 * tests/node/figure-links.json.
 */

import { kebab } from './attribute-name.js';
import { readState } from './figure-state.js';
import { givenQueryTokens } from './figure-vectors.js';
import { readFields, writeFields } from './link-grammar.js';
import { readSettings, settingNames } from './link-settings.js';
import { nameFormat } from './link-values.js';
import { readMended } from './mended-link.js';
import { givenNames, schema, stateNames } from './schema.js';

/**
 * @import { LinkSettings } from './link-settings.js'
 * @import { Format } from './link-values.js'
 * @import { FigureState } from './schema.js'
 */

export { mostLink } from './link-grammar.js';

/** The fields by their names in a link. @type {{ [name: string]: keyof FigureState }} */
const fields = Object.fromEntries(stateNames.map((name) => [kebab(name), name]));

/** @type {[name: string, format: Format][]} */
const stateFormats = Object.entries(fields).map(([name, field]) => [name, schema[field].link ?? nameFormat]);

/** @param {Iterable<string>} names @returns {[name: string, format: Format][]} */
const asNames = (names) => Array.from(names, (name) => [name, nameFormat]);

/** @type {ReadonlyMap<string, Format>} */
const formats = new Map([...stateFormats, ...asNames(settingNames)]);

/**
 * @param {FigureState} state
 * @param {LinkSettings} [settings] what the page that opens the link is told besides
 * @returns {Promise<string>} from `#` on; every number in it reads back exactly
 * @throws {import('./figure-error.js').FigureError} size, where the figure is too much for a link
 */
export async function writeLink(state, settings = {}) {
  const said = { ...state, queryTokens: givenQueryTokens(state) };
  const values = givenNames(said).map((name) => /** @type {[string, unknown]} */ ([kebab(name), said[name]]));
  return writeFields(formats, [...values, ...Object.entries(readSettings(settings))]);
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
  return readMended(link, formats, readTexts);
}

/** @param {Map<string, string>} texts @returns {Promise<ReadLink>} */
async function readTexts(texts) {
  /** @type {Record<string, unknown>} */
  const plain = {};
  for await (const [name, value] of readFields(texts, stateFormats)) plain[fields[name]] = value;
  /** @type {Record<string, unknown>} */
  const settings = {};
  for await (const [name, value] of readFields(texts, asNames(texts.keys()))) settings[name] = value;
  return { state: readState(plain), settings: readSettings(settings) };
}
