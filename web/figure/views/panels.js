/** Small multiples: the same view of two to four panels, and what they differ by from the first. */

import { moved } from '../../draw/moved.js';
import { planeSamples } from './plane.js';
import { filled } from '../../base/filled.js';
import { clamp } from '../../draw/geometry.js';
import { textItem } from '../../draw/items.js';
import { fitText } from '../../draw/labels.js';
import { labelsLeft } from '../../draw/heatmap.js';
import { legendItems, linkSamples, maskedSamples, sampleItems } from '../../draw/legend.js';
import { colorDomain, commonExtent } from '../../draw/scale.js';

/**
 * @import { DisplayList, Domain, Plot, Item, Measure } from '../../draw/display-list.js'
 * @import { Look, View, ViewNumbers, ViewState } from './view.js'
 *
 * @typedef {{ title: string, note: string, isDifference: boolean, list: DisplayList }} Drawn
 */

const gap = 32;
/** Side by side in one row, however narrow. */
const gapInRow = 20;
const narrowest = 270;
const titleLine = 24;
const noteLine = 20;

/**
 * @param {View} view
 * @param {ViewState} state
 * @param {ViewNumbers} given
 * @param {Look} look
 * @param {number} width
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function panelsList(view, state, given, look, width, measure) {
  const numbers = withMean(state, given, look);
  const { only } = look;
  const length = only ? 1 : numbers.panels.length;
  const hasDifferences = differencesOf(state, numbers, look).length > 0;
  // Of two panels the difference stands beside them, of more in a row below.
  const count = length === 2 && hasDifferences ? 3 : length;
  const fitting = clamp(Math.floor((width + gap) / (narrowest + gap)), 1, count);
  const across = look.isInRow ? count : count === 4 && fitting === 3 ? 2 : fitting;
  const apart = look.isInRow ? gapInRow : gap;
  // In a row the first panel has the words of all, and the plots are equally wide.
  const rowWords = look.isInRow && state.view === 'heatmap' ? labelsLeft(state.queryTokens ?? state.tokens, width * 0.2, measure) : 0;
  const panelWidth = (width - rowWords - apart * (across - 1)) / across;
  const all = drawnPanels(view, state, numbers, look, rowWords, panelWidth, measure);
  const drawn = only ? all.slice(only - 1, only) : all;

  const names = commonNames(state, look);
  /** @type {DisplayList} */
  const whole = {
    width,
    height: names ? titleLine : 0,
    items: names ? [textItem(0, 0, fitText(names, width, measure, 'axis'))] : [],
  };
  /** @type {Plot[]} */
  const allPlots = [];
  for (let first = 0, row; (row = rowFrom(drawn, first, across, length)).length > 0; first += row.length) {
    const top = whole.height + (first > 0 ? gap : 0);
    const hasNotes = row.some(({ note }) => note !== '');
    const bodyAt = top + titleLine + (hasNotes ? noteLine : 0) + 4;
    // Each under its panel, where all panels have found room in one row.
    let x = first === length && across === length ? panelWidth + apart : 0;
    let ownEnd = 0;
    for (const panel of row) {
      const { grid, items, plots = [] } = panel.list;
      whole.items.push(...titleItems(panel, x, top, panel.list.width, measure));
      whole.grid = grid;
      const at = x;
      whole.items.push(...items.map((item) => moved(item, at, bodyAt)));
      allPlots.push(...plots.map((plot) => ({
        ...plot, x: plot.x + at, y: plot.y + bodyAt, originX: plot.originX + at, originY: plot.originY + bodyAt,
      })));
      x += panel.list.width + apart;
      if (!panel.isDifference) ownEnd = x - apart;
    }
    whole.height = bodyAt + Math.max(...row.map(({ list }) => list.height));
    const own = row.filter(({ isDifference }) => !isDifference);
    const isLast = first + own.length === length;
    if (own.length === 0 || !isLast) continue;
    // Under the last panels of weights, beside the legend of the difference.
    const y = bodyAt + Math.max(...own.map(({ list }) => list.height)) + 10;
    const legend = sharedLegend(state, numbers, look, { width: ownEnd, y }, measure);
    whole.items.push(...legend.items);
    whole.height = Math.max(whole.height, legend.bottom);
  }
  return { ...whole, plots: allPlots };
}

/**
 * The mean of heads is one panel more, but in a single row, which has no room for it.
 * @param {ViewState} state
 * @param {ViewNumbers} numbers
 * @param {Look} look
 * @returns {ViewNumbers}
 */
function withMean({ view }, numbers, { isInRow, texts }) {
  const { panels, mean } = numbers;
  if (!mean || isInRow || view === 'plane') return numbers;
  return { ...numbers, panels: [...panels, { name: texts.mean, weights: mean, attended: panels[0].attended, output: null }] };
}

/**
 * The panels of a row: two with their difference, else either panels or differences.
 * @param {Drawn[]} drawn
 * @param {number} first
 * @param {number} across
 * @param {number} length how many are no differences
 */
function rowFrom(drawn, first, across, length) {
  const end = length > 2 && first < length ? length : drawn.length;
  return drawn.slice(first, Math.min(first + across, end));
}

/**
 * @param {ViewState} state
 * @param {ViewNumbers} numbers
 * @param {Look} look
 * @returns {Float64Array[]} those that are drawn: of more than two panels none in a single row
 */
function differencesOf({ view }, { panels, differences = [] }, { isInRow }) {
  return view === 'plane' || (isInRow && panels.length > 2) ? [] : differences;
}

/**
 * Names the axes of all panels of a row in one line.
 * @param {ViewState} state
 * @param {Look} look
 */
function commonNames({ view }, { isInRow, texts }) {
  if (!isInRow || view === 'plane') return '';
  if (view === 'links') return `${texts.queries} → ${texts.keys}`;
  return view === 'bars' ? texts.keyAxis : `${texts.keyAxis} · ${texts.queryAxis}`;
}

/**
 * @param {View} view
 * @param {ViewState} state
 * @param {ViewNumbers} numbers
 * @param {Look} look
 * @param {number} left the room for the words of the rows, in the first panel of a row
 * @param {number} width of a panel, without that
 * @param {Measure} measure
 * @returns {Drawn[]}
 */
function drawnPanels(view, state, numbers, look, left, width, measure) {
  /** @param {Look} panelLook @param {number} index @returns {[Look, number]} its look and its width */
  const placed = (panelLook, index) => {
    const isFirst = index === 0;
    return [look.isInRow ? { ...panelLook, row: { left: isFirst ? left : 0 } } : panelLook, isFirst ? left + width : width];
  };
  const isHeads = state.compare === 'head';
  const titles = numbers.panels.map((panel, index) => look.panelTitles?.[index] ?? panel.name ?? '');
  const drawn = numbers.panels.map((panel, index) => ({
    title: titles[index],
    note: look.panelNotes?.[index] ?? '',
    isDifference: false,
    list: view(isHeads ? { ...state, head: panel.head ?? index } : state, numbers, panel, ...placed(look, index), measure, false),
  }));
  // Of several heads' vectors only the chosen head's can be moved.
  if (isHeads) {
    drawn.forEach(({ list }, index) => {
      if ((numbers.panels[index].head ?? index) !== state.head) list.items = list.items.filter((item) => item.type !== 'zone' || item.target.kind !== 'handle');
    });
  }
  const differences = differencesOf(state, numbers, look);
  if (differences.length === 0) return drawn;
  const [{ attended }] = numbers.panels;
  const differenceLook = {
    ...look,
    domain: look.differenceDomain ?? differenceDomainOf(numbers),
    texts: { ...look.texts, weight: look.texts.differenceAxis },
  };
  const under = differences.map((weights, index) => ({
    title: filled(look.texts.difference, { first: titles[0], second: titles[index + 1] }),
    note: '',
    isDifference: true,
    // The last that is seen has the legend.
    list: view(
      state, numbers, { name: null, weights, attended, output: null }, ...placed(differenceLook, drawn.length), measure,
      Boolean(look.only) || index === differences.length - 1,
    ),
  }));
  return [...drawn, ...under];
}

/**
 * @param {ViewNumbers} numbers with differences
 * @returns {Domain} around zero
 */
export function differenceDomainOf({ differences = [] }) {
  return colorDomain(differences, 'signed');
}

/**
 * @param {Drawn} panel
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {Measure} measure
 * @returns {Item[]}
 */
function titleItems({ title, note }, x, y, width, measure) {
  const items = [textItem(x, y, fitText(title, width, measure, 'value'), 'left', 'top', 'ink', 'value')];
  if (note) items.push(textItem(x, y + titleLine, fitText(note, width, measure, 'axis')));
  return items;
}

/**
 * One legend for all panels; the difference has its own.
 * @param {ViewState} state
 * @param {ViewNumbers} numbers
 * @param {Look} look
 * @param {{ width: number, y: number }} where
 * @param {Measure} measure
 * @returns {{ items: Item[], bottom: number }}
 */
function sharedLegend(state, { panels }, { texts, domain }, { width, y }, measure) {
  const extent = commonExtent(panels.map(({ weights }) => weights));
  const { view } = state;
  const masks = panels.map(({ attended }) => attended);
  const samples = view === 'plane' ? planeSamples(state, panels[0], texts)
    : view === 'links' ? linkSamples(extent, masks, texts)
      : maskedSamples(masks, texts.masked);
  return view === 'heatmap' || view === 'links'
    ? legendItems({ title: texts.weight, domain, extent, samples }, { left: 0, width, y }, measure)
    : sampleItems(samples, { start: { x: 0, y }, left: 0, below: y, width }, measure);
}
