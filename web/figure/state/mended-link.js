/**
 * What chats and mails do to a link, undone: signs after it, fields that count clicks, escapes of their own. Only what is
 * certain is mended: a sign is taken away where no link has it, never where a link may have been cut off.
 */

import { check, FigureError } from './figure-error.js';
import { campaign, closing } from './link-ends.js';
import { mostLink } from './link-parts.js';

/**
 * The names of one kind of link.
 * @typedef {object} LinkNames
 * @property {ReadonlySet<string>} known all of them
 * @property {ReadonlySet<string>} lists of fields in which more may follow what they hold
 * @property {ReadonlySet<string>} freeTexts of fields in which any sign may stand for itself
 */

/** All escaped once more: then the percent signs of escapes are too, and no other escapes are left. */
const isEscapedWhole = /^v%3D1(?=%26)(?!.*%(?!25|26|2C|2F|3B|3D|7E))/i;

/**
 * Reads a link as it is, and only where that cannot be, what it must have been.
 * @template Result
 * @param {string} link a fragment, with or without its `#`
 * @param {LinkNames} names
 * @param {(fragment: string) => Promise<Result>} read throws a FigureError where it cannot
 * @returns {Promise<Result>}
 * @throws {FigureError} what is wrong with the link that there is, not with what was made of it
 */
export async function readMended(link, names, read) {
  check(typeof link === 'string', 'link', 'type', 'string', link);
  // Browsers leave these out of every address.
  const fragment = link.replace(/^[\0-\x20]+|[\0-\x20]+$|[\t\r\n]/g, '').replace(/^#/, '');
  try {
    return await read(fragment);
  } catch (error) {
    if (!(error instanceof FigureError) || fragment.length > mostLink) throw error;
    const mended = mendedLink(fragment, names);
    if (mended === fragment) throw error;
    return read(mended).catch(() => { throw error; });
  }
}

/**
 * @param {string} link a fragment without its `#` that cannot be read
 * @param {LinkNames} names
 * @returns {string} what it was; the same where that is not certain
 */
function mendedLink(link, names) {
  const { known, lists, freeTexts } = names;
  const whole = isEscapedWhole.test(link) ? decoded(link) : link;
  const parts = whole.replace(/&(?:(?:amp|#38|#x26);)+(?=[a-z_-]+(?:=|%3D))/gi, '&').split('&').filter((part) => !campaign.test(part));
  const all = parts.map(partOf);
  const isEscaped = all.some(({ name, sign, text }) => sign === '%3D' || (lists.has(name) && !freeTexts.has(name) && /%2C|%3B/i.test(text)));
  // Whose comma it is, the mail's or a word's, nobody can tell; nor whose blank it is after one.
  if (all.some(({ name, text }) => lists.has(name) && freeTexts.has(name) && /,(?:\s|%20)/.test(text))) return link;
  if (isEscaped && all.some(({ name, text }) => lists.has(name) && freeTexts.has(name) && /%2C/i.test(text))) return link;
  return all.map(({ name, text }, index) => (
    known.has(name) ? `${name}=${mendedText(name, text, index === all.length - 1, names)}` : parts[index])).join('&');
}

/** @param {string} part */
function partOf(part) {
  const [, name = '', sign = '', text = ''] = /^(?:\s|%20)*([a-z-]+)(?:\s|%20)*(=|%3D)(.*)$/is.exec(part) ?? [];
  return { name, sign: sign.toUpperCase(), text };
}

/**
 * @param {string} name
 * @param {string} text
 * @param {boolean} isLast of the link: after it may stand what belongs to the text around
 * @param {LinkNames} names
 */
function mendedText(name, text, isLast, { lists, freeTexts }) {
  if (freeTexts.has(name) && !text.startsWith('~')) return text;
  const plain = isLast ? decoded(text).replace(/#.*$/s, '').replace(closing, '') : decoded(text);
  if (/[&=]/.test(plain)) return text; // No value that is not free has them: it is more than one field.
  // What is packed holds a sum to check it by.
  if (plain.startsWith('~')) return plain.replace(/\s|[.,;]$/g, '');
  const tight = plain.trim().replace(/\s*([,;/])\s*/g, '$1');
  // After a number of a list the next one may have been cut off, and more than one point says that something was.
  return isLast && !lists.has(name) ? tight.replace(/(?<![.,;])[.,;]$/, '') : tight;
}

/** @param {string} text @returns {string} the same where it cannot be decoded */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
