/** The figure's texts for the tests, which check that each brace gets a value. */

import { textsIn } from '../../web/figure/words/texts.js';

/** @import { LanguageCode } from '../../web/base/preferred-language.js' */
/** @import { Text } from '../../web/figure/words/texts.js' */

/** @param {LanguageCode} language @returns {Text} */
function filling(language) {
  const text = textsIn(language);
  /** @type {(...given: Parameters<Text>) => string} */
  const checked = (key, values) => {
    for (const [brace, name] of text(key).matchAll(/\{(\w+)\}/g)) {
      if (values?.[name] === undefined) throw new Error(`${key}: expected a value for ${brace}`);
    }
    return text(key, values);
  };
  return Object.assign(checked, { tag: text.tag, view: text.view });
}

export const english = filling('en');
export const chinese = filling('zh');
