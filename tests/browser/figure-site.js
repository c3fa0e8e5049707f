// A folder with a page that draws the figure's views, for tests, for the benchmark and for people to look at.

import { build } from 'esbuild';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../web/build/command.js';

/**
 * @param {string} folder
 */
export async function makeFigureSite(folder) {
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: projectFolder,
    entryPoints: ['tests/browser/figure-harness.js'],
    outfile: join(folder, 'figure-harness.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  await copyFile(join(projectFolder, 'web/site/theme.css'), join(folder, 'theme.css'));
  await writeFile(join(folder, 'figure.css'), 'body { margin: 12px; background: var(--paper); font-family: var(--sans) } canvas { display: block; margin-block-end: 36px }\n');
  await writeFile(join(folder, 'index.html'), [
    '<!doctype html><html lang="en"><title>figure</title><link rel="icon" href="data:,">',
    '<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="figure.css">',
    '<body><script type="module" src="figure-harness.js"></script>\n',
  ].join('\n'));
}
