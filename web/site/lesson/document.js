/** The lesson's pages as text: one for each language, each complete before any script runs. */

import { html } from '../../base/html.js';
import { page as en } from '../../locales/lesson/shell-en.js';
import { page as zh } from '../../locales/lesson/shell-zh.js';
import { barMarkup, footMarkup } from './frame-markup.js';
import { outline } from './outline.js';
import { policy } from './policy.js';
import { referenceAddresses } from '../site-pages.js';

/** @import { LanguageCode } from '../../base/preferred-language.js' */

/** The lesson's files, by language. @type {Readonly<Record<LanguageCode, string>>} */
export const addresses = { en: 'index.html', zh: 'zh.html' };

/** @type {Readonly<Record<LanguageCode, string>>} */
const tags = { en: 'en', zh: 'zh-CN' };

/**
 * @param {LanguageCode} language
 * @param {string} build the build that the page belongs to: the offline copy asks for it
 * @returns {string}
 */
export function documentOf(language, build) {
  const texts = language === 'en' ? en : zh;
  const other = language === 'en' ? 'zh' : 'en';
  const sections = outline.map(({ id, markup }) => ({ id, content: markup(language) }));
  return html`<!doctype html>
<html lang="${tags[language]}" data-language="${language}" data-parts="${sections.flatMap(partsOf).join(' ')}" data-build="${build}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title>
<meta name="description" content="${texts.description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="./favicon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${tags[other]}" href="./${addresses[other]}">
<link rel="stylesheet" href="./lesson.css">
<script src="./lesson-early.js"></script>
<script type="module" src="./lesson.js"></script>
</head>
<body>
<a class="skip" href="#hero">${texts.skip}</a>
<header class="lesson-head">
  <p class="lesson-name"><a href="./${addresses[language]}">${texts.name}</a></p>
  <nav aria-label="${texts.pages}">
    <a class="elsewhere" href="./workbench.html">${texts.workbench}</a>
    <a class="elsewhere" href="./builder.html">${texts.builder}</a>
    <a class="elsewhere" href="./heads.html">${texts.allHeads}</a>
    <a class="elsewhere" href="./models.html">${texts.models}</a>
    <a class="elsewhere" href="./${referenceAddresses[language]}">${texts.reference}</a>
    <a id="other-language" href="./${addresses[other]}" hreflang="${tags[other]}" lang="${tags[other]}">${texts.otherLanguage}</a>
  </nav>
</header>
${barMarkup(texts, sections)}<main>
${sections.map(({ content }) => content)}</main>
${footMarkup(texts, referenceAddresses[language])}</body>
</html>
`.text;
}

/**
 * The names of what can be shown by itself: the section, and each drawing in it that is marked as a part, such as `loops.memory`.
 * @param {import('./frame-markup.js').WrittenSection} section
 */
const partsOf = ({ id, content }) => [id, ...Array.from(content.text.matchAll(/ data-part="([^"]+)"/g), ([, part]) => part)];
