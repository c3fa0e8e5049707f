// Tries the packed package in every tool: `npm run test:package`, or with names of tools after it. Each tool is installed in
// a folder of its own, builds a program, and runs it; the last line is "N passed, N failed".

import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { capture, run, runMain } from '../../web/build/command.js';
import { serveFolder } from '../../web/build/static-server.js';
import { launch } from '../browser/launch.js';
import { tools } from './tools.js';

/** @typedef {import('./tools.js').Tool} Tool */
/** @typedef {import('./tools.js').Way} Way */

/** The time limit for a build: one tool never ended with an earlier version of the package. */
const BUILD_SECONDS = 240;

/** The time limit for a page or a program. */
const RUN_SECONDS = 60;

runMain(async () => {
  const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
  const chosen = tools.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.toLowerCase().includes(word)));
  if (chosen.length === 0) throw new Error(`tool: expected some of ${tools.map(({ name }) => name).join(', ')}, got ${wanted.join(' ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'attention-package-'));
  const browser = await launch();
  const counts = { passed: 0, failed: 0 };
  try {
    await run('npm', ['pack', '--pack-destination', folder]);
    const archive = join(folder, readdirSync(folder).filter((name) => name.endsWith('.tgz'))[0]);
    for (const tool of chosen) {
      const home = join(folder, tool.name.replace(/\W+/g, '-'));
      await prepare(tool, home, archive);
      for (const way of tool.ways) {
        const start = performance.now();
        const { faults, told } = await outcomeOf(way, home, browser);
        counts[faults.length > 0 ? 'failed' : 'passed']++;
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        console.log(`${faults.length > 0 ? 'FAILED' : 'passed'} ${tool.packages[0]}, ${way.name} (${seconds} s): ${told}${faults.map((fault) => `\n  ${fault}`).join('')}`);
      }
      rmSync(home, { recursive: true, force: true });
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  if (counts.failed > 0) process.exitCode = 1;
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
});

/** @param {Tool} tool @param {string} home @param {string} archive */
async function prepare(tool, home, archive) {
  const files = { 'package.json': '{ "name": "program", "private": true, "type": "module" }', ...tool.files };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  copyFileSync(new URL('check.js', import.meta.url), join(home, 'check.js'));
  await run('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', archive, ...tool.packages]);
}

/**
 * @param {Way} way @param {string} home @param {import('playwright-core').Browser} browser
 * @returns {Promise<{ faults: string[], told: string }>} what went wrong, and a line on how it works
 */
async function outcomeOf(way, home, browser) {
  try {
    if (way.build) await inHome(home, way.build, BUILD_SECONDS);
    const outcome = await ranOutcome(way, home, browser);
    return { faults: faultsOf(outcome, way), told: toldOf(outcome) };
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)], told: '' };
  }
}

/** The number of workers of each entry, and what they were started from. @param {Record<string, any>} outcome */
function toldOf(outcome) {
  const engines = Object.entries(outcome).filter(([, said]) => 'workers' in said);
  return engines.map(([entry, { workers, from }]) => `${entry}: ${workers} workers${from && `, from a ${from}`}`).join('; ');
}

/** @param {Way} way @param {string} home @param {import('playwright-core').Browser} browser @returns {Promise<Record<string, any>>} */
async function ranOutcome(way, home, browser) {
  if (way.run) return JSON.parse((await inHome(home, way.run, RUN_SECONDS)).trim().split('\n').at(-1) ?? '');
  if (way.serves) {
    const site = await serveFolder(join(home, way.serves), { port: 0, headers: { 'Content-Security-Policy': null } });
    return pageOutcome(browser, site.url).finally(site.close);
  }
  if (!way.server) return {}; // Building was the whole test.
  const port = await freePort();
  const [program, ...args] = way.server(port);
  const child = spawn(join(home, 'node_modules/.bin', program), args, { cwd: home, detached: true, stdio: 'ignore', env: environment(home) });
  try {
    const address = `http://localhost:${port}/`;
    const outcome = await pageOutcome(browser, address);
    const answer = way.route ? await (await fetch(address + way.route)).json() : {};
    return { ...outcome, ...Object.fromEntries(Object.entries(answer).map(([entry, said]) => [`${entry} on the server`, said])) };
  } finally {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended by itself, after the page had sent its outcome.
    }
  }
}

/**
 * Opens a page as soon as somebody serves it.
 * @param {import('playwright-core').Browser} browser @param {string} address
 */
async function pageOutcome(browser, address) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  try {
    const end = Date.now() + RUN_SECONDS * 1000;
    while (!(await page.goto(address).catch(() => undefined))?.ok() && Date.now() < end) await new Promise((resolve) => { setTimeout(resolve, 250); });
    // A development server may reload the page once it knows what the program imports.
    for (;;) {
      try {
        await page.waitForFunction(() => 'outcome' in globalThis, undefined, { timeout: RUN_SECONDS * 1000 });
        return await page.evaluate(() => /** @type {any} */ (globalThis).outcome);
      } catch (error) {
        if (!/context was destroyed|navigation/i.test(String(error)) || Date.now() > end) throw new Error(`${error}\n${said.join('\n')}`);
      }
    }
  } finally {
    await page.close();
  }
}

/** @param {Record<string, any>} outcome @param {Way} way */
function faultsOf(outcome, way) {
  return Object.entries(outcome).flatMap(([entry, said]) => {
    if (said.error) return [`${entry}: ${said.error}`];
    if ('registered' in said) return said.registered ? [] : [`${entry}: expected its element, got none`];
    const wrong = ['article', 'refused', 'same'].filter((name) => !said[name]).map((name) => `${entry}: ${name}: expected true, got ${said[name]}`);
    return said.workers === (way.workers ?? 2) ? wrong : [...wrong, `${entry}: expected ${way.workers ?? 2} workers, got ${said.workers}`];
  });
}

/** @param {string} home @param {string[]} command @param {number} seconds */
async function inHome(home, [program, ...args], seconds) {
  const path = program === 'node' ? process.execPath : join(home, program.includes('/') ? '' : 'node_modules/.bin', program);
  const { ok, output } = await capture(path, args, { seconds, cwd: home, env: environment(home) });
  if (!ok) throw new Error(`${[program, ...args].join(' ')}: ${output.slice(-3000)}`);
  return output;
}

/** An environment in which tools send no reports, and keep their files in the folder. @param {string} home */
const environment = (home) => ({
  ...process.env, NEXT_TELEMETRY_DISABLED: '1', PARCEL_DISABLE_CACHE: '1', DENO_NO_UPDATE_CHECK: '1', DENO_DIR: join(home, '.deno'), NO_COLOR: '1', CI: '1',
});

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
