/** The reference's page as text, in one language. It has no script. */

import { Markup, html } from '../../base/html.js';
import names from '../../locales/site-pages.js';
import { pagesIn, referenceAddresses } from '../site-pages.js';

/**
 * @import { Content } from '../../base/html.js'
 * @import { LanguageCode } from '../../base/preferred-language.js'
 * @import { GroupName, ReferenceTexts } from '../../locales/reference/texts.js'
 * @import { Tool } from '../publishing-tools.js'
 *
 * @typedef {object} Entry what the code declares, with its sentence
 * @property {string} name
 * @property {string} sentence with code between backticks
 * @property {string} [attribute]
 * @property {string} [type]
 * @property {string} [initial]
 * @property {boolean} [isOptional]
 * @property {boolean} [isReadOnly]
 * @property {{ name: string, type: string, isOptional: boolean }[]} [parameters]
 *
 * @typedef {object} Known what the code says by itself
 * @property {Record<GroupName, Entry[]>} entries
 * @property {string} help of the command line
 * @property {readonly Tool[]} tools
 * @property {[files: string, name: string, value: string][]} headers
 * @property {string} python the program that prints a figure's tag
 *
 * @typedef {object} Part of the page, under a heading of the second or the third rank
 * @property {string} id
 * @property {string} title
 * @property {2 | 3} rank
 * @property {Markup} content
 */

/** @type {Readonly<Record<LanguageCode, string>>} */
const tags = { en: 'en', zh: 'zh-CN' };

/** The words of the program in Python, which each language has its own of. */
const englishTokens = '["I", "like", "tea"]';

/** @param {string | Markup} text @returns {Content} with what stands between backticks as code, unless it is markup already */
const prose = (text) => (text instanceof Markup ? text : proseOf(text));

/** @param {string} text */
const proseOf = (text) => text.split('`').map((piece, index) => (index % 2 === 0 ? html`${piece}` : html`<code>${piece}</code>`));

/** @param {readonly string[]} paragraphs */
const paragraphs = (paragraphs) => html`${paragraphs.map((text) => html`<p>${prose(text)}</p>
`)}`;

/** Wide lines scroll in their box, which the keyboard reaches. @param {string} text @param {string} label */
const code = (text, label) => html`<pre tabindex="0" role="group" aria-label="${label}"><code>${text.trimEnd()}</code></pre>
`;

/** @param {readonly string[]} texts */
const list = (texts) => html`<ul>
${texts.map((text) => html`<li>${prose(text)}</li>
`)}</ul>
`;

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | Markup)[])[]} rows whose first cell names the row
 * @param {string} label
 */
const table = (head, rows, label) => html`<div class="wide" tabindex="0" role="group" aria-label="${label}"><table>
<thead><tr>${head.map((cell) => (cell ? html`<th scope="col">${prose(cell)}</th>` : html`<td></td>`))}</tr></thead>
<tbody>
${rows.map(([name, ...cells]) => html`<tr><th scope="row">${prose(name)}</th>${cells.map((cell) => html`<td>${prose(cell)}</td>`)}</tr>
`)}</tbody>
</table></div>
`;

/** @param {Entry} entry @returns {string} its name, and what a method is given */
function signature({ name, parameters }) {
  return parameters ? `${name}(${parameters.map((each) => each.name + (each.isOptional ? '?' : '')).join(', ')})` : name;
}

/** @param {Entry} entry @param {ReferenceTexts} texts */
function notes({ attribute, name, type, initial, isOptional, isReadOnly }, texts) {
  return [
    attribute !== undefined && attribute !== name && html` <span>${texts.attribute} <code>${attribute}</code></span>`,
    type && html` <code class="type">${type}</code>`,
    initial !== undefined && html` <span>${texts.initially} <code>${initial}</code></span>`,
    isOptional && html` <span>${texts.optional}</span>`,
    isReadOnly && html` <span>${texts.readOnly}</span>`,
  ].filter((note) => note instanceof Object);
}

/** @param {GroupName} group @param {Entry[]} entries @param {ReferenceTexts} texts */
const definitions = (group, entries, texts) => html`<dl>
${entries.map((entry) => html`<div id="${group}-${entry.name}"><dt><code class="name">${signature(entry)}</code>${notes(entry, texts)}</dt><dd>${prose(entry.sentence)}</dd></div>
`)}</dl>
`;

/** @param {ReferenceTexts} texts @param {Known} known @returns {Part[]} */
function partsOf(texts, { entries, help, tools, headers, python }) {
  /** @param {'figure' | 'heads' | 'models' | 'engine' | 'site' | 'numbers'} id @param {Markup} [content] @returns {Part} */
  const chapter = (id, content = html``) => ({ id, title: texts[id].title, rank: 2, content: html`${paragraphs(texts[id].lead)}${content}` });
  /** @param {Exclude<keyof ReferenceTexts, keyof import('../../locales/reference/texts.js').Labels | 'entries'>} id @param {Markup} [content] @returns {Part} */
  const section = (id, content = html``) => ({ id, title: texts[id].title, rank: 3, content: html`${paragraphs(texts[id].lead)}${content}` });
  /** @param {GroupName} group @returns {Part} */
  const declared = (group) => section(group, definitions(group, entries[group], texts));
  const engineGroups = /** @type {const} */ ([
    'load', 'calls', 'inputs', 'params', 'options', 'localFocus', 'alibi', 'attend', 'async', 'explain', 'iterate', 'session', 'sessionCalls', 'attended', 'trace', 'iteration', 'errors',
  ]);
  const { figure, data, heads, models, engine, tensors, command, bundlers, hosting, numbers, speed } = texts;
  return [
    chapter('figure', html`${code(figure.code, figure.title)}${code(figure.more, figure.title)}`),
    declared('attributes'),
    section('words'),
    declared('members'),
    declared('events'),
    section('hands'),
    declared('styles'),
    declared('parts'),
    section('data', html`${code(data.code, data.title)}${paragraphs(data.after)}`),
    section('tools', table(texts.tools.head, tools.map(([name, folder, setting]) => [name, html`<code>${folder}</code>`, setting && html`<code>${setting}</code>`]), texts.tools.title)),
    section('python', code(python.replace(englishTokens, texts.python.tokens), texts.python.title)),
    chapter('heads', html`${code(heads.code, heads.title)}${paragraphs(heads.after)}`),
    declared('headsAttributes'),
    declared('headsMembers'),
    declared('headsEvents'),
    declared('headsParts'),
    chapter('models', html`${code(models.code, models.title)}${paragraphs(models.after)}`),
    chapter('engine', code(engine.code, engine.title)),
    section('tensors', html`${list(tensors.items)}${paragraphs(tensors.after)}`),
    ...engineGroups.map(declared),
    section('command', html`${code(command.code, command.title)}${code(help, command.title)}`),
    section('cpp'),
    section('bundlers', html`${table(bundlers.head, bundlers.rows, bundlers.title)}${paragraphs(bundlers.after)}`),
    chapter('site'),
    section('lesson'),
    section('workbench'),
    section('hosting', html`${code(headerLines(headers), hosting.title)}${paragraphs(hosting.after)}`),
    chapter('numbers', list(numbers.items)),
    section('speed', html`${table(speed.head, speed.rows, speed.title)}${paragraphs(speed.after)}`),
    section('support'),
  ];
}

/** @param {Known['headers']} headers */
function headerLines(headers) {
  const width = Math.max(...headers.map(([files]) => files.length)) + 1;
  return headers.map(([files, name, value]) => `${files.padEnd(width)} ${name}: ${value}`).join('\n');
}

/** @param {readonly Part[]} parts */
const contents = (parts) => html`<ul>
${parts.map(({ id, title, rank }) => html`<li class="rank-${rank}"><a href="#${id}">${title}</a></li>
`)}</ul>
`;

/** @param {Part} part */
const partMarkup = ({ id, title, rank, content }) => html`<section id="${id}">
${rank === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
${content}</section>
`;

/**
 * @param {LanguageCode} language
 * @param {ReferenceTexts} texts
 * @param {Known} known
 * @returns {string}
 */
export function documentOf(language, texts, known) {
  const other = language === 'en' ? 'zh' : 'en';
  const parts = partsOf(texts, known);
  return html`<!doctype html>
<html lang="${tags[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Attention Lab · ${texts.title}</title>
<meta name="description" content="${texts.description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="./favicon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${tags[other]}" href="./${referenceAddresses[other]}">
<link rel="stylesheet" href="./reference.css">
</head>
<body>
<a class="skip" href="#contents">${texts.skip}</a>
<header class="page-head">
  <div class="site-head">
    <nav id="pages" aria-label="${names[language].label}">${pagesIn(language).map(([page, address]) => (
      page === 'reference' ? html`<span aria-current="page">${names[language][page]}</span>` : html`<a href="${address}">${names[language][page]}</a>`))}</nav>
    <a id="language" href="./${referenceAddresses[other]}" hreflang="${tags[other]}" lang="${tags[other]}">${texts.otherLanguage}</a>
  </div>
  <h1>${texts.title}</h1>
  <p class="tagline">${texts.tagline}</p>
</header>
<main>
<nav id="contents" aria-labelledby="contents-title">
<h2 id="contents-title">${texts.contents}</h2>
${contents(parts)}</nav>
${parts.map(partMarkup)}</main>
</body>
</html>
`.text;
}
