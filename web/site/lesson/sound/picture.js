/** The drawing: the sound's bands, the weights of the chosen frame, and the map of all frames, above one time axis. */

import { wholeMap } from '../../../draw/display-list.js';
import { lineItem, textItem } from '../../../draw/items.js';
import { bands, secondsAt } from './log-mel.js';

/**
 * @import { Box, DisplayList, Item, Measure } from '../../../draw/display-list.js'
 *
 * @typedef {object} SoundState
 * @property {number} frames T
 * @property {Float64Array} mel [T, bands]
 * @property {Float32Array} weights [T, T]
 * @property {Uint8Array} attended [T, T]
 * @property {number} chosen frame
 * @property {{ bandsAxis: string, weightsAxis: string, mapAxis: string, timeAxis: string }} texts
 */

const line = 22;
const melHeight = 96;
const barsHeight = 56;

/** @param {number} width @returns {{ mel: Box, bars: Box, map: Box, height: number }} */
function layout(width) {
  const left = 0;
  const mel = { x: left, y: line, width: width - left, height: melHeight };
  const bars = { x: left, y: mel.y + melHeight + line + 6, width: width - left, height: barsHeight };
  const map = { x: left, y: bars.y + barsHeight + line + 8, width: width - left, height: width - left };
  return { mel, bars, map, height: map.y + map.height + 2 * line };
}

/** @param {SoundState} state @param {number} width @param {Measure} measure @returns {DisplayList} */
export function soundList(state, width, measure) {
  const { frames, mel, weights, attended, chosen, texts } = state;
  const at = layout(width);
  const slot = at.map.width / frames;
  const row = weights.subarray(chosen * frames, (chosen + 1) * frames);
  const most = Math.max(...row);
  const strongest = weights.reduce((high, weight) => Math.max(high, weight), 0);
  /** @type {Item[]} */
  const items = [
    textItem(0, 0, texts.bandsAxis),
    { type: 'cells', ...at.mel, rows: bands, columns: frames, values: picture(mel, frames), attended: new Uint8Array(bands * frames).fill(1), domain: [0, 1], part: wholeMap(bands, frames) },
    textItem(0, at.bars.y - line, texts.weightsAxis),
    ...Array.from(row, (weight, key) => /** @type {Item} */ ({
      type: 'rect', x: at.bars.x + key * slot, y: at.bars.y + barsHeight * (1 - weight / most), width: Math.max(1, slot), height: (barsHeight * weight) / most, fill: 'bar',
    })),
    lineItem(0, at.bars.y + barsHeight, width, at.bars.y + barsHeight, 'ink'),
    textItem(0, at.map.y - line, texts.mapAxis),
    { type: 'cells', ...at.map, rows: frames, columns: frames, values: weights, attended, domain: [0, strongest], part: wholeMap(frames, frames) },
    // The chosen frame: a column of the bands, a row of the map.
    { type: 'outline', x: chosen * slot - 2, y: at.mel.y - 2, width: slot + 4, height: melHeight + 4, stroke: 'negative', thickness: 2 },
    { type: 'outline', x: -1, y: at.map.y + chosen * slot - 2, width: width + 2, height: slot + 4, stroke: 'negative', thickness: 2 },
    ...timeItems(frames, at.map, slot, measure),
    textItem(width / 2, at.height - 2, texts.timeAxis, 'center', 'bottom'),
  ];
  return { width, height: at.height, items };
}

/**
 * @param {number} width
 * @param {number} frames
 * @param {number} x
 * @param {number} y
 * @returns {number | null} the frame there: a column of the bands or of the bars, a row of the map
 */
export function frameAt(width, frames, x, y) {
  const { mel, bars, map } = layout(width);
  const inside = (/** @type {number} */ place) => Math.min(frames - 1, Math.max(0, Math.floor(place)));
  if (y >= map.y && y <= map.y + map.height) return inside(((y - map.y) / map.height) * frames);
  return y >= mel.y && y <= bars.y + bars.height ? inside((x / width) * frames) : null;
}

/** The bands as an image with values from 0 to 1, high tones at the top. @param {Float64Array} mel @param {number} frames */
function picture(mel, frames) {
  const low = mel.reduce((least, value) => Math.min(least, value), Infinity);
  const high = mel.reduce((most, value) => Math.max(most, value), -Infinity);
  return Float32Array.from({ length: mel.length }, (_, cell) => {
    const band = bands - 1 - Math.floor(cell / frames);
    return (mel[(cell % frames) * bands + band] - low) / (high - low || 1);
  });
}

/** @param {number} frames @param {Box} map @param {number} slot @param {Measure} measure @returns {Item[]} */
function timeItems(frames, map, slot, measure) {
  const whole = secondsAt(frames);
  const room = Math.max(1, Math.floor(map.width / (measure('00 s', 'axis') * 2)));
  const step = [0.5, 1, 2, 5, 10].find((seconds) => whole / seconds <= room) ?? 20;
  return Array.from({ length: Math.floor(whole / step) + 1 }, (_, index) => index * step).flatMap((seconds) => {
    const x = (seconds / secondsAt(1)) * slot;
    if (x > map.width - measure('00 s', 'axis') / 2) return [];
    return [lineItem(x, map.y + map.height, x, map.y + map.height + 4, 'muted'), textItem(x, map.y + map.height + 6, `${seconds} s`, seconds === 0 ? 'left' : 'center')];
  });
}
