/** Brings a prediction alive: the reader chooses, then sees whether it is right, why, and the insight. */

import { live as en } from '../../../locales/lesson/predict-en.js';
import { live as zh } from '../../../locales/lesson/predict-zh.js';
import { SectionState } from '../section-state.js';

/**
 * @import { Lesson } from '../section.js'
 *
 * @param {HTMLElement} root the section
 * @param {Lesson} lesson
 * @param {string} id as given to predictMarkup
 * @param {(revealed: boolean) => void} [onReveal] called with true when the insight appears (also from the link), and with
 *   false when undo or reset removes it; never called while the link hides the answers
 */
export function startPredict(root, lesson, id, onReveal) {
  const texts = lesson.language === 'en' ? en : zh;
  const box = /** @type {HTMLElement} */ (root.querySelector(`#${id.replaceAll('.', '-')}`));
  const radios = /** @type {HTMLInputElement[]} */ ([...box.querySelectorAll('input')]);
  const button = /** @type {HTMLButtonElement} */ (box.querySelector('.predict-check'));
  const words = /** @type {HTMLElement} */ (box.querySelector('.predict-words'));
  const reasons = /** @type {HTMLElement[]} */ ([...box.querySelectorAll('.predict-because')]);
  const answer = /** @type {string} */ (box.dataset.answer);
  let revealed = false;

  function show() {
    const choice = kept.current;
    const open = choice !== '' && !lesson.answersHidden;
    box.toggleAttribute('data-predicted', choice !== '');
    box.toggleAttribute('data-revealed', open);
    for (const radio of radios) {
      radio.checked = radio.value === choice;
      const mark = open && radio.value === answer ? 'right' : open && radio.checked ? 'wrong' : '';
      radio.closest('label')?.setAttribute('data-mark', mark);
    }
    words.textContent = choice === '' ? '' : !open ? texts.noted : choice === answer ? texts.right : texts.notYet;
    for (const reason of reasons) reason.hidden = !open || reason.dataset.choice !== choice;
    if (open !== revealed) {
      revealed = open;
      onReveal?.(open);
    }
  }

  const kept = new SectionState(lesson.link, id, {
    author: '', // No choice.
    read(value) {
      if (!radios.some((radio) => radio.value === value)) throw new Error(`${id}: expected a choice, got ${value}`);
      return value;
    },
    write: (choice) => choice,
    show,
  });
  kept.start();
  button.addEventListener('click', () => {
    const choice = radios.find((radio) => radio.checked)?.value ?? '';
    if (choice === '') {
      words.textContent = texts.choose;
      return;
    }
    kept.replace(choice);
  });
  // The teacher may have just shown or hidden the answers.
  let hidden = lesson.answersHidden;
  lesson.link.listen({
    changed() {
      if (hidden === lesson.answersHidden) return;
      hidden = lesson.answersHidden;
      show();
    },
  });
}
