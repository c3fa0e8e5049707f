/** Gives the HTML line that embeds a section, or a part of it, in another page: by itself, in its present state. */

import { copied } from '../../../base/copy.js';
import { element } from '../../../base/dom.js';
import { iframeTag } from '../../iframe-tag.js';

/**
 * @import { Link } from '../link.js'
 *
 * @typedef {typeof import('../../../locales/lesson/alone-en.js').live} Texts
 */

/** @param {Link} link @param {Texts} texts */
export function startEmbeds(link, texts) {
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.embed'))) {
    box.querySelector('button')?.addEventListener('click', () => void give(box, link, texts));
  }
}

/** @param {HTMLElement} box as embedMarkup writes it @param {Link} link @param {Texts} texts */
async function give(box, link, texts) {
  const section = /** @type {HTMLElement} */ (box.closest('section'));
  const part = /** @type {HTMLElement | null} */ (box.closest('[data-part]'));
  const address = new URL(location.href);
  address.search = `?only=${part?.dataset.part ?? section.id}`;
  address.hash = link.hashOf(section.id);
  const titles = [section, part].map((place) => place?.querySelector('h1, h2, h3')?.textContent?.trim());
  const line = iframeTag(address.href, titles.filter(Boolean).join(': '), box.dataset.height ?? '', box.dataset.allow);
  const isCopied = await copied(line);
  box.querySelector('input')?.remove();
  const status = /** @type {HTMLElement} */ (box.querySelector('[role=status]'));
  status.textContent = isCopied ? texts.copied : texts.notCopied;
  if (isCopied) return;
  const field = element('input', { readonly: true, 'aria-label': texts.line, value: line });
  box.append(field);
  field.focus();
  field.select();
}
