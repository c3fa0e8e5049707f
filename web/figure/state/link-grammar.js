/**
 * The grammar of links: those of figures, of the workbench, and in part of the lesson. Names and values come from those
 * who use it, what chats and mails do to a link is undone in mended-link.js.
 *
 *     link      = '#v=1' { '&' name '=' text }      in any order, each name once
 *     name      = letters a to z and '-'
 *     text      = value | '~' packed                packed from 600 characters on, if that is shorter
 *     packed    = zlib of the value, in base64url without '='
 *     value     = leaf | items                      as the field's format says: link-values.js
 *     items     = leaf { ',' leaf }                 of a vector, of words
 *               | items { ';' items }               of a matrix: its rows
 *               | items { '/' items }               of a tensor: its heads
 *               | { '0' | '1' }                     of a row of a mask
 *     leaf      = number | word
 *     number    = decimal digits with '-', '.', 'e' and no '+': the shortest that reads back as the same float64
 *     word      = percent-encoded UTF-8; letters, digits, '-', '_' and '.' alone stand for themselves
 *
 * What is as it is initially is left out. A name or a version that is not known is an error.
 *
 * The address of the lesson (site/lesson/address.js) has no version, and holds what its sections write:
 *
 *     address   = '#' part { '&' part }
 *     part      = place | 'lang=' tag | 'projector' | 'answers=hidden' | section [ '.' name ] '=' value
 *     value     = percent-encoded; ':' ',' ';' '/' '@' '!' '$' stand for themselves too
 */

import { deflateText, inflateText } from './deflate.js';
import { check, told } from './figure-error.js';
import { nameFormat, readAs, writeAs } from './link-values.js';

/** @import { Format } from './link-values.js' */

/** The version of what names and values mean. */
const version = '1';

/** The most characters of a fragment, `#` included. What needs more is a file. */
export const mostLink = 8192;

/** A text is compressed from here on, if that makes it shorter. */
const longText = 600;

/** A compressed text may hold so many characters. */
const mostInflated = 1 << 20;

/**
 * @param {ReadonlyMap<string, Format>} formats by name
 * @param {Iterable<[name: string, value: unknown]>} values of these names, in the order in which they are written
 * @returns {Promise<string>} from `#` on
 * @throws {import('./figure-error.js').FigureError} size, where it is too much for a link
 */
export async function writeFields(formats, values) {
  const parts = [`v=${version}`];
  for (const [name, value] of values) parts.push(`${name}=${await packed(name, writeAs(formats.get(name) ?? nameFormat, value))}`);
  const link = `#${parts.join('&')}`;
  checkLength(link);
  return link;
}

/**
 * @param {string} link with or without its `#`
 * @returns {Map<string, string>} the texts by name
 * @throws {import('./figure-error.js').FigureError}
 */
export function splitLink(link) {
  checkLength(link);
  const texts = new Map();
  for (const part of link.replace(/^#/, '').split('&')) {
    const [, name, text] = /^([a-z-]+)=(.*)$/s.exec(part) ?? [];
    check(name, 'link', 'syntax', 'name=value&…', part);
    check(!texts.has(name), name, 'syntax', `${name}=`, part);
    texts.set(name, text);
  }
  check(texts.get('v') === version, 'v', 'version', `version ${version}`, texts.get('v'));
  texts.delete('v');
  return texts;
}

/**
 * @param {Map<string, string>} texts of a link: those that are read are taken out
 * @param {Iterable<[name: string, format: Format]>} formats in the order in which they are read
 * @returns {AsyncGenerator<[name: string, value: unknown]>} what is given, not yet checked
 * @throws {import('./figure-error.js').FigureError}
 */
export async function* readFields(texts, formats) {
  for (const [name, format] of formats) {
    const text = texts.get(name);
    if (text === undefined) continue;
    texts.delete(name);
    yield [name, readAs(format, name, await unpacked(name, text))];
  }
}

/** @param {string} name @param {string} text @returns {Promise<string>} starts with `~` where it is compressed */
async function packed(name, text) {
  if (text.length < longText) return text;
  check(text.length <= mostInflated, name, 'size', `at most ${mostInflated} characters`, told(`${text.length} characters`));
  const short = `~${await deflateText(text)}`;
  return short.length < text.length ? short : text;
}

/** @param {string} name @param {string} text @returns {Promise<string>} */
async function unpacked(name, text) {
  return text.startsWith('~') ? inflateText(name, text.slice(1), mostInflated) : text;
}

/** @param {string} link */
function checkLength({ length }) {
  check(length <= mostLink, 'link', 'size', `at most ${mostLink} characters`, told(`${length} characters`));
}
