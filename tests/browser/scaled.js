// Pages that are shown scaled, like slides and zoomed articles, and the places of their parts in the window.

/** @import { Locator } from 'playwright-core' */

/**
 * Ways in which a page may scale its content: the styles of an outer element, and of one inside it.
 * @type {[what: string, outer: Record<string, string>, inner?: Record<string, string>][]}
 */
export const scalings = [
  ['scaled to a half', { transform: 'scale(.5)' }],
  ['scaled by 1.7', { transform: 'scale(1.7)' }],
  ['zoomed by 1.5', { zoom: '1.5' }],
  ['scaled within something scaled', { transform: 'scale(.6)' }, { transform: 'scale(1.3)' }],
  ['zoomed within something scaled unevenly', { transform: 'scale(.7, .9)' }, { zoom: '1.5' }],
];

/**
 * @param {Locator} outer
 * @param {Locator} inner within it
 * @param {Record<string, string>} outerStyle
 * @param {Record<string, string>} [innerStyle]
 */
export async function dressed(outer, inner, outerStyle, innerStyle = {}) {
  for (const [node, style] of /** @type {const} */ ([[outer, outerStyle], [inner, innerStyle]])) {
    await node.evaluate((element, properties) => {
      for (const [name, value] of Object.entries({ 'transform-origin': '0 0', ...properties })) /** @type {HTMLElement} */ (element).style.setProperty(name, value);
    }, style);
  }
}

/**
 * @param {Locator} node
 * @param {{ width: number, height: number }} size of what fills it
 * @returns {Promise<(place: { x: number, y: number }) => { x: number, y: number }>} from there to the window
 */
export async function inWindow(node, { width, height }) {
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await node.boundingBox());
  return ({ x, y }) => ({ x: box.x + (x / width) * box.width, y: box.y + (y / height) * box.height });
}
