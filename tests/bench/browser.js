import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { projectFolder } from '../../web/build/command.js';
import { serveFolder } from '../../web/build/static-server.js';
import { findChromium } from '../../web/build/programs.js';
import { packageFolder } from '../../web/build/package.js';
import { firstCallOf, firstCallRounds, timeCalls } from './first-call.js';
import { kernelsFile } from './limits.js';

/** The options with which Chromium is started, here and for the first drawing. */
export const chromiumOptions = () => ({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

const peersFolder = fileURLToPath(new URL('peers/', import.meta.url));

/** The files that the peers fetch: their paths, the same in the peers' folder and in the page's. */
const wasmFiles = [
  'node_modules/@ruvector/attention-wasm/ruvector_attention_wasm_bg.wasm',
  'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
];

/** Puts page, engine, peers and their modules into one folder. @param {string} site @param {string} [against] the folder of another build */
async function makeSite(site, against) {
  await rm(site, { recursive: true, force: true });
  await mkdir(join(site, 'kernels'), { recursive: true });
  await cp(packageFolder, join(site, 'engine'), { recursive: true });
  if (against) await cp(against, join(site, 'other'), { recursive: true });
  if (existsSync(join(projectFolder, kernelsFile))) {
    for (const name of ['bench-kernels.js', 'bench-kernels.wasm']) {
      await copyFile(join(projectFolder, dirname(kernelsFile), name), join(site, 'kernels', name));
    }
  }
  for (const file of wasmFiles) {
    await mkdir(dirname(join(site, file)), { recursive: true });
    await copyFile(join(peersFolder, file), join(site, file));
  }
  await build({
    entryPoints: [fileURLToPath(new URL('browser-page.js', import.meta.url))],
    outfile: join(site, 'browser-page.js'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'error',
  });
  await writeFile(join(site, 'index.html'), '<!doctype html><title>bench</title><link rel="icon" href="data:,"><script type="module" src="browser-page.js"></script>\n');
  await writeFile(join(site, 'empty.html'), '<!doctype html><title>first call</title><link rel="icon" href="data:,">\n');
}

/**
 * The processor's time of a page's process, all threads. Linux alone tells.
 * @param {import('playwright-core').CDPSession} session of a browser with one page
 * @returns {Promise<import('./clock.js').Clock>}
 */
async function rendererClock(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => `/proc/${id}/task`);
  return async () => {
    let nanoseconds = 0;
    for (const tasks of renderers) {
      for (const task of await readdir(tasks)) {
        const used = await readFile(`${tasks}/${task}/schedstat`, 'utf8').catch(() => '0'); // A thread may end meanwhile.
        nanoseconds += Number(used.split(' ')[0]);
      }
    }
    return nanoseconds / 1e6;
  };
}

/**
 * A context of its own gives each page a process of its own.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of the site
 * @param {import('./bench.js').Choice} choice
 */
async function firstCallInPages(browser, url, { simd }) {
  const rounds = [];
  for (let round = 0; round < firstCallRounds; ++round) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${url}empty.html`);
    rounds.push(await page.evaluate(timeCalls, { engine: `${url}engine/attention-lab.js`, simd }));
    await context.close();
  }
  return firstCallOf(rounds);
}

/**
 * The benchmark in Chromium.
 * @param {import('./bench.js').Choice} choice
 * @param {string} folder where the page may be put
 * @returns {Promise<import('./bench.js').There>}
 */
export async function benchInBrowser(choice, folder) {
  const site = join(folder, 'site');
  await makeSite(site, choice.against);
  // Isolated, a page has a clock of 5 microseconds in place of 100. The peers need code from text: no policy.
  const server = await serveFolder(site, {
    port: 0,
    headers: {
      'Content-Security-Policy': null,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  });
  const browser = await chromium.launch(chromiumOptions());
  try {
    const page = await browser.newPage();
    page.on('console', (message) => message.type() !== 'warning' && console.error(message.text()));
    await page.goto(server.url);
    const session = await browser.newBrowserCDPSession();
    const { jsVersion } = await session.send('Browser.getVersion');
    await page.exposeFunction('rendererTime', await rendererClock(session));
    const hasKernels = existsSync(join(projectFolder, kernelsFile));
    const measured = await page.evaluate(
      async (given) => /** @type {any} */ (globalThis).startBench(given), { ...choice, hasKernels });
    await page.close();
    const firstCall = choice.callsFirst ? await firstCallInPages(browser, server.url, choice) : undefined;
    return { measured, place: `Chromium ${browser.version()} (V8 ${jsVersion})`, firstCall };
  } finally {
    await browser.close();
    await server.close();
  }
}
