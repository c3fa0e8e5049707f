/** Privacy: the page's own policy in plain words, a proof, and the lesson without a network. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/privacy-en.js';
import { page as zh } from '../../../locales/lesson/privacy-zh.js';
import { directives } from '../policy.js';

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  /** @type {Record<string, string>} */
  const meanings = texts.meanings;
  return html`<section id="privacy" aria-labelledby="privacy-title">
  <h2 id="privacy-title">${texts.title}</h2>
  <p>${texts.lead}</p>
  <table class="policy" aria-labelledby="privacy-title">
    <thead><tr><th scope="col">${texts.directive}</th><th scope="col">${texts.meaning}</th></tr></thead>
    <tbody>
${directives.map(([name, sources]) => html`      <tr data-directive="${name}"><th scope="row"><code>${name} <span>${sources}</span></code></th><td>${meanings[name]}</td></tr>
`)}    </tbody>
  </table>
  <div class="needs-script">
    <button id="privacy-try" type="button" aria-describedby="privacy-try-note">${texts.try}</button>
    <p class="note" id="privacy-try-note">${texts.tryNote}</p>
    <div role="status"><ul class="attempts">
${Object.entries(texts.attempts).map(([name, words]) => html`      <li data-attempt="${name}" hidden>${words} <strong></strong></li>
`)}    </ul></div>
  </div>
  <h3>${texts.offlineTitle}</h3>
  <p>${texts.offline}</p>
  <p class="needs-script" id="privacy-kept" role="status"></p>
  <button class="needs-script" id="privacy-copy" type="button" hidden></button>
</section>
`;
}
