import { createHash } from 'node:crypto';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './command.js';
import { noticesFile } from './notices.js';
import { checkSize, gzippedSize } from './size.js';
import { squeeze } from './squeeze.js';

const source = join(projectFolder, 'web/site/lesson');
const dist = join(projectFolder, 'dist');

/** What the lesson shares with the site's other pages. */
const sharedFiles = ['attention-figure.js', 'attention-lab.js', 'attention-lab.wasm', 'favicon.svg', noticesFile, 'worker.js'];

/** Decides before the first paint, as a plain script does. */
const earlyFile = 'lesson-early.js';

/** The most that all files of the lesson may take, in one language, after gzip -9. */
const lessonLimit = 360 * 1024;

/**
 * The lesson: a page in each language that is complete before any script runs, one style sheet, a script with what it
 * loads when a section comes near, the workers of sections that have one, and the worker that keeps it all for later.
 * Engine and figure must have been built before.
 * @param {(entry: string, name: string, options: import('esbuild').BuildOptions) => Promise<unknown>} bundle
 */
export async function bundleLesson(bundle) {
  await bundle('web/site/lesson/lesson.js', 'lesson.js', {
    platform: 'browser', splitting: true, outfile: undefined, outdir: dist, entryNames: 'lesson', chunkNames: 'lesson-[hash]',
  });
  await bundle('web/site/lesson/early.js', earlyFile, { platform: 'browser', format: 'iife' });
  await bundle('web/site/lesson/lesson.css', 'lesson.css', {});
  for (const folder of await readdir(source, { withFileTypes: true })) {
    if (!folder.isDirectory() || !(await readdir(join(source, folder.name))).includes('worker.js')) continue;
    await bundle(`web/site/lesson/${folder.name}/worker.js`, `lesson-${folder.name}-worker.js`, { platform: 'browser' });
  }
  await dropEmptyScripts();
  for (const name of await scriptsAndStyles()) {
    if (name.endsWith('.js')) await squeeze(join(dist, name), name !== earlyFile);
  }
  const { addresses, documentOf } = await import('../site/lesson/document.js');
  const languages = /** @type {const} */ (['en', 'zh']);
  const files = [...Object.values(addresses), ...(await scriptsAndStyles()), ...sharedFiles].sort();
  const build = await buildName(files.filter((name) => !name.endsWith('.html')), languages.map((language) => documentOf(language, '')));
  for (const language of languages) await writeFile(join(dist, addresses[language]), documentOf(language, build));
  await bundle('web/site/lesson/service-worker.js', 'service-worker.js', { platform: 'browser', format: 'iife', plugins: [filesInside({ build, files })] });
}

/** Where nothing is left of what several scripts share esbuild leaves an empty file, which every reader would ask for. */
async function dropEmptyScripts() {
  const names = (await scriptsAndStyles()).filter((name) => name.endsWith('.js'));
  const scripts = await Promise.all(names.map(async (name) => ({ name, code: await readFile(join(dist, name), 'utf8') })));
  const empty = scripts.filter(({ code }) => code.trim() === '');
  for (const { name } of empty) await rm(join(dist, name));
  for (const { name, code } of scripts) {
    const kept = empty.reduce((rest, gone) => rest.replace(`import"./${gone.name}";`, ''), code);
    if (kept !== code) await writeFile(join(dist, name), kept);
  }
}

/** What only the lesson loads. */
async function scriptsAndStyles() {
  return (await readdir(dist)).filter((name) => /^lesson\b.*\.(js|css)$/.test(name));
}

/**
 * The same for the same content only.
 * @param {string[]} files
 * @param {string[]} pages
 */
async function buildName(files, pages) {
  const hash = createHash('sha256');
  for (const name of files) hash.update(`${name}\0`).update(await readFile(join(dist, name)));
  for (const page of pages) hash.update(page);
  return hash.digest('hex').slice(0, 12);
}

/**
 * Tells the service worker its build.
 * @param {{ build: string, files: string[] }} release
 * @returns {import('esbuild').Plugin}
 */
const filesInside = ({ build, files }) => ({
  name: 'files-inside',
  setup(bundler) {
    bundler.onLoad({ filter: /lesson\/offline-files\.js$/ }, () => ({
      contents: `export const build = ${JSON.stringify(build)};\nexport const files = ${JSON.stringify(files)};`,
    }));
  },
});

/**
 * Prints how much a reader of the lesson loads at most: every file that its page can ask for.
 * @throws {Error} if it is above the limit
 */
export async function checkLessonSize() {
  /** @param {string} name */
  const size = async (name) => gzippedSize(await readFile(join(dist, name)));
  const { addresses } = await import('../site/lesson/document.js');
  const page = Math.max(...(await Promise.all(Object.values(addresses).map(size))));
  const rest = await Promise.all([...(await scriptsAndStyles()), ...sharedFiles, 'service-worker.js'].map(size));
  const total = rest.reduce((sum, each) => sum + each, page);
  checkSize('lesson (all that it can load)', total, lessonLimit);
}
