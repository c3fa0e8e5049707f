/** What the whole lesson and a section by itself have in common: how the page is shown, and states that cannot be. */

/** @import { Link } from './link.js' */

/** @param {Link} link @param {string} broken what is said where the address holds what a section cannot show */
export function startModes(link, broken) {
  const root = document.documentElement;
  const changed = () => {
    root.toggleAttribute('data-projector', link.modes.projector);
    if (link.modes.answersHidden) root.dataset.answers = 'hidden';
    else delete root.dataset.answers;
    for (const note of document.querySelectorAll('.broken-link')) {
      if (link.has(note.closest('section')?.id ?? '')) note.remove();
    }
  };
  link.listen({ changed, broken: (name) => tellBroken(name, broken) });
  changed();
}

/** @param {string} name @param {string} words */
function tellBroken(name, words) {
  const section = document.getElementById(name.split('.')[0]);
  if (!section || section.querySelector('.broken-link')) return;
  const note = document.createElement('p');
  note.className = 'problem broken-link';
  note.setAttribute('role', 'alert');
  note.textContent = words;
  const heading = section.querySelector('h1, h2');
  if (heading) heading.after(note);
  else section.prepend(note);
}
