/** The form's fields that are made by script: each shows a draft, and says how an edit changes it. */

import { textsIn } from '../../figure/words/texts.js';
import { focusText } from './data-text.js';
import { element } from '../../base/dom.js';
import { bindText, language, text } from './texts.js';

/**
 * @import { TextKey as FigureKey } from '../../figure/words/texts.js'
 * @import { Draft, NumberName, TypedName } from './draft.js'
 * @import { TextKey } from './texts.js'
 *
 * @typedef {(fields: Partial<Draft>, isTyping?: boolean) => void} Edit
 *
 * @typedef {object} Field
 * @property {string} name
 * @property {HTMLElement} box
 * @property {(draft: Draft) => void} show
 */

/**
 * @param {string} name also its id
 * @param {TextKey} label
 * @param {HTMLElement} input
 * @param {TextKey} [help]
 */
function boxOf(name, label, input, help) {
  input.id = name;
  const notes = help ? [bindText(element('p', { class: 'note', id: `${name}-note` }), help)] : [];
  input.setAttribute('aria-describedby', help ? `${name}-note ${name}-problem` : `${name}-problem`);
  const problem = element('p', { class: 'field-message', id: `${name}-problem`, hidden: true });
  return element('div', { class: 'field' }, bindText(element('label', { for: name }), label), input, ...notes, problem);
}

/**
 * @param {keyof Draft} name
 * @param {TextKey} label
 * @param {readonly { value: string, key: TextKey | null, figureKey?: FigureKey, says?: unknown }[]} options says: what the
 *   draft has then, where that is not the value
 * @param {Edit} edit
 * @param {(draft: Draft) => Partial<Draft>} [also] what else an edit changes
 * @returns {Field & { select: HTMLSelectElement }}
 */
export function choice(name, label, options, edit, also = () => ({})) {
  const select = element('select');
  for (const { value, key } of options) {
    const option = element('option', { value });
    if (key) bindText(option, key);
    select.append(option);
  }
  /** @type {Draft | null} */
  let shown = null;
  select.addEventListener('change', () => {
    const { value, says = value } = options[select.selectedIndex];
    const fields = { [name]: says };
    edit({ ...fields, ...(shown && also({ ...shown, ...fields })) });
  });
  return {
    name,
    box: boxOf(name, label, select),
    select,
    show(draft) {
      shown = draft;
      const figureText = textsIn(language());
      options.forEach(({ figureKey }, index) => {
        if (figureKey) select.options[index].textContent = figureText(figureKey);
      });
      select.value = String(draft[name] ?? '');
    },
  };
}

/**
 * @param {'caption' | 'label' | TypedName} name
 * @param {TextKey} label
 * @param {Edit} edit
 * @param {string} [placeholder]
 * @param {TextKey} [help]
 * @returns {Field}
 */
export function line(name, label, edit, placeholder = '', help = undefined) {
  const input = element('input', { type: 'text', placeholder });
  input.addEventListener('input', () => edit({ [name]: input.value }, true));
  input.addEventListener('change', () => edit({ [name]: input.value }));
  return {
    name,
    box: boxOf(name, label, input, help),
    show(draft) {
      const value = draft[name] ?? '';
      const words = typeof value === 'string' ? value : 'sigma' in value ? focusText(value) : value.join(' ');
      if (input.value !== words) input.value = words;
    },
  };
}

/**
 * @param {NumberName} name
 * @param {TextKey} label
 * @param {Record<string, number | string>} limits
 * @param {Edit} edit
 * @param {TextKey} [help]
 * @returns {Field}
 */
export function number(name, label, limits, edit, help) {
  const input = element('input', { type: 'number', inputmode: 'decimal', ...limits });
  const read = () => ({ [name]: input.value === '' && !input.validity.badInput ? null : input.valueAsNumber });
  input.addEventListener('input', () => edit(read(), true));
  input.addEventListener('change', () => edit(read()));
  return {
    name,
    box: boxOf(name, label, input, help),
    show(draft) {
      const value = draft[name];
      input.placeholder = String(limits.placeholder ?? text('method.auto'));
      if (input.value !== '' && input.valueAsNumber === value) return;
      if (document.activeElement === input && Number.isNaN(value)) return;
      input.value = value === null ? '' : String(value);
    },
  };
}

/**
 * @param {TextKey | null} key
 * @param {boolean} isOn
 * @param {(isOn: boolean) => void} changed
 */
export function check(key, isOn, changed) {
  const input = element('input', { type: 'checkbox' });
  input.checked = isOn;
  input.addEventListener('change', () => changed(input.checked));
  const words = element('span');
  if (key) bindText(words, key);
  return { box: element('label', { class: 'check' }, input, words), input };
}
