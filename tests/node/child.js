/** Runs scripts and the command line in new processes, from the folder of the package. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const kRoot = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {{ status: number | null, stdout: string, stderr: string }} Finished */

/**
 * @param {string[]} args of node
 * @param {{ input?: string | Uint8Array, cwd?: string }} [options]
 * @returns {Finished}
 */
export function runNode(args, { input = '', cwd = kRoot } = {}) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd, input, encoding: 'utf8', timeout: 300_000, maxBuffer: 1 << 26 });
  if (error) throw error;
  return { status, stdout, stderr };
}

/**
 * Runs the text of an ES module in a process of its own.
 * @param {string} code
 * @param {string[]} [flags] of node
 * @param {string} [cwd]
 */
export function runModule(code, flags = [], cwd = kRoot) {
  return runNode([...flags, '--input-type=module', '--eval', code], { cwd });
}

/**
 * A folder for one test, removed when it ends.
 * @param {{ after: (run: () => void) => void }} t the test's context
 * @param {string} [name]
 */
export function temporaryFolder(t, name = 'attention-lab-') {
  const folder = mkdtempSync(join(tmpdir(), name));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
