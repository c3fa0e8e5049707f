/** The table of words and vectors, and the parameters of a score function: every number is a field. */

import { disable, element, whenPressed } from '../../base/dom.js';
import { EditField } from './edit-field.js';
import { bindText } from './language.js';
import { mostDimensions, mostWords, valueAt, withParameters } from '../exhibits/example-state.js';

/**
 * @import { Address, ExampleState } from '../exhibits/example-state.js'
 * @import { LateValues, TextKey } from './language.js'
 *
 * @typedef {'addWord' | 'addDimension' | 'removeDimension'} StructureEdit
 *
 * @typedef {object} Editing the section's answers to edits
 * @property {(address: Address, value: unknown) => void} preview
 * @property {() => void} commit
 * @property {() => void} cancel
 * @property {() => void} broken
 * @property {(edit: StructureEdit) => void} change
 * @property {(index: number) => void} removeWord
 * @property {(follow: boolean) => void} followKeys
 */

const float32Most = 3.4028235e38;

export class VectorEditor {
  #editing;
  #rows = element('div', { class: 'vectors' });
  #parameters = element('div', { class: 'parameters' });
  #follow = element('input', { type: 'checkbox' });
  /** @type {Record<StructureEdit, HTMLButtonElement>} */
  #buttons;
  /** Each field under its address. @type {Map<string, EditField>} */
  #fields = new Map();
  /** Writes the names that contain a word again. @type {(() => void)[]} */
  #relabel = [];
  #built = '';

  /**
   * @param {HTMLElement} place
   * @param {Editing} editing
   */
  constructor(place, editing) {
    this.#editing = editing;
    this.#buttons = {
      addWord: this.#button('addWord', 'edit.addWord'),
      addDimension: this.#button('addDimension', 'edit.addDimension'),
      removeDimension: this.#button('removeDimension', 'edit.removeDimension'),
    };
    this.#follow.addEventListener('change', () => editing.followKeys(this.#follow.checked));
    place.append(
      this.#rows,
      element('label', { class: 'check' }, this.#follow, bindText(element('span'), 'edit.valuesAreKeys')),
      element('div', { class: 'buttons' }, ...Object.values(this.#buttons)),
      this.#parameters,
    );
  }

  get hasBrokenField() {
    return [...this.#fields.values()].some((field) => field.isBroken);
  }

  /** @param {ExampleState} state */
  show(state) {
    const full = withParameters(state);
    this.#build(full);
    for (const [address, field] of this.#fields) {
      const value = valueAt(full, JSON.parse(address));
      field.show(value);
      if (Math.abs(value) > float32Most) field.complain('field.tooLarge');
      else field.complain();
    }
    for (const write of this.#relabel) write();
    this.#follow.checked = state.values === null;
    const dimensions = state.query.length;
    disable(this.#buttons.addWord, state.words.length >= mostWords);
    disable(this.#buttons.addDimension, dimensions >= mostDimensions);
    disable(this.#buttons.removeDimension, dimensions <= 1);
  }

  /**
   * Builds the rows again if words, components or parameters came or went. A field that is still
   * there stays the same one, with what is typed in it.
   * @param {ExampleState} state
   */
  #build(state) {
    const shape = JSON.stringify([state.words.length, state.query.length, state.values !== null, state.score]);
    if (shape === this.#built) return;
    this.#built = shape;
    const focused = document.activeElement;
    const before = this.#fields;
    this.#fields = new Map();
    this.#relabel = [];
    this.#rows.replaceChildren(
      this.#queryRow(state, before),
      ...state.words.map((_, index) => this.#wordRow(state, index, before)),
    );
    this.#parameters.replaceChildren(...this.#parameterRows(state, before));
    // A field loses the focus when it is moved.
    if (focused instanceof HTMLInputElement && focused.isConnected) focused.focus();
  }

  /**
   * @param {ExampleState} state
   * @param {Map<string, EditField>} before
   */
  #queryRow({ query }, before) {
    const messages = element('div', { class: 'messages' });
    const vector = this.#vector(['query'], query, 'edit.queryComponent', () => ({}), messages, before);
    return element('div', { class: 'word-row' }, element('span'), namedVector('edit.query', vector), messages);
  }

  /**
   * @param {ExampleState} state
   * @param {number} index
   * @param {Map<string, EditField>} before
   */
  #wordRow({ keys, values }, index, before) {
    const messages = element('div', { class: 'messages' });
    const word = this.#field('word', ['words', index], 'edit.word', () => ({ number: index + 1 }), messages, before);
    const named = () => ({ word: word.input.value });
    const remove = element('button', { type: 'button', class: 'remove' }, '×');
    whenPressed(remove, () => this.#removeWord(index));
    disable(remove, keys.length === 1);
    this.#relabel.push(() => bindText(remove, 'edit.removeWord', named, 'aria-label'));
    const key = this.#vector(['keys', index], keys[index], 'edit.keyComponent', named, messages, before);
    const vectors = [namedVector('edit.key', key)];
    if (values) {
      const value = this.#vector(['values', index], values[index], 'edit.valueComponent', named, messages, before);
      vectors.push(namedVector('edit.value', value));
    }
    return element(
      'div',
      { class: 'word-row' },
      element('span', { class: 'word-name' }, word.input),
      element('div', { class: 'named-vectors' }, ...vectors),
      remove,
      messages,
    );
  }

  /**
   * @param {ExampleState} state
   * @param {Map<string, EditField>} before
   * @returns {HTMLElement[]}
   */
  #parameterRows({ score, parameters }, before) {
    const entries = Object.entries(parameters[score] ?? {});
    if (entries.length === 0) return [];
    const messages = element('div', { class: 'messages' });
    const matrices = entries.map(([name, values]) => {
      const rows = Array.isArray(values[0]) ? /** @type {number[][]} */ (values) : null;
      const address = ['parameters', score, name];
      const lines = rows
        ? rows.map((row, index) =>
            this.#vector([...address, index], row, 'edit.parameterRow', () => ({ name, row: index + 1 }), messages, before),
          )
        : [this.#vector(address, /** @type {number[]} */ (values), 'edit.parameter', () => ({ name }), messages, before)];
      return element(
        'div',
        { class: 'matrix' },
        element('span', { class: 'matrix-name' }, `${name} =`),
        element('div', { class: 'matrix-rows' }, ...lines),
      );
    });
    return [
      bindText(element('h4'), 'edit.parameters'),
      element('div', { class: 'matrices' }, ...matrices),
      messages,
    ];
  }

  /**
   * @param {Address} address
   * @param {number[]} vector
   * @param {TextKey} label
   * @param {LateValues} labelValues
   * @param {HTMLElement} messages
   * @param {Map<string, EditField>} before
   */
  #vector(address, vector, label, labelValues, messages, before) {
    const fields = vector.map((_, index) => {
      const component = () => ({ ...labelValues(), component: index + 1, column: index + 1 });
      return this.#field('number', [...address, index], label, component, messages, before).input;
    });
    return element('span', { class: 'vector' }, ...fields);
  }

  /**
   * @param {'number' | 'word'} kind
   * @param {Address} address
   * @param {TextKey} label
   * @param {LateValues} labelValues
   * @param {HTMLElement} messages
   * @param {Map<string, EditField>} before
   */
  #field(kind, address, label, labelValues, messages, before) {
    const { preview, commit, cancel, broken } = this.#editing;
    const name = JSON.stringify(address);
    const known = before.get(name);
    const field =
      known ??
      new EditField(kind, {
        label,
        labelValues,
        messages,
        preview: (value) => preview(address, value),
        commit,
        cancel,
        broken,
      });
    if (known) known.moveMessage(messages);
    this.#fields.set(name, field);
    return field;
  }

  /**
   * The focus goes to the word that has taken the place of the removed one.
   * @param {number} index
   */
  #removeWord(index) {
    this.#editing.removeWord(index);
    const buttons = this.#rows.querySelectorAll('button.remove');
    /** @type {HTMLButtonElement} */ (buttons[Math.min(index, buttons.length - 1)]).focus();
  }

  /**
   * @param {StructureEdit} edit
   * @param {TextKey} label
   */
  #button(edit, label) {
    const button = bindText(element('button', { type: 'button' }), label);
    whenPressed(button, () => this.#editing.change(edit));
    return button;
  }
}

/**
 * @param {TextKey} name
 * @param {Node} vector
 */
function namedVector(name, vector) {
  const label = bindText(element('span', { class: 'vector-name' }), name);
  return element('div', { class: 'named-vector' }, label, vector);
}
