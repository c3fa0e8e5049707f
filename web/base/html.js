/** Markup as text, for what is written before any script runs. */

/** Text that is markup already, and is not escaped again. */
export class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** @typedef {Markup | string | number | readonly Markup[] | undefined | false} Content */

/**
 * A template of markup: what is put in is escaped unless it is markup itself; nothing stands for undefined and false.
 * @param {TemplateStringsArray} strings
 * @param {Content[]} values
 */
export const html = (strings, ...values) => new Markup(String.raw({ raw: strings }, ...values.map(written)));

/** @param {Content} value */
function written(value) {
  if (value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.join('');
  return value instanceof Markup ? value.text : escaped(String(value));
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
