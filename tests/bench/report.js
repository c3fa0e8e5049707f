/** The results as text: for a terminal, and as Markdown. */

import { otherBuild } from './other-build.js';

/** @typedef {import('./rounds.js').Spread} Spread */
/** @typedef {import('./marks.js').Mark} Mark */

/**
 * Everything that a run gives.
 * @typedef {import('./bench.js').Measured & {
 *   date: string, machine: string, machineNote?: string, place: string, engine: string, marks: Mark[], firstDrawing?: Spread, lesson?: Record<string, Spread>,
 *   figure?: import('./figure.js').Frames[], heads?: import('./heads.js').Heads, firstCall?: import('./first-call.js').FirstCall }} Results
 */

/** @param {number} x three digits, without an exponent */
export function digits(x) {
  if (x === 0 || !Number.isFinite(x)) return String(x);
  return x >= 100 ? String(Math.round(x)) : x.toFixed(Math.max(0, 2 - Math.floor(Math.log10(x))));
}

/** @param {Spread} spread @param {string} [unit] */
const between = ({ min, median, max }, unit = '') => `${digits(median)}${unit} (${digits(min)} to ${digits(max)})`;

/** @param {Spread} time milliseconds */
function duration({ min, median, max }) {
  const [factor, unit] = median < 0.1 ? [1000, 'us'] : median < 10_000 ? [1, 'ms'] : [0.001, 's'];
  return between({ min: min * factor, median: median * factor, max: max * factor }, ` ${unit}`);
}

/** @param {Mark} mark */
function wordsOf({ name, unit, gate, goal, atMost, measured, gateHolds, goalHolds }) {
  const sign = atMost ? 'at most' : 'at least';
  const aim = goal === undefined ? '' : `, goal ${goal}: ${goalHolds}`;
  return [name, measured === undefined ? '-' : `${digits(measured)} ${unit}`, `${sign} ${gate}: ${gateHolds}${aim}`];
}

/** @param {string[][]} rows @param {string} [indent] */
function columns(rows, indent = '') {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) => (indent + row.map((cell, i) => cell.padEnd(widths[i])).join('  ')).trimEnd()).join('\n');
}

/** @param {Results} results */
function heading({ date, machine, machineNote, place, engine, versions, simd }) {
  const peers = Object.entries(versions).filter(([name]) => name !== 'TensorFlow.js CPU').map(([name, version]) => `${name} ${version}`);
  const note = machineNote ? [machineNote] : [];
  return [`${machine}; ${place}; ${date}; processor time`, [`attention-lab ${engine}, ${simd} build`, ...peers, ...note].join('; ')];
}

/** @param {Results} results @returns {string} the whole, for a terminal */
export function textOf(results) {
  const parts = [heading(results).join('\n')];
  parts.push(`limits, GFLOP/s\n${columns(results.limits.map(({ name, gflops, reason }) => (
    [name, gflops ? between(gflops) : `- ${reason}`])), '  ')}`);
  const header = ['', 'time of a call', 'rounds', 'GFLOP/s', 'error', 'times attention-lab'];
  for (const { title, note, lines } of results.outcomes) {
    const rows = lines.map(({ name, reason, error, time, gflops, rounds, ratio }) => [
      name, time ? duration(time) : '-', rounds ? String(rounds) : '-', gflops ? digits(gflops.median) : '-',
      error === undefined ? '-' : error.toExponential(1), ratio ? between(ratio, 'x') : reason ? `- ${reason}` : '',
    ]);
    parts.push(`${title}${note ? ` (${note})` : ''}\n${columns([header, ...rows], '  ')}`);
  }
  if (results.firstCall) parts.push(`first call of a process or page, T=2048: ${digits(results.firstCall.first)} ms, a later one ${digits(results.firstCall.later)} ms`);
  if (results.firstDrawing) parts.push(`page, from opening to the first drawing: ${duration(results.firstDrawing)}`);
  for (const [page, time] of Object.entries(results.lesson ?? {})) parts.push(`lesson, ${page}, from opening over slow 4G to the first figure: ${duration(time)}`);
  if (results.figure) {
    const rows = results.figure.map(({ name, script, whole }) => [name, duration(script), duration(whole)]);
    parts.push(`figure, a frame\n${columns([['', 'script', 'with its pixels'], ...rows], '  ')}`);
  }
  if (results.heads) parts.push(headsText(results.heads));
  if (results.marks.length > 0) parts.push(`marks\n${columns(results.marks.map(wordsOf), '  ')}`);
  return parts.join('\n\n');
}

const headsHeader = (/** @type {string} */ peer) => ['12 x 12 heads', 'first picture', peer, 'ratio', 'saved page', peer, 'ratio'];

/** @param {import('./heads.js').Picture} picture */
function headsRow({ tokens, kind, own, peer, ratio }) {
  const megabytes = (/** @type {number | undefined} */ size) => (size === undefined ? '-' : `${digits(size / 1e6)} MB`);
  const time = (/** @type {import('./heads.js').Side} */ side) => (side.time ? duration(side.time) : `- ${side.reason ?? ''}`);
  const share = own.size && peer.size ? `${digits(peer.size / own.size)}x` : '-';
  return [`${tokens} tokens, ${kind}`, time(own), time(peer), ratio ? between(ratio, 'x') : '-', megabytes(own.size), megabytes(peer.size), share];
}

/** @param {import('./heads.js').Heads} heads @returns {string[]} */
function headsLines({ peer, difference, own: { opening, frames, large } }) {
  return [
    ...difference === undefined ? [] : [`the weights that both show differ by ${difference.toExponential(1)} at most`],
    `from a file of 128 tokens to the picture: ${duration(opening)}`,
    `a frame while the pointer moves: ${duration(frames)}`,
    ...large ? [`24 x 16 heads of 1024 tokens, a file of ${digits(large.file)} MB: ${digits(large.megabytes)} MB of the renderer's memory`] : [],
    `${peer}: its model view`,
  ];
}

/** @param {import('./heads.js').Heads} heads */
function headsText(heads) {
  const rows = columns([headsHeader(heads.peer), ...heads.pictures.map(headsRow)], '  ');
  return `all heads\n${rows}\n${headsLines(heads).map((line) => `  ${line}`).join('\n')}`;
}

/** @param {Results} results @returns {string} a table with a row for each case, and the marks, as Markdown */
export function markdownOf(results) {
  const peers = [...new Set(results.outcomes.flatMap(({ lines }) => lines.map(({ name }) => name)))]
    .filter((name) => !name.startsWith('attention-lab') || name === otherBuild);
  const [machine, versions] = heading(results);
  /** @param {string[]} cells */
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const table = results.outcomes.map(({ title, lines }) => row([
    title, lines[0].time ? duration(lines[0].time) : `- ${lines[0].reason}`, lines[0].gflops ? digits(lines[0].gflops.median) : '-',
    ...peers.map((peer) => {
      const line = lines.find(({ name }) => name === peer);
      return line?.ratio ? between(line.ratio, 'x') : line?.time ? duration(line.time) : `- ${line?.reason ?? ''}`.trim();
    }),
  ]));
  const notes = [...new Set(results.outcomes.flatMap(({ title, note }) => (note ? [`${title}: ${note}.`] : [])))];
  return [
    `${machine}. ${versions}. Median (least to most); a peer's column says how many times as long it takes.`, '',
    row(['', 'attention-lab', 'GFLOP/s', ...peers]), row(['---', '---', '---', ...peers.map(() => '---')]), ...table, '',
    ...notes.map((note) => `- ${note}`), '',
    ...results.heads ? [
      row(headsHeader(results.heads.peer)), row(Array(7).fill('---')), ...results.heads.pictures.map((picture) => row(headsRow(picture))), '',
      ...headsLines(results.heads).map((line) => `- ${line}.`), '',
    ] : [],
    row(['mark', 'measured', 'gate and goal']), row(['---', '---', '---']), ...results.marks.map((mark) => row(wordsOf(mark))), '',
  ].join('\n');
}
