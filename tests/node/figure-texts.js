/** The texts of derivations and exports for the tests, filled in as a figure does. */

import en from '../../web/locales/derivation-en.js';
import zh from '../../web/locales/derivation-zh.js';

/** @typedef {import('../../web/figure/derivation/derivation-markup.js').DerivationText} DerivationText */

/** @param {Record<string, string>} texts @returns {DerivationText} */
const filling = (texts) => (key, values = {}) =>
  texts[key].replace(/\{(\w+)\}/g, (brace, name) => {
    if (!(name in values)) throw new Error(`${key}: expected a value for ${brace}`);
    return String(values[name]);
  });

export const english = filling(en);
export const chinese = filling(zh);
