import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './command.js';
import { pinnedName, scriptName } from './embed.js';
import { withPolicy } from './page-policy.js';

/** The pages around the figure, and the folders that they come from. */
const pages = /** @type {const} */ ([['figure.html', 'frame'], ['builder.html', 'builder']]);

/**
 * The figure's own page, for iframes, and the builder. Plain scripts: both work from a file opened by double click too.
 * The embed must have been built before: the builder names its file and its hash.
 * @param {(entry: string, name: string, options: import('esbuild').BuildOptions) => Promise<unknown>} bundle
 */
export async function bundlePages(bundle) {
  for (const [page, folder] of pages) {
    await bundle(`web/site/${folder}/main.js`, `${folder}.js`, { platform: 'browser', format: 'iife', plugins: [releaseInside] });
    await bundle(`web/site/${folder}/${folder}.css`, `${folder}.css`, {});
    await writePage(page, folder);
  }
}

/**
 * Writes a page with its policy into dist.
 * @param {string} name
 * @param {string} folder in web/site, where its source is
 * @param {(html: string) => string} [complete] fills in what only the build knows
 */
export async function writePage(name, folder, complete = (html) => html) {
  const html = await readFile(join(projectFolder, 'web/site', folder, name), 'utf8');
  await writeFile(join(projectFolder, 'dist', name), withPolicy(name, complete(html)));
}

/**
 * Fills in which script the builder's lines load: its version, its name, and the hash that pins its bytes.
 * @type {import('esbuild').Plugin}
 */
const releaseInside = {
  name: 'release-inside',
  setup(build) {
    build.onLoad({ filter: /builder\/release\.js$/ }, async () => {
      const { version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
      const script = await readFile(join(projectFolder, 'dist', scriptName));
      const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
      return { contents: `export const release = ${JSON.stringify({ version, file: pinnedName(script), integrity })};` };
    });
  },
};
