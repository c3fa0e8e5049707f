/** The chosen vector of the plane as two number fields: what dragging does, in numbers. */

import { element } from '../../base/element.js';
import { keyName, queryName } from '../words/names.js';
import { numberField } from './number-field.js';
import { replaced, vectorAt, withVector } from './vectors.js';

/**
 * @import { Editing } from './number-field.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { Handle } from '../../draw/pointing.js'
 * @import { Text } from '../words/texts.js'
 */

const axes = ['x', 'y'];

export class VectorFields {
  #place;
  #legend = element('legend');
  #fields;
  /** @type {Handle} */
  handle = { kind: 'handle', vector: 'query', index: 0 };

  /**
   * @param {HTMLElement} place
   * @param {Editing} editing
   */
  constructor(place, editing) {
    this.#place = place;
    this.#fields = axes.map((axis, component) => numberField(axis, { step: 0.1 }, editing, (value, state) => {
      const vector = vectorAt(state, this.handle);
      if (!vector || value === null || !Number.isFinite(Math.fround(value))) return 'control.number';
      return withVector(state, this.handle, replaced(vector, component, value));
    }, false));
    place.append(this.#legend, ...this.#fields.map(({ box }) => box));
  }

  /**
   * @param {FigureState} state
   * @param {Text} text
   */
  show(state, text) {
    const isQuery = this.handle.vector === 'query';
    const vector = state.view === 'plane' ? vectorAt(state, this.handle) : null;
    this.#place.hidden = vector === null;
    if (!vector) return;
    const token = isQuery ? queryName(state, state.query, text) : keyName(state, this.handle.index);
    const isNamed = !isQuery || token !== text('view.query');
    const name = isNamed ? text(isQuery ? 'vector.query' : 'vector.key', { name: token }) : token;
    this.#legend.textContent = text('vector.group', { name });
    this.#fields.forEach((field, component) => {
      field.label.textContent = text('vector.component', { axis: axes[component], name });
      field.show(vector[component]);
    });
  }
}
