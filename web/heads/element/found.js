/** Heads in the order of a measure, with its definition: each is a button that shows it. */

import { element } from '../../base/element.js';
import { formatNumber } from '../../base/number-format.js';
import { placeOf } from '../state/detail.js';
import { ranked } from '../state/measuring.js';
import { setName } from '../words/readout.js';

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
  /** What was measured. @type {Scene | null} */
  #measured = null;
  #isLeastFirst = false;
  /** What is listed: buttons stay the same nodes, so that the keyboard keeps its place, as long as they say the same. */
  #listed = '';
  /** Heads that come first. @type {Place[]} */
  places = [];

  /** @param {HTMLElement} box @param {{ choose: (place: Place) => void, light: (place: Place | null) => void, resort: () => void }} actions */
  constructor(box, actions) {
    this.#box = box;
    this.#actions = actions;
  }

  /** @param {Place} place @param {Scene} scene @returns {number | undefined} its measure; none while another one is still shown */
  valueOf([layer, head], { set, view }) {
    const measured = this.#measured;
    const isSame = measured?.set === set && measured.view.batch === view.batch && measured.view.measure === view.measure;
    return isSame ? this.values?.[layer * set.heads + head] : undefined;
  }

  /** @param {Scene} scene @param {ArrayLike<number> | null} values by layer and head; null: nothing is looked for */
  show(scene, values) {
    const { text, view, set, sets } = scene;
    this.values = values;
    this.#measured = scene;
    this.#box.hidden = values === null;
    this.places = values ? ranked(values, this.#isLeastFirst).slice(0, mostListed).map((index) => placeOf(index, set.heads)) : [];
    const listed = JSON.stringify([text.tag, set.name, view.measure, this.#isLeastFirst, this.places.map((place) => [place, this.valueOf(place, scene)])]);
    if (listed === this.#listed) return;
    this.#listed = listed;
    if (!values) return this.#box.replaceChildren();
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
    // No heading: the page around says how deep one would be.
    const title = element('p', { id: 'found-title', class: 'found-title' }, text(sets.length > 1 ? 'found.titleIn' : 'found.title', { set: setName(set, sets, text), measure: text(`measure.${name}`) }));
    this.#box.replaceChildren(element('div', { class: 'found-head' }, title, order), element('p', { class: 'note' }, text(`definition.${name}`)), list);
  }

  /** @param {Place} place @param {Scene} scene */
  #entry(place, scene) {
    const { text } = scene;
    const [layer, head] = place;
    const light = () => this.#actions.light(place);
    const dark = () => this.#actions.light(null);
    return element('button', { type: 'button', click: () => this.#actions.choose(place), pointerenter: light, focus: light, pointerleave: dark, blur: dark },
      text('found.entry', { layer, head, value: formatNumber(this.valueOf(place, scene) ?? NaN) }));
  }
}
