// Installs the packages of the examples, builds the examples as their authors would, and opens pages from disk.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projectFolder, run } from '../../web/build/command.js';
import { whenChanged } from '../../web/build/stamp.js';

/** @import { Plugin } from 'esbuild' */

const folder = 'web/examples';

/** The folder for built examples. */
export const builtFolder = join(projectFolder, 'build/examples');

/** React, Vue and Eleventy have a package file of their own: their 50 MB do not belong to the ordinary set-up. */
export async function installExamples() {
  const files = ['package.json', 'package-lock.json'].map((name) => `${folder}/${name}`);
  await whenChanged('examples', files, [`${folder}/node_modules/.package-lock.json`], async () => {
    await run('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']);
  });
}

/** @param {string} path from the project's folder @returns {string} as a double click opens it */
export function fromDisk(path) {
  return pathToFileURL(join(projectFolder, path)).href;
}

/** @param {'react/post.jsx' | 'vue/post.js'} entry @param {string} outfile */
export async function bundleExample(entry, outfile) {
  await build({
    absWorkingDir: join(projectFolder, folder),
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    alias: { 'attention-lab/figure': join(projectFolder, 'dist/attention-figure.js') },
    plugins: [singleFileComponents],
    logLevel: 'warning',
  });
}

/**
 * A plugin that does what Vue's plugins for bundlers do, without styles and hot reload.
 * @type {Plugin}
 */
const singleFileComponents = {
  name: 'vue',
  setup({ onLoad }) {
    onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const compiler = await import(pathToFileURL(join(projectFolder, folder, 'node_modules/vue/compiler-sfc/index.mjs')).href);
      const { descriptor } = compiler.parse(await readFile(path, 'utf8'), { filename: path });
      const { content } = compiler.compileScript(descriptor, {
        id: 'post',
        inlineTemplate: true,
        templateOptions: { compilerOptions: { isCustomElement: (/** @type {string} */ tag) => tag === 'attention-figure' } },
      });
      return { contents: content, loader: 'js' };
    });
  },
};

/** @param {string} output folder */
export async function buildMarkdown(output) {
  const eleventy = join(projectFolder, folder, 'node_modules/@11ty/eleventy/cmd.cjs');
  await run('sh', ['-c', `cd ${folder}/markdown && "${process.execPath}" "${eleventy}" --quiet --output="${output}"`]);
}
