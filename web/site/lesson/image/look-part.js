/** The reader chooses a patch, and sees what it attends to, on the picture and in words. */

import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { inTurns } from '../turns.js';
import { Board } from './board.js';
import { attended, authorLook, findingThemselves, findThemselves, formatLook, parseLook, summary, temperatureOf } from './look.js';
import { veiled } from './raster.js';
import { say } from './slider-words.js';
import { patchesOf, patchSide, rasterOf } from './tokens.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { Lesson } from '../section.js'
 * @import { Look, LookScore, Patches } from './look.js'
 * @import { Shown } from './start.js'
 *
 * @typedef {typeof import('../../../locales/lesson/image-en.js').live} Texts
 */

/** A link to a state of the reader's own picture begins with this. */
const ownPrefix = 'own,';

/** The most patches along a side that a link may name. */
const most = { rows: 16, columns: 16 };

/**
 * @param {HTMLElement} root
 * @param {Lesson} lesson
 * @param {Attention} engine
 * @param {Texts} texts
 * @param {{ pictureOf: (isOwn: boolean) => Shown }} pictures gives the drawn picture if the reader has brought none
 */
export async function startLook(root, lesson, engine, texts, { pictureOf }) {
  /** @param {string} selector */
  const find = (selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const sharpness = /** @type {HTMLInputElement} */ (find('#image-sharpness'));
  const self = /** @type {HTMLInputElement} */ (find('#image-self'));
  const radios = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('input[name=image-score]')]);
  const place = (/** @type {number} */ column, /** @type {number} */ row) => filled(texts.place, { row: row + 1, column: column + 1 });
  const choosing = {
    choose: (/** @type {number} */ column, /** @type {number} */ row) => change({ row, column }),
    name: (/** @type {number} */ column, /** @type {number} */ row) => filled(texts.handle, { place: place(column, row) }),
  };
  const board = new Board(find('#image-patches'), choosing);
  const seen = new Board(find('#image-seen'));
  const [asks, gets] = ['#image-asks', '#image-gets'].map((selector) => new Board(find(selector)));
  let shown = pictureOf(false);
  /** @type {Patches} */
  let patches = patchesOf(shown.raster);
  let look = authorLook;
  /** How many patches find themselves under each score; counted once for each picture. @type {Map<LookScore, number>} */
  const found = new Map();
  found.set(look.score, await inTurns(findingThemselves(engine, patches, look.score)));

  const keep = lesson.link.keep('picture', {
    restore(text) {
      const isOwn = text.startsWith(ownPrefix);
      const next = text === '' ? authorLook : parseLook(isOwn ? text.slice(ownPrefix.length) : text, most);
      take(pictureOf(isOwn));
      look = next;
      draw();
    },
  });
  if (!lesson.link.get('picture')) draw();
  sharpness.addEventListener('input', () => change({ sharpness: sharpness.valueAsNumber }));
  self.addEventListener('change', () => change({ self: self.checked }));
  for (const radio of radios) radio.addEventListener('change', () => change({ score: /** @type {LookScore} */ (radio.value) }));

  /** @param {Shown} next */
  function take(next) {
    if (next === shown) return;
    shown = next;
    patches = patchesOf(shown.raster);
    found.clear();
  }

  /** @param {Partial<Look>} part */
  function change(part) {
    look = { ...look, ...part };
    draw();
    const isAuthor = !shown.isOwn && formatLook(look) === formatLook(authorLook);
    keep(isAuthor ? '' : (shown.isOwn ? ownPrefix : '') + formatLook(look));
  }

  function draw() {
    const { rows, columns, size, data } = patches;
    // A smaller picture may not have this place.
    look = { ...look, row: Math.min(look.row, rows - 1), column: Math.min(look.column, columns - 1) };
    const { row, column, score } = look;
    const { weights, output } = attended(engine, patches, look);
    const { first, half } = summary(weights);
    const ranked = first.map((index) => ({ row: Math.floor(index / columns), column: index % columns }));
    const largest = weights[first[0]];
    board.show(shown.raster, columns, rows, patchSide);
    board.mark(column, row, ranked);
    const { width } = shown.raster;
    seen.show(
      veiled(shown.raster, (pixel) => weights[Math.floor(pixel / width / patchSide) * columns + Math.floor((pixel % width) / patchSide)] / largest),
      columns, rows, patchSide,
    );
    seen.mark(column, row, ranked);
    const chosen = row * columns + column;
    asks.show(rasterOf(data.subarray(chosen * size, (chosen + 1) * size), patchSide, patchSide), 1, 1, patchSide);
    gets.show(rasterOf(output, patchSide, patchSide), 1, 1, patchSide);

    sharpness.value = String(look.sharpness);
    say(root, 'image-sharpness', filled(texts.temperature, { temperature: formatNumber(temperatureOf(look)) }));
    self.checked = look.self;
    for (const radio of radios) radio.checked = radio.value === score;
    if (!found.has(score)) found.set(score, findThemselves(engine, patches, score));
    const count = rows * columns;
    find('.image-look-said').textContent = count === 1 ? texts.onePatch : filled(texts.look, {
      place: place(column, row),
      list: ranked.map((each, index) => filled(texts.ranked, { place: place(each.column, each.row), weight: formatNumber(weights[first[index]]) })).join(texts.comma),
      half,
      count,
    });
    find('.image-find').textContent = filled(texts.findThemselves[score], { found: /** @type {number} */ (found.get(score)), count });
  }

  return {
    /** @param {Shown} next */
    show(next) {
      take(next);
      change({});
    },
  };
}

