/** The four charts: the article's, and the three loops that it mixes up. */

/** @import { Arrow, Box, Chart } from './chart.js' */

const left = 14;
const wide = 236;
const boxHeight = 50;
const gap = 22;
const returning = 284;

/**
 * A loop: boxes from the top down, a question at the end, and an arrow back.
 * @typedef {object} Loop
 * @property {string} name
 * @property {readonly string[]} boxes their ids; the last but one is the question, the last the end
 * @property {string} again the box where the next round begins
 */

/** @type {Loop[]} */
export const loops = [
  { name: 'layers', boxes: ['input', 'project', 'scores', 'weights', 'mix', 'add', 'network', 'last', 'output'], again: 'project' },
  { name: 'decoding', boxes: ['input', 'query', 'scores', 'weights', 'mix', 'choose', 'append', 'ended', 'output'], again: 'query' },
  { name: 'memory', boxes: ['input', 'scores', 'weights', 'mix', 'rest', 'output'], again: 'scores' },
];

/**
 * @param {Loop} loop
 * @param {Record<string, string>} names of the loop's boxes
 * @param {{ yes: string, no: string, label: string }} texts
 * @returns {Chart}
 */
export function loopChart({ name, boxes: ids, again }, names, { yes, no, label }) {
  const question = ids.length - 2;
  /** @type {Box[]} */
  const boxes = ids.map((id, index) => ({
    id,
    kind: index === question ? 'question' : index === 0 || index === ids.length - 1 ? 'end' : 'box',
    x: left,
    y: 2 + index * (boxHeight + gap),
    width: wide,
    height: boxHeight,
    lines: [names[id]],
    hasData: true,
  }));
  const middle = left + wide / 2;
  const asked = boxes[question].y + boxHeight / 2;
  const back = boxes[ids.indexOf(again)].y + boxHeight / 2;
  /** @type {Arrow[]} */
  const arrows = boxes.slice(1).map(({ y }, index) => ({
    points: [[middle, y - gap], [middle, y]],
    ...(index === question ? { label: yes, labelAt: /** @type {[number, number]} */ ([middle + 10, y - 6]) } : {}),
  }));
  arrows.push({ points: [[left + wide, asked], [returning, asked], [returning, back], [left + wide, back]], label: no, labelAt: [left + wide + 4, asked - 6] });
  return { name, width: 300, height: boxes[ids.length - 1].y + boxHeight + 2, boxes, arrows, label };
}

/**
 * The article's chart as it stands in its section 2.2: A to B to C; C to D if it has ended, else to E, F, G, H and back to B.
 * @param {Record<string, string[]>} names the article's own, with a translation where there is one
 * @param {{ yes: string, no: string, label: string }} texts the article's own words on the arrows
 * @returns {Chart}
 */
export function articleChart(names, { yes, no, label }) {
  const [x, width, height, space] = [26, 158, names.A.length > 1 ? 50 : 38, 22];
  const column = ['A', 'B', 'C', 'E', 'F', 'G', 'H'];
  const middle = x + width / 2;
  /** @param {number} index */
  const top = (index) => 2 + index * (height + space);
  /** @type {Box[]} */
  const boxes = column.map((id, index) => ({ id, kind: id === 'C' ? 'question' : 'box', x, y: top(index), width, height, lines: names[id], letter: id }));
  boxes.push({ id: 'D', kind: 'box', x: 228, y: top(2), width: 70, height, lines: names.D, letter: 'D' });
  /** @type {Arrow[]} */
  const arrows = column.slice(1).map((id, index) => ({
    points: [[middle, top(index) + height], [middle, top(index + 1)]],
    ...(id === 'E' ? { label: no, labelAt: /** @type {[number, number]} */ ([middle + 8, top(3) - 6]) } : {}),
  }));
  arrows.push({ points: [[x + width, top(2) + height / 2], [228, top(2) + height / 2]], label: yes, labelAt: [x + width + 1, top(2) + height / 2 - 6] });
  arrows.push({ points: [[x, top(6) + height / 2], [8, top(6) + height / 2], [8, top(1) + height / 2], [x, top(1) + height / 2]] });
  return { name: 'article', width: 300, height: top(6) + height + 2, boxes, arrows, label };
}
