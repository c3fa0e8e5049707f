/** What the reader opens: chosen, dropped or pasted files, tokens for them, and the two examples. */

import { element, required } from '../../base/dom.js';
import { inLanguage } from '../../locales/in-language.js';
import headsTexts from '../../locales/heads.js';
import { language, text } from './texts.js';

/**
 * @import { Reading } from '../../heads/files/axes.js'
 * @import { AttentionHeadsElement } from '../../heads/element/attention-heads.js'
 */

export class Opening {
  #heads;
  /** What is open, and how its arrays are read. @type {File[]} */
  #files = [];
  /** @type {Record<string, Reading>} */
  #axes = {};
  #name = '';
  sampleName = 'repeat';

  /** @param {AttentionHeadsElement} heads */
  constructor(heads) {
    this.#heads = heads;
    const input = required('file', HTMLInputElement);
    input.addEventListener('change', () => {
      void this.open([...input.files ?? []]);
      input.value = ''; // The same file can be chosen again.
    });
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-sample]'))) {
      button.addEventListener('click', () => this.sample(button.dataset.sample ?? ''));
    }
    required('use-tokens', HTMLButtonElement).addEventListener('click', () => void this.#useTokens());
    this.#takeDropped();
    addEventListener('paste', (event) => void this.#takePasted(event));
  }

  /** Whether the reader's own files are shown. */
  get isOwn() {
    return this.#files.length > 0;
  }

  /** @param {string} name of an example */
  sample(name) {
    this.#files = [];
    this.sampleName = name;
    this.#heads.setAttribute('src', `./heads-${name}.json`);
    void this.#heads.ready.then(() => this.tell(), () => {});
  }

  /** @param {File[]} files @param {Record<string, Reading>} [axes] how their arrays are read */
  async open(files, axes = {}) {
    if (files.length === 0) return;
    try {
      await this.#heads.open(files, { axes });
    } catch {
      return; // The element says what is wrong, and shows what was open.
    }
    this.#files = files;
    this.#axes = axes;
    this.#name = files.map(({ name }) => name).join(', ');
    this.tell();
  }

  /** Says what is open, and asks what can be read in two ways. */
  tell() {
    const kinds = inLanguage(headsTexts, language());
    const list = this.#heads.sets.map(({ kind, layers, heads, rows, columns }) => text('open.set', { kind: kinds[`kind.${kind}`], layers, heads, rows, columns }));
    const name = this.#files.length > 0 ? this.#name : text(this.sampleName === 'translate' ? 'sample.translate' : 'sample.repeat');
    required('opened', HTMLElement).textContent = list.length > 0 ? text('open.opened', { name, list: list.join(text('open.join')) }) : '';
    const answered = Object.entries(this.#axes).map(([of, reading]) => ({ name: of, shape: [], readings: [reading] }));
    const questions = this.#files.length > 0 ? [...this.#asked, ...answered.filter(({ name: of }) => !this.#asked.some((question) => question.name === of))] : [];
    required('questions', HTMLElement).replaceChildren(...questions.map((question) => this.#question(question, kinds)));
  }

  /** Questions of these files, answered or not. @type {import('../../heads/files/axes.js').Question[]} */
  get #asked() {
    for (const question of this.#heads.questions) this.#known.set(question.name, question);
    return [...this.#known.values()].filter(({ name }) => name in this.#axes || this.#heads.questions.some((question) => question.name === name));
  }

  /** @type {Map<string, import('../../heads/files/axes.js').Question>} */
  #known = new Map();

  /** @param {import('../../heads/files/axes.js').Question} question @param {Record<string, string>} words */
  #question({ name, shape, readings }, words) {
    /** @type {HTMLSelectElement} */
    const field = element('select', { change: () => void this.open(this.#files, { ...this.#axes, [name]: /** @type {Reading} */ (field.value) }) },
      ...readings.map((reading) => element('option', { value: reading }, words[`reading.${reading}`])));
    field.value = this.#axes[name] ?? readings[0];
    return element('label', { class: 'question' }, `${text('open.question', { name, shape: shape.join(', ') })} `, field);
  }

  async #useTokens() {
    const { value } = required('tokens', HTMLTextAreaElement);
    const files = this.#files.length > 0 ? this.#files : [new File([await this.#heads.document({ dtype: 'float32' })], 'attention.json')];
    const isJson = value.trim().startsWith('[');
    await this.open([...files.filter(({ name }) => !/^tokens\./.test(name)), new File([value], isJson ? 'tokens.json' : 'tokens.txt')], this.#axes);
  }

  #takeDropped() {
    const root = document.documentElement;
    addEventListener('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      root.classList.add('dropping');
      required('opened', HTMLElement).textContent = text('open.drop');
    });
    const leave = () => {
      if (!root.classList.contains('dropping')) return;
      root.classList.remove('dropping');
      this.tell();
    };
    addEventListener('dragleave', (event) => event.relatedTarget === null && leave());
    addEventListener('drop', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      leave();
      void this.open([...event.dataTransfer.files]);
    });
  }

  /** @param {ClipboardEvent} event */
  async #takePasted({ clipboardData, target }) {
    if (!clipboardData || (target instanceof Element && target.closest('input, textarea'))) return;
    const files = [...clipboardData.files];
    if (files.length > 0) return this.open(files);
    const pasted = clipboardData.getData('text/plain').trim();
    if (pasted === '') return;
    await this.open([new File([pasted], /^[[{]/.test(pasted) ? 'pasted.json' : pasted.includes('\t') ? 'pasted.tsv' : 'pasted.csv')]);
  }
}
