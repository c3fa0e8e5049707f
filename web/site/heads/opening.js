/** What the reader opens: chosen, dropped or pasted files, tokens for them, and the two examples. */

import { element, required } from '../../base/dom.js';
import { wordsOfText } from '../../heads/files/words.js';
import { counted } from '../../heads/words/texts.js';
import { ViewError } from '../../heads/state/view-state.js';
import { headsText, messageIn, text } from './texts.js';

/**
 * @import { Question, Reading } from '../../heads/files/axes.js'
 * @import { AttentionHeadsElement } from '../../heads/element/attention-heads.js'
 */

export class Opening {
  #heads;
  #changed;
  /** What is open, and how its arrays are read. @type {File[]} */
  #files = [];
  /** @type {Record<string, Reading>} */
  #axes = {};
  #name = '';
  sampleName = 'repeat';
  /** Questions of the files that are open, answered or not. @type {Map<string, Question>} */
  #asked = new Map();
  /** What is wrong with the address. @type {unknown} */
  linkProblem = null;

  /** @param {AttentionHeadsElement} heads @param {() => void} changed something else is open */
  constructor(heads, changed) {
    this.#heads = heads;
    this.#changed = changed;
    const input = required('file', HTMLInputElement);
    input.addEventListener('change', () => {
      void this.open([...input.files ?? []]);
      input.value = ''; // The same file can be chosen again.
    });
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-sample]'))) {
      button.addEventListener('click', () => {
        this.sample(button.dataset.sample ?? '');
        changed();
      });
    }
    required('use-tokens', HTMLButtonElement).addEventListener('click', () => void this.#useTokens());
    this.#takeDropped();
    addEventListener('paste', (event) => void this.#takePasted(event));
  }

  /** Whether the reader's own files are shown. */
  get isOwn() {
    return this.#files.length > 0;
  }

  /** @param {string} name of an example @throws {ViewError} where there is none of this name */
  sample(name) {
    const names = Array.from(/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-sample]')), ({ dataset }) => dataset.sample ?? '');
    if (!names.includes(name)) throw new ViewError('sample', names.join(' | '), name);
    this.#files = [];
    this.sampleName = name;
    this.#heads.setAttribute('src', `./heads-${name}.json`);
    void this.#heads.ready.then(() => this.tell(), () => {});
  }

  /** @param {File[]} files @param {Record<string, Reading>} [axes] how their arrays are read @returns {Promise<boolean>} whether they are open */
  async open(files, axes = {}) {
    if (files.length === 0) return false;
    try {
      await this.#heads.open(files, { axes });
    } catch {
      return false; // The element says what is wrong, and shows what was open.
    }
    this.#files = files;
    this.#axes = axes;
    this.#name = files.map(({ name }) => name).join(', ');
    this.#asked = new Map([...this.#asked].filter(([name]) => name in axes));
    for (const question of this.#heads.questions) this.#asked.set(question.name, question);
    this.#changed();
    this.tell();
    return true;
  }

  /** Says what is open, and asks what can be read in two ways. */
  tell() {
    const words = headsText();
    const list = this.#heads.sets.map(({ kind, layers, heads, rows, columns }) => text('open.set', {
      kind: words(`kind.${kind}`), layers: counted('layer', layers, words), heads: counted('head', heads, words), rows: counted('query', rows, words), columns: counted('key', columns, words),
    }));
    const name = this.isOwn ? this.#name : text(this.sampleName === 'translate' ? 'sample.translate' : 'sample.repeat');
    const opened = list.length > 0 ? text('open.opened', { name, list: list.join(text('open.join')) }) : '';
    required('opened', HTMLElement).textContent = this.linkProblem ? text('open.link', { message: messageIn(this.linkProblem) }) : opened;
    this.#showQuestions();
  }

  /** The fields are made anew: the keyboard keeps its place. */
  #showQuestions() {
    const place = required('questions', HTMLElement);
    const { name: focused } = /** @type {Partial<HTMLSelectElement>} */ (place.querySelector('select:focus') ?? {});
    place.replaceChildren(...this.isOwn ? [...this.#asked.values()].map((question) => this.#question(question)) : []);
    for (const field of place.querySelectorAll('select')) if (field.name === focused) field.focus();
  }

  /** @param {Question} question */
  #question({ name, shape, readings }) {
    const words = headsText();
    /** @type {HTMLSelectElement} */
    const field = element('select', { name, change: () => void this.open(this.#files, { ...this.#axes, [name]: /** @type {Reading} */ (field.value) }) },
      ...readings.map((reading) => element('option', { value: reading }, words(/** @type {`reading.${Exclude<Reading, ''>}`} */ (`reading.${reading}`)))));
    field.value = this.#axes[name] ?? readings[0];
    return element('label', { class: 'question' }, `${text('open.question', { name, shape: shape.join(', ') })} `, field);
  }

  async #useTokens() {
    const { value } = required('tokens', HTMLTextAreaElement);
    const files = this.isOwn ? this.#files : [await this.#wordless()];
    const isJson = value.trim().startsWith('[');
    const all = [...files.filter(({ name }) => !/^tokens\./.test(name)), new File([value], isJson ? 'tokens.json' : 'tokens.txt')];
    if (!await this.open(all, this.#axes)) return;
    const typed = JSON.stringify(isJson ? JSON.parse(value) : wordsOfText(value, 'tokens.txt'));
    const isUsed = this.#heads.sets.some(({ queries, keys }) => [queries, keys].some((words) => JSON.stringify(words) === typed));
    if (!isUsed) required('opened', HTMLElement).textContent = text('open.ownTokens');
  }

  /** The example without its own words, in whose place others come. */
  async #wordless() {
    const document = JSON.parse(await (await this.#heads.document({ dtype: 'float32' })).text());
    for (const attention of document.attentions) attention.queries = attention.keys = null;
    return new File([JSON.stringify(document)], 'attention.json');
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
  async #takePasted(event) {
    const { clipboardData } = event;
    // Fields may stand in shadow roots, too.
    const [target] = event.composedPath();
    if (!clipboardData || (target instanceof Element && target.closest('input, textarea'))) return;
    const files = [...clipboardData.files];
    if (files.length > 0) return void this.open(files);
    const pasted = clipboardData.getData('text/plain').trim();
    if (pasted === '') return;
    await this.open([new File([pasted], /^[[{]/.test(pasted) ? 'pasted.json' : pasted.includes('\t') ? 'pasted.tsv' : 'pasted.csv')]);
  }
}
