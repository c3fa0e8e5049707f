/** Checks the exercise step by step, and ends with what the engine says. */

import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/exercise-en.js';
import { live as zh } from '../../../locales/lesson/exercise-zh.js';
import { SectionState } from '../section-state.js';
import { mistakeIn, read, scores, steps, values, write } from './steps.js';
import { startWorksheet } from './worksheet.js';

/** @import { Lesson } from '../section.js' */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const parts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('.exercise-step')]).map((step) => ({
    step,
    inputs: [...step.querySelectorAll('input')],
    button: /** @type {HTMLButtonElement} */ (step.querySelector('button')),
    said: /** @type {HTMLElement} */ (step.querySelector('.exercise-said')),
  }));
  const finish = /** @type {HTMLElement} */ (root.querySelector('.exercise-finish'));
  const result = /** @type {HTMLElement} */ (root.querySelector('.exercise-result'));
  /** The answers to the steps that are done. @type {SectionState<string[][]>} */
  const kept = new SectionState(lesson.link, 'exercise', { author: [], read, write, show, restored: fill });
  startWorksheet(root, lesson, texts.sheet);
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);

  kept.start();

  parts.forEach(({ step: node, inputs }, step) => {
    node.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      check(step);
    });
    // A changed answer no longer counts as checked, and neither do the steps that use it.
    for (const input of inputs) {
      input.addEventListener('input', () => {
        const answers = kept.current;
        if (step >= answers.length || input.value === answers[step][inputs.indexOf(input)]) return;
        for (const later of parts.slice(step)) later.said.textContent = '';
        kept.replace(answers.slice(0, step));
      });
    }
  });

  /** @param {number} step */
  function check(step) {
    const { inputs, said } = parts[step];
    const mistakes = inputs.map((input, index) => mistakeIn(step, index, input.value));
    inputs.forEach((input, index) => input.setAttribute('aria-invalid', String(mistakes[index] !== null)));
    const isRight = mistakes.every((mistake) => mistake === null);
    const told = mistakes.flatMap((mistake, index) => (mistake ? [filled(texts.mistakes[mistake], { field: nameOf(inputs[index]) })] : []));
    said.textContent = isRight ? texts.right : [...told, ...(told.length < inputs.length ? [texts.only.one] : [])].join(texts.join);
    if (!isRight) {
      inputs[mistakes.findIndex((mistake) => mistake !== null)].focus();
      return;
    }
    kept.replace([...kept.current.slice(0, step), inputs.map((input) => input.value.trim())]);
    parts[step + 1]?.inputs[0].focus();
  }

  /** Writes the answers into the fields. */
  function fill() {
    const answers = kept.current;
    parts.forEach(({ inputs, said }, step) => {
      said.textContent = step < answers.length ? texts.right : '';
      inputs.forEach((input, index) => {
        input.value = answers[step]?.[index] ?? '';
        input.removeAttribute('aria-invalid');
      });
    });
  }

  function show() {
    const answers = kept.current;
    parts.forEach(({ step, inputs, button }, index) => {
      step.toggleAttribute('data-done', index < answers.length);
      const isClosed = index > answers.length;
      for (const field of [...inputs, button]) field.disabled = isClosed;
    });
    const isFinished = answers.length === steps.length;
    finish.hidden = !isFinished;
    if (!isFinished) return;
    const { weights, output } = engine.attend({ query: [1], key: scores.map((score) => [score]), value: values }, { score: 'dot', weights: true });
    /** @param {Float32Array} numbers */
    const list = (numbers) => [...numbers].map((number) => formatNumber(number)).join(', ');
    result.textContent = filled(texts.finished, { weights: list(weights.data), output: `(${list(output.data)})` });
  }
}

/** @param {HTMLInputElement} input */
const nameOf = (input) => input.closest('label')?.querySelector('span')?.textContent ?? '';
