import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder } from './command.js';

/**
 * Does a step of the build, unless it was done with the same inputs before and its outputs are still there.
 * @param {string} step its name; the stamp that remembers the inputs has it too
 * @param {string[]} inputs files and folders, from the project's folder
 * @param {string[]} outputs files that the step writes, from the project's folder
 * @param {() => Promise<void>} action
 */
export async function whenChanged(step, inputs, outputs, action) {
  const stamp = join(projectFolder, 'build/stamps', step);
  const hash = createHash('sha256');
  for (const input of inputs) await addToHash(hash, join(projectFolder, input));
  const state = hash.digest('hex');
  const before = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  if (before === state && outputs.every((output) => existsSync(join(projectFolder, output)))) return;

  await rm(stamp, { force: true });
  await action();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, state);
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path a file, a folder with all in it, or nothing yet
 */
async function addToHash(hash, path) {
  if (!existsSync(path)) return;
  if ((await stat(path)).isDirectory()) {
    const names = (await readdir(path)).filter((name) => name !== 'node_modules');
    for (const name of names.sort()) await addToHash(hash, join(path, name));
  } else {
    hash.update(`${path}\0`).update(await readFile(path));
  }
}
