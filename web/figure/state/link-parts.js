/**
 * The parts of a link, `#v=1&name=text&…`, and how long ones are packed: what a link says of a figure or of a page is told
 * by those who use this.
 */

import { deflateText, inflateText } from './deflate.js';
import { check, told } from './figure-error.js';

/** The most characters of a fragment, `#` included. What needs more is a file. */
export const mostLink = 8192;

/** A text is compressed from here on, if that makes it shorter. */
const longText = 600;

/** What a compressed text may hold. */
const mostInflated = 1 << 20;

/**
 * @param {string} version of what the names and texts mean
 * @param {Iterable<[name: string, text: string]>} parts
 * @returns {Promise<string>} from `#` on
 * @throws {import('./figure-error.js').FigureError} size, where it is too much for a link
 */
export async function joinParts(version, parts) {
  const written = [`v=${version}`];
  for (const [name, text] of parts) written.push(`${name}=${await packed(name, text)}`);
  const link = `#${written.join('&')}`;
  checkLength(link);
  return link;
}

/**
 * @param {string} version
 * @param {string} link with or without its `#`
 * @returns {Map<string, string>} the texts by name, each for unpacked
 * @throws {import('./figure-error.js').FigureError}
 */
export function splitParts(version, link) {
  check(typeof link === 'string', 'link', 'type', 'string', link);
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

/** @param {string} name @param {string} text @returns {Promise<string>} starts with `~` where it is compressed */
async function packed(name, text) {
  if (text.length < longText) return text;
  check(text.length <= mostInflated, name, 'size', `at most ${mostInflated} characters`, told(`${text.length} characters`));
  const short = `~${await deflateText(text)}`;
  return short.length < text.length ? short : text;
}

/** @param {string} name @param {string} text @returns {Promise<string>} */
export async function unpacked(name, text) {
  return text.startsWith('~') ? inflateText(name, text.slice(1), mostInflated) : text;
}

/** @param {string} link */
function checkLength({ length }) {
  check(length <= mostLink, 'link', 'size', `at most ${mostLink} characters`, told(`${length} characters`));
}
