import { countFlops, exactRows, largestError, makeProblem } from './problem.js';
import { wall } from './clock.js';
import { interleave, ratio, spread } from './rounds.js';

/** @typedef {import('./cases.js').Case} Case */
/** @typedef {import('./problem.js').Problem} Problem */
/** @typedef {import('./rounds.js').Spread} Spread */

/**
 * A call that is ready to be timed and gives the output [1,H,Tq,D], or the reason why there is none.
 * @typedef {{ call: () => Float32Array, async?: false, dispose?: () => void }
 *   | { call: () => Promise<Float32Array>, async: true, dispose?: () => void }
 *   | { reason: string }} Entry
 */

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {boolean} [own] whether it is a form of this engine, not a peer
 * @property {number} tolerance the largest difference from float64 that counts as agreement
 * @property {(which: Case) => boolean} joins whether it takes part in the case at all
 * @property {(problem: Problem, which: Case) => Entry | Promise<Entry>} prepare
 */

/**
 * A line of the results: times, or the reason why there are none.
 * @typedef {object} Line
 * @property {string} name
 * @property {string} [reason]
 * @property {number} [error] the largest difference from float64 in the rows that were checked
 * @property {Spread} [time] milliseconds of one call
 * @property {Spread} [gflops] GFLOP/s, counting both products over the visible pairs
 * @property {number} [rounds]
 * @property {Spread} [ratio] its time as a multiple of that of the case's first line, taken in each round
 */

/** @typedef {{ name: string, title: string, note?: string, lines: Line[] }} Outcome */

/** The last line of a message, without the folders in which the peer was compiled. @param {unknown} error */
function endOf(error) {
  const text = String(error instanceof Error ? error.message : error).replace(/\/\S*\//g, '').replace(/\s+/g, ' ').trim();
  return text.length > 100 ? `... ${text.slice(-90)}` : text;
}

/** The number of rounds, enough for a median; the mark for two workers is a median of five. @param {Case} which @param {boolean} quick */
function planOf(which, quick) {
  if (which.kind === 'workers') return { seconds: 5, least: 5, most: 5 };
  return quick ? { seconds: 0.6, least: 3, most: 15 } : { seconds: 2.5, least: 3, most: 25 };
}

/**
 * Checks all contestants of a case against float64, then times those that agree.
 * @param {Case} which
 * @param {Contestant[]} contestants the first is the one to which the others are compared
 * @param {{ quick: boolean, clock: import('./clock.js').Clock }} options clock: of what runs on one thread
 * @returns {Promise<Outcome>}
 */
export async function runCase(which, contestants, { quick, clock }) {
  const { name, title, note } = which;
  const problem = makeProblem(which.shape);
  const rows = exactRows(problem);
  const flops = countFlops(which.shape);
  /** @param {Line} line @param {number[]} times */
  const noteTimes = (line, times) => Object.assign(line, {
    time: spread(times), gflops: spread(times.map((time) => flops / time / 1e6)), rounds: times.length,
  });
  /** @type {Line[]} */
  const lines = [];
  /** @type {{ line: Line, entry: Exclude<Entry, { reason: string }>, took: number }[]} */
  const ready = [];
  const joining = contestants.filter((contestant) => contestant.joins(which) && (contestant.own || !which.once));
  try {
    for (const contestant of joining) {
      /** @type {Line} */
      const line = { name: contestant.name };
      lines.push(line);
      try {
        const entry = await contestant.prepare(problem, which);
        if ('reason' in entry) {
          line.reason = entry.reason;
          continue;
        }
        const checked = { line, entry, took: 0 };
        ready.push(checked);
        const start = await clock();
        const output = await entry.call();
        checked.took = (await clock()) - start;
        line.error = largestError(output, rows);
        if (which.once) noteTimes(line, [checked.took]);
        if (!(line.error <= contestant.tolerance)) {
          ready.pop();
          entry.dispose?.();
          line.reason = `does not agree with float64: differs by ${line.error.toExponential(1)}`;
          if (contestant.own) throw new Error(`bench: ${title}: ${contestant.name} ${line.reason}`);
        }
      } catch (error) {
        if (contestant.own && line.error !== undefined) throw error;
        if (ready.at(-1)?.line === line) ready.pop()?.entry.dispose?.();
        line.reason = `fails: ${endOf(error)}`;
      }
    }
    if (!which.once && ready.length > 0) {
      const samples = await interleave(ready.map(({ entry, took }) => ({ ...entry, took })), planOf(which, quick), which.kind === 'workers' ? wall : clock);
      for (const [i, { line }] of ready.entries()) {
        noteTimes(line, samples[i].flatMap((time) => time ?? []));
        if (line !== lines[0] && ready[0].line === lines[0]) line.ratio = ratio(samples[i], samples[0]);
      }
    }
  } finally {
    for (const { entry } of ready) entry.dispose?.();
  }
  return { name, title, note, lines };
}
