/**
 * What a figure consists of before it is painted: plain items in CSS pixels, from back to front,
 * with names instead of colours and fonts. Painters, hit-testing and summaries read the same list.
 *
 * @typedef {'ink' | 'muted' | 'rule' | 'paper' | 'bar' | 'negative' | 'printed' | 'highlight' | 'hatch'} ColorName
 * @typedef {'label' | 'value' | 'axis'} FontRole
 *
 * @typedef {{ kind: 'key', key: number } | { kind: 'cell', row: number, column: number }} Target
 *
 * @typedef {object} Box
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {{ over: number, domain: Domain }} OverRamp black or white, whichever reads better there
 * @typedef {[low: number, high: number]} Domain a negative low end asks for the diverging colours
 *
 * @typedef {Box & { type: 'rect', fill: ColorName }} RectItem
 * @typedef {Box & { type: 'outline', stroke: ColorName, thickness: number, dashed?: boolean }} OutlineItem
 * @typedef {Box & { type: 'hatch' }} HatchItem
 * @typedef {Box & { type: 'zone', target: Target }} ZoneItem invisible, for hit-testing
 * @typedef {Box & { type: 'ramp', domain: Domain }} RampItem a colour bar, low end at the left
 * @typedef {{ type: 'line', x1: number, y1: number, x2: number, y2: number, stroke: ColorName }} LineItem
 * @typedef {{ type: 'text', x: number, y: number, text: string, font: FontRole, fill: ColorName | OverRamp,
 *   align?: 'left' | 'center' | 'right', baseline?: 'top' | 'middle' | 'bottom', angle?: number }} TextItem
 * @typedef {Box & { type: 'cells', rows: number, columns: number, values: ArrayLike<number>,
 *   attended: ArrayLike<number>, domain: Domain }} CellsItem row by row; a cell not attended is hatched
 *
 * @typedef {RectItem | OutlineItem | HatchItem | ZoneItem | RampItem | LineItem | TextItem | CellsItem} Item
 *
 * @typedef {object} DisplayList
 * @property {number} width
 * @property {number} height
 * @property {Item[]} items
 *
 * @typedef {(text: string, font: FontRole) => number} Measure a text's width in CSS pixels
 */

/**
 * What lies at a place, frontmost first.
 * @param {DisplayList} list
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
export function hitTest(list, x, y) {
  for (let index = list.items.length - 1; index >= 0; index--) {
    const item = list.items[index];
    if (item.type !== 'zone' && item.type !== 'cells') continue;
    const across = (x - item.x) / item.width;
    const down = (y - item.y) / item.height;
    if (!(across >= 0 && across < 1 && down >= 0 && down < 1)) continue;
    if (item.type === 'zone') return item.target;
    return {
      kind: 'cell',
      row: Math.floor(down * item.rows),
      column: Math.floor(across * item.columns),
    };
  }
  return null;
}
