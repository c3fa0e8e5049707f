/** Shows what the chosen patch attends to: the boards, the fields and the sentences. */

import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { part } from '../drawing/controls.js';
import { Board } from './board.js';
import { summary, temperatureOf } from './look.js';
import { veiled } from './raster.js';
import { say } from './slider-words.js';
import { patchSide, rasterOf } from './tokens.js';

/**
 * @import { live as en } from '../../../locales/lesson/image-en.js'
 * @import { Look, LookScore, Patches } from './look.js'
 * @import { Raster } from './raster.js'
 *
 * @typedef {object} Attended
 * @property {Raster} raster
 * @property {Patches} patches of the raster
 * @property {Look} look
 * @property {Float32Array} weights of the patches for the chosen one
 * @property {Float32Array} output the mixed patch
 * @property {number} found how many patches find themselves
 *
 * @typedef {{ row: number, column: number }} Place of a patch
 */

export class LookView {
  #root;
  #texts;
  #board;
  #seen;
  #asks;
  #gets;
  #sharpness;
  #self;
  #radios;
  #said;
  #find;

  /** @param {HTMLElement} root @param {typeof en} texts @param {(fields: Partial<Look>) => void} change called with what the reader changes */
  constructor(root, texts, change) {
    this.#root = root;
    this.#texts = texts;
    /** @param {string} selector */
    const box = (selector) => part(root, selector, HTMLElement);
    this.#board = new Board(box('#image-patches'), {
      choose: (column, row) => change({ row, column }),
      name: (column, row) => filled(texts.handle, { place: this.#placeText({ row, column }) }),
    });
    this.#seen = new Board(box('#image-seen'));
    this.#asks = new Board(box('#image-asks'));
    this.#gets = new Board(box('#image-gets'));
    this.#said = box('.image-look-said');
    this.#find = box('.image-find');
    this.#sharpness = part(root, '#image-sharpness', HTMLInputElement);
    this.#self = part(root, '#image-self', HTMLInputElement);
    this.#radios = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('input[name=image-score]')]);
    this.#sharpness.addEventListener('input', () => change({ sharpness: this.#sharpness.valueAsNumber }));
    this.#self.addEventListener('change', () => change({ self: this.#self.checked }));
    for (const radio of this.#radios) radio.addEventListener('change', () => change({ score: /** @type {LookScore} */ (radio.value) }));
  }

  /** @param {Attended} attended */
  show(attended) {
    const { patches, look, weights, output } = attended;
    const { columns, size, data } = patches;
    const { first, half } = summary(weights);
    const ranked = first.map((index) => ({ row: Math.floor(index / columns), column: index % columns }));
    this.#showPicture(attended, ranked);
    const chosen = look.row * columns + look.column;
    this.#asks.show(rasterOf(data.subarray(chosen * size, (chosen + 1) * size), patchSide, patchSide), 1, 1, patchSide);
    this.#gets.show(rasterOf(output, patchSide, patchSide), 1, 1, patchSide);
    this.#showFields(look);
    this.#tell(attended, ranked, first.map((index) => weights[index]), half);
  }

  /** Shows the picture with its patches, and the picture as the chosen patch sees it. @param {Attended} attended @param {Place[]} ranked */
  #showPicture({ raster, patches: { rows, columns }, look: { row, column }, weights }, ranked) {
    this.#board.show(raster, columns, rows, patchSide);
    this.#board.mark(column, row, ranked);
    const { width } = raster;
    const largest = Math.max(...weights);
    this.#seen.show(
      veiled(raster, (pixel) => weights[Math.floor(pixel / width / patchSide) * columns + Math.floor((pixel % width) / patchSide)] / largest),
      columns, rows, patchSide,
    );
    this.#seen.mark(column, row, ranked);
  }

  /** @param {Look} look */
  #showFields(look) {
    this.#sharpness.value = String(look.sharpness);
    say(this.#root, 'image-sharpness', filled(this.#texts.temperature, { temperature: formatNumber(temperatureOf(look)) }));
    this.#self.checked = look.self;
    for (const radio of this.#radios) radio.checked = radio.value === look.score;
  }

  /**
   * @param {Attended} attended
   * @param {Place[]} ranked the patches with the most weight
   * @param {number[]} largest their weights
   * @param {number} half how many patches hold half of the weight
   */
  #tell({ patches, look, found }, ranked, largest, half) {
    const texts = this.#texts;
    const count = patches.rows * patches.columns;
    const list = ranked.map((place, index) => filled(texts.ranked, { place: this.#placeText(place), weight: formatNumber(largest[index]) })).join(texts.comma);
    this.#said.textContent = count === 1 ? texts.onePatch : filled(texts.look, { place: this.#placeText(look), list, half, count });
    this.#find.textContent = filled(texts.findThemselves[look.score], { found, count });
  }

  /** @param {Place} place */
  #placeText({ row, column }) {
    return filled(this.#texts.place, { row: row + 1, column: column + 1 });
  }
}
