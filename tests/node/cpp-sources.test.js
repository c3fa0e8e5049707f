// CMakeLists.txt names every C++ source: one that it forgets would be code that is never compiled, or a test that never fails.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';

/** @param {string} folder @returns {string[]} its C++ sources, from the project's folder */
function sourcesIn(folder) {
  const files = readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.cpp')).map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
}

const named = new Set(readFileSync(join(projectFolder, 'CMakeLists.txt'), 'utf8').match(/\b(?:tests\/)?cpp\/[\w/]+\.cpp\b/g));

for (const folder of ['cpp', 'tests/cpp']) {
  test(`CMake names every source of ${folder}, and only what is there`, () => {
    const ofFolder = [...named].filter((file) => file.startsWith(`${folder}/`));
    assert.deepEqual(ofFolder.sort(), sourcesIn(folder).sort());
  });
}
