/** Mouse, pen and finger on the picture: the crosshair follows, a click chooses, handles are dragged, maps magnified. */

import { vectorAt } from './plane-plot.js';

/**
 * @import { CanvasView } from './canvas-view.js'
 * @import { Target } from './display-list.js'
 *
 * @typedef {object} Movable a picture that can be moved and magnified within its frame
 * @property {CanvasView} view
 * @property {boolean} isZoomed
 * @property {(across: number, down: number, factor?: number, x?: number, y?: number) => void} move in CSS pixels, and
 *   magnify around a place that stays where it is
 *
 * @typedef {{ kind: 'handle', vector: 'query' | 'key', index: number }} Handle of a key, or of the chosen query as number 0
 *
 * @typedef {{ clientX: number, clientY: number }} Pointer in the window
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
 * @param {Movable} picture
 * @param {PointingActions} actions
 */
export function followPointer(stage, picture, { point, choose, derive, drag, drop, cancel }) {
  /** @type {Handle | null} */
  let dragged = null;
  /** The map was taken hold of here. @type {Pointer & { isMoved: boolean } | null} */
  let held = null;
  /** Two fingers were last seen around this middle, so far apart. @type {Pointer & { span: number } | null} */
  let pinch = null;
  const { view } = picture;
  /**
   * Moves the map along with a pointer.
   * @param {Pointer} from
   * @param {Pointer} to
   * @param {number} [factor] by which the map is magnified there
   */
  const follow = (from, to, factor) => {
    const [[fromX, fromY], [x, y]] = [from, to].map((pointer) => view.placeOf(pointer));
    picture.move(x - fromX, y - fromY, factor, x, y);
  };

  /** @type {{ [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void }} */
  const listeners = {
    pointerdown(event) {
      if (event.button !== 0) return;
      const target = view.targetAt(event);
      held = { clientX: event.clientX, clientY: event.clientY, isMoved: false };
      if (target?.kind === 'handle') {
        dragged = target;
        stage.setPointerCapture(event.pointerId);
        choose(target);
      } else if (event.pointerType !== 'mouse') {
        point(target);
      }
    },
    pointermove(event) {
      const { clientX, clientY } = event;
      if (dragged) {
        const place = view.list && vectorAt(view.list, ...view.placeOf(event));
        if (place) drag(dragged, place);
      } else if (held && event.buttons && picture.isZoomed) {
        if (!held.isMoved && Math.hypot(clientX - held.clientX, clientY - held.clientY) < tremble) return;
        follow(held, event);
        held = { clientX, clientY, isMoved: true };
      } else if (!pinch) {
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
      if (target && target.kind !== 'handle' && !held?.isMoved) choose(target);
      held = null;
    },
    dblclick(event) {
      const target = view.targetAt(event);
      if (target) derive(target);
    },
    wheel(event) {
      // The wheel alone scrolls the page; with Ctrl, as touchpads send a pinch, it magnifies the map.
      if (!event.ctrlKey || !view.list?.grid) return;
      event.preventDefault();
      follow(event, event, Math.exp(-event.deltaY / 200));
    },
    touchstart({ touches }) {
      pinch = null;
      if (touches.length > 1) held = null;
    },
    touchmove(event) {
      const [first, second] = [...event.touches];
      // One finger scrolls the page, or moves a map that is magnified; two magnify it and move it too.
      if (!second || !view.list?.grid) return;
      event.preventDefault();
      const next = {
        clientX: (first.clientX + second.clientX) / 2,
        clientY: (first.clientY + second.clientY) / 2,
        span: Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY),
      };
      const last = pinch ?? next;
      follow(last, next, next.span / last.span);
      pinch = next;
    },
  };
  for (const [name, listener] of Object.entries(listeners)) {
    stage.addEventListener(name, /** @type {EventListener} */ (listener), { passive: false });
  }
}
