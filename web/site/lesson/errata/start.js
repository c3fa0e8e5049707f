/** Brings the errata alive: the filter, links to single entries, a live figure in an opened entry, and every entry open on paper. */

import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/errata-en.js';
import { live as zh } from '../../../locales/lesson/errata-zh.js';
import { panels } from './panels.js';

/**
 * @import { LiveName } from './entries.js'
 * @import { Lesson } from '../section.js'
 */

/** @param {HTMLElement} root @param {Lesson} lesson */
export function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const entries = /** @type {HTMLDetailsElement[]} */ ([...root.querySelectorAll('.erratum')]);
  const groups = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('.errata-group')]);
  const choices = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('.errata-tools input')]);
  const status = /** @type {HTMLElement} */ (root.querySelector('.errata-status'));
  const all = /** @type {HTMLButtonElement} */ (root.querySelector('.errata-all'));

  /** The entries that the filter shows. */
  const inSight = () => entries.filter((entry) => !entry.closest('.errata-group[hidden]'));

  /** @param {string} group 'all' for every group */
  function filter(group) {
    for (const choice of choices) choice.checked = choice.value === group;
    for (const part of groups) part.hidden = group !== 'all' && part.dataset.group !== group;
    status.textContent = group === 'all' ? filled(texts.shownAll, { all: entries.length }) : filled(texts.shown, { count: inSight().length, all: entries.length });
    nameButton();
  }

  function nameButton() {
    all.textContent = inSight().every((entry) => entry.open) ? texts.closeAll : texts.openAll;
  }

  const keep = lesson.link.keep('errata', {
    restore(value) {
      const group = value || 'all';
      if (!choices.some((choice) => choice.value === group)) throw new Error(`errata: no group "${group}"`);
      filter(group);
    },
  });
  for (const choice of choices) {
    choice.addEventListener('change', () => {
      filter(choice.value);
      keep(choice.value === 'all' ? '' : choice.value);
    });
  }

  all.addEventListener('click', () => {
    const isOpening = inSight().some((entry) => !entry.open);
    for (const entry of inSight()) entry.open = isOpening;
    lesson.done('errata');
  });

  for (const entry of entries) {
    entry.addEventListener('toggle', () => {
      nameButton();
      if (entry.open) void showLive(entry);
    });
    entry.querySelector('summary')?.addEventListener('click', () => lesson.done('errata'));
    if (entry.open) void showLive(entry);
  }

  /** @param {HTMLDetailsElement} entry */
  async function showLive(entry) {
    const name = /** @type {LiveName | undefined} */ (entry.dataset.live);
    const place = entry.querySelector('.errata-live');
    if (!name || !place || place.hasAttribute('data-shown')) return;
    place.setAttribute('data-shown', '');
    try {
      place.replaceChildren(...panels[name](await lesson.engine(), texts));
    } catch (error) {
      console.info(error);
      place.removeAttribute('data-shown');
      place.replaceChildren(texts.noEngine);
    }
  }

  /** Opens the entry that the link names, whatever the filter says. */
  function openNamed() {
    const [section, name] = lesson.link.place.split('.');
    if (section !== 'errata' || name === undefined) return;
    const entry = entries.find(({ id }) => id === lesson.link.place);
    if (!entry) {
      status.textContent = texts.noEntry;
      return;
    }
    if (entry.closest('[hidden]')) {
      filter('all');
      keep('');
    }
    entry.open = true;
    entry.scrollIntoView();
    entry.querySelector('summary')?.focus({ preventScroll: true });
  }
  addEventListener('hashchange', openNamed);

  // The section that an entry points to may be missing from this page.
  for (const see of /** @type {NodeListOf<HTMLAnchorElement>} */ (root.querySelectorAll('.errata-see'))) {
    if (!document.getElementById(see.hash.slice(1))) see.remove();
  }

  startPaper(entries);
  if (!status.textContent) filter('all');
  openNamed();
}

/** Opens every entry for printing. @param {HTMLDetailsElement[]} entries */
function startPaper(entries) {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = entries.filter((entry) => !entry.open);
    for (const entry of opened) entry.open = true;
  });
  addEventListener('afterprint', () => {
    for (const entry of opened) entry.open = false;
  });
}
