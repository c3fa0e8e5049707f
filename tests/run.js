// Runs all suites, or those named as arguments, and sums them up: `npm test`, `npm test -- node browser`.
// A suite that passes is a line of the table at the end; one that fails shows all that it printed.

import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { capture, projectFolder, run, runMain } from '../web/build/command.js';
import { ensure } from '../web/build/setup.js';

/**
 * What a suite reports about its tests.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * A suite prepares what it tests, where an error is a failure, and runs one command. Its counts are read from what the
 * command prints.
 * @typedef {object} Suite
 * @property {() => Promise<unknown>} [prepare]
 * @property {() => Promise<string[]>} command program and arguments
 * @property {(output: string, ok: boolean) => Counts | undefined} count from the output and whether the exit status was 0;
 *   undefined if there is no summary
 * @property {boolean} [usesPackage] whether it tests dist/, which is built before
 * @property {() => string | undefined} [skip] why it cannot run here; it counts nothing then
 */

const vectorsFolder = join(projectFolder, '../shared/conformance');
const prefix = join(projectFolder, 'build/prefix');

/** In the order in which they run. @type {Record<string, Suite>} */
const suites = {
  native: {
    prepare: () => buildCpp('native'),
    command: async () => ['build/native/attn-tests', '--no-colors'],
    count: countDoctest,
  },
  sanitize: {
    prepare: () => buildCpp('sanitize'),
    command: async () => ['build/sanitize/attn-tests', '--no-colors'],
    count: countDoctest,
  },
  wasm: {
    prepare: () => buildCpp('wasm'),
    command: async () => [process.execPath, 'build/wasm/tests/attn-tests.js', '--no-colors'],
    count: countDoctest,
  },
  consumer: {
    prepare: buildConsumer,
    command: async () => ['build/consumer/consumer'],
    count: countLine,
  },
  build: {
    command: async () => [process.execPath, 'web/build/build.js'],
    // One test: that it builds, with its type check and its size limit.
    count: (_, ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }),
  },
  node: {
    usesPackage: true,
    command: () => nodeTest('tests/node'),
    count: countTap,
  },
  conformance: {
    usesPackage: true,
    skip: () => (existsSync(vectorsFolder) ? undefined : 'no ../shared/conformance here'),
    command: async () => [process.execPath, 'tests/conformance/run.js'],
    count: countLine,
  },
  browser: {
    usesPackage: true,
    command: () => nodeTest('tests/browser'),
    count: countTap,
  },
  // The figure and the lesson in two more engines. One that is missing here counts as skipped.
  smoke: {
    usesPackage: true,
    command: () => nodeTest('tests/smoke'),
    count: countTap,
  },
};

runMain(async () => {
  const wanted = new Set(process.argv.slice(2));
  const unknown = [...wanted].find((name) => !Object.hasOwn(suites, name));
  if (unknown) throw new Error(`suite: expected ${Object.keys(suites).join(', ')}, got ${unknown}`);
  if ([...wanted].some((name) => suites[name].usesPackage)) wanted.add('build');
  const names = Object.keys(suites).filter((name) => wanted.size === 0 || wanted.has(name));

  await ensure('tests');
  /** @type {(Counts & { name: string, seconds: number })[]} */
  const rows = [];
  for (const name of names) rows.push({ name, ...await runSuite(name, suites[name]) });

  console.log(`\n${'suite'.padEnd(14)}  passed  failed  skipped  seconds`);
  for (const { name, passed, failed, skipped, seconds } of rows) {
    console.log([
      name.padEnd(14), String(passed).padStart(6), String(failed).padStart(6), String(skipped).padStart(7),
      seconds.toFixed(1).padStart(7),
    ].join('  '));
  }
  const sum = (/** @type {keyof Counts} */ field) => rows.reduce((total, row) => total + row[field], 0);
  const skipped = sum('skipped');
  if (sum('failed') > 0) process.exitCode = 1;
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
});

/**
 * @param {string} name
 * @param {Suite} suite
 * @returns {Promise<Counts & { seconds: number }>} a suite that fails to build, crashes or runs no test has one failure
 */
async function runSuite(name, suite) {
  const reason = suite.skip?.();
  if (reason) {
    console.log(`${name}: skipped, ${reason}`);
    return { passed: 0, failed: 0, skipped: 0, seconds: 0 };
  }
  const start = performance.now();
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0, skipped: 0 };
  let complaint = '';
  let output = '';
  try {
    await suite.prepare?.();
    const [program, ...args] = await suite.command();
    const result = await capture(program, args);
    output = result.output;
    counts = suite.count(output, result.ok) ?? counts;
    if (!result.ok && counts.failed === 0) complaint = 'it ended with an error';
    else if (counts.passed + counts.failed + counts.skipped === 0) complaint = 'it ran no test';
  } catch (error) {
    complaint = error instanceof Error ? error.message : String(error);
  }
  if (complaint) counts = { ...counts, failed: counts.failed + 1 };
  const seconds = (performance.now() - start) / 1000;

  for (const reason of skipReasons(output)) console.log(`${name}: skipped, ${reason}`);
  if (counts.failed > 0) console.log(`--- ${name} ---\n${output}`);
  if (complaint) console.log(`${name}: ${complaint}`);
  console.log(`${name}: ${counts.failed > 0 ? 'FAILED' : 'passed'} (${seconds.toFixed(1)} s)`);
  return { ...counts, seconds };
}

/** @param {'native' | 'sanitize' | 'wasm'} preset */
async function buildCpp(preset) {
  await run('cmake', ['--preset', preset]);
  await run('cmake', ['--build', `build/${preset}`, '--parallel']);
}

/** Installs the library into a folder of its own and builds the project that finds it there. */
async function buildConsumer() {
  await buildCpp('native');
  await rm(prefix, { recursive: true, force: true });
  await run('cmake', ['--install', 'build/native', '--prefix', prefix]);
  await run('cmake', ['-S', 'tests/consumer', '-B', 'build/consumer', `-Dattn_ROOT=${prefix}`]);
  await run('cmake', ['--build', 'build/consumer']);
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} the command that runs its *.test.js, by name since Node.js 18 knows no patterns
 */
async function nodeTest(folder) {
  const names = (await readdir(join(projectFolder, folder))).filter((name) => name.endsWith('.test.js')).sort();
  if (names.length === 0) throw new Error(`${folder}: expected *.test.js, got none`);
  return [process.execPath, '--test', '--test-reporter=tap', ...names.map((name) => `${folder}/${name}`)];
}

/** @param {string} output of doctest: `[doctest] test cases: 3 | 3 passed | 0 failed | 0 skipped` */
function countDoctest(output) {
  return lastCounts(output, /^\[doctest\] test cases: .*?(?<passed>\d+) passed \| *(?<failed>\d+) failed \| *(?<skipped>\d+) skipped/gm);
}

/** @param {string} output whose last words are `3 passed, 0 failed` */
function countLine(output) {
  return lastCounts(output, /^(?<passed>\d+) passed, (?<failed>\d+) failed(, (?<skipped>\d+) skipped)?$/gm);
}

/** @param {string} output TAP of `node --test`, which ends in comments such as `# pass 3` */
function countTap(output) {
  return lastCounts(output, /^# pass (?<passed>\d+)\n# fail (?<failed>\d+)\n# cancelled (?<cancelled>\d+)\n# skipped (?<skipped>\d+)/gm);
}

/** @param {string} output TAP @returns {Set<string>} why tests were skipped, each once */
function skipReasons(output) {
  return new Set(Array.from(output.matchAll(/^ok \d+ - .* # SKIP (.+)$/gm), ([, reason]) => reason));
}

/**
 * @param {string} output
 * @param {RegExp} summary with the counts as named groups
 * @returns {Counts | undefined} from its last match; a cancelled test is a failed one
 */
function lastCounts(output, summary) {
  const found = [...output.matchAll(summary)].at(-1)?.groups;
  if (!found) return undefined;
  return {
    passed: Number(found.passed),
    failed: Number(found.failed) + Number(found.cancelled ?? 0),
    skipped: Number(found.skipped ?? 0),
  };
}
