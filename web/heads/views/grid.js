/** Every head of every layer as a small true picture of its matrix: layers downwards, heads to the right. */

import { textItem } from '../../draw/items.js';
import { spacedOut } from '../../draw/labels.js';
import { clamp } from '../../draw/geometry.js';

/**
 * @import { Box, ColorName, DisplayList, HexColor, Item, Measure, OutlineItem } from '../../draw/display-list.js'
 * @import { Place } from '../state/view-state.js'
 * @import { Thumb } from '../state/survey.js'
 * @import { Tone } from './tone.js'
 *
 * @typedef {object} GridPlan in CSS pixels
 * @property {number} layers
 * @property {number} heads
 * @property {number} left where the first head begins
 * @property {number} top
 * @property {number} side of a picture, to the right
 * @property {number} down of a picture, downwards
 * @property {number} gap between pictures
 * @property {number} width of the whole grid
 * @property {number} height
 *
 * @typedef {object} Marks of heads on the grid
 * @property {Place | null} pointed
 * @property {Place | null} echoed pointed at in the grid of another set
 * @property {{ place: Place, color: ColorName | HexColor }[]} shown elsewhere: the chosen one first; none in the grid of another set
 * @property {Place[]} found by a measure, the first ones
 */

const labelRoom = 30;
const leastSide = 12;
const mostSide = 88;
/** More pictures than these have no edges: the grid is drawn anew for every head that is pointed at. */
const mostRuled = 600;

/**
 * @param {object} grid
 * @param {number} grid.layers
 * @param {number} grid.heads
 * @param {number} grid.rows of each matrix
 * @param {number} grid.columns
 * @param {number} width that there is, in CSS pixels; what needs more is scrolled
 * @param {number} ratio device pixels to a CSS pixel
 * @returns {GridPlan}
 */
export function planGrid({ layers, heads, rows, columns }, width, ratio) {
  const room = (width - labelRoom) / heads;
  const gap = room > 24 ? 4 : 2;
  // Pictures are of whole device pixels, so that each of these shows what it says.
  const whole = (/** @type {number} */ size) => Math.max(1, Math.floor(size * ratio)) / ratio;
  const side = whole(clamp(room - gap, leastSide, mostSide));
  const down = whole(side * clamp(rows / columns, 0.25, 1.5));
  const space = Math.round(gap * ratio) / ratio;
  return {
    layers, heads, side, down, gap: space,
    left: labelRoom, top: 24,
    width: labelRoom + heads * (side + space),
    height: 24 + layers * (down + space),
  };
}

/** @param {GridPlan} plan @param {Place} place @returns {Box} */
export function boxAt({ left, top, side, down, gap }, [layer, head]) {
  return { x: left + head * (side + gap), y: top + layer * (down + gap), width: side, height: down };
}

/** @param {GridPlan} plan @param {number} x @param {number} y @returns {Place | null} the head that is there, gaps included */
export function headAt({ layers, heads, left, top, side, down, gap }, x, y) {
  const [layer, head] = [Math.floor((y - top) / (down + gap)), Math.floor((x - left) / (side + gap))];
  return layer >= 0 && layer < layers && head >= 0 && head < heads ? [layer, head] : null;
}

/** @param {GridPlan} plan @param {Place} place */
const isIn = ({ layers, heads }, [layer, head]) => layer < layers && head < heads;

/** All pictures in one, a value for each device pixel: what is between them, and not attended, is blank. */
export class Mosaic {
  #columns;
  #ratio;
  #plan;
  values;
  attended;

  /** @param {GridPlan} plan @param {number} ratio device pixels to a CSS pixel */
  constructor(plan, ratio) {
    this.#plan = plan;
    this.#ratio = ratio;
    this.#columns = Math.round(plan.heads * (plan.side + plan.gap) * ratio);
    const count = this.#columns * this.#rows;
    this.values = new Float32Array(count);
    this.attended = new Uint8Array(count);
  }

  get #rows() {
    return Math.round(this.#plan.layers * (this.#plan.down + this.#plan.gap) * this.#ratio);
  }

  /**
   * @param {Place} place
   * @param {Thumb} thumb at most as many values as the picture has pixels
   * @param {(value: number) => number} tone
   */
  put([layer, head], { values, attended, rows, columns }, tone) {
    const { side, down, gap } = this.#plan;
    const [across, high] = [Math.round(side * this.#ratio), Math.round(down * this.#ratio)];
    const left = Math.round(head * (side + gap) * this.#ratio);
    const top = Math.round(layer * (down + gap) * this.#ratio);
    for (let y = 0; y < high; y++) {
      const from = Math.floor((y * rows) / high) * columns;
      const to = (top + y) * this.#columns + left;
      for (let x = 0; x < across; x++) {
        const index = from + Math.floor((x * columns) / across);
        this.values[to + x] = tone(values[index]);
        this.attended[to + x] = attended ? attended[index] : 1;
      }
    }
  }

  /** @param {Tone['domain']} domain @returns {Item} */
  item(domain) {
    const { left, top } = this.#plan;
    const [rows, columns] = [this.#rows, this.#columns];
    return {
      type: 'cells', x: left, y: top, width: columns / this.#ratio, height: rows / this.#ratio, rows, columns,
      values: this.values, attended: this.attended, domain, part: { row: 0, column: 0, rows, columns }, isBlank: true,
    };
  }
}

/**
 * @param {GridPlan} plan
 * @param {Mosaic} mosaic
 * @param {Tone} tone
 * @param {Marks} marks
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function gridList(plan, mosaic, tone, marks, measure) {
  const { layers, heads, left, top, side, down, gap, width, height } = plan;
  const apart = Math.max(...[heads, layers].map((count) => measure(String(count - 1), 'axis'))) + 8;
  const isHeadWritten = spacedOut(heads, side + gap, apart, marks.pointed?.[1]);
  const isLayerWritten = spacedOut(layers, down + gap, 15, marks.pointed?.[0]);
  const numbers = (/** @type {number} */ count) => Array.from({ length: count }, (_, index) => index);
  /** @param {number} index @param {0 | 1} axis */
  const ink = (index, axis) => (marks.pointed?.[axis] === index || marks.shown[0]?.place[axis] === index ? 'ink' : 'muted');
  return {
    width: Math.max(width, left + 60),
    height: height + 4,
    items: [
      ...numbers(heads).filter(isHeadWritten).map((head) => textItem(left + head * (side + gap) + side / 2, top - 5, String(head), 'center', 'bottom', ink(head, 1))),
      ...numbers(layers).filter(isLayerWritten).map((layer) => textItem(left - 6, top + layer * (down + gap) + down / 2, String(layer), 'right', 'middle', ink(layer, 0))),
      mosaic.item(tone.domain),
      ...layers * heads > mostRuled ? [] : numbers(layers * heads).map((index) => ruled(boxAt(plan, [Math.floor(index / heads), index % heads]))),
      ...marks.found.map((place) => around(boxAt(plan, place), 'printed', 1.5)),
      ...marks.shown.map(({ place, color }) => around(boxAt(plan, place), color, 2.5)),
      ...marks.echoed && isIn(plan, marks.echoed) ? [around(boxAt(plan, marks.echoed), 'muted', 1)] : [],
      ...marks.pointed ? [around(boxAt(plan, marks.pointed), 'ink', 1.5)] : [],
    ],
  };
}

/** @param {Box} box @returns {OutlineItem} */
function ruled(box) {
  return { type: 'outline', ...box, stroke: 'rule', thickness: 1 };
}

/** @param {Box} box @param {OutlineItem['stroke']} stroke @param {number} thickness @returns {OutlineItem} */
function around({ x, y, width, height }, stroke, thickness) {
  return { type: 'outline', x: x - 2, y: y - 2, width: width + 4, height: height + 4, stroke, thickness };
}
