/** The hero: one word asks, and does not find itself. */

import { html } from '../../common/markup.js';
import { page as en } from '../../locales/lesson/hero-en.js';
import { page as zh } from '../../locales/lesson/hero-zh.js';

/** @param {import('../../common/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  return html`<section id="hero" aria-labelledby="hero-title">
  <h1 id="hero-title">${texts.title}</h1>
</section>
`;
}
