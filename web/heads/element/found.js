/** Heads in the order of a measure, with its definition: each is a button that shows it. */

import { element } from '../../base/element.js';
import { filled } from '../../base/filled.js';
import { formatNumber } from '../../base/number-format.js';
import { placeOf } from '../state/detail.js';
import { ranked } from '../state/measuring.js';

/**
 * @import { MeasureName } from '../numbers/measures.js'
 * @import { Place } from '../state/view-state.js'
 * @import { Scene } from './scene.js'
 */

/** So many heads are listed, and marked on the grid. */
const mostListed = 10;

export class Found {
  #box;
  #actions;
  /** By layer and head. @type {ArrayLike<number> | null} */
  values = null;
  #heads = 1;
  #isLeastFirst = false;
  /** Heads that come first. @type {Place[]} */
  places = [];

  /** @param {HTMLElement} box @param {{ choose: (place: Place) => void, light: (place: Place | null) => void, resort: () => void }} actions */
  constructor(box, actions) {
    this.#box = box;
    this.#actions = actions;
  }

  /** @param {Place} place @returns {number | undefined} its measure */
  valueOf([layer, head]) {
    return this.values?.[layer * this.#heads + head];
  }

  /** @param {Scene} scene @param {ArrayLike<number> | null} values by layer and head; null: nothing is looked for */
  show(scene, values) {
    this.values = values;
    this.#heads = scene.set.heads;
    this.#box.hidden = values === null;
    this.places = values ? ranked(values, this.#isLeastFirst).slice(0, mostListed).map((index) => placeOf(index, this.#heads)) : [];
    if (!values) return this.#box.replaceChildren();
    const { text, view } = scene;
    const name = /** @type {MeasureName} */ (view.measure);
    const order = element('button', {
      type: 'button',
      click: () => {
        this.#isLeastFirst = !this.#isLeastFirst;
        this.#actions.resort();
        this.#box.querySelector('button')?.focus();
      },
    }, text(this.#isLeastFirst ? 'found.least' : 'found.most'));
    const list = element('ol', { class: 'found-list' }, ...this.places.map((place) => element('li', {}, this.#entry(place, scene))));
    const title = element('h3', {}, filled(text('found.title'), { measure: text(`measure.${name}`) }));
    this.#box.replaceChildren(element('div', { class: 'found-head' }, title, order), element('p', { class: 'note' }, text(`definition.${name}`)), list);
  }

  /** @param {Place} place @param {Scene} scene */
  #entry(place, { text }) {
    const [layer, head] = place;
    const light = () => this.#actions.light(place);
    const dark = () => this.#actions.light(null);
    return element('button', { type: 'button', click: () => this.#actions.choose(place), pointerenter: light, focus: light, pointerleave: dark, blur: dark },
      text('found.entry', { layer, head, value: formatNumber(this.valueOf(place) ?? NaN) }));
  }
}
