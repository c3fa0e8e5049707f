import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, run } from './command.js';
import { whenChanged } from './stamp.js';

const compiler = join(projectFolder, 'node_modules/typescript/bin/tsc');

/**
 * Emits the declarations of the engine and the figure from their JSDoc, then checks all JavaScript of the project against them: the tests
 * import the package as its users do.
 */
export async function buildTypes() {
  const settings = ['tsconfig.json', 'package.json', 'package-lock.json', 'web/build/types.json'];
  await whenChanged('types', [...settings, 'web/engine', 'web/figure', 'web/locales'], ['dist/types/engine/index.d.ts'], async () => {
    console.log('build: types');
    await rm(join(projectFolder, 'dist/types'), { recursive: true, force: true });
    await run(process.execPath, [compiler, '--project', 'web/build/types.json']);
  });
  await whenChanged('check', [...settings, 'web', 'tests'], [], async () => {
    console.log('build: type check');
    await run(process.execPath, [compiler, '--project', 'tsconfig.json']);
  });
}
