// The notices name everybody whose work is in the published files, and the terms.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';
import { checkPackages } from '../../web/build/notices.js';
import { distFolder } from '../../web/build/site.js';

/** For each author, a word of the heading and a text that the terms must have. */
const expected = {
  'Attention Lab': [/MIT License/, /Copyright \(c\) .*Attention Lab/],
  Emscripten: [/Copyright .*Emscripten authors/i, /Permission is hereby granted, free of charge/, /THE SOFTWARE IS PROVIDED "AS IS"/],
  musl: [/Copyright © 2005-\d{4} Rich Felker/, /Permission is hereby granted, free of charge/, /THE SOFTWARE IS PROVIDED "AS IS"/],
  LLVM: [/SPDX-License-Identifier: Apache-2\.0 WITH LLVM-exception/, /https:\/\/llvm\.org\/LICENSE\.txt/, /without complying/],
  'fourier-transform': [/Permission is hereby granted, free of charge/, /THE SOFTWARE IS PROVIDED "AS IS"/],
  '@huggingface/tokenizers': [/Apache License\s+Version 2\.0/, /TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION/],
};

test('licenses.txt names each, where it is, and its terms', async () => {
  const parts = (await readFile(join(distFolder, 'licenses.txt'), 'utf8')).split(/\n={78}\n\n/);
  assert.equal(parts.length, Object.keys(expected).length);
  for (const [index, [name, sentences]] of Object.entries(expected).entries()) {
    assert.ok(parts[index].startsWith(name), `${name}, got ${parts[index].slice(0, 40)}`);
    assert.match(parts[index], /^.+\nIn: .+\n\n/);
    for (const sentence of sentences) assert.match(parts[index], sentence, name);
  }
});

test('the figure’s files, which are used alone, begin with their notices', async () => {
  const names = (await readdir(distFolder)).filter((name) => /^attention-figure.*\.js$/.test(name));
  assert.equal(names.length, 3);
  for (const name of names) {
    const [, comment] = /^\uFEFF?(\/\*!.*?\*\/)/.exec(await readFile(join(distFolder, name), 'utf8')) ?? [];
    for (const word of ['Attention Lab (MIT)', 'Emscripten (MIT)', 'musl (MIT)', 'LLVM (Apache-2.0 WITH LLVM-exception)', 'licenses.txt']) assert.ok(comment?.includes(word), `${name}: ${word}`);
    assert.ok(comment.length < 200);
  }
});

test('no bundle has a package without its terms', () => {
  /** @param {string[]} paths */
  const check = (...paths) => checkPackages(/** @type {import('esbuild').Metafile} */ ({ inputs: Object.fromEntries(paths.map((path) => [path, {}])), outputs: {} }));
  check('web/site/lesson/lesson.js', 'node_modules/fourier-transform/index.js', 'node_modules/@huggingface/tokenizers/dist/tokenizers.mjs');
  assert.throws(() => check('web/site/lesson/lesson.js', 'node_modules/@some/thing/index.js'), /expected packages with a notice \(fourier-transform, @huggingface\/tokenizers\), got @some\/thing/);
});

test('the package has the terms, and the lesson links to them', async () => {
  assert.equal(await readFile(join(projectFolder, 'lib/licenses.txt'), 'utf8'), await readFile(join(distFolder, 'licenses.txt'), 'utf8'));
  for (const name of ['index.html', 'zh.html']) assert.match(await readFile(join(distFolder, name), 'utf8'), /<a href="\.\/licenses\.txt">/);
  assert.match(await readFile(join(distFolder, 'service-worker.js'), 'utf8'), /"licenses\.txt"/, 'without a network too');
});
