/** Brings the frame alive: progress, undo and reset, how the page is shown, and the link to share. */

import { copied } from '../../base/copy.js';
import { disable, required, whenPressed } from '../../base/dom.js';
import { filled } from '../../base/filled.js';

/**
 * @import { Link } from './link.js'
 *
 * @typedef {typeof import('../../locales/lesson/shell-en.js').live} Texts
 */

/** The mark of a finished section that keeps no state of its own. */
const doneName = 'done';

/**
 * @param {Link} link
 * @param {Texts} texts
 * @param {() => Promise<void>} print
 * @returns {(section: string) => void} marks a section as done
 */
export function startFrame(link, texts, print) {
  const menus = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('.bar-menu'));
  const items = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#bar-contents li'));
  const status = required('bar-status', HTMLElement);
  const address = required('bar-address', HTMLInputElement);
  const [undo, resetSection, resetAll] = ['bar-undo', 'reset-section', 'reset-all'].map((id) => required(id, HTMLButtonElement));
  const projector = required('show-projector', HTMLInputElement);
  const hideAnswers = required('show-no-answers', HTMLInputElement);

  /** @type {Set<string>} */
  let done = new Set();
  const known = new Set([...items].map((item) => item.dataset.section));
  const keepDone = link.keep(doneName, {
    restore(value) {
      done = new Set(value.split('.').filter((id) => known.has(id)));
    },
  });

  let current = currentSection(items);

  function show() {
    const { projector: isLarge, answersHidden } = link.modes;
    projector.checked = isLarge;
    hideAnswers.checked = answersHidden;
    address.value = location.href.replace(/#.*$/, '') + link.hash;
    disable(undo, !link.canUndo);
    let count = 0;
    for (const item of items) {
      const id = item.dataset.section ?? '';
      const isDone = done.has(id) || link.has(id);
      count += Number(isDone);
      markDone(item, isDone ? texts.done : '');
    }
    required('bar-progress', HTMLElement).textContent = filled(texts.progress, { done: String(count), all: String(items.length) });
    disable(resetAll, !link.hasAny);
    showReset();
  }

  function showReset() {
    current = currentSection(items);
    resetSection.textContent = filled(texts.resetOne, { title: current.title });
    disable(resetSection, !link.has(current.id) && !done.has(current.id));
  }

  whenPressed(undo, () => {
    link.undo();
    status.textContent = texts.undone;
  });
  whenPressed(resetSection, () => {
    link.reset(current.id);
    if (done.delete(current.id)) keepDone([...done].join('.'));
    status.textContent = texts.wasReset;
    close(menus);
  });
  whenPressed(resetAll, () => {
    link.reset();
    status.textContent = texts.wasReset;
    close(menus);
  });
  required('bar-reset', HTMLDetailsElement).addEventListener('toggle', showReset);
  projector.addEventListener('change', () => link.show({ projector: projector.checked }));
  hideAnswers.addEventListener('change', () => link.show({ answersHidden: hideAnswers.checked }));
  required('bar-print', HTMLButtonElement).addEventListener('click', () => {
    close(menus);
    void print();
  });
  required('bar-copy', HTMLButtonElement).addEventListener('click', async () => {
    address.select();
    const isCopied = await copied(address.value);
    required('bar-copy-said', HTMLElement).textContent = isCopied ? texts.copied : texts.notCopied;
  });
  startMenus(menus);
  link.listen({ changed: show });
  show();

  return (section) => {
    if (done.has(section)) return;
    done.add(section);
    keepDone([...done].join('.'));
  };
}

/** @param {HTMLElement} item @param {string} words '' if it is not done */
function markDone(item, words) {
  const marked = item.querySelector('.done');
  if (Boolean(marked) === (words !== '')) return;
  if (marked) {
    marked.remove();
    return;
  }
  const mark = document.createElement('span');
  mark.className = 'done visually-hidden';
  mark.textContent = ` ${words}`;
  item.querySelector('a')?.append(mark);
}

/**
 * The section that the reader looks at: the last one that begins above the middle of the screen.
 * @param {NodeListOf<HTMLElement>} items
 */
function currentSection(items) {
  let found = items[0];
  for (const item of items) {
    const section = document.getElementById(item.dataset.section ?? '');
    if (section && section.getBoundingClientRect().top < innerHeight / 2) found = item;
  }
  return { id: found.dataset.section ?? '', title: found.querySelector('a')?.firstChild?.textContent ?? '' };
}

/** Only one menu is open at a time; Escape or a press outside it closes it. @param {NodeListOf<HTMLDetailsElement>} menus */
function startMenus(menus) {
  for (const menu of menus) {
    menu.addEventListener('toggle', () => {
      if (menu.open) close(menus, menu);
    });
    menu.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape' || !menu.open) return;
      menu.open = false;
      menu.querySelector('summary')?.focus();
    });
    menu.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('a')) menu.open = false;
    });
  }
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Element && !target.closest('.bar-menu')) close(menus);
  });
}

/** @param {NodeListOf<HTMLDetailsElement>} menus @param {HTMLDetailsElement} [but] */
function close(menus, but) {
  for (const menu of menus) if (menu !== but) menu.open = false;
}
