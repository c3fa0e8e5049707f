/** How long the first large call takes, and a later one: V8 compiles a module's functions twice, the second time while they run. */

import { spawnSync } from 'node:child_process';
import { projectFolder } from '../../web/build/command.js';

const T = 2048;

/** Runs in a process that has computed nothing before. */
const program = `
  import { loadAttention } from 'attention-lab';
  const attention = await loadAttention();
  const tensor = (k) => ({ data: Float32Array.from({ length: 8 * ${T} * 64 }, (_, i) => Math.sin(i * k)), shape: [1, 8, ${T}, 64] });
  const inputs = { query: tensor(0.37), key: tensor(0.73), value: tensor(1.1) };
  const times = Array.from({ length: 6 }, () => {
    const start = performance.now();
    attention.attend(inputs);
    return performance.now() - start;
  });
  console.log(JSON.stringify(times));`;

/**
 * On the wall, since the compiler works on another thread.
 * @returns {{ first: number, later: number }} milliseconds, medians of three processes
 */
export function measureFirstCall() {
  const runs = Array.from({ length: 3 }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: projectFolder, encoding: 'utf8' });
    if (!stdout) throw new Error(`first-call: expected times, got ${stderr}`);
    const [first, ...later] = JSON.parse(stdout);
    return { first, later: middle(later) };
  });
  return { first: middle(runs.map(({ first }) => first)), later: middle(runs.map(({ later }) => later)) };
}

/** @param {number[]} numbers */
const middle = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
