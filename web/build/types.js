import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, run } from './command.js';
import { whenChanged } from './stamp.js';

/** <attention-figure> in the types of others. */
const frameworks = 'figure/element/frameworks.d.ts';

const compiler = join(projectFolder, 'node_modules/typescript/bin/tsc');

/**
 * Emits the declarations of the engine, the elements and the models from their JSDoc, then checks all JavaScript of the project, the same
 * files too, against them: the tests import the package as its users do.
 */
export async function buildTypes() {
  const settings = ['tsconfig.json', 'package.json', 'package-lock.json', 'web/build/types.json'];
  await whenChanged('types', [...settings, ...['base', 'draw', 'engine', 'figure', 'heads', 'locales', 'mathml', 'models', 'wasm'].map((room) => `web/${room}`)], ['lib/types/engine/index.d.ts'], async () => {
    console.log('build: types');
    await rm(join(projectFolder, 'lib/types'), { recursive: true, force: true });
    await run(process.execPath, [compiler, '--project', 'web/build/types.json']);
    await copyFile(join(projectFolder, `web/${frameworks}`), join(projectFolder, `lib/types/${frameworks}`)); // The compiler emits none of its own kind.
    const { keepPublicTypes } = await import('./public-types.js'); // Only now: set-up may just have installed the compiler.
    await keepPublicTypes(join(projectFolder, 'lib/types'), ['engine/index.d.ts', 'engine/worker.d.ts', 'figure/element/figure.d.ts', 'heads/element/heads.d.ts', 'models/api/browser.d.ts', frameworks]);
  });
  await whenChanged('check', [...settings, 'web', 'tests'], [], async () => {
    console.log('build: type check');
    await run(process.execPath, [compiler, '--project', 'tsconfig.json']);
  });
}
