// Commands that the build and the tests run.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from './child.js';

/** @param {number} id @returns {boolean} whether a process runs */
function isRunning(id) {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

/** @param {() => boolean} check */
async function until(check) {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('Ctrl+C ends what a command has started in its turn', { timeout: 60_000 }, async (t) => {
  const started = join(temporaryFolder(t), 'started');
  const capturing = (/** @type {string} */ script) => (
    `import(${JSON.stringify(new URL('../../web/build/command.js', import.meta.url).href)}).then(({ capture }) => capture(process.execPath, ['-e', ${JSON.stringify(script)}]));`);
  const last = `require('node:fs').writeFileSync(${JSON.stringify(started)}, String(process.pid)); setTimeout(() => {}, 50_000);`;
  const first = spawn(process.execPath, ['-e', capturing(capturing(last))], { stdio: 'inherit' });
  await until(() => existsSync(started) && readFileSync(started, 'utf8') !== '');
  const id = Number(readFileSync(started, 'utf8'));
  assert.ok(isRunning(id));
  first.kill('SIGINT');
  await until(() => !isRunning(id));
});
