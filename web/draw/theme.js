/**
 * The colours and fonts of a figure, read from the style sheet, so that light, dark, print and
 * forced colours are decided in one place.
 */

import { createRamp } from './color.js';
import { clamp } from './geometry.js';

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
  const ramp = ['ramp-negative', 'ramp-zero', 'ramp-positive'].map((name) => hexOf(read(name), element));
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
 * A ramp is computed from its colours, however an author has written them: mixed with themselves the browser says them in
 * red, green and blue. What is painted and read back need not be the same colour.
 * @param {string} color
 * @param {Element} place where it holds
 * @returns {string} '#rrggbb'
 */
function hexOf(color, place) {
  if (/^#[\da-f]{6}$/i.test(color)) return color;
  const probe = document.createElement('span');
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.style.setProperty('color', `color-mix(in srgb, ${color}, ${color})`);
  place.append(probe);
  const [, ...channels] = getComputedStyle(probe).color.split(/[\s()/]+/).slice(1, 5); // color(srgb 0.1 0.2 none)
  probe.remove();
  const bytes = channels.map((share) => clamp(Math.round(255 * (parseFloat(share) || 0)), 0, 255));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** @param {Theme} theme @returns {Theme} for files: whoever opens one may have none of the page's fonts */
export function portable(theme) {
  const fonts = Object.entries(theme.fonts).map(([role, font]) => [role, `${font}, sans-serif`]);
  return { ...theme, fonts: /** @type {Theme['fonts']} */ (Object.fromEntries(fonts)) };
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
