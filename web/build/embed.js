import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './command.js';
import { gzippedText } from './module-text.js';
import { shortNotice } from './notices.js';
import { checkSize, gzippedSize } from './size.js';
import { squeeze } from './squeeze.js';

/** The most that a file with the figure and the engine in it may take, after gzip -9. */
const embedLimit = 72 * 1024;

/** The plain script, as the documentation has it. */
export const scriptName = 'attention-figure.iife.js';

const embedFiles = ['attention-figure.js', scriptName];

/**
 * A name that no other bytes ever have: a post that pins them keeps its figure when the site is built anew.
 * @param {Buffer} script
 * @returns {string} attention-figure-<the first 8 hexadecimal digits of its SHA-256>.iife.js
 */
export function pinnedName(script) {
  return scriptName.replace('.', `-${createHash('sha256').update(script).digest('hex').slice(0, 8)}.`);
}

/**
 * The figure, the engine's driver and module for figures in one file: an ES module for bundlers, and a plain script for
 * pages, which is written a second time under the name of its bytes.
 * @param {(entry: string, name: string, options: import('esbuild').BuildOptions) => Promise<unknown>} bundle
 */
export async function bundleEmbed(bundle) {
  /** @type {import('esbuild').BuildOptions} */
  const options = {
    platform: 'browser',
    // No file lies beside these: a bundler that met an address made from import.meta.url would look for one.
    define: { 'import.meta.url': 'undefined' },
    plugins: [filesInside({ minify: true })],
  };
  await bundle('web/figure/element/define.js', 'attention-figure.js', options);
  await bundle('web/figure/element/define.js', scriptName, { ...options, format: 'iife' });
  for (const name of embedFiles) await squeeze(join(projectFolder, 'dist', name), name !== scriptName, shortNotice);
  const script = join(projectFolder, 'dist', scriptName);
  await copyFile(script, join(projectFolder, 'dist', pinnedName(await readFile(script))));
}

/** Prints how large the files are. @throws {Error} if one is above the limit */
export async function checkEmbedSizes() {
  for (const name of embedFiles) checkSize(name, gzippedSize(await readFile(join(projectFolder, 'dist', name))), embedLimit);
}

/**
 * Puts the gzipped module where engine-bytes.js has room for it, and style sheets where they are imported.
 * @param {{ minify: boolean }} options
 * @returns {import('esbuild').Plugin}
 */
export const filesInside = ({ minify }) => ({
  name: 'files-inside',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await build.esbuild.transform(await readFile(path, 'utf8'), { loader: 'css', minify, charset: 'utf8' });
      // A template, as it keeps the lines of one that is to be read.
      return { contents: `export default \`${code.replace(/[\\`$]/g, '\\$&')}\`;` };
    });
    build.onLoad({ filter: /figure\/compute\/engine-bytes\.js$/ }, async () => ({
      contents: `export const gzippedModule = '${await gzippedText('build/wasm/attention-figure.wasm')}';`,
    }));
  },
});
