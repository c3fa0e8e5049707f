import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder, run } from './command.js';

/** Where the engine's JavaScript finds the names and numbers of the C++ side. Git ignores it. */
const target = join(projectFolder, 'web/engine/generated/boundary.js');

/** Writes what cpp/boundary/print_boundary.cpp prints, which must have been built, unless it is there already. */
export async function writeBoundary() {
  const text = await run(process.execPath, ['build/wasm/boundary/print-boundary.js']);
  if (existsSync(target) && (await readFile(target, 'utf8')) === text) return;
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
}
