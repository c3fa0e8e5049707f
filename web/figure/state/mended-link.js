/**
 * What chats and mails do to a link, undone: signs after it, fields that count clicks, escapes of their own. Only what is
 * certain is mended: a sign is taken away where no link has it, never where a link may have been cut off.
 */

import { kebab } from './attribute-name.js';
import { stateNames } from './figure-state.js';
import { campaign, closing } from './link-ends.js';
import { settingNames } from './link-settings.js';
import { isList } from './link-values.js';

/** Names of a link. */
const known = new Set(['v', ...stateNames.map(kebab), ...settingNames]);
const lists = new Set(stateNames.filter(isList).map(kebab));
/** Fields in which any sign may stand for itself. */
const freeTexts = new Set(['tokens', 'query-tokens', 'caption', 'label']);

/** All escaped once more: then the percent signs of escapes are too, and no other escapes are left. */
const isEscapedWhole = /^v%3D1(?=%26)(?!.*%(?!25|26|2C|2F|3B|3D|7E))/i;

/**
 * @param {string} link a fragment without its `#` that cannot be read
 * @returns {string} what it was; the same where that is not certain
 */
export function mendedLink(link) {
  const whole = isEscapedWhole.test(link) ? decoded(link) : link;
  const parts = whole.replace(/&(?:(?:amp|#38|#x26);)+(?=[a-z_-]+(?:=|%3D))/gi, '&').split('&').filter((part) => !campaign.test(part));
  const all = parts.map(partOf);
  const isEscaped = all.some(({ name, sign, text }) => sign === '%3D' || (lists.has(name) && !freeTexts.has(name) && /%2C|%3B/i.test(text)));
  // Whose comma it is, the mail's or a word's, nobody can tell; nor whose blank it is after one.
  if (all.some(({ name, text }) => lists.has(name) && freeTexts.has(name) && /,(?:\s|%20)/.test(text))) return link;
  if (isEscaped && all.some(({ name, text }) => lists.has(name) && freeTexts.has(name) && /%2C/i.test(text))) return link;
  return all.map(({ name, text }, index) => (
    known.has(name) ? `${name}=${mendedText(name, text, index === all.length - 1)}` : parts[index])).join('&');
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
 */
function mendedText(name, text, isLast) {
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
