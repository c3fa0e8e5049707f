/** The chart as SVG text: cost against T, with both axes logarithmic, so that T^p is a straight line of slope p. */

import { escaped, round, tag } from '../../../base/svg-markup.js';
import { methods } from './plan.js';

/**
 * @import { Metric } from './findings.js'
 * @import { Method } from './plan.js'
 *
 * @typedef {object} ChartState
 * @property {{ of: (method: Method, count: number) => readonly ({ length: number } & Partial<Record<Metric | 'operations', number>>)[] }} results
 * @property {Metric | 'operations'} metric
 * @property {(power: number) => string} tick the label of a power of ten on the upward axis
 * @property {readonly number[]} lengths the values of T on the axis
 * @property {number} workers the number of workers in the measurements that use several
 * @property {Record<string, string>} texts
 * @property {(count: number) => string} count
 */

const top = 34;
const foot = 46;
const labelHeight = 17;

/** The range of the upward axis before anything is measured, in powers of ten. @type {Record<ChartState['metric'], [low: number, high: number]>} */
const usualDecades = { seconds: [-3, 0], bytes: [6, 8], operations: [6, 8] };

/** For each method, one half of a marker that is two pixels high. @type {Record<Exclude<Method, 'half'>, string>} */
const markers = {
  dense: 'M-4 -4h8v8h-8Z',
  causal: 'M-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0Z',
  window: 'M0 -5.5L5 3.5H-5Z',
  linear: 'M0 -5.5L5.5 0L0 5.5L-5.5 0Z',
  kept: 'M-4.5 -4.5L4.5 4.5M-4.5 4.5L4.5 -4.5',
};

/**
 * @param {ChartState} state
 * @param {number} width in CSS pixels
 * @returns {string} an svg element
 */
export function chartSvg(state, width) {
  const { lengths, metric, texts } = state;
  const height = Math.round(Math.min(440, Math.max(300, width * 0.55)));
  const left = 58;
  const right = width - (width < 480 ? 58 : 96);
  const bottom = height - foot;
  const lines = linesOf(state);
  const [low, high] = decadesOf(lines.flatMap(({ points }) => points.map(({ value }) => value)), metric);
  /** @param {number} length */
  const across = (length) => left + ((right - left) * Math.log2(length / lengths[0])) / Math.log2(lengths[lengths.length - 1] / lengths[0]);
  /** @param {number} value */
  const up = (value) => bottom - ((bottom - top) * (Math.log10(value) - low)) / (high - low);

  const items = [tag('text', { class: 'cost-note', x: 0, y: 14 }, escaped(texts[metric]))];
  for (let power = low; power <= high; power++) {
    const y = round(up(10 ** power));
    items.push(
      tag('path', { class: 'cost-rule', d: `M${left} ${y}H${round(right)}` }),
      tag('text', { class: 'cost-tick', x: left - 8, y: y + 4.5, 'text-anchor': 'end' }, escaped(state.tick(power))),
    );
  }
  const every = (right - left) / lengths.length < 48 ? 2 : 1;
  lengths.forEach((length, index) => {
    const x = round(across(length));
    items.push(tag('path', { class: 'cost-rule', d: `M${x} ${bottom}v5` }));
    if ((lengths.length - 1 - index) % every === 0) {
      items.push(tag('text', { class: 'cost-tick', x, y: bottom + 20, 'text-anchor': 'middle' }, escaped(state.count(length))));
    }
  });
  items.push(
    tag('text', { class: 'cost-note', x: round((left + right) / 2), y: height - 6, 'text-anchor': 'middle' }, escaped(texts.axis)),
    ...(metric === 'operations' ? [] : guides({ lengths, across, up, low, high, bottom })),
    tag('path', { class: 'cost-axis', d: `M${left} ${bottom}H${round(right)}` }),
  );
  for (const { method, isMany, points } of lines) {
    const path = points.map(({ length, value }, index) => `${index ? 'L' : 'M'}${round(across(length))} ${round(up(value))}`).join('');
    items.push(tag('g', { class: 'cost-series', 'data-method': method, 'data-many': isMany && 'true' }, [
      tag('path', { class: 'cost-line', d: path }),
      ...points.map(({ length, value }) => tag('path', {
        class: 'cost-marker', d: markers[method], transform: `translate(${round(across(length))} ${round(up(value))})`,
        'data-length': length, 'data-value': value,
      })),
    ].join('')));
  }
  const named = lines.filter(({ isMany, points }) => !isMany && points.length > 0)
    .map(({ method, points }) => ({ method, x: across(points[points.length - 1].length), y: up(points[points.length - 1].value) }));
  for (const { method, x, y } of spread(named, bottom)) {
    items.push(tag('text', { class: 'cost-name', 'data-method': method, x: round(x + 11), y: round(y + 4.5) }, escaped(texts[method])));
  }
  return tag('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, items.join('\n'));
}

/** @param {ChartState} state */
function linesOf({ results, metric, workers }) {
  // The page does not know how much memory several workers use together.
  const counts = metric === 'seconds' && workers > 1 ? [1, workers] : [1];
  return [...methods, /** @type {const} */ ('kept')].filter((method) => method !== 'kept' || metric === 'bytes').flatMap((method) => counts.map((count) => ({
    method,
    isMany: count > 1,
    points: results.of(method, count).map((point) => ({ length: point.length, value: point[metric] ?? NaN })),
  })));
}

/** @param {number[]} values @param {ChartState['metric']} metric @returns {[low: number, high: number]} powers of ten, at least two apart */
function decadesOf(values, metric) {
  if (values.length === 0) return usualDecades[metric];
  const powers = values.map(Math.log10);
  const low = Math.floor(Math.min(...powers));
  return [low, Math.max(low + 2, Math.ceil(Math.max(...powers)))];
}

/**
 * Two guide lines from one corner: twice and four times the cost for twice the T.
 * @param {{ lengths: readonly number[], across: (length: number) => number, up: (value: number) => number, low: number, high: number, bottom: number }} plot
 */
function guides({ lengths, across, up, low, high, bottom }) {
  const first = lengths[0];
  return [1, 2].flatMap((power) => {
    // A line ends where it leaves the plot, at the right or at the top.
    const last = Math.min(lengths[lengths.length - 1], first * 10 ** ((high - low) / power));
    const [x, y] = [across(last), up(10 ** low * (last / first) ** power)];
    return [
      tag('path', { class: 'cost-guide', d: `M${round(across(first))} ${bottom}L${round(x)} ${round(y)}` }),
      tag('text', { class: 'cost-note', x: round(x - 6), y: round(y - 7), 'text-anchor': 'end' }, power === 1 ? '∝ T' : '∝ T²'),
    ];
  });
}

/**
 * Moves names at the same place on the axis apart from each other.
 * @template {{ x: number, y: number }} Name
 * @param {Name[]} names
 * @param {number} bottom
 */
function spread(names, bottom) {
  const sorted = [...names].sort((a, b) => a.y - b.y);
  for (let index = 1; index < sorted.length; index++) sorted[index].y = Math.max(sorted[index].y, sorted[index - 1].y + labelHeight);
  // The lowest names stay above the axis.
  let limit = bottom;
  for (let index = sorted.length - 1; index >= 0; index--) {
    sorted[index].y = Math.min(sorted[index].y, limit);
    limit = sorted[index].y - labelHeight;
  }
  return sorted;
}
