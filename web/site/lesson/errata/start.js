/** Brings the errata alive: the filter, links to single entries, a live figure in an opened entry, and every entry open on paper. */

import { live as en } from '../../../locales/lesson/errata-en.js';
import { live as zh } from '../../../locales/lesson/errata-zh.js';
import { SectionState } from '../section-state.js';
import { EntryFilter, everyGroup } from './entry-filter.js';
import { panels } from './panels.js';

/**
 * @import { LiveName } from './entries.js'
 * @import { Lesson } from '../section.js'
 */

/** @param {HTMLElement} root @param {Lesson} lesson */
export function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const entries = /** @type {HTMLDetailsElement[]} */ ([...root.querySelectorAll('.erratum')]);
  const done = () => lesson.done('errata');
  const filter = new EntryFilter(root, entries, texts, { choose: (group) => kept.replace(group), used: done });
  const kept = new SectionState(lesson.link, 'errata', {
    author: everyGroup,
    read: (group) => filter.checked(group),
    write: (group) => group,
    show: () => filter.show(kept.current),
  });
  kept.start();

  for (const entry of entries) {
    entry.addEventListener('toggle', () => {
      filter.nameButton();
      if (entry.open) void showLive(entry, lesson, texts);
    });
    entry.querySelector('summary')?.addEventListener('click', done);
    if (entry.open) void showLive(entry, lesson, texts);
  }

  /** Opens the entry that the link names, whatever the filter says. */
  function openNamed() {
    const [section, name] = lesson.link.place.split('.');
    if (section !== 'errata' || name === undefined) return;
    const entry = entries.find(({ id }) => id === lesson.link.place);
    if (!entry) {
      filter.say(texts.noEntry);
      return;
    }
    if (entry.closest('[hidden]')) kept.replace(everyGroup);
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
  openNamed();
}

/** Shows the live figure of an entry, once. @param {HTMLDetailsElement} entry @param {Lesson} lesson @param {typeof en} texts */
async function showLive(entry, lesson, texts) {
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
