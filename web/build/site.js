import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { writeBoundary } from './boundary.js';
import { projectFolder, run } from './command.js';
import { bundleEmbed, checkEmbedSizes } from './embed.js';
import { bundleHeads, bundleHeadsPage, checkHeadsSizes } from './heads.js';
import { headersFile } from './hosting.js';
import { bundleLesson, checkLessonSize } from './lesson.js';
import { bundleModelsPage, checkModelsSize } from './models.js';
import { bundlePages, writePage } from './pages.js';
import { checkPackages, noticesFile, noticesText } from './notices.js';
import { buildSentenceEncoder } from './sentence-encoder.js';
import { ensure } from './setup.js';
import { checkSize, gzippedSize } from './size.js';
import { whenChanged } from './stamp.js';

/** Where the complete static site is written. */
export const distFolder = join(projectFolder, 'dist');

/** What a page has to load to compute: the module, the engine's JavaScript, and what starts it in a worker. */
const engineFiles = ['attention-lab.wasm', 'attention-lab.js', 'worker.js'];

/** The most that engineFiles may take, after gzip -9. */
const engineLimit = 40 * 1024;

/** Shows attention in notebooks. It finds the elements' scripts beside itself. */
const pythonModule = 'python/attention_lab.py';

/** What bundles share: by its source, the file in dist that they import. */
const shared = new Map([
  [join(projectFolder, 'web/engine/index.js'), './attention-lab.js'],
  [join(projectFolder, 'web/figure/element/define.js'), './attention-figure.js'],
  [join(projectFolder, 'web/heads/element/define.js'), './attention-heads.js'],
]);

/**
 * Makes dist/ with all that it needs, except the types: set-up, WebAssembly, bundles, page. Prints the sizes.
 * @throws {Error} if a step fails or the engine is above its limit
 */
export async function buildSite() {
  await ensure('site');

  console.log('build: WebAssembly module');
  await run('cmake', ['--preset', 'wasm']);
  await run('cmake', ['--build', 'build/wasm', '--target', 'attention-module', 'attention-module-relaxed', 'models-module', 'models-module-relaxed', 'figure-module', 'print-boundary', 'print-model-fields', '--parallel']);
  await writeBoundary();

  const inputs = [
    'build/wasm/attention-lab.js', 'build/wasm/attention-lab.wasm', 'build/wasm/attention-figure.wasm',
    'build/wasm/attention-models.js', 'build/wasm/attention-models.wasm', 'build/wasm/attention-models-relaxed.wasm',
    ...['base', 'build', 'command', 'draw', 'engine', 'figure', 'heads', 'locales', 'mathml', 'models', 'site', 'wasm'].map((room) => `web/${room}`),
  ];
  await whenChanged('site', inputs, ['dist/attention-lab.js', 'dist/attention-figure.js', 'dist/attention-heads.js', 'dist/models.html', 'dist/index.html'], async () => {
    console.log('build: dist');
    await clearDist();
    await writeFile(join(distFolder, noticesFile), await noticesText());
    await bundleEngine();
    await bundleEmbed(bundle);
    await bundleHeads(bundle);
    await bundlePages(bundle);
    await bundleWorkbench();
    await bundleHeadsPage(bundle);
    await bundleModelsPage(bundle);
    const { bundleReference } = await import('./reference.js'); // Only now: set-up may just have installed the compiler.
    await bundleReference(bundle);
    await bundleLesson(bundle);
    await copyFile(join(projectFolder, pythonModule), join(distFolder, basename(pythonModule)));
    await writeFile(join(distFolder, '_headers'), headersFile((await readdir(distFolder)).sort()));
    await checkAddresses();
  });
  await buildSentenceEncoder();
  await checkSizes();
  await checkLessonSize();
  await checkEmbedSizes();
  await checkHeadsSizes();
  await checkModelsSize();
}

/** What other steps write. */
const othersFolders = ['types', 'models'];

/** Removes what an earlier build of the site has left. */
async function clearDist() {
  await mkdir(distFolder, { recursive: true });
  for (const name of await readdir(distFolder)) {
    if (!othersFolders.includes(name)) await rm(join(distFolder, name), { recursive: true });
  }
}

/** The engine as one module with its .wasm and its worker beside it. The worker, which a page loads besides, is but a line. */
async function bundleEngine() {
  await bundle('web/engine/index.js', 'attention-lab.js', { platform: 'browser' });
  await bundle('web/engine/worker.js', 'worker.js', { platform: 'browser', plugins: [serveFromEngine] });
  await copyFile(join(projectFolder, 'build/wasm/attention-lab.wasm'), join(distFolder, 'attention-lab.wasm'));
}

/** @type {import('esbuild').Plugin} */
const serveFromEngine = {
  name: 'serve-from-engine',
  setup(build) {
    build.onResolve({ filter: /\/core\.js$/ }, () => ({ path: './attention-lab.js', external: true }));
  },
};

/** The workbench: a script, what it loads when it is needed, what both share, one style sheet and the page. */
async function bundleWorkbench() {
  const { outputs } = await bundle('web/site/workbench/main.js', 'workbench.js', {
    platform: 'browser', splitting: true, outfile: undefined, outdir: distFolder, entryNames: 'workbench', chunkNames: 'workbench-[name]-[hash]',
  });
  await bundle('web/site/workbench/workbench.css', 'workbench.css', {});
  // What the script imports, before anything asks for it.
  const modules = outputs['dist/workbench.js'].imports.filter(({ kind, external }) => kind === 'import-statement' && !external).map(({ path }) => basename(path));
  const preloads = modules.map((name) => `<link rel="modulepreload" href="./${name}">\n`).join('');
  await writePage('workbench.html', 'workbench', (html) => html.replace('<!-- modules -->\n', preloads));
  await copyFile(join(projectFolder, 'web/site/favicon.svg'), join(distFolder, 'favicon.svg'));
}

/**
 * @param {string} entry source, from the project's folder
 * @param {string} name file in dist
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<import('esbuild').Metafile>} what became of it
 */
async function bundle(entry, name, options) {
  const { build } = await import('esbuild'); // Only now: set-up may just have installed it.
  const result = await build({
    absWorkingDir: projectFolder,
    entryPoints: [entry],
    outfile: join(distFolder, name),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    legalComments: 'none', // The terms that such comments point to are in one file for all: see notices.js.
    metafile: true,
    logLevel: 'warning',
    plugins: [oneOfEach],
    ...options,
  });
  checkPackages(result.metafile);
  return /** @type {import('esbuild').Metafile} */ (result.metafile);
}

/**
 * Keeps engine and figure out of the other bundles: they import the files beside them, so that pages, command line and
 * package share one of each.
 * @type {import('esbuild').Plugin}
 */
const oneOfEach = {
  name: 'one-of-each',
  setup(build) {
    build.onResolve({ filter: /(index|define)\.js$/ }, ({ kind, path, resolveDir }) => {
      const file = kind === 'entry-point' ? undefined : shared.get(resolve(resolveDir, path));
      return file ? { path: file, external: true } : undefined;
    });
  },
};

/** The site has to work under any path of any host: what the page names must be in dist, by a relative address. */
async function checkAddresses() {
  for (const page of (await readdir(distFolder)).filter((name) => name.endsWith('.html'))) {
    const html = await readFile(join(distFolder, page), 'utf8');
    for (const [, address] of html.matchAll(/\s(?:src|href)="([^"#]+)[^"]*"/g)) {
      if (/^(https?|data|mailto):/.test(address)) continue;
      if (address.startsWith('/') || !existsSync(join(distFolder, address))) {
        throw new Error(`${page}: expected relative addresses of files in dist, got ${address}`);
      }
    }
  }
}

async function checkSizes() {
  let engineSize = 0;
  console.log(`${'file'.padEnd(22)}${'bytes'.padStart(10)}${'gzip -9'.padStart(10)}`);
  const rest = (await readdir(distFolder)).filter((name) => /\.(js|css|html)$/.test(name) && !engineFiles.includes(name));
  for (const name of [...engineFiles, ...rest]) {
    const bytes = await readFile(join(distFolder, name));
    const zipped = gzippedSize(bytes);
    if (engineFiles.includes(name)) engineSize += zipped;
    console.log(name.padEnd(22) + String(bytes.length).padStart(10) + String(zipped).padStart(10));
  }
  checkSize(`engine (${engineFiles.join(', ')})`, engineSize, engineLimit);
}
