/** The reader chooses a patch, and sees what it attends to, on the picture and in words. */

import { SectionState } from '../section-state.js';
import { inTurns } from '../turns.js';
import { attended, authorLook, findingThemselves, findThemselves, formatLook, parseLook } from './look.js';
import { LookView } from './look-view.js';
import { patchesOf } from './tokens.js';

/**
 * @import { live as en } from '../../../locales/lesson/image-en.js'
 * @import { Attention } from '../../../engine/index.js'
 * @import { Lesson } from '../section.js'
 * @import { Look, LookScore } from './look.js'
 * @import { Shown } from './raster.js'
 *
 * @typedef {Look & { isOwn: boolean }} State isOwn: the look at a picture that the reader brought
 */

/** @type {Readonly<State>} */
const author = { ...authorLook, isOwn: false };

/** A link to a state of the reader's own picture begins with this. */
const ownPrefix = 'own,';

/** The most patches along a side that a link may name. */
const most = { rows: 16, columns: 16 };

/**
 * @param {HTMLElement} root
 * @param {Lesson} lesson
 * @param {Attention} engine
 * @param {typeof en} texts
 * @param {{ pictureOf: (isOwn: boolean) => Shown }} pictures gives the drawn picture if the reader has brought none
 */
export async function startLook(root, lesson, engine, texts, { pictureOf }) {
  let shown = pictureOf(false);
  let patches = patchesOf(shown.raster);
  /** How many patches find themselves under each score; counted once for each picture. @type {Map<LookScore, number>} */
  const found = new Map();
  found.set(author.score, await inTurns(findingThemselves(engine, patches, author.score)));
  /** @type {SectionState<Readonly<State>>} */
  const kept = new SectionState(lesson.link, 'picture', {
    author, read, write, show,
    restored() {
      take(pictureOf(kept.current.isOwn));
      kept.current = { ...kept.current, isOwn: shown.isOwn };
    },
  });
  const view = new LookView(root, texts, (fields) => kept.edit(fields));
  kept.start();

  /** @param {Shown} next */
  function take(next) {
    if (next === shown) return;
    shown = next;
    patches = patchesOf(shown.raster);
    found.clear();
  }

  function show() {
    const { current } = kept;
    // A smaller picture may not have this place.
    const look = { ...current, row: Math.min(current.row, patches.rows - 1), column: Math.min(current.column, patches.columns - 1) };
    kept.current = look;
    view.show({ raster: shown.raster, patches, look, ...attended(engine, patches, look), found: foundUnder(look.score) });
  }

  /** @param {LookScore} score */
  function foundUnder(score) {
    const count = found.get(score) ?? findThemselves(engine, patches, score);
    found.set(score, count);
    return count;
  }

  return {
    /** @param {Shown} next */
    show(next) {
      take(next);
      kept.edit({ isOwn: shown.isOwn });
    },
  };
}

/** @param {Readonly<State>} state */
const write = (state) => (state.isOwn ? ownPrefix : '') + formatLook(state);

/** @param {string} text @returns {State} */
function read(text) {
  const isOwn = text.startsWith(ownPrefix);
  return { ...parseLook(isOwn ? text.slice(ownPrefix.length) : text, most), isOwn };
}
