/** The text of SVG elements. */

import { dashes } from './drawing.js';

/** @import { Box, Point } from './display-list.js' */

/** @param {Box} box */
export function boxOf({ x, y, width, height }) {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

/**
 * @param {string} color
 * @param {number} thickness
 * @param {boolean} [dashed]
 */
export function strokeOf(color, thickness, dashed = false) {
  return { stroke: color, 'stroke-width': round(thickness), ...(dashed ? { 'stroke-dasharray': dashes.join(' ') } : {}) };
}

/** @param {Point[]} points */
export function pointsOf(points) {
  return points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
}

/**
 * @param {string} name
 * @param {Record<string, string | number | undefined>} attributes those that are undefined are left out
 * @param {boolean} [isOpen] whether content follows
 */
export function tag(name, attributes, isOpen = false) {
  const written = Object.entries(attributes).map(([key, value]) => (
    value === undefined ? '' : ` ${key}="${escaped(String(value))}"`));
  return `<${name}${written.join('')}${isOpen ? '' : '/'}>`;
}

/** A hundredth of a pixel is finer than what is seen. @param {number} value */
export function round(value) {
  return Math.round(value * 100) / 100;
}

/** @param {string} text */
export function escaped(text) {
  /** @type {Record<string, string>} */
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  // Characters that XML has no way to write are left out: an SVG with one of them opens nowhere.
  return text.replace(/[&<>"]/g, (sign) => entities[sign]).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, '');
}
