/**
 * A section by itself, `index.html?only=sound#sound=...`, for a frame in somebody else's page: it tells that page its height,
 * takes no orders from it, and links to the whole lesson. early.js has hidden everything else.
 */

import { element } from '../../../base/dom.js';
import { tellHeight } from '../../frame/host.js';

/**
 * @import { Link } from '../link.js'
 *
 * @typedef {typeof import('../../../locales/lesson/alone-en.js').live} Texts
 */

/** @param {HTMLElement} section @param {Link} link @param {Texts} texts */
export function startAlone(section, link, texts) {
  // Figures would start for paper even if they are hidden.
  for (const figure of document.querySelectorAll('attention-figure')) if (!section.contains(figure)) figure.remove();

  const whole = element('a', { target: '_blank', rel: 'noopener' }, texts.whole);
  document.body.append(element('footer', { class: 'alone-foot' }, whole));
  const lead = () => {
    whole.href = location.href.replace(/[?#].*$/s, '') + link.hashAt(section.id);
  };
  link.listen({ changed: lead });
  lead();

  // A link to another section opens the lesson in a new tab; nothing replaces the section in its frame.
  section.addEventListener('click', ({ target }) => {
    const anchor = target instanceof Element && target.closest('a');
    if (!anchor || section.contains(document.getElementById(anchor.hash.slice(1)))) return;
    anchor.search = '';
    anchor.target = '_blank';
  });

  const heading = /** @type {HTMLElement} */ (section.querySelector('h1, h2'));
  // Only the hero has an h1.
  if (heading.tagName === 'H2') section.prepend(element('h1', { class: 'visually-hidden' }, document.title));
  document.title = `${heading.textContent?.trim()} · ${document.title}`;
  if (parent !== window) new ResizeObserver(tellHeight).observe(document.body);
}
