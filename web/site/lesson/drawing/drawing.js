/**
 * A display list as SVG that takes its colours and fonts from the page's style sheet, so that the written page and the live
 * page have the same drawing, in light, dark, print and forced colours.
 */

import { createRamp } from '../../../draw/color.js';
import { svgOf } from '../../../draw/svg-painter.js';

/**
 * @import { ColorName, DisplayList, FontRole } from '../../../draw/display-list.js'
 * @import { Theme } from '../../../draw/theme.js'
 */

/** @type {ColorName[]} */
const colorNames = ['ink', 'muted', 'rule', 'paper', 'bar', 'negative', 'printed', 'highlight', 'hatch'];

/** The size of each font, in pixels; the family is the page's. @type {Record<FontRole, number>} */
export const fontSizes = { label: 15, value: 14, axis: 13 };

// No drawing here uses a colour ramp.
const noRamp = createRamp(['#000000', '#ffffff']);

/** @type {Theme} */
const theme = {
  colors: /** @type {Record<ColorName, string>} */ (Object.fromEntries(colorNames.map((name) => [name, `var(--figure-${name})`]))),
  fonts: {
    label: `${fontSizes.label}px inherit`,
    value: `600 ${fontSizes.value}px inherit`,
    axis: `${fontSizes.axis}px inherit`,
  },
  sequential: noRamp,
  diverging: noRamp,
};

/**
 * @param {DisplayList} list without hatches and ramps, which would need ids that are unique in the page
 * @returns {string} an svg element
 */
export function drawingOf(list) {
  return svgOf(list, theme).replace(/<defs>.*?<\/defs>\n/s, '').trim();
}

/**
 * An estimate of a text's width where no browser can measure it; about right for common fonts.
 * @type {import('../../../draw/display-list.js').Measure}
 */
export function aboutWidth(text, font) {
  const widths = Array.from(text, (character) => (/[\u2e80-\uffef]/.test(character) ? 1 : /[ .,'il()[\]]/.test(character) ? 0.3 : 0.58));
  return fontSizes[font] * widths.reduce((sum, width) => sum + width, 0);
}
