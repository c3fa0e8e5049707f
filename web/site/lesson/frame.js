/** Brings the frame alive: progress, undo and reset, how the page is shown, and the link to share. */

import { copied } from '../../base/copy.js';
import { disable, required, whenPressed } from '../../base/dom.js';
import { filled } from '../../base/filled.js';
import { SectionState } from './section-state.js';

/**
 * @import { Link } from './link.js'
 *
 * @typedef {typeof import('../../locales/lesson/shell-en.js').live} Texts
 * @typedef {ReadonlySet<string>} Done the ids of sections
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
  const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('#bar-contents li')]);
  const known = new Set(items.map((item) => item.dataset.section));
  const done = new SectionState(link, doneName, {
    author: /** @type {Done} */ (new Set()),
    read: (text) => new Set(text.split('.').filter((id) => known.has(id))),
    write: (sections) => [...sections].join('.'),
    // The link tells of each change, and the frame shows it then.
    show() {},
  });
  done.start();
  startMenus();
  startContents(link, texts, done, items);
  startReset(link, texts, done, items);
  startShare(link, texts, print);

  return (section) => {
    if (!done.current.has(section)) done.replace(new Set([...done.current, section]));
  };
}

/** The list of contents shows what is done. @param {Link} link @param {Texts} texts @param {SectionState<Done>} done @param {HTMLElement[]} items */
function startContents(link, texts, done, items) {
  const progress = required('bar-progress', HTMLElement);
  function show() {
    let count = 0;
    for (const item of items) {
      const id = item.dataset.section ?? '';
      const isDone = done.current.has(id) || link.has(id);
      count += Number(isDone);
      markDone(item, isDone ? texts.done : '');
    }
    progress.textContent = filled(texts.progress, { done: String(count), all: String(items.length) });
  }
  link.listen({ changed: show });
  show();
}

/** Undo, and the menu that brings one section or all back. @param {Link} link @param {Texts} texts @param {SectionState<Done>} done @param {HTMLElement[]} items */
function startReset(link, texts, done, items) {
  const status = required('bar-status', HTMLElement);
  const [undo, resetSection, resetAll] = ['bar-undo', 'reset-section', 'reset-all'].map((id) => required(id, HTMLButtonElement));
  let current = currentSection(items);

  function show() {
    disable(undo, !link.canUndo);
    disable(resetAll, !link.hasAny);
    showCurrent();
  }

  function showCurrent() {
    current = currentSection(items);
    resetSection.textContent = filled(texts.resetOne, { title: current.title });
    disable(resetSection, !link.has(current.id) && !done.current.has(current.id));
  }

  whenPressed(undo, () => {
    link.undo();
    status.textContent = texts.undone;
  });
  whenPressed(resetSection, () => {
    link.reset(current.id);
    done.replace(new Set([...done.current].filter((id) => id !== current.id)));
    status.textContent = texts.wasReset;
    closeMenus();
  });
  whenPressed(resetAll, () => {
    link.reset();
    status.textContent = texts.wasReset;
    closeMenus();
  });
  required('bar-reset', HTMLDetailsElement).addEventListener('toggle', showCurrent);
  link.listen({ changed: show });
  show();
}

/** The menu that says how the page is shown, prints it and gives its address. @param {Link} link @param {Texts} texts @param {() => Promise<void>} print */
function startShare(link, texts, print) {
  const address = required('bar-address', HTMLInputElement);
  const projector = required('show-projector', HTMLInputElement);
  const hideAnswers = required('show-no-answers', HTMLInputElement);

  function show() {
    projector.checked = link.modes.projector;
    hideAnswers.checked = link.modes.answersHidden;
    address.value = location.href.replace(/#.*$/, '') + link.hash;
  }

  projector.addEventListener('change', () => link.show({ projector: projector.checked }));
  hideAnswers.addEventListener('change', () => link.show({ answersHidden: hideAnswers.checked }));
  required('bar-print', HTMLButtonElement).addEventListener('click', () => {
    closeMenus();
    void print();
  });
  required('bar-copy', HTMLButtonElement).addEventListener('click', async () => {
    address.select();
    const isCopied = await copied(address.value);
    required('bar-copy-said', HTMLElement).textContent = isCopied ? texts.copied : texts.notCopied;
  });
  link.listen({ changed: show });
  show();
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
 * @param {readonly HTMLElement[]} items
 */
function currentSection(items) {
  let found = items[0];
  for (const item of items) {
    const section = document.getElementById(item.dataset.section ?? '');
    if (section && section.getBoundingClientRect().top < innerHeight / 2) found = item;
  }
  return { id: found.dataset.section ?? '', title: found.querySelector('a')?.firstChild?.textContent ?? '' };
}

/** Only one menu is open at a time; Escape or a press outside it closes it. */
function startMenus() {
  for (const menu of menus()) {
    menu.addEventListener('toggle', () => {
      if (menu.open) closeMenus(menu);
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
    if (target instanceof Element && !target.closest('.bar-menu')) closeMenus();
  });
}

/** @returns {NodeListOf<HTMLDetailsElement>} */
const menus = () => document.querySelectorAll('.bar-menu');

/** @param {HTMLDetailsElement} [but] this one stays */
function closeMenus(but) {
  for (const menu of menus()) if (menu !== but) menu.open = false;
}
