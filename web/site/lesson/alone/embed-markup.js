/** The button beside a drawing that gives the HTML line to embed it in another page: embed.js brings it alive. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/alone-en.js';
import { page as zh } from '../../../locales/lesson/alone-zh.js';

/**
 * @param {import('../../../base/preferred-language.js').LanguageCode} language
 * @param {number} height of the section or its part, shown by itself in a column of 640 pixels
 * @param {string} [allow] the permissions that it needs in a page of another origin
 */
export const embedMarkup = (language, height, allow) => html`<span class="embed needs-script" data-height="${height}"${allow !== undefined && html` data-allow="${allow}"`}><button type="button">${(language === 'en' ? en : zh).embed}</button> <span role="status"></span></span>`;
