/** The listing's bar chart as matplotlib draws it, with its title, the names of its axes, and its ticks. */

const namespace = 'http://www.w3.org/2000/svg';

/** The drawing's own words, quoted from the listing. */
const chartWords = { title: 'Attention Weights for a Sentence', xlabel: 'Word Index', ylabel: 'Weight', legend: 'Weights' };

const [width, height] = [440, 330];
const plot = { left: 62, right: 428, top: 38, bottom: 276 };

/** The range that matplotlib chooses for bars at 0, 1 and 2, each 0.8 wide: a twentieth of their extent stays free on both sides. */
const range = [-0.54, 2.54];

/**
 * @param {number[]} heights three of them
 * @param {string} label what the chart shows, for a screen reader
 */
export function pyplotChart(heights, label) {
  const top = Math.max(...heights) * 1.05;
  const step = top > 0.5 ? 0.1 : top > 0.2 ? 0.05 : 0.025;
  const decimals = step === 0.025 ? 3 : step === 0.05 ? 2 : 1;
  /** @param {number} value */
  const x = (value) => plot.left + ((value - range[0]) / (range[1] - range[0])) * (plot.right - plot.left);
  /** @param {number} value */
  const y = (value) => plot.bottom - (value / top) * (plot.bottom - plot.top);
  const root = node('svg', { class: 'pyplot', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label });
  root.append(
    text(chartWords.title, { class: 'pyplot-title', x: (plot.left + plot.right) / 2, y: 24 }),
    ...heights.map((value, index) => node('rect', { class: 'pyplot-bar', x: x(index - 0.4), y: y(value), width: x(0.8) - x(0), height: y(0) - y(value) })),
    node('rect', { class: 'pyplot-frame', x: plot.left, y: plot.top, width: plot.right - plot.left, height: plot.bottom - plot.top }),
  );
  for (let tick = -0.5; tick <= 2.5; tick += 0.5) {
    root.append(
      node('line', { class: 'pyplot-tick', x1: x(tick), x2: x(tick), y1: plot.bottom, y2: plot.bottom + 5 }),
      text(tick.toFixed(1).replace('-', '−'), { x: x(tick), y: plot.bottom + 20 }),
    );
  }
  for (let index = 0; index * step <= top; index++) {
    root.append(
      node('line', { class: 'pyplot-tick', x1: plot.left - 5, x2: plot.left, y1: y(index * step), y2: y(index * step) }),
      text((index * step).toFixed(decimals), { class: 'pyplot-side', x: plot.left - 9, y: y(index * step) + 4 }),
    );
  }
  root.append(
    text(chartWords.xlabel, { x: (plot.left + plot.right) / 2, y: height - 10 }),
    text(chartWords.ylabel, { transform: `translate(14 ${(plot.top + plot.bottom) / 2}) rotate(-90)` }),
    node('rect', { class: 'pyplot-legend', x: plot.right - 100, y: plot.top + 8, width: 92, height: 26, rx: 3 }),
    node('rect', { class: 'pyplot-bar', x: plot.right - 92, y: plot.top + 16, width: 20, height: 10 }),
    text(chartWords.legend, { class: 'pyplot-start', x: plot.right - 66, y: plot.top + 25 }),
  );
  return root;
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function node(name, attributes) {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** @param {string} content @param {Record<string, string | number>} attributes */
function text(content, attributes) {
  const made = node('text', attributes);
  made.textContent = content;
  return made;
}
