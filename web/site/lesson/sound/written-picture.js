/**
 * The sound's picture as it is written into the page, with the same axes and numbers as the live one. Only what is strong is
 * drawn, as lines, since a map of 36,864 cells would be larger than the page.
 */

import { escaped, round, tag } from '../../../base/svg-markup.js';
import { bands, secondsAt } from './log-mel.js';

/**
 * @typedef {object} WrittenSound
 * @property {number} frames T
 * @property {Float64Array} mel [T, bands]
 * @property {Float32Array} weights [T, T]
 * @property {number} chosen frame
 * @property {Record<'bandsAxis' | 'weightsAxis' | 'mapAxis' | 'timeAxis', string>} texts
 */

/** Where the map begins: above it stand the bands and the weights, each with a line of text. */
const mapTop = 232;
const melTop = 22;
const melHeight = 96;
const barsFoot = 202;
const barsHeight = 56;
/** A band is drawn in a frame where it exceeds this share of the range from the softest to the loudest. */
const loud = 0.62;
/** Weights below the first of these are not drawn; those from the second on are drawn at full strength. */
const leastWeights = [0.09, 0.2];

/**
 * @param {WrittenSound} sound
 * @returns {string} an svg element, one unit wide for each frame
 */
export function writtenPicture({ frames, mel, weights, chosen, texts }) {
  const scale = 440 / frames;
  const row = weights.subarray(chosen * frames, (chosen + 1) * frames);
  const most = Math.max(...row);
  const high = mel.reduce((found, value) => Math.max(found, value), -Infinity);
  const low = mel.reduce((found, value) => Math.min(found, value), Infinity);
  const bandHeight = melHeight / bands;
  const lines = Array.from({ length: bands }, (_, band) => runs(frames, (frame) => Number(mel[frame * bands + band] - low > loud * (high - low)))
    .map(({ start, length }) => `M${start} ${bands - band}h${length}`)).flat(2);
  const diagonals = leastWeights.map((_, level) => Array.from({ length: 2 * frames - 1 }, (_nothing, index) => index - frames + 1).flatMap((lag) => {
    const first = Math.max(0, -lag);
    return runs(frames - Math.abs(lag), (place) => levelOf(weights[(first + place) * frames + first + place + lag]))
      .filter((run) => run.level === level + 1)
      .map(({ start, length }) => `M${first + start + lag} ${first + start}l${length} ${length}`);
  }));
  const bars = [...row].flatMap((weight, key) => (weight < most / 20 ? [] : [`M${key + 0.5} 0V${-round(weight / most)}`]));
  /** @param {string} d @param {string} transform @param {Record<string, string | number>} [more] */
  const path = (d, transform, more = {}) => tag('path', { d, transform, stroke: 'var(--figure-bar)', ...more });
  /** @param {number} y @param {string} text */
  const title = (y, text) => tag('text', { x: 0, y }, escaped(text));
  const height = mapTop + 440;
  return tag('svg', { viewBox: `0 0 440 ${height + 44}`, preserveAspectRatio: 'xMidYMin', 'aria-hidden': 'true' }, [
    title(14, texts.bandsAxis),
    path(lines.join(''), `matrix(${round(scale)} 0 0 ${bandHeight} 0 ${melTop - bandHeight / 2})`),
    title(melTop + melHeight + 20, texts.weightsAxis),
    path(bars.join(''), `matrix(${round(scale)} 0 0 ${barsHeight} 0 ${barsFoot})`),
    path(`M0 ${barsFoot}H440`, '', { stroke: 'var(--ink)' }),
    title(mapTop - 8, texts.mapAxis),
    tag('rect', { y: mapTop, width: 440, height: 440, fill: 'var(--figure-ramp-zero)' }),
    ...diagonals.map((runsOfLevel, level) => path(runsOfLevel.join(''), `matrix(${round(scale)} 0 0 ${round(scale)} 0 ${mapTop})`, level === 0 ? { opacity: 0.4 } : {})),
    ...[[chosen * scale, melTop, scale, melHeight], [0, mapTop + chosen * scale, 440, scale]].map(([x, y, width, tall]) => (
      tag('rect', { x: round(x - 1), y: round(y - 1), width: round(width + 2), height: round(tall + 2), fill: 'none', stroke: 'var(--figure-negative)', 'stroke-width': 2 }))),
    ...[0, 5, 10].map((seconds) => tag('text', { x: round((seconds / secondsAt(1)) * scale), y: height + 16, ...(seconds ? { 'text-anchor': 'middle' } : {}) }, `${seconds} s`)),
    tag('text', { x: 220, y: height + 38, 'text-anchor': 'middle' }, escaped(texts.timeAxis)),
  ].join('\n'));
}

/** @param {number} weight */
const levelOf = (weight) => leastWeights.filter((least) => weight >= least).length;

/**
 * Runs of neighbours with the same level; level 0 is left out.
 * @param {number} count
 * @param {(place: number) => number} level
 */
function runs(count, level) {
  /** @type {{ start: number, length: number, level: number }[]} */
  const found = [];
  for (let place = 0; place < count; place++) {
    const now = level(place);
    const last = found.at(-1);
    if (last && last.level === now && last.start + last.length === place) last.length += 1;
    else if (now > 0) found.push({ start: place, length: 1, level: now });
  }
  return found;
}
