/** The pages that the benchmark of all heads opens: this project's and bertviz', of the same attention, each as its own saves it. */

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture, projectFolder, run } from '../../web/build/command.js';
import { findPython } from '../../web/build/programs.js';
import { distFolder } from '../../web/build/site.js';

/**
 * The attention that is shown: 12 layers with 12 heads each.
 * @typedef {{ tokens: number, kind: 'causal' | 'bidirectional' }} Shown
 */

/** bertviz 1.4.1. A commit's name is the checksum of all its files. */
const bertviz = {
  version: '1.4.1',
  address: process.env.BERTVIZ || 'https://github.com/jessevig/bertviz.git',
  commit: '0fe6892a463256ef2dc889cfe98a542e91e309f1',
};

export const peerName = `bertviz ${bertviz.version}`;

const peersFolder = fileURLToPath(new URL('peers/', import.meta.url));

/**
 * Downloads bertviz' source: it is no npm package.
 * @param {string} folder that is empty
 * @returns {Promise<string>} where it is; '' if it cannot be had, which is said
 */
export async function fetchBertviz(folder) {
  await mkdir(folder);
  const { ok } = await capture('git', ['init', '--quiet'], { cwd: folder });
  const fetched = ok && await capture('git', ['fetch', '--quiet', '--depth', '1', bertviz.address, bertviz.commit], { cwd: folder, seconds: 120 });
  if (fetched && fetched.ok) {
    await capture('git', ['checkout', '--quiet', 'FETCH_HEAD'], { cwd: folder });
    return folder;
  }
  console.error(`bench: heads: no bertviz, since git could not fetch ${bertviz.address}; the variable BERTVIZ names another repository`);
  return '';
}

/**
 * Writes attention-lab.html, and bertviz.html where bertviz is there.
 * @param {string} folder
 * @param {Shown} shown
 * @param {string} source of bertviz, '' for none
 */
export async function writePages(folder, { tokens, kind }, source) {
  await runPython('heads.py', ['pages', source, folder, String(tokens), kind]);
}

/** @param {string} name of a program in this folder @param {string[]} args */
export async function runPython(name, args) {
  await run(/** @type {string} */ (findPython()), [fileURLToPath(new URL(name, import.meta.url)), ...args], {
    env: { PYTHONPATH: join(projectFolder, 'python'), ATTENTION_LAB_SCRIPT: distFolder, PYTHONDONTWRITEBYTECODE: '1' },
  });
}

/** What bertviz' pages ask cdnjs.cloudflare.com for. npm has no jQuery 2.0.0, but the version that followed it. */
const libraries = {
  'require.min.js': 'requirejs/require.js',
  'd3.min.js': 'd3/dist/d3.min.js',
  'jquery.min.js': 'jquery/dist/jquery.min.js',
};

/** @returns {Promise<Record<string, string>>} their texts, by the last part of their addresses */
export async function readLibraries() {
  const texts = Object.entries(libraries).map(async ([name, path]) => [name, await readFile(join(peersFolder, 'node_modules', path), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts));
}
