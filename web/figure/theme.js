/**
 * The colours and fonts of a figure, read from the style sheet, so that light, dark, print and
 * forced colours are decided in one place.
 */

import { createRamp } from './color.js';

/**
 * @import { ColorName, FontRole } from './display-list.js'
 * @import { Ramp } from './color.js'
 *
 * @typedef {object} Theme
 * @property {Record<ColorName, string>} colors
 * @property {Record<FontRole, string>} fonts as a canvas takes them
 * @property {Ramp} sequential
 * @property {Ramp} diverging
 */

/** @type {ColorName[]} */
const colorNames = ['ink', 'muted', 'rule', 'paper', 'bar', 'negative', 'printed', 'highlight', 'hatch'];

/**
 * @param {Element} element
 * @returns {Theme}
 */
export function readTheme(element) {
  const style = getComputedStyle(element);
  /** @param {string} name */
  const read = (name) => style.getPropertyValue(`--figure-${name}`).trim();
  const family = style.fontFamily;
  const ramp = ['ramp-negative', 'ramp-zero', 'ramp-positive'].map((name) => hexOf(read(name)));
  return {
    colors: /** @type {Record<ColorName, string>} */ (
      Object.fromEntries(colorNames.map((name) => [name, read(name)]))
    ),
    fonts: {
      label: `15px ${family}`,
      value: `600 14px ${family}`,
      axis: `13px ${family}`,
    },
    sequential: createRamp(ramp.slice(1)),
    diverging: createRamp(ramp),
  };
}

/**
 * A ramp is computed from its colours, so these are read as a canvas shows them, however an author has written them.
 * @param {string} color
 * @returns {string} '#rrggbb'
 */
function hexOf(color) {
  if (/^#[\da-f]{6}$/i.test(color)) return color;
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `#${(0x1000000 + 0x10000 * red + 0x100 * green + blue).toString(16).slice(1)}`;
}

/**
 * @param {Theme} theme
 * @param {FontRole} role
 * @returns {{ weight: string | undefined, size: number, family: string }} as an SVG takes it; undefined: as usual
 */
export function fontOf(theme, role) {
  const [, weight, size, family] = /** @type {RegExpExecArray} */ (/^(?:(\d+) )?([\d.]+)px (.*)$/s.exec(theme.fonts[role]));
  return { weight, size: Number(size), family };
}
