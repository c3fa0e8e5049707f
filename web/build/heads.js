import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './command.js';
import { filesInside } from './embed.js';
import { headsSamples } from './heads-samples.js';
import { shortNotice } from './notices.js';
import { writePage } from './pages.js';
import { checkSize, gzippedSize } from './size.js';
import { squeeze } from './squeeze.js';

/** The most that the file of <attention-heads> may take, after gzip -9. */
const headsLimit = 60 * 1024;

/** The plain script, as the documentation has it. */
export const headsScript = 'attention-heads.iife.js';

const headsFiles = ['attention-heads.js', headsScript];

/**
 * <attention-heads> in one file, without the engine: an ES module for bundlers, and a plain script for pages.
 * @param {(entry: string, name: string, options: import('esbuild').BuildOptions) => Promise<unknown>} bundle
 */
export async function bundleHeads(bundle) {
  for (const name of headsFiles) {
    const isModule = name === headsFiles[0];
    await bundle('web/heads/element/define.js', name, { platform: 'browser', plugins: [filesInside({ minify: true })], format: isModule ? 'esm' : 'iife' });
    await squeeze(join(projectFolder, 'dist', name), isModule, shortNotice);
  }
}

/**
 * The page that opens files, and its examples.
 * @param {(entry: string, name: string, options: import('esbuild').BuildOptions) => Promise<unknown>} bundle
 */
export async function bundleHeadsPage(bundle) {
  await bundle('web/site/heads/main.js', 'heads.js', { platform: 'browser' });
  await bundle('web/site/heads/heads.css', 'heads.css', {});
  await writePage('heads.html', 'heads');
  for (const [name, document] of await headsSamples()) {
    await writeFile(join(projectFolder, 'dist', `heads-${name}.json`), document);
  }
}

/** Prints how large the files are. @throws {Error} if one is above the limit */
export async function checkHeadsSizes() {
  for (const name of headsFiles) checkSize(name, gzippedSize(await readFile(join(projectFolder, 'dist', name))), headsLimit);
}
