/** Both the whole lesson and a section by itself use this: how the page is shown, and a note where a state cannot be shown. */

import { filled } from '../../base/filled.js';

/**
 * @import { Link } from './link.js'
 *
 * @param {Link} link
 * @param {Pick<typeof import('../../locales/lesson/shell-en.js').live, 'broken' | 'tooLong' | 'original' | 'stays'>} texts the
 *   notes for an address that holds a state which its section cannot show
 */
export function startModes(link, texts) {
  const root = document.documentElement;
  /** The notes about the link, by the heading above each: a note goes when its section changes. @type {Map<Element, { note: HTMLElement, written: string }>} */
  const notes = new Map();
  const changed = () => {
    root.toggleAttribute('data-projector', link.modes.projector);
    if (link.modes.answersHidden) root.dataset.answers = 'hidden';
    else delete root.dataset.answers;
    for (const [heading, { note, written }] of notes) {
      if (link.hashOf(sectionOf(heading)) === written) continue;
      note.remove();
      notes.delete(heading);
    }
  };
  /** @param {string} name '' for the whole link @param {boolean} stays */
  const broken = (name, stays) => {
    const heading = (name ? document.getElementById(name.split('.')[0]) : document)?.querySelector('h1, h2');
    if (!heading) return;
    notes.get(heading)?.note.remove();
    const note = document.createElement('p');
    note.className = 'problem broken-link';
    note.setAttribute('role', 'alert');
    note.textContent = filled(name ? texts.broken : texts.tooLong, { instead: stays ? texts.stays : texts.original });
    heading.after(note);
    notes.set(heading, { note, written: link.hashOf(sectionOf(heading)) });
  };
  link.listen({ changed, broken });
  changed();
}

/** @param {Element} heading */
const sectionOf = (heading) => heading.closest('section')?.id ?? '';
