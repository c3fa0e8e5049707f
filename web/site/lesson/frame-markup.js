/** The markup around the sections: the bar with the contents, and the foot. */

import { html, Markup } from '../../base/html.js';

/**
 * @typedef {typeof import('../../locales/lesson/shell-en.js').page} Texts
 * @typedef {{ id: string, content: Markup }} WrittenSection
 */

/**
 * The bar. Without scripts it has only the contents.
 * @param {Texts} texts
 * @param {readonly WrittenSection[]} sections
 */
export function barMarkup(texts, sections) {
  return html`<div class="bar" role="region" aria-label="${texts.bar}">
  <details class="bar-menu" id="bar-contents">
    <summary>${texts.contents} <span class="progress" id="bar-progress"></span></summary>
    <nav class="bar-panel" aria-label="${texts.contents}">
      <ol>
${sections.map((section) => html`        <li data-section="${section.id}"><a href="#${section.id}">${titleOf(section)}</a></li>
`)}      </ol>
      <p class="note needs-script">${texts.contentsNote}</p>
    </nav>
  </details>
  <button class="needs-script" type="button" id="bar-undo" aria-disabled="true" aria-label="${texts.undo}"><span aria-hidden="true">↶</span><span class="bar-word">${texts.undo}</span></button>
  <details class="bar-menu needs-script" id="bar-reset">
    <summary>${texts.reset}</summary>
    <div class="bar-panel">
      <button type="button" id="reset-section" aria-disabled="true">${texts.resetSection}</button>
      <button type="button" id="reset-all" aria-disabled="true">${texts.resetAll}</button>
      <p class="note">${texts.resetNote}</p>
    </div>
  </details>
  <details class="bar-menu needs-script" id="bar-share">
    <summary>${texts.share}</summary>
    <div class="bar-panel">
      <label class="check"><input type="checkbox" id="show-projector" autocomplete="off"> ${texts.projector}</label>
      <label class="check"><input type="checkbox" id="show-no-answers" autocomplete="off"> ${texts.hideAnswers}</label>
      <p class="note">${texts.hideAnswersNote}</p>
      <label class="bar-address">${texts.address} <input id="bar-address" readonly></label>
      <div class="buttons"><button type="button" id="bar-copy">${texts.copy}</button><button type="button" id="bar-print">${texts.print}</button></div>
      <p class="note" role="status" id="bar-copy-said"></p>
    </div>
  </details>
  <p class="visually-hidden" role="status" id="bar-status"></p>
</div>
`;
}

/** @param {Texts} texts @param {string} reference where it is */
export function footMarkup(texts, reference) {
  return html`<footer class="lesson-foot">
  <nav aria-label="${texts.further}">
    <ul>
      <li><a href="./workbench.html">${texts.workbench}</a>: ${texts.workbenchNote}</li>
      <li><a href="./builder.html">${texts.builder}</a>: ${texts.builderNote}</li>
      <li><a href="./heads.html">${texts.allHeads}</a>: ${texts.allHeadsNote}</li>
      <li><a href="./models.html">${texts.models}</a>: ${texts.modelsNote}</li>
      <li><a href="./${reference}">${texts.reference}</a>: ${texts.referenceNote}</li>
    </ul>
  </nav>
  <h2>${texts.sources}</h2>
  <ul class="sources">
${texts.sourceList.map((source) => html`    <li>${source}</li>
`)}  </ul>
  <p>${texts.made}</p>
</footer>
`;
}

/**
 * A section's first heading is its name in the contents.
 * @param {WrittenSection} section
 */
function titleOf({ id, content }) {
  const [, title] = /<h[12][^>]*>([\s\S]*?)<\/h[12]>/.exec(content.text) ?? [];
  if (!title) throw new Error(`#${id}: expected a heading, got none`);
  return new Markup(title.replace(/<[^>]*>/g, '').trim());
}
