/** Mouse, pen and finger on the picture: the crosshair follows, a click chooses, handles are dragged, maps magnified. */

import { vectorAt } from './plane-plot.js';

/**
 * @import { CanvasView } from './canvas-view.js'
 * @import { Target } from './display-list.js'
 *
 * @typedef {{ clientX: number, clientY: number }} Pointer in the window
 *
 * @typedef {object} Movable a picture that can be moved and magnified within its frame
 * @property {CanvasView} view
 * @property {boolean} isZoomed
 * @property {(from: Pointer, to: Pointer, factor?: number) => void} follow a pointer, and magnify by the factor there
 *
 * @typedef {{ kind: 'handle', vector: 'query' | 'key', index: number }} Handle of a key, or of the chosen query as number 0
 *
 * @typedef {object} PointingActions
 * @property {(target: Target | null) => void} point at a target, or at none
 * @property {(target: Target) => void} choose by a click or a tap
 * @property {(target: Target) => void} derive by a double click
 * @property {(handle: Handle, place: [number, number]) => void} drag a vector's end to a place in the plane
 * @property {() => void} drop it there
 * @property {() => void} cancel the drag
 *
 * @typedef {{ [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void }} Listeners
 */

/** Pixels that a pointer may tremble within a click. */
const tremble = 5;

/**
 * @param {HTMLElement} stage
 * @param {Movable} picture
 * @param {PointingActions} actions
 */
export function followPointer(stage, picture, { point, choose, derive, drag, drop, cancel }) {
  /** @type {Handle | null} */
  let dragged = null;
  /** The map was taken hold of here. @type {Pointer | null} */
  let held = null;
  let isMoved = false;
  const isPinched = magnifyMap(stage, picture);
  const { view } = picture;

  listen(stage, {
    pointerdown(event) {
      if (event.button !== 0) return;
      const target = view.targetAt(event);
      held = event;
      isMoved = false;
      if (target?.kind === 'handle') {
        dragged = target;
        stage.setPointerCapture(event.pointerId);
        choose(target);
      } else if (event.pointerType !== 'mouse') {
        point(target);
      }
    },
    pointermove(event) {
      if (dragged) {
        const place = view.list && vectorAt(view.list, ...view.placeOf(event));
        if (place) drag(dragged, place);
      } else if (held && event.buttons && picture.isZoomed) {
        if (!isMoved && distance(event, held) < tremble) return;
        picture.follow(held, event);
        held = event;
        isMoved = true;
      } else if (!isPinched()) {
        point(view.targetAt(event));
      }
    },
    pointerup() {
      if (dragged) drop();
      dragged = null;
    },
    pointercancel() {
      if (dragged) cancel();
      dragged = held = null;
    },
    pointerleave({ pointerType }) {
      if (pointerType === 'mouse' && !stage.matches(':focus-visible')) point(null);
    },
    click(event) {
      const target = view.targetAt(event);
      if (target && target.kind !== 'handle' && !(held && isMoved)) choose(target);
      held = null;
    },
    dblclick(event) {
      const target = view.targetAt(event);
      if (target) derive(target);
    },
    touchstart({ touches }) {
      if (touches.length > 1) held = null;
    },
  });
}

/**
 * Magnifies the map by the wheel and by two fingers.
 * @param {HTMLElement} stage
 * @param {Movable} picture
 * @returns {() => boolean} whether two fingers have done so since one touched it
 */
function magnifyMap(stage, picture) {
  /** Two fingers were last seen around this middle, so far apart. @type {Pointer & { span: number } | null} */
  let pinch = null;
  const { view } = picture;

  listen(stage, {
    wheel(event) {
      // The wheel alone scrolls the page; with Ctrl, as touchpads send a pinch, it magnifies the map.
      if (!event.ctrlKey || !view.list?.grid) return;
      event.preventDefault();
      picture.follow(event, event, Math.exp(-event.deltaY / 200));
    },
    touchstart() {
      pinch = null;
    },
    touchmove(event) {
      const [first, second] = event.touches;
      // One finger scrolls the page, or moves a map that is magnified; two magnify it and move it too.
      if (!second || !view.list?.grid) return;
      event.preventDefault();
      const next = {
        clientX: (first.clientX + second.clientX) / 2,
        clientY: (first.clientY + second.clientY) / 2,
        span: distance(first, second),
      };
      const last = pinch ?? next;
      picture.follow(last, next, next.span / last.span);
      pinch = next;
    },
  });
  return () => pinch !== null;
}

/** @param {Pointer} one @param {Pointer} other */
const distance = (one, other) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);

/** @param {HTMLElement} stage @param {Listeners} listeners which may prevent what the browser does */
function listen(stage, listeners) {
  for (const [name, listener] of Object.entries(listeners)) {
    stage.addEventListener(name, /** @type {EventListener} */ (listener), { passive: false });
  }
}
