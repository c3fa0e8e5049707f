// The benchmark: this engine and its peers, side by side on the same inputs. `npm run bench -- --help`.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { projectFolder, run, runMain } from '../../web/build/command.js';
import { ensure } from '../../web/build/setup.js';
import { buildSite } from '../../web/build/site.js';
import { whenChanged } from '../../web/build/stamp.js';
import { newerNode } from '../relaxed/newer-node.js';
import { processor } from './clock.js';
import { measureFirstCall } from './first-call.js';
import { kernelsFile } from './limits.js';
import { thisMachine } from './machine.js';

const help = `Usage: npm run bench -- [options]
  --quick        fewer cases and rounds, a few minutes
  --only NAME    only the cases with this in their name, such as causal, decode-4096, first-call, first-drawing,
                 figure or heads; may be repeated
  --browser      in Chromium instead of Node.js
  --newer        in a Node.js with relaxed SIMD: this one, or one from npm
  --base         with the base build of the module, whatever runs here
  --against DIR  beside the engine of another build's folder lib
  --json         print JSON instead of the table
bertviz comes from its repository on GitHub, or from the one that the variable BERTVIZ names.
Writes build/bench/results.json, table.md and chart.svg too.`;

const peersFolder = 'tests/bench/peers';

/** The folder for the results, and for the files that the browser is served. */
const resultsFolder = join(projectFolder, 'build/bench');

runMain(async () => {
  const { values: flags } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      browser: { type: 'boolean', default: false },
      newer: { type: 'boolean', default: false },
      base: { type: 'boolean', default: false },
      against: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (flags.help) return console.log(help);
  if (flags.newer) return runInNewer();
  const against = flags.against && otherFolder(flags.against);
  // Standard output is for the results; messages of the build and the progress go to standard error.
  const { log } = console;
  console.log = console.warn = console.info = console.error;

  await buildSite();
  await run('cmake', ['--build', 'build/wasm', '--target', 'bench-kernels']);
  await ensure('tests');
  await installPeers();

  // These are imported only now, because they need what set-up and build have made.
  const { chooseCases } = await import('./bench.js');
  const isChosen = (/** @type {string} */ name) => flags.only.length === 0 || flags.only.some((part) => name.includes(part));
  const [drawsFirst, drawsFigure, drawsHeads] = ['first-drawing', 'figure', 'heads'].map(isChosen);
  if (chooseCases(flags).length === 0 && !drawsFirst && !drawsFigure && !drawsHeads && !isChosen('first-call')) throw new Error(`--only: expected a part of a case's name, got ${flags.only}`);
  const { benchFirstDrawing, benchLesson } = await import('./first-drawing.js');
  const { benchFigure } = await import('./figure.js');
  const { benchHeads } = await import('./heads.js');
  const { chartOf } = await import('./chart.js');
  const { marksOf } = await import('./marks.js');
  const { markdownOf, textOf } = await import('./report.js');

  // The pages, which this process serves, come first: after the peers the first drawing took 221 ms, before them 157 ms.
  const firstDrawing = drawsFirst ? await benchFirstDrawing() : undefined;
  const lesson = drawsFirst ? await benchLesson() : undefined;
  const figure = drawsFigure ? await benchFigure() : undefined;
  const choice = { ...flags, against, simd: flags.base ? /** @type {const} */ ('base') : undefined, callsFirst: isChosen('first-call') };
  const { measured, place, firstCall } = flags.browser
    ? await (await import('./browser.js')).benchInBrowser(choice, resultsFolder)
    : await benchHere(choice);
  // Last: after it, onnxruntime-web takes twice as long in this process.
  const heads = drawsHeads ? await benchHeads(flags) : undefined;
  const machine = thisMachine();
  const { version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  const results = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine.name,
    machineNote: measured.simd === 'relaxed' ? machine.note : undefined,
    place,
    engine: version,
    ...measured,
    firstDrawing,
    lesson,
    figure,
    heads,
    firstCall,
    marks: marksOf(measured, firstDrawing?.median, figure, lesson, heads, firstCall, place),
  };
  const json = JSON.stringify(results, null, 2);
  await mkdir(resultsFolder, { recursive: true });
  await writeFile(join(resultsFolder, 'results.json'), `${json}\n`);
  await writeFile(join(resultsFolder, 'table.md'), markdownOf(results));
  await writeFile(join(resultsFolder, 'chart.svg'), chartOf(results));
  log(flags.json ? json : textOf(results));
  console.error('bench: results.json, table.md and chart.svg are in build/bench');
  process.exit(); // Workers of the peers and of the engine would keep the process alive.
});

/** Starts this again in a Node.js with relaxed SIMD. */
async function runInNewer() {
  const program = await newerNode();
  if (!program) throw new Error('--newer: expected Node.js 24 or newer, or linux-x64 for the one from npm, got neither');
  const { status } = spawnSync(program, process.argv.slice(1).filter((flag) => flag !== '--newer'), { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

/** @param {string} given the folder of another build, from this project's @returns {string} its whole path */
function otherFolder(given) {
  const folder = resolve(given);
  const missing = ['node.js', 'attention-lab.js', 'attention-lab.wasm'].filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0) throw new Error(`--against: expected a folder lib of a build, got ${given} without ${missing.join(' and ')}`);
  return folder;
}

/** The peers have a package file of their own: their 200 MB do not belong to the ordinary set-up. */
async function installPeers() {
  const files = ['package.json', 'package-lock.json'].map((name) => `${peersFolder}/${name}`);
  await whenChanged('bench-peers', files, [`${peersFolder}/node_modules/.package-lock.json`], async () => {
    console.log('bench: npm ci for the peers');
    await run('npm', ['ci', '--prefix', peersFolder, '--ignore-scripts', '--no-audit', '--no-fund']);
  });
}

/**
 * The benchmark in this Node.js.
 * @param {import('./bench.js').Choice} choice
 * @returns {Promise<import('./bench.js').There>}
 */
async function benchHere(choice) {
  const { loadAttention } = await import('attention-lab');
  const { bench } = await import('./bench.js');
  const { loadOther } = await import('./other-build.js');
  const measured = await bench({
    attention: await loadAttention({ simd: choice.simd }),
    other: choice.against && await loadOther(await import(pathToFileURL(join(choice.against, 'node.js')).href), choice.simd),
    clock: processor,
    kernels: existsSync(join(projectFolder, kernelsFile)) ? pathToFileURL(join(projectFolder, kernelsFile)) : undefined,
    readBytes: async (address) => new Uint8Array(await readFile(address)),
    progress: (line) => console.error(`bench: ${line}`),
  }, choice);
  const place = `Node.js ${process.version} (V8 ${process.versions.v8.split('-')[0]})`;
  return { measured, place, firstCall: choice.callsFirst ? measureFirstCall(choice) : undefined };
}
