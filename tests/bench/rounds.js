/** Timing that does not suffer when the machine's speed drifts: contestants take turns, and ratios are taken within a round. */

/** @import { Clock } from './clock.js' */

/**
 * @typedef {{ min: number, median: number, max: number }} Spread
 */

/**
 * A contestant. `call` gives a result, or a promise of one if `async` is true: awaiting a plain result would add half a
 * microsecond to each call. `took` is the time of an earlier call in milliseconds, if there was one.
 * @typedef {{ call: () => unknown, async?: boolean, took?: number }} Timed
 */

/**
 * How long to time a contestant: until it has used `seconds` of its own time, but for no fewer rounds than least and no more
 * than most. Fewer than least are enough if they would take ten times the seconds.
 * @typedef {{ seconds: number, least: number, most: number }} Plan
 */

/**
 * @param {number[]} samples at least one
 * @returns {Spread} the upper of the two middle ones, where their number is even
 */
export function spread(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  return { min: sorted[0], median: sorted[sorted.length >> 1], max: sorted[sorted.length - 1] };
}

/**
 * The ratios of `other` to `own`, one for each round: a slow machine slows both of a round.
 * @param {(number | undefined)[]} other the sample of each round, undefined where there was none
 * @param {(number | undefined)[]} own
 * @returns {Spread | undefined} undefined if there is no round with both
 */
export function ratio(other, own) {
  const ratios = [];
  for (let round = 0; round < Math.min(other.length, own.length); ++round) {
    const [above, below] = [other[round], own[round]];
    if (above !== undefined && below !== undefined) ratios.push(above / below);
  }
  return ratios.length > 0 ? spread(ratios) : undefined;
}

/**
 * The rounds in which a contestant runs if it runs in `runs` of `rounds`, evenly spread.
 * @param {number} runs
 * @param {number} rounds
 * @returns {boolean[]}
 */
export function turns(runs, rounds) {
  return Array.from({ length: rounds }, (_, round) => (
    Math.floor(((round + 1) * runs) / rounds) > Math.floor((round * runs) / rounds)));
}

/** The least length of a sample in milliseconds: clocks are coarse, and some ask another process. */
const sampleLength = 20;

/**
 * Times one sample of a number of calls.
 * @param {Timed} timed
 * @param {number} calls
 * @param {Clock} clock
 * @returns {Promise<number>} milliseconds
 */
async function sample({ call, async }, calls, clock) {
  let nothing = 0;
  const start = await clock();
  if (async) for (let i = 0; i < calls; ++i) nothing += (await call()) === undefined ? 1 : 0;
  else for (let i = 0; i < calls; ++i) nothing += call() === undefined ? 1 : 0;
  const time = (await clock()) - start;
  if (nothing > 0) throw new Error(`bench: expected a result of each call, got ${nothing} without`);
  return time;
}

/**
 * The number of calls that make a sample long enough. Finding it warms up too; a call that took long has done both already.
 * @param {Timed} timed
 * @param {Clock} clock
 * @returns {Promise<{ calls: number, time: number }>} calls of a sample and the milliseconds they take
 */
async function calibrate(timed, clock) {
  if (timed.took !== undefined && timed.took > 10 * sampleLength) return { calls: 1, time: timed.took };
  for (let calls = 1; ; calls *= 2) {
    const time = await sample(timed, calls, clock);
    if (time >= sampleLength) return { calls, time };
  }
}

/**
 * Times warm contestants in turn. The first runs in every round, so that all can be compared with it; a slower one runs in
 * fewer rounds, evenly spread.
 * @param {Timed[]} contestants at least one
 * @param {Plan} plan
 * @param {Clock} clock
 * @returns {Promise<(number | undefined)[][]>} for each contestant the milliseconds of one call in each round
 */
export async function interleave(contestants, { seconds, least, most }, clock) {
  const runs = [];
  for (const timed of contestants) {
    const { calls, time } = await calibrate(timed, clock);
    const affordable = Math.max(1, Math.min(least, Math.floor((10_000 * seconds) / time)));
    runs.push({ calls, count: Math.max(affordable, Math.min(most, Math.floor((1000 * seconds) / time))) });
  }
  const rounds = runs[0].count;
  const plans = runs.map(({ count }) => turns(Math.min(count, rounds), rounds));
  /** @type {(number | undefined)[][]} */
  const samples = contestants.map(() => []);
  for (let round = 0; round < rounds; ++round) {
    for (const [i, timed] of contestants.entries()) {
      samples[i].push(plans[i][round] ? (await sample(timed, runs[i].calls, clock)) / runs[i].calls : undefined);
    }
  }
  return samples;
}
