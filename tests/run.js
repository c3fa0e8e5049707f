// Runs all suites, or those named as arguments, and sums them up: `npm test`, `npm test -- node browser`.
// A suite that passes is a line of the table at the end; one that fails shows all that it printed.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { capture, projectFolder, run, runMain } from '../web/build/command.js';
import { ensure } from '../web/build/setup.js';
import { withFinalOpcodes } from '../web/build/relaxed.js';
import { runTestFiles } from './files.js';
import { newerNode } from './relaxed/newer-node.js';

/** @typedef {import('./files.js').Counts} Counts */

/**
 * The outcome of a suite: its counts, its output if that matters, and what else went wrong.
 * @typedef {{ counts: Counts, output: string, complaint?: string }} Outcome
 */

/**
 * A suite first prepares what it tests, and then runs it; an error in either is a failure.
 * @typedef {object} Suite
 * @property {() => Promise<unknown>} [prepare]
 * @property {() => Promise<Outcome>} run
 * @property {boolean} [runsAside] whether it uses only one core when it runs, so that the next suite may be prepared meanwhile
 * @property {boolean} [usesPackage] whether it tests dist/, which is built before
 */

const cores = cpus().length;
const relaxedTests = 'build/wasm/tests/attn-tests-relaxed';
const prefix = join(projectFolder, 'build/prefix');

/** In the order in which they run. @type {Record<string, Suite>} */
const suites = {
  native: {
    prepare: () => buildCpp('native'),
    runsAside: true,
    run: () => runCommand(['build/native/attn-tests', '--no-colors'], countDoctest),
  },
  sanitize: {
    prepare: () => buildCpp('sanitize'),
    runsAside: true,
    run: () => runCommand(['build/sanitize/attn-tests', '--no-colors'], countDoctest),
  },
  wasm: {
    prepare: () => buildCpp('wasm'),
    runsAside: true,
    run: () => runCommand([process.execPath, 'build/wasm/tests/attn-tests.js', '--no-colors'], countDoctest),
  },
  // The C++ tests with fused multiply-adds.
  relaxed: {
    prepare: buildRelaxed,
    runsAside: true,
    run: () => withNewerNode((node) => runCommand([node, `${relaxedTests}.js`, '--no-colors'], countDoctest)),
  },
  consumer: {
    prepare: buildConsumer,
    run: () => runCommand(['build/consumer/consumer'], countLine),
  },
  build: {
    // This suite is one test: the build with its type check and its size limit.
    run: () => runCommand([process.execPath, 'web/build/build.js'], (_, ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })),
  },
  lint: {
    // One test, too.
    run: () => runCommand([process.execPath, 'node_modules/eslint/bin/eslint.js', '.'], (_, ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })),
  },
  node: {
    usesPackage: true,
    run: () => runTestFiles('tests/node', { atOnce: cores }),
  },
  conformance: {
    usesPackage: true,
    run: () => runCommand([process.execPath, 'tests/conformance/run.js'], countLine),
  },
  'relaxed-package': {
    usesPackage: true,
    run: () => withNewerNode((program) => runTestFiles('tests/relaxed', { atOnce: 1, program })),
  },
  browser: {
    usesPackage: true,
    run: runBrowserFiles,
  },
  // The figure and the lesson in two more engines. One that is missing here counts as skipped.
  smoke: {
    usesPackage: true,
    run: () => runTestFiles('tests/smoke', { atOnce: cores }),
  },
};

runMain(async () => {
  const wanted = new Set(process.argv.slice(2));
  const unknown = [...wanted].find((name) => !Object.hasOwn(suites, name));
  if (unknown) throw new Error(`suite: expected ${Object.keys(suites).join(', ')}, got ${unknown}`);
  if ([...wanted].some((name) => suites[name].usesPackage)) wanted.add('build');
  const names = Object.keys(suites).filter((name) => wanted.size === 0 || wanted.has(name));

  await ensure('tests');
  /** @type {Promise<Counts & { name: string, seconds: number }>[]} */
  const ends = [];
  for (const name of names) {
    // Some tests of the package measure times.
    if (suites[name].usesPackage) await Promise.all(ends);
    const { isPrepared, end } = runSuite(name, suites[name]);
    ends.push(end.then((result) => ({ name, ...result })));
    await (suites[name].runsAside ? isPrepared : end);
  }
  const rows = await Promise.all(ends);

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
 * @returns {{ isPrepared: Promise<void>, end: Promise<Counts & { seconds: number }> }} neither fails: a suite that fails to
 *   build, crashes or runs no test has one failure
 */
function runSuite(name, suite) {
  const start = performance.now();
  const prepared = Promise.resolve(suite.prepare?.());
  const end = prepared.then(() => suite.run()).catch(failure).then(({ counts, output, complaint }) => {
    const seconds = (performance.now() - start) / 1000;
    if (output) console.log(`--- ${name} ---\n${output}`);
    if (complaint) console.log(`${name}: ${complaint}`);
    console.log(`${name}: ${counts.failed > 0 ? 'FAILED' : 'passed'} (${seconds.toFixed(1)} s)`);
    return { ...counts, seconds };
  });
  return { isPrepared: prepared.then(() => {}, () => {}), end };
}

/** @param {unknown} error @returns {Outcome} */
function failure(error) {
  return { counts: { passed: 0, failed: 1, skipped: 0 }, output: '', complaint: error instanceof Error ? error.message : String(error) };
}

/**
 * @param {string[]} command program and arguments
 * @param {(output: string, ok: boolean) => Counts | undefined} count from the output and whether the exit status was 0;
 *   undefined if there is no summary
 * @returns {Promise<Outcome>} with the output of one that failed
 */
async function runCommand([program, ...args], count) {
  const { ok, output } = await capture(program, args);
  const counts = count(output, ok) ?? { passed: 0, failed: 0, skipped: 0 };
  let complaint;
  if (!ok && counts.failed === 0) complaint = 'it ended with an error';
  else if (counts.passed + counts.failed + counts.skipped === 0) complaint = 'it ran no test';
  if (complaint) counts.failed += 1;
  return { counts, output: counts.failed > 0 ? output : '', complaint };
}

/** Starts one browser for all files: starting one for each takes longer than many files do. Half of their time they wait for it. */
async function runBrowserFiles() {
  const { serveBrowser } = await import('./browser/launch.js'); // Imported only now, because set-up may just have installed it.
  const server = await serveBrowser();
  try {
    return await runTestFiles('tests/browser', { atOnce: cores + 1, env: { ATTN_TEST_BROWSER: server.wsEndpoint() } });
  } finally {
    await server.close();
  }
}

/** @param {'native' | 'sanitize' | 'wasm'} preset */
async function buildCpp(preset) {
  await run('cmake', ['--preset', preset]);
  await run('cmake', ['--build', `build/${preset}`, '--parallel', String(cores)]);  // Without a number, make starts everything at once.
}

async function buildRelaxed() {
  await run('cmake', ['--preset', 'wasm']);
  await run('cmake', ['--build', 'build/wasm', '--target', 'attn-tests-relaxed', '--parallel', String(cores)]);
  const module = join(projectFolder, `${relaxedTests}.wasm`);
  await writeFile(module, withFinalOpcodes(await readFile(module)));
}

/** @param {(program: string) => Promise<Outcome>} run @returns {Promise<Outcome>} skipped where no Node.js has relaxed SIMD */
async function withNewerNode(run) {
  const program = await newerNode();
  if (program) return run(program);
  return { counts: { passed: 0, failed: 0, skipped: 1 }, output: 'skipped, no Node.js with relaxed SIMD: expected 24 or newer, or linux-x64 for the one from npm\n' };
}

/** Installs the library into a folder of its own and builds the project that finds it there. */
async function buildConsumer() {
  await buildCpp('native');
  await rm(prefix, { recursive: true, force: true });
  await run('cmake', ['--install', 'build/native', '--prefix', prefix]);
  await run('cmake', ['-S', 'tests/consumer', '-B', 'build/consumer', `-Dattn_ROOT=${prefix}`]);
  await run('cmake', ['--build', 'build/consumer']);
}

/** @param {string} output of doctest: `[doctest] test cases: 3 | 3 passed | 0 failed | 0 skipped` */
function countDoctest(output) {
  return lastCounts(output, /^\[doctest\] test cases: .*?(?<passed>\d+) passed \| *(?<failed>\d+) failed \| *(?<skipped>\d+) skipped/gm);
}

/** @param {string} output whose last words are `3 passed, 0 failed` */
function countLine(output) {
  return lastCounts(output, /^(?<passed>\d+) passed, (?<failed>\d+) failed(, (?<skipped>\d+) skipped)?$/gm);
}

/**
 * @param {string} output
 * @param {RegExp} summary with the counts as named groups
 * @returns {Counts | undefined} from its last match
 */
function lastCounts(output, summary) {
  const found = [...output.matchAll(summary)].at(-1)?.groups;
  if (!found) return undefined;
  return {
    passed: Number(found.passed),
    failed: Number(found.failed),
    skipped: Number(found.skipped ?? 0),
  };
}
