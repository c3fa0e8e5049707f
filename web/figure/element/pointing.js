/** Mouse, pen and finger on the picture: the crosshair follows, a click chooses, handles are dragged. */

import { vectorAt } from '../views/plane-frame.js';

/**
 * @import { Target } from '../display-list.js'
 * @import { Picture } from './picture.js'
 *
 * @typedef {{ kind: 'handle', vector: 'query' | 'key', index: number }} Handle
 *
 * @typedef {object} PointingActions
 * @property {(target: Target | null) => void} point at a target, or at none
 * @property {(target: Target) => void} choose by a click or a tap
 * @property {(target: Target) => void} derive by a double click
 * @property {(handle: Handle, place: [number, number]) => void} drag a vector's end to a place in the plane
 * @property {() => void} drop it there
 * @property {() => void} cancel the drag
 */

/** Pixels that a pointer may tremble within a click. */
const tremble = 5;

/**
 * @param {HTMLElement} stage
 * @param {Picture} picture
 * @param {PointingActions} actions
 */
export function followPointer(stage, picture, { point, choose, derive, drag, drop, cancel }) {
  /** @type {Handle | null} */
  let dragged = null;
  /** Where the map was taken hold of. @type {{ x: number, y: number, isMoved: boolean } | null} */
  let held = null;
  const at = (/** @type {PointerEvent | MouseEvent} */ event) => picture.view.targetAt(event);

  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const target = at(event);
    held = { x: event.clientX, y: event.clientY, isMoved: false };
    if (target?.kind === 'handle') {
      dragged = target;
      stage.setPointerCapture(event.pointerId);
      choose(target);
    } else if (event.pointerType !== 'mouse') {
      point(target);
    }
  });
  stage.addEventListener('pointermove', (event) => {
    if (dragged) {
      const place = placeIn(picture, stage, event);
      if (place) drag(dragged, place);
    } else if (held && event.pointerType === 'mouse' && picture.isZoomed) {
      const [across, down] = [event.clientX - held.x, event.clientY - held.y];
      if (!held.isMoved && Math.hypot(across, down) < tremble) return;
      held = { x: event.clientX, y: event.clientY, isMoved: true };
      picture.pan(across, down);
    } else {
      point(at(event));
    }
  });
  stage.addEventListener('pointerup', () => {
    if (dragged) drop();
    dragged = null;
  });
  stage.addEventListener('pointercancel', () => {
    if (dragged) cancel();
    dragged = null;
    held = null;
  });
  stage.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse' && !stage.matches(':focus-visible')) point(null);
  });
  stage.addEventListener('click', (event) => {
    const target = at(event);
    if (target && target.kind !== 'handle' && !held?.isMoved) choose(target);
    held = null;
  });
  stage.addEventListener('dblclick', (event) => {
    const target = at(event);
    if (target) derive(target);
  });
  stage.addEventListener('wheel', (event) => {
    // The wheel alone scrolls the page; with Ctrl, as touchpads send a pinch, it magnifies the map.
    if (!event.ctrlKey || !picture.view.list?.grid) return;
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    picture.zoom(event.clientX - box.x, event.clientY - box.y, Math.exp(-event.deltaY / 200));
  }, { passive: false });
}

/**
 * @param {Picture} picture
 * @param {HTMLElement} stage
 * @param {PointerEvent} event
 * @returns {[number, number] | null}
 */
function placeIn(picture, stage, event) {
  const { list } = picture.view;
  const box = stage.getBoundingClientRect();
  return list && vectorAt(list, event.clientX - box.x, event.clientY - box.y);
}
