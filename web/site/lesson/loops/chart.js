/** A flow chart as SVG: boxes, questions and arrows, each box with a line for the data that is in it. */

import { html } from '../../../base/html.js';

/**
 * @import { Markup } from '../../../base/html.js'
 *
 * @typedef {object} Box
 * @property {string} id
 * @property {'box' | 'question' | 'end'} [kind]
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {string[]} lines
 * @property {string} [letter] the letter that the text uses for the box
 * @property {boolean} [hasData] whether the box keeps a line free for its data
 *
 * @typedef {object} Arrow
 * @property {[x: number, y: number][]} points the last one is its tip
 * @property {string} [label]
 * @property {[x: number, y: number]} [labelAt] the start of the label's baseline
 *
 * @typedef {{ name: string, width: number, height: number, boxes: Box[], arrows: Arrow[], label: string }} Chart
 */

const lineHeight = 18;

/** @param {Chart} chart @returns {Markup} */
export function chartMarkup({ name, width, height, boxes, arrows, label }) {
  return html`<svg class="flow" data-flow="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
${arrows.map(arrowMarkup)}${boxes.map(boxMarkup)}</svg>
`;
}

/** The article's own words are marked as Chinese, on the English page too. @param {string} words */
const languageOf = (words) => /\p{Script=Han}/u.test(words) && html` lang="zh-CN"`;

/** @param {Arrow} arrow */
function arrowMarkup({ points, label, labelAt }) {
  const [[x0, y0], [x1, y1]] = points.slice(-2);
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length];
  const [x, y] = [x1 - 8 * dx, y1 - 8 * dy];
  const head = [[x1, y1], [x - 4 * dy, y + 4 * dx], [x + 4 * dy, y - 4 * dx]];
  const shaft = [...points.slice(0, -1), [x, y]];
  return html`<polyline class="flow-line" points="${shaft.join(' ')}"/><polygon class="flow-head" points="${head.join(' ')}"/>${
    label !== undefined && labelAt && html`<text class="flow-answer"${languageOf(label)} x="${labelAt[0]}" y="${labelAt[1]}">${label}</text>`}
`;
}

/** @param {Box} box */
function boxMarkup({ id, kind = 'box', x, y, width, height, lines, letter, hasData }) {
  const middle = x + width / 2 + (letter ? 10 : 0);
  const rows = lines.length + (hasData ? 1 : 0);
  const top = y + height / 2 - (rows * lineHeight) / 2 + 13;
  const slant = 12;
  const outline = kind === 'question'
    ? html`<polygon class="flow-shape" points="${[[x, y + height / 2], [x + slant, y], [x + width - slant, y], [x + width, y + height / 2], [x + width - slant, y + height], [x + slant, y + height]].join(' ')}"/>`
    : html`<rect class="flow-shape" x="${x}" y="${y}" width="${width}" height="${height}" rx="${kind === 'end' ? height / 2 : 6}"/>`;
  return html`<g class="${hasData ? 'flow-box holds-data' : 'flow-box'}" data-box="${id}">${outline}${
    letter && html`<text class="flow-letter" x="${x + 14}" y="${y + height / 2 + 5}">${letter}</text>`}${
    lines.map((line, index) => html`<text class="${index === 0 ? 'flow-name' : 'flow-gloss'}"${languageOf(line)} x="${middle}" y="${top + index * lineHeight}">${line}</text>`)}${
    hasData && html`<text class="flow-data" x="${middle}" y="${top + lines.length * lineHeight}"></text>`}</g>
`;
}
