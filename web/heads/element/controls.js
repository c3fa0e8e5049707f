/** The fields above the pictures: what is shown, and how. */

import { element } from '../../base/element.js';
import { piecesKind } from '../../base/pieces.js';
import { setName } from '../words/readout.js';
import { canRollOut, fittedView, measureNames } from '../state/view-state.js';

/**
 * @import { ViewState } from '../state/view-state.js'
 * @import { Text, TextKey } from '../words/texts.js'
 * @import { Scene } from './scene.js'
 *
 * @typedef {object} ControlActions
 * @property {(change: Partial<ViewState>) => void} look at something else
 * @property {() => ViewState} view what is looked at, drawn or not yet
 * @property {(text: string) => void} search a token
 * @property {(factor: number) => void} magnify
 *
 * @typedef {{ value: string, label: string }} Choice
 */

const ranges = /** @type {const} */ (['all', 'set', 'each']);

/** A number of each, since labels point to fields by ids. */
let count = 0;

export class Controls {
  #place;
  #actions;
  /** What is there: fields stay the same nodes, so that the keyboard keeps its place, as long as there are the same ones. */
  #layout = '';
  /** @type {Map<string, HTMLSelectElement | HTMLInputElement>} */
  #fields = new Map();
  /** Whether a click adds a head to those that are shown. */
  isSeveral = false;

  /** @param {HTMLElement} place @param {ControlActions} actions */
  constructor(place, actions) {
    this.#place = place;
    this.#actions = actions;
  }

  /** @param {Scene} scene */
  show(scene) {
    const { sets, set, grids, view, text, preparation } = scene;
    const isSelf = canRollOut(set);
    const hasPieces = [set.queries, set.keys].some((tokens) => tokens && piecesKind(tokens));
    const hasSpecials = [preparation.rowAxis, preparation.columnAxis].some(({ isSpecial }) => isSpecial.includes(true));
    const layout = JSON.stringify([text.tag, grids.length, view.range, sets.map(({ name, kind }) => [name, kind]), set.batches, isSelf, hasPieces, hasSpecials, view.view, preparation.rowWords]);
    if (layout !== this.#layout) {
      this.#layout = layout;
      this.#build(scene, { isSelf, hasPieces, hasSpecials });
    }
    this.#fill(scene);
  }

  /** @param {Scene} scene @param {{ isSelf: boolean, hasPieces: boolean, hasSpecials: boolean }} has */
  #build(scene, { isSelf, hasPieces, hasSpecials }) {
    const { set, view, text, preparation } = scene;
    const focused = [...this.#fields].find(([, field]) => field.matches(':focus'))?.[0] ?? '';
    this.#fields.clear();
    const { look } = this.#actions;
    /** @param {readonly string[]} values @param {string} group @returns {Choice[]} */
    const named = (values, group) => values.map((value) => ({ value, label: text(/** @type {TextKey} */ (`${group}.${value || 'none'}`)) }));
    const isMatrix = view.view === 'head' || view.view === 'links';
    const nodes = [
      scene.sets.length > 1 && this.#sets(scene),
      set.batches > 1 && this.#select('batch', text('control.batch'), Array.from({ length: set.batches }, (_, index) => ({ value: String(index), label: String(index) })), (value) => look({ batch: Number(value) })),
      this.#select('view', text('control.view'), named(['grid', 'head', 'links', 'token'], 'control'), (value) => look({ view: /** @type {ViewState['view']} */ (value) })),
      isMatrix && set.heads * set.layers > 1 && this.#select('panel', text('control.panel'), [
        { value: 'head', label: text('control.one') }, { value: 'mean', label: text('control.mean') }, { value: 'largest', label: text('control.largest') },
        ...isSelf && set.layers > 1 ? [{ value: 'rollout', label: text('control.rollout') }] : [],
      ], (value) => look({ panel: /** @type {ViewState['panel']} */ (value), others: [] })),
      this.#range(scene),
      set.layers * set.heads > 1 && this.#select('measure', text('control.measure'), [
        { value: '', label: text('control.none') }, ...named(measureNames, 'measure'),
      ], (value) => look({ measure: /** @type {ViewState['measure']} */ (value) })),
      view.view !== 'grid' && this.#search(text, preparation.rowWords),
      this.#checks([
        this.#check('withoutFirst', text('control.withoutFirst'), (on) => look({ withoutFirst: on, query: null })),
        hasSpecials && this.#check('withoutSpecials', text('control.withoutSpecials'), (on) => look({ withoutSpecials: on, query: null })),
        hasPieces && this.#check('words', text('control.words'), (on) => look({ words: on, query: null })),
        set.layers * set.heads > 1 && (view.view === 'links') && this.#check('several', text('control.several'), (on) => (this.isSeveral = on)),
        view.view === 'head' && this.#zoom(text),
      ]),
    ];
    this.#place.replaceChildren(...nodes.filter((node) => node !== false));
    this.#fields.get(focused)?.focus();
  }

  /** All sets at once, or one. @param {Scene} scene */
  #sets({ sets, text }) {
    const choices = [{ value: 'all', label: text('control.together') }, ...sets.map((set, index) => ({ value: String(index), label: setName(set, sets, text) }))];
    return this.#select('set', text('control.kind'), choices, (value) => {
      if (value === 'all') return this.#actions.look({ grids: 'all' });
      this.#actions.look(fittedView({ ...this.#actions.view(), grids: 'one', set: Number(value), query: null, others: [] }, sets));
    });
  }

  /** A range for each attention is another one only where several are shown. @param {Scene} scene */
  #range({ grids, view, text }) {
    const offered = ranges.filter((range) => range !== 'set' || grids.length > 1 || view.range === 'set');
    const choices = ['', 'Log'].flatMap((log) => offered.map((range) => ({ value: range + log, label: text(/** @type {TextKey} */ (`control.${range}${log}`)) })));
    return this.#select('range', text('control.range'), choices, (value) => {
      const range = /** @type {ViewState['range']} */ (value.replace('Log', ''));
      this.#actions.look({ range, log: value.endsWith('Log') });
    });
  }

  /** @param {Scene} scene */
  #fill({ view, grids }) {
    /** @type {Record<string, string>} */
    const values = {
      ...Object.fromEntries(Object.entries(view).map(([name, value]) => [name, String(value)])),
      range: view.range + (view.log ? 'Log' : ''),
      set: grids.length > 1 ? 'all' : String(view.set),
    };
    for (const [name, field] of this.#fields) {
      if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = name === 'several' ? this.isSeveral : values[name] === 'true';
      else if (name !== 'search') field.value = values[name];
    }
  }

  /** @param {string} name @param {string} label @param {Choice[]} choices @param {(value: string) => void} choose */
  #select(name, label, choices, choose) {
    const id = `field-${count++}`;
    /** @type {HTMLSelectElement} */
    const field = element('select', { id, 'data-name': name, change: () => choose(field.value) }, ...choices.map(({ value, label: words }) => element('option', { value }, words)));
    this.#fields.set(name, field);
    return element('div', { class: 'control' }, element('label', { for: id }, label), field);
  }

  /** @param {string} name @param {string} label @param {(isOn: boolean) => void} choose */
  #check(name, label, choose) {
    /** @type {HTMLInputElement} */
    const field = element('input', { type: 'checkbox', 'data-name': name, change: () => choose(field.checked) });
    this.#fields.set(name, field);
    return element('label', { class: 'check' }, field, label);
  }

  /** @param {(HTMLElement | false)[]} checks */
  #checks(checks) {
    return element('div', { class: 'checks' }, ...checks.filter((node) => node !== false));
  }

  /** @param {Text} text @param {string[]} words */
  #search(text, words) {
    const id = `field-${count++}`;
    const list = `${id}-list`;
    /** @type {HTMLInputElement} */
    const field = element('input', { id, type: 'search', 'data-name': 'search', list, autocomplete: 'off', change: () => this.#actions.search(field.value) });
    this.#fields.set('search', field);
    // A list of thousands would slow the page down; what is typed is found all the same.
    const options = [...new Set(words)].slice(0, 300).map((word) => element('option', { value: word }));
    return element('div', { class: 'control' }, element('label', { for: id }, text('control.search')), field, element('datalist', { id: list }, ...options));
  }

  /** @param {Text} text */
  #zoom(text) {
    const { magnify } = this.#actions;
    return element('span', { class: 'zoom' },
      element('button', { type: 'button', 'aria-label': text('control.zoomIn'), click: () => magnify(2) }, '+'),
      element('button', { type: 'button', 'aria-label': text('control.zoomOut'), click: () => magnify(0.5) }, '−'));
  }
}
