/**
 * Undoes what chats and mails do to a link: signs after it, fields that count clicks, escapes of their own. Only what is
 * certain is mended: a sign is taken away where no link has it, never where a link may have been cut off.
 */

import { check, FigureError } from './figure-error.js';
import { decoded } from '../../base/percent.js';
import { campaign, closing } from './link-ends.js';
import { mostLink, splitLink } from './link-grammar.js';
import { isFree, isList, nameFormat } from './link-values.js';

/**
 * @import { Format } from './link-values.js'
 *
 * @typedef {ReturnType<typeof partOf>} Part
 */

/** All escaped once more: then the percent signs of escapes are too, and no other escapes are left. */
const isEscapedWhole = /^v%3D1(?=%26)(?!.*%(?!25|26|2C|2F|3B|3D|7E))/i;

/**
 * Reads a link as it is, and only where that cannot be, what it must have been.
 * @template Result
 * @param {string} link a fragment, with or without its `#`
 * @param {ReadonlyMap<string, Format>} formats by name, of all that such a link can say
 * @param {(texts: Map<string, string>) => Promise<Result>} read throws a FigureError where it cannot; `texts` are by name
 * @returns {Promise<Result>}
 * @throws {FigureError} what is wrong with the link that there is, not with what was made of it
 */
export async function readMended(link, formats, read) {
  check(typeof link === 'string', 'link', 'type', 'string', link);
  // Browsers leave these out of every address.
  const fragment = link.replace(/^[\0-\x20]+|[\0-\x20]+$|[\t\r\n]/g, '').replace(/^#/, '');
  /** @param {string} text */
  const readAsIs = async (text) => read(splitLink(text));
  try {
    return await readAsIs(fragment);
  } catch (error) {
    if (!(error instanceof FigureError) || fragment.length > mostLink) throw error;
    const mended = mendedLink(fragment, formats);
    if (mended === fragment) throw error;
    return readAsIs(mended).catch(() => { throw error; });
  }
}

/**
 * @param {string} link a fragment without its `#` that cannot be read
 * @param {ReadonlyMap<string, Format>} formats
 * @returns {string} what it was; the same where that is not certain
 */
function mendedLink(link, formats) {
  const whole = isEscapedWhole.test(link) ? decoded(link) ?? link : link;
  const texts = whole.replace(/&(?:(?:amp|#38|#x26);)+(?=[a-z_-]+(?:=|%3D))/gi, '&').split('&').filter((text) => !campaign.test(text));
  const parts = texts.map((text) => partOf(text, formats));
  const isEscaped = parts.some(({ sign, text, canGoOn, isFreeText }) => sign === '%3D' || (canGoOn && !isFreeText && /%2C|%3B/i.test(text)));
  // Whose comma it is, the mail's or a word's, nobody can tell; nor whose blank it is after one.
  const unclear = isEscaped ? /,(?:\s|%20)|%2C/i : /,(?:\s|%20)/;
  if (parts.some(({ text, canGoOn, isFreeText }) => canGoOn && isFreeText && unclear.test(text))) return link;
  return parts.map((part, index) => (
    part.isKnown ? `${part.name}=${mendedText(part, index === parts.length - 1)}` : texts[index])).join('&');
}

/** @param {string} text of a part of a link @param {ReadonlyMap<string, Format>} formats */
function partOf(text, formats) {
  const [, name = '', sign = '', rest = ''] = /^(?:\s|%20)*([a-z-]+)(?:\s|%20)*(=|%3D)(.*)$/is.exec(text) ?? [];
  const format = formats.get(name) ?? nameFormat;
  return {
    name,
    sign: sign.toUpperCase(),
    text: rest,
    isKnown: name === 'v' || formats.has(name),
    /** Whether more may follow what it holds. */
    canGoOn: isList(format),
    /** Whether any sign may stand for itself in it. */
    isFreeText: isFree(format),
  };
}

/**
 * @param {Part} part
 * @param {boolean} isLast of the link: after it may stand what belongs to the text around
 */
function mendedText({ text, canGoOn, isFreeText }, isLast) {
  if (isFreeText && !text.startsWith('~')) return text;
  const whole = decoded(text) ?? text;
  const plain = isLast ? whole.replace(/#.*$/s, '').replace(closing, '') : whole;
  if (/[&=]/.test(plain)) return text; // No value that is not free has them: it is more than one field.
  // What is packed holds a sum to check it by.
  if (plain.startsWith('~')) return plain.replace(/\s|[.,;]$/g, '');
  const tight = plain.trim().replace(/\s*([,;/])\s*/g, '$1');
  // After a number of a list the next one may have been cut off, and more than one point says that something was.
  return isLast && !canGoOn ? tight.replace(/(?<![.,;])[.,;]$/, '') : tight;
}
