import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './command.js';

const source = join(projectFolder, 'web/page');

/**
 * The lesson: a page in each language that is complete before any script runs, one style sheet, a script with what it
 * loads when a section comes near, and the workers of sections that have one.
 * @param {(entry: string, name: string, options: import('esbuild').BuildOptions) => Promise<void>} bundle
 */
export async function bundleLesson(bundle) {
  const dist = join(projectFolder, 'dist');
  await bundle('web/page/lesson.js', 'lesson.js', {
    platform: 'browser', splitting: true, outfile: undefined, outdir: dist, entryNames: 'lesson', chunkNames: 'lesson-[hash]',
  });
  await bundle('web/page/early.js', 'lesson-early.js', { platform: 'browser', format: 'iife' });
  await bundle('web/page/lesson.css', 'lesson.css', {});
  for (const folder of await readdir(source, { withFileTypes: true })) {
    if (!folder.isDirectory() || !(await readdir(join(source, folder.name))).includes('worker.js')) continue;
    await bundle(`web/page/${folder.name}/worker.js`, `lesson-${folder.name}-worker.js`, { platform: 'browser' });
  }
  const { addresses, documentOf } = await import('../page/document.js');
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    await writeFile(join(dist, addresses[language]), documentOf(language));
  }
}
