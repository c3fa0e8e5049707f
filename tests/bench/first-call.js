/** How long the first large call takes, and a later one: V8 compiles a module's functions twice, the second time while they run. */

import { spawnSync } from 'node:child_process';
import { projectFolder } from '../../web/build/command.js';
import { spread } from './rounds.js';

/** Milliseconds, medians of the rounds. @typedef {{ first: number, later: number }} FirstCall */

/** How many processes or pages are asked; each has computed nothing before. */
export const firstCallRounds = 5;

/**
 * The times of six calls of T=2048, on the wall, since the compiler works on another thread. Its text is sent to another process
 * or to a page, so that it names nothing outside.
 * @param {{ engine: string, simd?: 'base' | 'relaxed' }} options engine: what to import
 * @returns {Promise<number[]>} milliseconds
 */
export async function timeCalls({ engine, simd }) {
  const { loadAttention } = await import(engine);
  const attention = await loadAttention({ simd });
  const shape = [1, 8, 2048, 64];
  /** @param {number} step */
  const tensor = (step) => ({ data: Float32Array.from({ length: 8 * 2048 * 64 }, (_, i) => Math.sin(i * step)), shape });
  const inputs = { query: tensor(0.37), key: tensor(0.73), value: tensor(1.1) };
  return Array.from({ length: 6 }, () => {
    const start = performance.now();
    attention.attend(inputs);
    return performance.now() - start;
  });
}

/** @param {number[][]} rounds the times of each process or page, in their order @returns {FirstCall} */
export function firstCallOf(rounds) {
  const middle = (/** @type {number[]} */ times) => spread(times).median;
  return { first: middle(rounds.map(([first]) => first)), later: middle(rounds.map(([, ...later]) => middle(later))) };
}

/** @param {{ simd?: 'base' | 'relaxed' }} build @returns {FirstCall} in processes of this Node.js */
export function measureFirstCall({ simd }) {
  const program = `console.log(JSON.stringify(await (${timeCalls})(${JSON.stringify({ engine: 'attention-lab', simd })})))`;
  return firstCallOf(Array.from({ length: firstCallRounds }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: projectFolder, encoding: 'utf8' });
    if (!stdout) throw new Error(`first-call: expected times, got ${stderr}`);
    return JSON.parse(stdout);
  }));
}
