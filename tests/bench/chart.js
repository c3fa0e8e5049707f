/** The results as a picture: each peer's time as a multiple of this engine's, on a logarithmic axis. */

import { digits } from './report.js';

/** @typedef {import('./report.js').Results} Results */

/** Colours that colour-blind readers can also tell apart, in light and dark; the shapes differ as well. */
const marks = [
  { light: '#0b62c4', dark: '#6cb2ff', draw: circle },
  { light: '#b4480a', dark: '#ff9d5c', draw: square },
  { light: '#c2185b', dark: '#ff8fb8', draw: cross },
  { light: '#7a3aa8', dark: '#cf9bff', draw: diamond },
  { light: '#0f7a4d', dark: '#57d39b', draw: triangle },
  { light: '#5c5f00', dark: '#d6d95c', draw: pointingDown },
];

/** @param {number} x @param {number} y */
function circle(x, y) {
  return `<circle cx="${x}" cy="${y}" r="5"/>`;
}

/** @param {number} x @param {number} y */
function square(x, y) {
  return `<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9"/>`;
}

/** @param {number} x @param {number} y */
function cross(x, y) {
  return `<path d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10" stroke-width="3"/>`;
}

/** @param {number} x @param {number} y */
function diamond(x, y) {
  return `<path d="M${x} ${y - 6}l6 6l-6 6l-6 -6z"/>`;
}

/** @param {number} x @param {number} y */
function triangle(x, y) {
  return `<path d="M${x} ${y - 6}l6 10h-12z"/>`;
}

/** @param {number} x @param {number} y */
function pointingDown(x, y) {
  return `<path d="M${x} ${y + 6}l6 -10h-12z"/>`;
}

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const left = 230;
const width = 1040;
const rowHeight = 26;

/**
 * @param {Results} results
 * @returns {string} an SVG document; light or dark as the reader's system is
 */
export function chartOf(results) {
  const rows = results.outcomes.filter(({ lines }) => lines.some(({ name, ratio }) => ratio && !name.startsWith('attention-lab')));
  const peers = [...new Set(rows.flatMap(({ lines }) => lines.map(({ name }) => name)))].filter((name) => !name.startsWith('attention-lab'));
  const ratios = rows.flatMap(({ lines }) => lines.flatMap(({ ratio }) => (ratio ? [ratio.min, ratio.max] : [])));
  const low = Math.floor(Math.log10(Math.min(0.5, ...ratios)));
  const high = Math.ceil(Math.log10(Math.max(10, ...ratios)));
  const right = width - 40;
  /** @param {number} ratio @returns {number} */
  const at = (ratio) => Number((left + ((Math.log10(ratio) - low) / (high - low)) * (right - left)).toFixed(1));

  const top = 84;
  const bottom = top + rows.length * rowHeight;
  const height = bottom + 92;
  const parts = [];
  for (let power = low; power <= high; ++power) {
    for (const step of power < high ? [1, 2, 5] : [1]) {
      const ratio = step * 10 ** power;
      parts.push(`<path class="${ratio === 1 ? 'own' : 'grid'}" d="M${at(ratio)} ${top}V${bottom}"/>`);
      if (step === 1) parts.push(`<text x="${at(ratio)}" y="${bottom + 18}" text-anchor="middle">${ratio}x</text>`);
    }
  }
  for (const [i, { title, lines }] of rows.entries()) {
    const y = top + (i + 0.5) * rowHeight;
    parts.push(`<text x="${left - 12}" y="${y + 4}" text-anchor="end">${escape(title)}</text>`);
    for (const { gate, name, measured } of results.marks) {
      const isGate = name.startsWith(`${title}, against ${peers[0]}`) && measured !== undefined;
      if (isGate) parts.push(`<path class="gate" d="M${at(gate)} ${y - 10}v20"><title>gate ${gate}x</title></path>`);
    }
    for (const { name, ratio } of lines) {
      const peer = peers.indexOf(name);
      if (!ratio || peer < 0) continue;
      const words = `${title}, ${name}: ${digits(ratio.median)}x (${digits(ratio.min)} to ${digits(ratio.max)})`;
      parts.push(`<g class="peer${peer}"><title>${escape(words)}</title>`
        + `<path class="spread" d="M${at(ratio.min)} ${y}H${at(ratio.max)}"/>${marks[peer].draw(at(ratio.median), y)}</g>`);
    }
  }
  let x = 24;
  const legend = peers.map((peer, i) => {
    const entry = `<g class="peer${i}">${marks[i].draw(x, 56)}</g><text x="${x + 12}" y="60">${escape(peer)}</text>`;
    x += 34 + Math.round(peer.length * 7.2); // About the width of a letter at 13 pixels.
    return entry;
  });
  const engines = Object.entries(results.versions).filter(([name]) => name !== 'TensorFlow.js CPU').map(([name, version]) => `${name} ${version}`);
  const footer = [
    'Above 1x attention-lab is faster. Marks: median of the rounds; lines: least to most; bars: gates against onnxruntime-web.',
    `${results.machine}; ${results.place}; ${results.date}`,
    `attention-lab ${results.engine}; ${engines.join('; ')}`,
  ].map((line, i) => `<text class="small" x="20" y="${bottom + 44 + i * 17}">${escape(line)}</text>`);

  const name = 'Time of a call as a multiple of attention-lab\u2019s';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${name}">
<style>
  svg { background: #fff; font: 13px system-ui, sans-serif; }
  text { fill: #1c1f24; }
  .heading { font-size: 18px; font-weight: 600; }
  .small { font-size: 12px; fill: #545b66; }
  .grid { stroke: #e3e6ea; }
  .own { stroke: #545b66; stroke-width: 1.5; }
  .gate { stroke: #1c1f24; stroke-width: 2; }
  .spread { stroke-width: 2; }
${marks.map(({ light }, i) => `  .peer${i} { fill: ${light}; stroke: ${light}; }`).join('\n')}
  @media (prefers-color-scheme: dark) {
    svg { background: #14171b; }
    text { fill: #e8eaed; }
    .small { fill: #a3abb6; }
    .grid { stroke: #2a2f36; }
    .own { stroke: #a3abb6; }
    .gate { stroke: #e8eaed; }
${marks.map(({ dark }, i) => `    .peer${i} { fill: ${dark}; stroke: ${dark}; }`).join('\n')}
  }
</style>
<text class="heading" x="20" y="32">${name}</text>
${[...legend, ...parts, ...footer].join('\n')}
</svg>
`;
}
