/** What a model is given: the fields fit what it takes. */

import { element, required } from '../../base/dom.js';
import { exampleText } from './example/example-model.js';
import { pixelsOf } from './picture.js';
import { text } from './texts.js';

/**
 * @import { OpenFacts, PageInput } from './worker/messages.js'
 * @import { TextKey } from './texts.js'
 */

export class Asking {
  /** @type {OpenFacts | null} */
  #facts = null;
  /** @type {File | null} */
  #picture = null;
  /** What stands in the fields, by their names: it outlives the language. @type {Map<string, string>} */
  #values = new Map();

  #changed;

  /** @param {() => void} changed the reader has chosen a picture */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {File} picture */
  takePicture(picture) {
    if (!this.#facts?.picture) throw new Error(text('ask.noPictures'));
    this.#picture = picture;
    this.#values.set('which', 'picture');
    this.show();
    this.#changed();
  }

  /** @param {OpenFacts} facts of the model that is open now @param {boolean} isExample */
  fit(facts, isExample) {
    this.#facts = facts;
    this.#picture = null;
    this.#values = new Map([['text', isExample ? exampleText : firstText(facts)], ['ids', '1 2 3 4 5'], ['which', 'text']]);
    this.show();
  }

  /** Whether there is something to be run at once. */
  get isReady() {
    return this.#facts?.takesTokens === true;
  }

  /** @param {string} value of the field of text */
  set text(value) {
    this.#values.set('text', value);
    this.show();
  }

  /** Of the first sentence, for others to begin with. */
  get text() {
    return this.#values.get('text') ?? '';
  }

  show() {
    const facts = this.#facts;
    if (!facts) return;
    const { picture, takesTokens } = facts;
    /** @type {Node[]} */
    const fields = [];
    if (picture && takesTokens) fields.push(this.#which());
    if (takesTokens && !this.#isPicture) fields.push(...this.#tokenFields(facts));
    if (picture && this.#isPicture) fields.push(...this.#pictureFields(picture.imageSize));
    if (fields.length === 0) fields.push(element('p', {}, text('ask.noSound')));
    required('ask-fields', HTMLElement).replaceChildren(...fields);
    required('run', HTMLButtonElement).hidden = !takesTokens && !picture;
  }

  get #isPicture() {
    const { picture, takesTokens } = /** @type {OpenFacts} */ (this.#facts);
    return picture !== null && (!takesTokens || this.#values.get('which') === 'picture');
  }

  #which() {
    /** @type {HTMLSelectElement} */
    const field = element('select', { id: 'ask-which', change: () => {
      this.#values.set('which', field.value);
      this.show();
      required('ask-which', HTMLSelectElement).focus();
    } }, element('option', { value: 'text' }, text('ask.chooseText')), element('option', { value: 'picture' }, text('ask.choosePicture')));
    field.value = this.#values.get('which') ?? 'text';
    return element('label', { class: 'question' }, `${text('ask.which')} `, field);
  }

  /** @param {OpenFacts} facts */
  #tokenFields({ hasVocabulary, hasTwoStacks, maskToken }) {
    const fields = hasVocabulary ? this.#field('text', 'ask.text') : [...this.#field('ids', 'ask.ids'), element('p', { class: 'note' }, text('ask.idsNote'))];
    if (maskToken) fields.push(element('p', { class: 'note' }, text('ask.maskNote', { mask: maskToken })));
    if (hasTwoStacks) fields.push(...hasVocabulary ? this.#field('decoderText', 'ask.decoderText') : this.#field('decoderIds', 'ask.decoderIds'));
    return fields;
  }

  /** @param {string} name @param {TextKey} key @returns {HTMLElement[]} */
  #field(name, key) {
    const id = `ask-${name}`;
    /** @type {HTMLTextAreaElement} */
    const field = element('textarea', { id, rows: 2, spellcheck: 'false', input: () => this.#values.set(name, field.value) });
    field.value = this.#values.get(name) ?? '';
    return [element('label', { for: id, class: 'field-label' }, text(key)), field];
  }

  /** @param {number} size */
  #pictureFields(size) {
    /** @type {HTMLInputElement} */
    const field = element('input', { type: 'file', id: 'ask-picture', accept: 'image/*', change: () => {
      this.#picture = field.files?.[0] ?? null;
      if (this.#picture) this.#changed();
    } });
    const canvas = element('canvas', { id: 'ask-canvas', class: 'pixels', width: size, height: size, role: 'img', 'aria-label': text('ask.picture') });
    return [
      element('label', { class: 'file' }, field, element('span', {}, text('ask.picture'))),
      element('p', { class: 'note' }, text('ask.pictureNote', { size })),
      canvas,
    ];
  }

  /** @returns {Promise<PageInput>} @throws {Error} in the page's language */
  async input() {
    const { hasVocabulary, hasTwoStacks } = /** @type {OpenFacts} */ (this.#facts);
    if (this.#isPicture) return { pixels: await this.#pixels() };
    const [own, others] = [this.#values.get('text') ?? '', this.#values.get('decoderText') ?? ''];
    if (hasVocabulary) return { text: own, ...hasTwoStacks && others.trim() !== '' && { decoderText: others } };
    const ids = idsOf(this.#values.get('ids') ?? '');
    const decoderIds = idsOf(this.#values.get('decoderIds') ?? '');
    return { ids, ...hasTwoStacks && decoderIds.length > 0 && { decoderIds } };
  }

  async #pixels() {
    const { picture } = /** @type {OpenFacts} */ (this.#facts);
    if (!this.#picture || !picture) throw new Error(text('ask.noPicture'));
    try {
      return await pixelsOf(this.#picture, required('ask-canvas', HTMLCanvasElement), picture);
    } catch {
      throw new Error(text('ask.badPicture'));
    }
  }
}

/** @param {OpenFacts} facts */
function firstText({ maskToken }) {
  const sentence = text('ask.sentence');
  return maskToken ? sentence.replace('cat', maskToken) : sentence;
}

/** @param {string} written @returns {number[]} @throws {Error} */
function idsOf(written) {
  return written.split(/[\s,，、[\]]+/).filter(Boolean).map((word) => {
    if (!/^\d{1,9}$/.test(word)) throw new Error(text('ask.numbers', { got: word }));
    return Number(word);
  });
}
