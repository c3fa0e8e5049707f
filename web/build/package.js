import { chmod, copyFile, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './command.js';
import { filesInside, scriptName } from './embed.js';
import { gzippedText } from './module-text.js';
import { headsScript } from './heads.js';
import { checkPackages, noticesFile, shortNotice } from './notices.js';
import { withFinalOpcodes } from './relaxed.js';
import { distFolder } from './site.js';
import { whenChanged } from './stamp.js';

/** Where the npm package's files are written. */
export const packageFolder = join(projectFolder, 'lib');

const moduleFile = 'attention-lab.wasm';
const relaxedFile = 'attention-lab-relaxed.wasm';

/** The engine's scripts, each from the source of that name: what package.json leads to, and what these share. */
const scripts = ['node', 'workerd', 'inline', 'inline-node', 'worker', 'node-worker', 'core'];

/** What runs models: for pages and for Node.js, with modules of their own. */
const modelsScripts = { models: 'web/models/api/browser.js', 'models-node': 'web/models/api/node.js' };
const modelsFiles = { base: 'attention-models.wasm', relaxed: 'attention-models-relaxed.wasm' };

/** Scripts that are but a text. */
const texts = ['embedded-module', 'embedded-worker', 'embedded-node-worker'];

/** @param {string[]} names @returns {Record<string, string>} their sources */
const sourcesOf = (names) => Object.fromEntries(names.map((name) => [name, `web/engine/${name}.js`]));

/**
 * Which of them the others import. Workers and those who start them share one, and never import each other: Turbopack does
 * not end on such a circle.
 */
const sharedFiles = ['core', 'node', ...texts].map((name) => `./${name}.js`);

/**
 * As people read it: names, lines and a map to the sources, since the tools that deliver it to pages make it small
 * themselves.
 * @type {import('esbuild').BuildOptions}
 */
const readable = {
  absWorkingDir: projectFolder,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  sourcemap: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** What lib/ is made of. */
const inputs = [
  'build/wasm/attention-lab.js', `build/wasm/${moduleFile}`, `build/wasm/${relaxedFile}`, 'build/wasm/attention-figure.wasm',
  'build/wasm/attention-models.js', ...Object.values(modelsFiles).map((name) => `build/wasm/${name}`), `dist/${scriptName}`, `dist/${headsScript}`, `dist/${noticesFile}`,
  'package.json', 'package-lock.json', 'python',
  ...['base', 'build', 'command', 'draw', 'engine', 'figure', 'heads', 'locales', 'mathml', 'models', 'wasm'].map((room) => `web/${room}`),
];

/** Makes lib/, if anything has changed. The module and the site must have been built before; the types are another step's. */
export async function buildPackage() {
  await whenChanged('package', inputs, ['lib/core.js', 'lib/attention-figure.js', `lib/${moduleFile}`, `lib/${relaxedFile}`, 'lib/models.js'], async () => {
    console.log('build: lib');
    await writePackage();
  });
}

async function writePackage() {
  await clear();
  for (const [base, relaxed] of [[moduleFile, relaxedFile], [modelsFiles.base, modelsFiles.relaxed]]) {
    await copyFile(join(projectFolder, 'build/wasm', base), join(packageFolder, base));
    await writeFile(join(packageFolder, relaxed), withFinalOpcodes(await readFile(join(projectFolder, 'build/wasm', relaxed))));
  }
  for (const name of [scriptName, headsScript, noticesFile]) await copyFile(join(distFolder, name), join(packageFolder, name));
  await bundle({
    ...readable,
    entryPoints: { 'attention-lab': 'web/engine/browser.js', ...sourcesOf(scripts) },
    outdir: packageFolder,
    platform: 'neutral',
    external: ['node:*', `./${moduleFile}`, `./${relaxedFile}`, ...sharedFiles],
    plugins: [addressless],
  });
  await bundle({
    ...readable,
    entryPoints: modelsScripts,
    outdir: packageFolder,
    platform: 'neutral',
    mainFields: ['module', 'main'], // Hugging Face's tokenizers name theirs so.
    external: ['node:*', ...Object.values(modelsFiles).map((name) => `./${name}`)],
    plugins: [addressless],
  });
  await bundle({ ...readable, entryPoints: ['web/command/cli.js'], outdir: packageFolder, platform: 'node', plugins: [besideCommand] });
  const workers = { 'embedded-worker.js': await workerText('web/engine/worker.js'), 'embedded-node-worker.js': await workerText('web/engine/node-worker.js') };
  await bundle({ ...readable, entryPoints: sourcesOf(texts), outdir: packageFolder, sourcemap: false, plugins: [embeddedTexts(workers)] });
  await chmod(join(packageFolder, 'cli.js'), 0o755);
  for (const element of ['figure', 'heads']) {
    await bundle({
      ...readable,
      entryPoints: [`web/${element}/element/define.js`],
      outfile: join(packageFolder, `attention-${element}.js`),
      platform: 'browser',
      banner: { js: shortNotice },
      define: { 'import.meta.url': 'undefined' },
      plugins: [filesInside({ minify: false })],
    });
  }
  const { customElements } = await import('./custom-elements.js'); // Only now: set-up may just have installed the compiler.
  await writeFile(join(packageFolder, 'custom-elements.json'), `${JSON.stringify(customElements(), null, 2)}\n`);
  await copyPython();
}

/** The Python module with the elements' scripts, as a folder that people copy: each works beside the others, without the rest. */
async function copyPython() {
  const folder = join(packageFolder, 'python');
  await cp(join(projectFolder, 'python'), folder, { recursive: true, filter: (path) => !path.endsWith('__pycache__') });
  for (const name of [scriptName, headsScript]) await copyFile(join(distFolder, name), join(folder, name));
}

/** Removes what an earlier build has left, but for the types. */
async function clear() {
  await mkdir(packageFolder, { recursive: true });
  for (const name of await readdir(packageFolder)) {
    if (name !== 'types') await rm(join(packageFolder, name), { recursive: true });
  }
}

/** @param {import('esbuild').BuildOptions} options @returns {Promise<import('esbuild').BuildResult>} */
async function bundle(options) {
  const { build } = await import('esbuild'); // Only now: set-up may just have installed it.
  const result = await build(options);
  checkPackages(result.metafile);
  return result;
}

/**
 * A worker as one text, which imports nothing of the package's. Small, as a page may have to load it.
 * @param {string} entry
 * @returns {Promise<string>}
 */
async function workerText(entry) {
  const { outputFiles = [] } = await bundle({
    ...readable, entryPoints: [entry], write: false, sourcemap: false, minify: true, platform: 'neutral', external: ['node:*'],
    plugins: [addressless],
  });
  return outputFiles[0].text;
}

/**
 * Emscripten's script names the module by an address of its own, which is never used: the loader hands the module over.
 * Bundlers would take the file along a second time, or warn that there is no such address in a plain script.
 * @type {import('esbuild').Plugin}
 */
const addressless = {
  name: 'addressless',
  setup(build) {
    build.onLoad({ filter: /build\/wasm\/attention-(lab|models)\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', 'undefined'),
    }));
  },
};

/**
 * The command line runs the package's own engine and models, which lie beside it.
 * @type {import('esbuild').Plugin}
 */
const besideCommand = {
  name: 'beside-command',
  setup(build) {
    build.onResolve({ filter: /\/engine\/node\.js$/ }, () => ({ path: './node.js', external: true }));
    build.onResolve({ filter: /\/models\/api\/node\.js$/ }, () => ({ path: './models-node.js', external: true }));
  },
};

/**
 * Puts the module and the workers where embedded-*.js have room for them.
 * @param {Record<string, string>} workers by the name of the file
 * @returns {import('esbuild').Plugin}
 */
const embeddedTexts = (workers) => ({
  name: 'embedded-texts',
  setup(build) {
    build.onLoad({ filter: /engine\/embedded-module\.js$/ }, async () => ({
      contents: `export const gzippedModule = '${await gzippedText(`build/wasm/${moduleFile}`)}';`,
    }));
    for (const [name, text] of Object.entries(workers)) {
      build.onLoad({ filter: new RegExp(`engine/${name.replace('.', '\\.')}$`) }, () => ({
        contents: `export const workerText = ${JSON.stringify(text)};`,
      }));
    }
  },
});
