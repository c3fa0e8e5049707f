/** The handles in the hero's plane: they move by mouse, by finger and by the arrow keys. */

import { placeIn } from '../../../draw/geometry.js';
import { filled } from '../../../base/filled.js';
import { fieldText } from '../../../base/number-format.js';
import { pointOf } from '../../../draw/plane-plot.js';
import { plot } from './drawing.js';
import { reach, within, words } from './state.js';

/**
 * @import { HeroState, Vector } from './state.js'
 *
 * @typedef {typeof import('../../../locales/lesson/hero-en.js').live} Texts
 * @typedef {(index: number, vector: Vector) => void} Move index: of a word, or -1 for the question
 */

const svgNamespace = 'http://www.w3.org/2000/svg';

/** This is as wide as a finger when the picture is at its smallest. */
const touchRadius = 36;
const step = 0.1;
const largeStep = 0.5;

/** @type {Record<string, Vector>} */
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {HTMLElement} root
 * @param {Texts} texts
 * @param {Move} move
 */
export function startHandles(root, texts, move) {
  const svg = /** @type {SVGSVGElement} */ (root.querySelector('#hero-plane'));
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', texts.plane);
  const group = document.createElementNS(svgNamespace, 'g');
  // The question's handle lies on top: where it covers a word, the question is dragged.
  const handles = [...words.keys(), -1].map((index) => {
    const handle = document.createElementNS(svgNamespace, 'circle');
    const attributes = { class: 'hero-handle', r: touchRadius, fill: 'transparent', tabindex: 0, role: 'slider', 'aria-label': handleName(index, texts) };
    for (const [name, value] of Object.entries(attributes)) handle.setAttribute(name, String(value));
    group.append(handle);
    return { index, handle };
  });
  svg.append(group);

  /** @type {HeroState} */
  let state;
  /** @param {number} index */
  const vectorOf = (index) => (index < 0 ? state.query : state.words[index]);

  for (const { index, handle } of handles) {
    /** The offset from the pointer to the vector, in units of the drawing. @type {[number, number] | null} */
    let offset = null;
    handle.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      const [x, y] = pointOf(plot, vectorOf(index));
      const [atX, atY] = placeIn(svg, event, plot);
      offset = [x - atX, y - atY];
      handle.setPointerCapture(event.pointerId);
      root.toggleAttribute('data-dragging', true);
    });
    /** @param {PointerEvent} event */
    const follow = (event) => {
      if (!offset) return;
      const [x, y] = placeIn(svg, event, plot);
      move(index, within([(x + offset[0] - plot.originX) / plot.unit, (plot.originY - y - offset[1]) / plot.unit]));
    };
    handle.addEventListener('pointermove', follow);
    // A quick finger is lifted before its last move was reported.
    handle.addEventListener('pointerup', follow);
    // Chromium ignores touch-action within an SVG, so the finger would scroll the page.
    handle.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
    for (const end of /** @type {const} */ (['pointerup', 'pointercancel', 'lostpointercapture'])) {
      handle.addEventListener(end, () => {
        offset = null;
        root.removeAttribute('data-dragging');
      });
    }
    handle.addEventListener('keydown', (event) => {
      const way = ways[event.key];
      if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const size = event.shiftKey ? largeStep : step;
      const [x, y] = vectorOf(index);
      move(index, within([x + size * way[0], y + size * way[1]]));
    });
  }

  return {
    /** @param {HeroState} next */
    show(next) {
      state = next;
      for (const { index, handle } of handles) {
        const vector = vectorOf(index);
        const [x, y] = pointOf(plot, vector);
        handle.setAttribute('cx', String(x));
        handle.setAttribute('cy', String(y));
        handle.setAttribute('aria-valuemin', String(reach.x[0]));
        handle.setAttribute('aria-valuemax', String(reach.x[1]));
        handle.setAttribute('aria-valuenow', String(vector[0]));
        handle.setAttribute('aria-valuetext', filled(texts.at, { x: fieldText(vector[0]), y: fieldText(vector[1]) }));
      }
    },
  };
}

/** The name of a handle, with the word's meaning, because a screen reader may not be able to read the word. @param {number} index @param {Texts} texts */
export const handleName = (index, texts) => (index < 0 ? texts.queryHandle : [words[index], texts.glosses[index]].filter(Boolean).join(' '));
