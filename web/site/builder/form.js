/** The form: it shows a draft, and tells of every edit of it. */

import { textsIn } from '../../figure/words/texts.js';
import { normalizers, scores } from '../../figure/state/methods.js';
import { controlNames } from '../../figure/state/link-settings.js';
import { views } from '../../figure/state/schema.js';
import { required } from '../../base/dom.js';
import { canShowScores } from './draft.js';
import { check, choice, line, number } from './fields.js';
import { language } from './texts.js';

/**
 * @import { ScoreName } from '../../engine/index.js'
 * @import { NormalizerName } from '../../figure/state/methods.js'
 * @import { TextKey as FigureKey } from '../../figure/words/texts.js'
 * @import { Data, Draft } from './draft.js'
 * @import { Edit, Field } from './fields.js'
 *
 * @typedef {object} Editing
 * @property {Edit} edit
 * @property {(data: Partial<Data>, isTyping?: boolean) => void} editData
 */

const dataFields = /** @type {const} */ (['words', 'numbers', 'queryWords']);
const mostCompared = 4;

export class Form {
  /** @type {Field[]} */
  #fields;
  #data = dataFields.map((name) => ({ name, area: required(name, HTMLTextAreaElement) }));
  #controls;
  #shows;
  /** @type {Draft | null} */
  #draft = null;
  #edit;

  /** @param {Editing} editing */
  constructor({ edit, editData }) {
    this.#edit = edit;
    required('form', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
    for (const { name, area } of this.#data) {
      area.addEventListener('input', () => editData({ [name]: area.value }, true));
      area.addEventListener('change', () => editData({ [name]: area.value }));
    }
    const file = required('file', HTMLInputElement);
    file.addEventListener('change', async () => {
      const [chosen] = file.files ?? [];
      if (chosen) editData({ numbers: await chosen.text() });
      file.value = '';
    });

    const method = [
      choice('score', 'method.score', scores.map((name) => ({ value: name, key: null, figureKey: /** @type {FigureKey} */ (`score.${name}`) })), edit),
      choice('normalizer', 'method.normalizer', normalizers.map((name) => ({ value: name, key: null, figureKey: /** @type {FigureKey} */ (`normalizer.${name}`) })), edit),
      number('temperature', 'method.temperature', { min: 0, step: 0.1, placeholder: 1 }, edit),
      number('scale', 'method.scale', { step: 0.1 }, edit),
      number('softcap', 'method.softcap', { min: 0, step: 'any', placeholder: '∞' }, edit, 'method.softcapNote'),
      choice('causal', 'method.causal', [
        { value: 'false', key: 'causal.none', says: false }, { value: 'true', key: 'causal.topLeft', says: true },
        { value: 'bottom-right', key: 'causal.bottomRight' },
      ], edit),
      line('localFocus', 'method.localFocus', edit, 'monotonic 2', 'method.localFocusNote'),
      line('sinks', 'method.sinks', edit, '0', 'method.sinksNote'),
      choice('compare', 'method.compare', [
        { value: '', key: 'compare.none', says: null }, { value: 'score', key: 'compare.score' },
        { value: 'normalizer', key: 'compare.normalizer' }, { value: 'head', key: 'compare.head' },
      ], edit, firstCompared),
    ];
    required('method', HTMLElement).append(...method.map(({ box }) => box));

    this.#shows = choice('shows', 'look.shows', [
      { value: 'weights', key: 'shows.weights' }, { value: 'scores', key: 'shows.scores' },
    ], edit);
    const lang = choice('lang', 'look.lang', [{ value: '', key: 'lang.page' }, { value: 'en', key: null }, { value: 'zh', key: null }], edit);
    const look = [
      choice('view', 'look.view', views.map((name) => ({ value: name, key: null, figureKey: /** @type {const} */ (`figure.${name}`) })), edit),
      this.#shows,
      line('caption', 'look.caption', edit),
      line('label', 'look.label', edit),
      line('domain', 'look.domain', edit, '0 1'),
      choice('theme', 'look.theme', [
        { value: '', key: 'theme.system' }, { value: 'light', key: 'theme.light' }, { value: 'dark', key: 'theme.dark' },
      ], edit),
      choice('dir', 'look.dir', [{ value: '', key: 'lang.page' }, { value: 'ltr', key: 'dir.ltr' }, { value: 'rtl', key: 'dir.rtl' }], edit),
      lang,
    ];
    for (const [index, name] of ['English', '中文'].entries()) lang.select.options[index + 1].textContent = name;
    required('look', HTMLElement).append(...look.map(({ box }) => box));
    this.#fields = [...method, ...look];

    this.#controls = controlNames.map((name) => ({
      name,
      ...check(`control.${name}`, false, () => edit({
        controls: this.#controls.filter(({ input }) => input.checked).map((control) => control.name).join(' '),
      })),
    }));
    required('controls', HTMLElement).append(...this.#controls.map(({ box }) => box));
  }

  /** @param {Draft} draft */
  show(draft) {
    this.#draft = draft;
    for (const { name, area } of this.#data) if (area.value !== draft[name]) area.value = draft[name];
    if (draft.numbers || draft.queryWords) required('more-data', HTMLDetailsElement).open = true;
    for (const field of this.#fields) field.show(draft);
    const { select } = this.#shows;
    select.disabled = !canShowScores(draft);
    if (select.disabled) select.value = 'weights';
    const wanted = draft.controls.split(' ');
    for (const { name, input } of this.#controls) input.checked = wanted.includes(name);
    this.#showCompared(draft);
  }

  /**
   * @param {string | null} argument the field that an error names; null: nothing is wrong
   * @param {string} message
   */
  complain(argument, message) {
    const own = [...this.#fields.map(({ name }) => name), 'compared'];
    const field = argument === null ? '' : fieldOf(argument, own);
    for (const name of [...dataFields, ...own]) {
      const problem = required(`${name}-problem`, HTMLElement);
      problem.hidden = name !== field;
      problem.textContent = name === field ? message : '';
      document.getElementById(name)?.toggleAttribute('aria-invalid', name === field);
      if (name === field) document.getElementById(name)?.setAttribute('aria-invalid', 'true');
    }
  }

  /** @param {Draft} draft */
  #showCompared({ compare, compared }) {
    const group = required('compared', HTMLElement);
    const isNamed = compare === 'score' || compare === 'normalizer';
    group.hidden = !isNamed;
    if (!isNamed) return;
    const place = required('compared-names', HTMLElement);
    const names = compare === 'score' ? scores : normalizers;
    const figureText = textsIn(language());
    // The boxes stay while they are clicked, so that the keyboard does not lose its place.
    if (place.dataset.compare !== compare) {
      place.dataset.compare = compare;
      place.replaceChildren(...names.map((name) => check(null, false, (isOn) => this.#choose(name, isOn)).box));
    }
    names.forEach((name, index) => {
      const box = place.children[index];
      const input = /** @type {HTMLInputElement} */ (box.querySelector('input'));
      input.checked = compared.includes(name);
      input.disabled = !input.checked && compared.length >= mostCompared;
      /** @type {Element} */ (box.lastElementChild).textContent = figureText(/** @type {FigureKey} */ (`${compare}.${name}`));
    });
  }

  /**
   * @param {ScoreName | NormalizerName} name
   * @param {boolean} isOn
   */
  #choose(name, isOn) {
    const others = (this.#draft?.compared ?? []).filter((compared) => compared !== name);
    this.#edit({ compared: isOn ? [...others, name] : others });
  }
}

/** A comparison begins with the method in use and another. @param {Draft} draft @returns {Partial<Draft>} */
function firstCompared({ compare, score, normalizer }) {
  if (compare === 'score') return { compared: [score, score === 'cosine' ? 'scaled-dot' : 'cosine'] };
  if (compare === 'normalizer') return { compared: [normalizer, normalizer === 'sparsemax' ? 'softmax' : 'sparsemax'] };
  return { compared: [] };
}

/**
 * @param {string} argument of an error
 * @param {string[]} own fields beside which stands what is wrong with them
 * @returns {string} the field of the form that it is about
 */
function fieldOf(argument, own) {
  const name = argument.replace(/[[.].*$/s, '');
  if (name === 'tokens') return 'words';
  if (name === 'queryTokens') return 'queryWords';
  return own.includes(name) ? name : 'numbers';
}
