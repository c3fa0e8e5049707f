import { tileRate } from './limits.js';
import { otherBuild } from './other-build.js';

/** @typedef {import('./bench.js').Measured} Measured */
/** @typedef {import('./contest.js').Line} Line */

/**
 * A mark of the design and the measurement for it.
 * @typedef {object} Mark
 * @property {string} name
 * @property {string} unit 'x' times, '%', 'microseconds', 'MB', 'ms'
 * @property {number} gate the limit that must hold
 * @property {number} [goal] the value to aim at
 * @property {boolean} [atMost] whether a smaller number is better
 * @property {number} [measured] undefined if it was not measured in this run
 * @property {'met' | 'missed' | '-'} gateHolds
 * @property {'met' | 'missed' | '-'} goalHolds
 */

/**
 * @param {number | undefined} measured
 * @param {number | undefined} limit
 * @param {boolean} [atMost]
 * @returns {Mark['gateHolds']}
 */
function verdict(measured, limit, atMost = false) {
  if (measured === undefined || limit === undefined) return '-';
  return (atMost ? measured <= limit : measured >= limit) ? 'met' : 'missed';
}

const onnx = 'onnxruntime-web';
const tensorflow = 'TensorFlow.js WASM';

/** The first number of V8's version, 0 without one. @param {string} place */
const v8Of = (place) => Number(place.match(/V8 (\d+)/)?.[1] ?? 0);

/**
 * The marks of a dense call against onnxruntime-web, by what runs: the relaxed build in Node.js and in browsers, the base build in
 * Node.js 20 and 22 (V8 11 and 12) and in what is newer.
 * @param {string} simd @param {string} place
 */
function denseMark(simd, place) {
  if (simd === 'relaxed') return place.startsWith('Node.js') ? { gate: 1.8, goal: 2.2 } : { gate: 1.65, goal: 2 };
  return v8Of(place) >= 13 ? { gate: 1.35, goal: 1.5 } : { gate: 1.5, goal: 1.7 };
}

/**
 * The marks for a peer's time as a multiple of the engine's.
 * @param {string} simd @param {string} place
 * @returns {{ of: string[], peer: string, gate: number, goal?: number }[]}
 */
const peerMarks = (simd, place) => [
  { of: ['dense-512', 'dense-1024', 'dense-2048'], peer: onnx, ...denseMark(simd, place) },
  { of: ['dense-512', 'dense-1024', 'dense-2048', 'dense-4096'], peer: tensorflow, gate: 13, goal: 16 },
  { of: ['causal-1024'], peer: onnx, gate: 2.7, goal: 3.5 },
  { of: ['causal-2048'], peer: onnx, ...(simd === 'relaxed' ? { gate: 3.5, goal: 4.2 } : { gate: 3, goal: 3.5 }) },
  { of: ['decode-4096'], peer: onnx, gate: 3, goal: 4 },
  { of: ['article'], peer: onnx, gate: 40 },
  { of: ['article'], peer: tensorflow, gate: 25 },
];

/**
 * What the relaxed build gains over the engine from before it, which --against names; the article's call gains in both builds.
 * @param {string} simd @param {string} place
 * @returns {[name: string, gate: number][]}
 */
function otherMarks(simd, place) {
  const dense = place.startsWith('Node.js') ? 1.5 : 1.4;
  const lengths = simd === 'relaxed' ? [512, 1024, 2048] : [];
  return [['article', 1.35], ...lengths.map((T) => /** @type {[string, number]} */ ([`dense-${T}`, dense]))];
}

/**
 * The marks of the design beside the measurements.
 * @param {Measured} measured
 * @param {number} [firstDrawing] milliseconds, median
 * @param {import('./figure.js').Frames[]} [figure]
 * @param {Record<string, import('./rounds.js').Spread>} [lesson] milliseconds, by the page: the slower one is judged
 * @param {import('./heads.js').Heads} [heads]
 * @param {import('./first-call.js').FirstCall} [firstCall]
 * @param {string} [place] what runs the module
 * @returns {Mark[]}
 */
export function marksOf({ outcomes, limits, scratch, simd }, firstDrawing, figure = [], lesson = undefined, heads = undefined, firstCall = undefined, place = '') {
  /** @param {string} name */
  const titleOf = (name) => outcomes.find((outcome) => outcome.name === name)?.title;
  /** @param {string} name @param {string} line @returns {Line | undefined} */
  const lineOf = (name, line) => outcomes.find((outcome) => outcome.name === name)?.lines.find((one) => one.name === line);
  /** @param {Omit<Mark, 'gateHolds' | 'goalHolds'>} mark @returns {Mark} */
  const judged = (mark) => ({
    ...mark,
    gateHolds: verdict(mark.measured, mark.gate, mark.atMost),
    goalHolds: verdict(mark.measured, mark.goal, mark.atMost),
  });

  const marks = peerMarks(simd, place).flatMap(({ of, peer, gate, goal }) => of.filter(titleOf).map((name) => judged({
    name: `${titleOf(name)}, against ${peer}`, unit: 'x', gate, goal, measured: lineOf(name, peer)?.ratio?.median,
  })));
  if (titleOf('article')) {
    for (const [line, gate] of /** @type {[string, number][]} */ ([['attention-lab', 1], ['attention-lab, nested arrays', 1.5]])) {
      const time = lineOf('article', line)?.time?.median;
      marks.push(judged({
        name: `the article's call, ${line === 'attention-lab' ? 'typed' : 'nested'} arrays`, unit: 'microseconds', gate, atMost: true,
        measured: time && time * 1000,
      }));
    }
  }
  for (const [name, gate] of otherMarks(simd, place)) {
    const measured = lineOf(name, otherBuild)?.ratio?.median;
    if (measured) marks.push(judged({ name: `${titleOf(name)}, against the other build`, unit: 'x', gate, measured }));
  }
  for (const [precision, gate, goal] of /** @type {[string, number, number][]} */ ([['f16', 1, 1.3], ['int8', 1.2, 1.5]])) {
    // The ratio in this line is the time with this cache as a multiple of that with floats.
    const part = lineOf('decode-4096', `attention-lab, ${precision}`)?.ratio?.median;
    if (part) marks.push(judged({ name: `decode, Tk=4096, a cache of ${precision} against one of f32`, unit: 'x', gate, goal, measured: 1 / part }));
  }
  if (firstCall) {
    marks.push(judged({ name: 'first call against a later one, T=2048', unit: 'x', gate: 1.3, goal: 1.1, atMost: true, measured: firstCall.first / firstCall.later }));
  }
  // The module of the tile kernels is a base build.
  if (titleOf('dense-1024') && simd === 'base') {
    const rate = lineOf('dense-1024', 'attention-lab')?.gflops?.median;
    const tiles = tileRate(limits);
    marks.push(judged({
      name: "whole attention of the tile kernels' in-cache rate, T=1024", unit: '%', gate: 75, goal: 85,
      measured: rate && tiles && (100 * rate) / tiles,
    }));
  }
  if (titleOf('workers-2048')) {
    // The ratio in this line is the time of two workers as a share of that of one thread.
    const part = lineOf('workers-2048', 'attention-lab, two workers')?.ratio?.median;
    marks.push(judged({ name: 'two workers, T=2048, against one thread', unit: 'x', gate: 1.7, goal: 1.9, measured: part && 1 / part }));
  }
  if (titleOf('head-65536-window')) {
    marks.push(judged({
      name: 'scratch at T=65536', unit: 'MB', gate: 4, goal: 1, atMost: true, measured: scratch && scratch / 2 ** 20,
    }));
  }
  if (firstDrawing !== undefined) {
    marks.push(judged({ name: 'page, from opening to the first drawing', unit: 'ms', gate: 200, atMost: true, measured: firstDrawing }));
  }
  if (lesson !== undefined) {
    marks.push(judged({ name: 'lesson, from opening over slow 4G to the first figure', unit: 'ms', gate: 1000, atMost: true, measured: Math.max(...Object.values(lesson).map(({ median }) => median)) }));
  }
  for (const { name, gate, whole } of figure) {
    marks.push(judged({ name: `figure, a frame: ${name}`, unit: 'ms', gate: Math.floor(gate), atMost: true, measured: whole.median }));
  }
  if (heads !== undefined) marks.push(...headsMarks(heads).map(judged));
  return marks;
}

/** From so many tokens on, the first picture of all heads is judged beside the peer's. */
const judgedTokens = 128;

/** @param {import('./heads.js').Heads} heads @returns {Omit<Mark, 'gateHolds' | 'goalHolds'>[]} */
function headsMarks({ peer, pictures, own: { opening, frames, large } }) {
  const marks = pictures.flatMap(({ tokens, kind, own, peer: other, ratio }) => {
    const name = `all heads, ${tokens} tokens, ${kind}`;
    const share = other.size && own.size && (100 * own.size) / other.size;
    return [
      // Where the peer gives no picture at all there is no ratio.
      ...tokens >= judgedTokens && ratio ? [{ name: `${name}: first picture, against ${peer}`, unit: 'x', gate: 5, measured: ratio.median }] : [],
      ...share ? [{ name: `${name}: saved page, of ${peer}'s`, unit: '%', gate: 33, atMost: true, measured: share }] : [],
    ];
  });
  return [
    ...marks,
    { name: 'all heads, from a file of 128 tokens to the picture', unit: 'ms', gate: 100, atMost: true, measured: opening.median },
    { name: 'all heads, the slowest frame while the pointer moves', unit: 'ms', gate: 16.7, atMost: true, measured: frames.max },
    { name: "all heads, the renderer's memory for 24 x 16 of 1024 tokens", unit: 'MB', gate: 900, atMost: true, measured: large?.megabytes },
  ];
}
