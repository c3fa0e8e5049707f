/**
 * Data on their way into a page: what publishing tools do to the text of a script or a block of code, taken back where
 * that is exact. They write quotes as curly ones or as character references, and put paragraphs and line breaks in.
 */

import { FigureError, check } from './figure-error.js';
import { fieldsOfText } from './figure-input.js';

/** @import { Fields } from './figure-input.js' */

/** Put between lines, and nothing that data would hold. */
const brokenLine = /<\/?p>|<br ?\/?>/gi;

/** Markdown makes these of signs in a text. `<s>` and `<b>` are none of these, and tokens of some models. */
const markup = /<\/?(?:p|br|em|strong|code|del|sub|sup|mark|span|a)(?: [^<>]*)?\/?>/i;

/** @type {Readonly<Record<string, string>>} */
const references = { quot: '"', ldquo: '"', rdquo: '"', amp: '&', lt: '<', gt: '>' };

const doubleQuotes = /[“”„‟″«»]/g;

/**
 * @param {string} text of a child of the figure
 * @returns {Fields}
 * @throws {FigureError} where it is no data, also not once the known damage is taken back, or holds markup still
 */
export function fieldsOfChild(text) {
  check(text.trim() !== '', 'data', 'missing', 'JSON or a table', text);
  const fields = fieldsIn(text);
  if (fields && !markup.test(text)) return fields;
  // What JSON that can be read holds of markup is within its texts: of which signs a tool has made it, nobody can tell.
  const whole = fields && /^\s*[[{]/.test(text) ? text : mended(text);
  const [found] = markup.exec(whole) ?? [];
  check(found === undefined, 'data', 'syntax', String.raw`texts without markup (\u003c for <)`, found);
  return fieldsIn(whole) ?? fieldsOfText(text);
}

/**
 * @param {string} text
 * @returns {Fields | null} null where it is no data
 */
function fieldsIn(text) {
  try {
    return fieldsOfText(text);
  } catch (error) {
    if (error instanceof FigureError) return null;
    throw error;
  }
}

/** @param {string} text */
function mended(text) {
  return text
    .replace(brokenLine, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
      if (name) return references[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : parseInt(hexadecimal, 16);
      return code <= 0x10FFFF ? String.fromCodePoint(code) : whole;
    })
    .replace(doubleQuotes, '"');
}
