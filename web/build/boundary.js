import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder, run } from './command.js';

/**
 * The programs of cpp/boundary, and where JavaScript finds the names and numbers of the C++ side that they print. Git ignores it.
 */
const printed = {
  'print-boundary.js': 'web/engine/generated/boundary.js',
  'print-model-fields.js': 'web/models/generated/fields.js',
};

/** Writes what they print, unless it is there already. They must have been built. */
export async function writeBoundary() {
  for (const [program, file] of Object.entries(printed)) {
    const text = await run(process.execPath, [`build/wasm/boundary/${program}`]);
    const target = join(projectFolder, file);
    if (existsSync(target) && (await readFile(target, 'utf8')) === text) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
