/** Queries at the left, keys at the right, and a line for each of the strongest weights. */

import { strongestOf } from './strongest.js';
import { filled } from './texts.js';
import { fitText, labelWidth, spacedOut, wrapText } from '../labels.js';
import { legendItems } from '../legend.js';
import { formatNumber } from '../number-format.js';
import { extentOf } from '../scale.js';

/**
 * @import { CurveItem, Item, Measure, Target } from '../display-list.js'
 * @import { Look, ViewPanel, ViewState } from './figure-view.js'
 * @import { Strongest } from './strongest.js'
 *
 * @typedef {object} Side
 * @property {string[]} words
 * @property {number} x where lines leave or arrive
 * @property {number} line from one word to the next
 * @property {number} top
 * @property {number} strong the chosen one
 */

const mostLines = 1000;
const axisLine = 26;
const tallestLine = 28;
const textLine = 19;

/** @type {import('./figure-view.js').View} */
export function linksView(state, numbers, panel, look, width, measure, isAlone) {
  const { texts, domain } = look;
  const [left, right] = sidesOf(state, look, width, measure);
  const bottom = axisLine + left.line * left.words.length;
  const strongest = strongestOf(panel.weights, panel.attended, numbers.columns, mostLines);
  const curves = curveItems(strongest, panel, numbers.columns, look, left, right);
  const said = wrapText(saidOf(strongest, look), width, measure, 'axis');
  const textsAt = bottom + 12;
  const below = textsAt + textLine * said.length;
  const legend = isAlone
    ? legendItems(
        {
          title: numbers.isSupplied ? texts.supplied : texts.weight,
          domain,
          extent: extentOf(panel.weights),
          masked: null,
          dashed: extentOf(panel.weights)[0] < 0 ? texts.negative : null,
        },
        { left: 0, width, y: below + 10 },
        measure,
      )
    : { items: [], bottom: below };
  return {
    width,
    height: legend.bottom,
    grid: { rows: numbers.rows, columns: numbers.columns },
    items: [
      ...sideItems(left, texts.queries, 'right', width, measure),
      ...sideItems(right, texts.keys, 'left', width, measure),
      ...curves,
      ...zoneItems(left, right, strongest, width),
      ...said.map(
        /** @returns {Item} */ (text, index) => ({
          type: 'text',
          x: 0,
          y: textsAt + textLine * index,
          text,
          font: 'axis',
          fill: 'muted',
          baseline: 'top',
        }),
      ),
      ...legend.items,
    ],
  };
}

/**
 * Both sides are equally high: where one has fewer words, they stand further apart.
 * @param {ViewState} state
 * @param {Look} look
 * @param {number} width
 * @param {Measure} measure
 * @returns {[Side, Side]}
 */
function sidesOf({ tokens, queryTokens, query, key }, { crosshair }, width, measure) {
  const rows = queryTokens ?? tokens;
  const most = Math.max(rows.length, tokens.length);
  const height = Math.min(tallestLine * most, Math.max(480, Math.min(900, width)));
  const room = width * 0.34;
  /** @param {string[]} words */
  const edge = (words) => Math.min(room, Math.max(40, labelWidth(words, measure) + 14));
  return [
    { words: rows, x: edge(rows), line: height / rows.length, top: axisLine, strong: crosshair?.row ?? query },
    {
      words: tokens,
      x: width - edge(tokens),
      line: height / tokens.length,
      top: axisLine,
      strong: crosshair?.column ?? key ?? -1,
    },
  ];
}

/**
 * @param {Side} side
 * @param {number} index
 */
function middleOf({ top, line }, index) {
  return top + line * (index + 0.5);
}

/**
 * @param {Side} side
 * @param {string} name
 * @param {'left' | 'right'} align
 * @param {number} width
 * @param {Measure} measure
 * @returns {Item[]}
 */
function sideItems(side, name, align, width, measure) {
  const { words, x, line, strong } = side;
  const isLeft = align === 'right';
  const room = (isLeft ? x : width - x) - 8;
  const isWritten = spacedOut(words.length, line, 18, strong < 0 ? undefined : strong);
  /** @type {Item[]} */
  const items = [
    {
      type: 'text',
      x: isLeft ? 0 : width,
      y: 0,
      text: fitText(name, width / 2 - 6, measure, 'axis'),
      font: 'axis',
      fill: 'muted',
      align: isLeft ? 'left' : 'right',
      baseline: 'top',
    },
  ];
  words.forEach((word, index) => {
    if (!isWritten(index)) return;
    const y = middleOf(side, index);
    items.push({
      type: 'text',
      x: isLeft ? x - 8 : x + 8,
      y,
      text: fitText(word, room, measure, 'label'),
      font: 'label',
      fill: index === strong ? 'ink' : 'muted',
      align,
      baseline: 'middle',
    });
  });
  return items;
}

/**
 * From back to front: weak before strong, and the chosen query's over all others.
 * @param {Strongest} strongest
 * @param {ViewPanel} panel
 * @param {number} columns
 * @param {Look} look
 * @param {Side} left
 * @param {Side} right
 * @returns {CurveItem[]}
 */
function curveItems({ indices }, { weights }, columns, { domain, crosshair }, left, right) {
  const most = Math.max(-domain[0], domain[1]);
  const thickest = Math.min(5, Math.max(1.5, 0.4 * Math.min(left.line, right.line)));
  const isOnlyQuery = left.words.length === 1;
  const curves = indices.map((index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const weight = weights[index];
    const isPointed = crosshair !== null && row === crosshair.row && column === crosshair.column;
    const isChosen = isOnlyQuery || row === left.strong;
    const share = Math.min(1, Math.abs(weight) / most);
    /** @type {CurveItem} */
    const curve = {
      type: 'curve',
      x1: left.x,
      y1: middleOf(left, row),
      x2: right.x,
      y2: middleOf(right, column),
      stroke: { ramp: weight, domain },
      thickness: 0.75 + (thickest - 0.75) * share + (isPointed ? 1.5 : 0),
      opacity: isChosen || isPointed ? 1 : 0.3,
      dashed: weight < 0,
      target: { kind: 'cell', row, column },
    };
    return { curve, rank: Number(isPointed) * 2 + Number(isChosen) };
  });
  return curves.reverse().sort((a, b) => a.rank - b.rank).map(({ curve }) => curve);
}

/**
 * A query's word stands for the cell of its largest weight, a key's for its key.
 * @param {Side} left
 * @param {Side} right
 * @param {Strongest} strongest
 * @param {number} width
 * @returns {Item[]}
 */
function zoneItems(left, right, { columns }, width) {
  /**
   * @param {number} x
   * @param {number} across
   * @param {Side} side
   * @param {number} index
   * @param {Target} target
   * @returns {Item}
   */
  const zone = (x, across, side, index, target) =>
    ({ type: 'zone', x, y: side.top + side.line * index, width: across, height: side.line, target });
  return [
    ...left.words.map((_, row) => zone(0, left.x, left, row, { kind: 'cell', row, column: columns[row] })),
    ...right.words.map((_, key) => zone(right.x, width - right.x, right, key, { kind: 'key', key })),
  ];
}

/**
 * @param {Strongest} strongest
 * @param {Look} look
 */
function saidOf({ indices, count, share }, { texts }) {
  /** @param {number} number */
  const grouped = (number) => number.toLocaleString('en');
  if (indices.length === count) return filled(texts.linksAll, { count: grouped(count) });
  const percent = `${formatNumber(100 * share, 1)} %`;
  return filled(texts.linksStrongest, { count: grouped(indices.length), all: grouped(count), share: percent });
}
