/** The article's wrong sentences, what is true instead, and how far that was checked. */

import { html } from '../../../base/html.js';
import { filled } from '../../../base/filled.js';
import { entryTexts as entriesEn, page as en } from '../../../locales/lesson/errata-en.js';
import { entryTexts as entriesZh, page as zh } from '../../../locales/lesson/errata-zh.js';
import { counts, entries, groups, levelOf, levels } from './entries.js';
import { sources } from './sources.js';

/**
 * @import { LanguageCode } from '../../../base/preferred-language.js'
 * @import { Entry } from './entries.js'
 * @import { Source } from './sources.js'
 * @typedef {typeof en} Texts
 */

/** @param {LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const entryTexts = language === 'en' ? entriesEn : entriesZh;
  return html`<section id="errata" aria-labelledby="errata-title">
  <h2 id="errata-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  <p class="errata-count">${countOf(language)}</p>
  <p class="note">${texts.rule}</p>
  <div class="errata-tools needs-script">
    <fieldset><legend>${texts.show}</legend><div class="tokens">
${['all', ...groups].map((group) => html`      <label class="token"><input type="radio" name="errata-group" value="${group}" ${group === 'all' && html`checked`} autocomplete="off">${group === 'all' ? texts.all : texts.groups[/** @type {Entry['group']} */ (group)]} <small>${group === 'all' ? entries.length : ofGroup(group).length}</small></label>
`)}    </div></fieldset>
    <button type="button" class="errata-all">${texts.openAll}</button>
  </div>
  <p class="errata-status note" role="status"></p>
${groups.map((group) => html`  <div class="errata-group" data-group="${group}">
    <h3>${texts.groups[group]}</h3>
    <ul>
${ofGroup(group).map((entry) => html`      <li${entry.see === 'mistakes' && html` data-tells`}>${entryMarkup(entry, texts, entryTexts[entry.name])}</li>
`)}    </ul>
  </div>
`)}</section>
`;
}

/** @param {string} group */
const ofGroup = (group) => entries.filter((entry) => entry.group === group);

/** A sentence that says how many statements were checked how far. @param {LanguageCode} language @returns {string} */
export function countOf(language) {
  const texts = language === 'en' ? en : zh;
  const found = counts();
  const parts = levels.filter((level) => found[level]).map((level) => filled(texts.counts[level], { count: found[level] }));
  const [space, comma, stop] = language === 'en' ? [' ', '; ', '.'] : ['', '；', '。'];
  return filled(texts.count, { all: entries.length }) + space + parts.join(comma) + stop;
}

/**
 * @param {Entry} entry
 * @param {Texts} texts
 * @param {{ says?: string, wrong: string, holds: string }} words
 */
function entryMarkup(entry, texts, { says, wrong, holds }) {
  const level = levelOf(entry);
  const quoted = entry.isCode
    ? html`<code>${entry.quote}</code>`
    : html`<q lang="zh-CN">${entry.quote}</q>`;
  return html`<details id="errata.${entry.name}" class="erratum" data-level="${level}"${entry.live && html` data-live="${entry.live}"`}>
        <summary><span class="errata-quote">${quoted}${says && html` <span class="errata-says">${says}</span>`}</span> <span class="errata-mark">${texts.marks[level]}</span></summary>
        <dl>
          <dt>${texts.place}</dt><dd>${placeOf(entry.place, texts)}</dd>
          <dt>${texts.wrong}</dt><dd>${wrong}</dd>
          <dt>${texts.holds}</dt><dd>${holds}</dd>${entry.live && html`
          <dt class="needs-script">${texts.live}</dt><dd class="errata-live needs-script"></dd>`}${entry.sources.length > 0 && html`
          <dt>${texts.source}</dt><dd><ul class="errata-sources">${entry.sources.map((name) => sourceMarkup(sources[name], texts))}</ul></dd>`}
        </dl>
        <p class="errata-links">${entry.see && html`<a class="errata-see" href="#${entry.see}">${texts.see}${texts === en ? ': ' : '：'}${texts.sections[entry.see]}</a>`}<a href="#errata.${entry.name}">${texts.link}</a></p>
      </details>`;
}

/** @param {Source} source @param {Texts} texts */
const sourceMarkup = ({ authors, year, title, where, level }, texts) =>
  html`<li><span lang="en">${authors}, ${year}: <cite>${title}</cite>. ${where}.</span> <span class="note">${texts.marksOf[level]}</span></li>`;

/** @param {string} place @param {Texts} texts */
function placeOf(place, texts) {
  if (place === '') return texts.introduction;
  if (place === '作者信息') return texts.aboutAuthor;
  const [number, question] = place.split(', ');
  return filled(texts.section, { number }) + (question ? texts.comma + question : '');
}
