// Runs test files, each in a process of its own with a time limit, so that a file that hangs does no harm to the others.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { capture, projectFolder } from '../web/build/command.js';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ counts: Counts, seconds: number, output: string }} FileResult output: what it printed, if it failed */

/** The time limit for one file; the longest takes a tenth of it on a quiet machine. */
const FILE_SECONDS = 900;

/** A file whose tests measure times says this of itself. */
const RUNS_ALONE = /^(\/\/| \*) Runs alone\b/m;

/**
 * Runs all *.test.js of a folder, several at a time; files that must run alone follow at the end, one by one. The longest
 * sources come first, since they mostly take the longest, and a long one at the end would leave cores without work. Each file
 * prints a line as soon as it has ended.
 * @param {string} folder from the project's
 * @param {object} options
 * @param {number} options.atOnce how many files at a time
 * @param {Record<string, string>} [options.env] what the files are told
 * @param {string} [options.program] a Node.js that runs them, this one unless told
 * @returns {Promise<{ counts: Counts, output: string }>} sums, and what the files that failed have printed
 */
export async function runTestFiles(folder, { atOnce, env = {}, program = process.execPath }) {
  const names = (await readdir(join(projectFolder, folder))).filter((name) => name.endsWith('.test.js')).sort();
  if (names.length === 0) throw new Error(`${folder}: expected *.test.js, got none`);
  const sources = await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(projectFolder, folder, name), 'utf8') })));
  sources.sort((a, b) => b.text.length - a.text.length);
  /** @type {FileResult[]} */
  const results = [];
  /** @param {string[]} waiting */
  const work = async (waiting) => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const result = await runTestFile(`${folder}/${name}`, env, program);
      const { passed, failed, skipped } = result.counts;
      console.log(`  ${failed > 0 ? 'FAILED' : 'passed'} ${folder}/${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${result.seconds.toFixed(1)} s)`);
      results.push(result);
    }
  };
  const [alone, together] = [true, false].map((isAlone) => sources.filter(({ text }) => RUNS_ALONE.test(text) === isAlone).map(({ name }) => name));
  await Promise.all(Array.from({ length: atOnce }, () => work(together)));
  await work(alone);
  const sum = (/** @type {keyof Counts} */ field) => results.reduce((total, { counts }) => total + counts[field], 0);
  return {
    counts: { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') },
    output: results.map(({ output }) => output).join(''),
  };
}

/** @param {string} file @param {Record<string, string>} env @param {string} program @returns {Promise<FileResult>} */
async function runTestFile(file, env, program) {
  const start = performance.now();
  const { ok, output } = await capture(program, ['--test-reporter=tap', file], { env, seconds: FILE_SECONDS });
  const counts = countTap(output);
  // A file that was killed, or that broke between its tests, has failed whatever its tests say.
  if (!ok && counts.failed === 0) counts.failed = 1;
  else if (counts.passed + counts.failed + counts.skipped === 0) counts.failed = 1;
  const told = counts.failed > 0 ? output : skipReasons(output);
  return { counts, seconds: (performance.now() - start) / 1000, output: told && `--- ${file} ---\n${told}\n` };
}

/**
 * Counts a file's tests by their lines: tests that ended before the file was killed have one too.
 * @param {string} output TAP: `ok 1 - title`, `not ok 2 - title`, `ok 3 - title # SKIP reason`
 * @returns {Counts}
 */
export function countTap(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, not, rest] of output.matchAll(/^(not )?ok \d+ - (.*)$/gm)) {
    if (not) counts.failed++;
    else if (/ # SKIP\b/.test(rest)) counts.skipped++;
    else counts.passed++;
  }
  return counts;
}

/** @param {string} output TAP @returns {string} why tests were skipped, each once */
function skipReasons(output) {
  const reasons = new Set(Array.from(output.matchAll(/^ok \d+ - .* # SKIP (.+)$/gm), ([, reason]) => reason));
  return [...reasons].map((reason) => `skipped, ${reason}\n`).join('');
}
