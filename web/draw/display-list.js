/**
 * What a figure consists of before it is painted: plain items in CSS pixels, from back to front,
 * with names instead of colours and fonts. Painters, hit-testing, keyboard and exports read the
 * same list.
 *
 * @typedef {'ink' | 'muted' | 'rule' | 'paper' | 'bar' | 'negative' | 'printed' | 'highlight' | 'hatch'} ColorName
 * @typedef {`#${string}`} HexColor of what has no name: one of several heads
 * @typedef {'label' | 'value' | 'axis'} FontRole
 *
 * @typedef {{ kind: 'key', key: number } | { kind: 'cell', row: number, column: number }
 *   | { kind: 'handle', vector: 'query' | 'key', index: number }} Target
 *
 * @typedef {object} Box
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {[x: number, y: number]} Point
 * @typedef {{ x1: number, y1: number, x2: number, y2: number }} Ends
 * @typedef {[low: number, high: number]} Domain a negative low end asks for the diverging colours
 * @typedef {{ over: number, domain: Domain }} OverRamp black or white, whichever reads better there
 * @typedef {{ ramp: number, domain: Domain }} OnRamp the colour of a value
 * @typedef {{ row: number, column: number, rows: number, columns: number }} Part of a map, in cells and fractions of them
 *
 * @typedef {Box & { type: 'rect', fill: ColorName | HexColor }} RectItem
 * @typedef {Box & { type: 'outline', stroke: ColorName | HexColor, thickness: number, dashed?: boolean }} OutlineItem
 * @typedef {Box & { type: 'hatch' }} HatchItem
 * @typedef {Box & { type: 'zone', target: Target }} ZoneItem invisible, for hit-testing
 * @typedef {Box & { type: 'ramp', domain: Domain, isMirrored?: boolean }} RampItem a colour bar, low end at the left
 * @typedef {Ends & { type: 'line', stroke: ColorName, dashed?: boolean }} LineItem level or upright, a pixel thick
 * @typedef {{ type: 'text', x: number, y: number, text: string, font: FontRole, fill: ColorName | OverRamp,
 *   align?: 'left' | 'center' | 'right', baseline?: 'top' | 'middle' | 'bottom', angle?: number, hasHalo?: boolean }} TextItem a halo keeps lines below from
 *   its letters
 * @typedef {Box & { type: 'cells', rows: number, columns: number, values: ArrayLike<number>,
 *   attended: ArrayLike<number>, domain: Domain, part: Part, isMirrored?: boolean, isBlank?: boolean }} CellsItem row by row,
 *   the part that the box shows; a cell not attended is hatched, or stays blank
 * @typedef {Ends & { type: 'curve', stroke: OnRamp | HexColor, thickness: number, opacity: number, dashed: boolean,
 *   target: Target }} CurveItem leaves and arrives level
 * @typedef {Ends & { type: 'arrow', stroke: ColorName, thickness: number, dashed: boolean }} ArrowItem with its head
 *   at the second end
 * @typedef {{ type: 'circle', x: number, y: number, radius: number, fill: ColorName, stroke: ColorName,
 *   thickness: number }} CircleItem
 * @typedef {{ type: 'polygon', points: Point[], fill: ColorName, stroke: ColorName }} PolygonItem with a dashed edge
 *
 * @typedef {RectItem | OutlineItem | HatchItem | ZoneItem | RampItem | LineItem | TextItem | CellsItem | CurveItem
 *   | ArrowItem | CircleItem | PolygonItem} Item
 *
 * @typedef {object} DisplayList
 * @property {number} [x] the left edge of what is seen; 0 unless it is given
 * @property {number} [y] its upper edge
 * @property {number} width
 * @property {number} height
 * @property {Item[]} items
 * @property {{ rows: number, columns: number }} [grid] the cells that arrow keys walk, where there are any
 * @property {boolean} [isMirrored] whether the first key stands at the right
 * @property {Plot[]} [plots] where vectors of two components stand
 *
 * @typedef {Box & { originX: number, originY: number, unit: number }} Plot the place of zero in a box, and how many
 *   pixels one is
 *
 * @typedef {(text: string, font: FontRole) => number} Measure a text's width in CSS pixels
 */

/**
 * @param {number} rows
 * @param {number} columns
 * @returns {Part} all of it
 */
export function wholeMap(rows, columns) {
  return { row: 0, column: 0, rows, columns };
}
