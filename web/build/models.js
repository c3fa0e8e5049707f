import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './command.js';
import { writePage } from './pages.js';
import { withFinalOpcodes } from './relaxed.js';
import { checkSize, gzippedSize } from './size.js';

/** The most that the models' module and its JavaScript may take, after gzip -9. */
const modelsLimit = 120 * 1024;

const moduleFile = 'attention-models.wasm';

const relaxedFile = 'attention-models-relaxed.wasm';

const workerFile = 'models-worker.js';

/** What opens and computes a model: the module, and the script of the worker that it runs in. */
const modelsFiles = [moduleFile, workerFile];

/** @param {string} name in dist */
const inDist = (name) => join(projectFolder, 'dist', name);

/**
 * The page that opens whole models, the worker that computes there, and both builds of the module.
 * @param {(entry: string, name: string, options: import('esbuild').BuildOptions) => Promise<unknown>} bundle
 */
export async function bundleModelsPage(bundle) {
  await bundle('web/site/models/main.js', 'models.js', { platform: 'browser' });
  await bundle('web/site/models/worker/worker.js', workerFile, { platform: 'browser' });
  await bundle('web/site/models/models.css', 'models.css', {});
  await writePage('models.html', 'models');
  await copyFile(join(projectFolder, 'build/wasm', moduleFile), inDist(moduleFile));
  await writeFile(inDist(relaxedFile), withFinalOpcodes(await readFile(join(projectFolder, 'build/wasm', relaxedFile))));
}

/** Prints how large the module and its script are. @throws {Error} if they are above their limit */
export async function checkModelsSize() {
  const sizes = await Promise.all(modelsFiles.map(async (name) => gzippedSize(await readFile(inDist(name)))));
  checkSize(`models (${modelsFiles.join(', ')})`, sizes.reduce((sum, size) => sum + size, 0), modelsLimit);
}
