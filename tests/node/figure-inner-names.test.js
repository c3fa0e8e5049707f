// The names that the build shortens in the figure's files: still in use, and nobody else's.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';
import { innerNames } from '../../web/build/inner-names.js';

/** @param {string} folder from the project's */
async function sourcesIn(folder) {
  const names = (await readdir(join(projectFolder, folder), { recursive: true })).filter((name) => /\.[jt]s$/.test(name));
  return Promise.all(names.map(async (name) => ({ name: `${folder}/${name}`, code: await readFile(join(projectFolder, folder, name), 'utf8') })));
}

test('each is a property that the figure still has', async () => {
  const code = (await sourcesIn('web/figure')).map((source) => source.code).join('\n');
  for (const name of innerNames) assert.match(code, new RegExp(`\\b${name}\\b`), name);
  assert.deepEqual(innerNames, [...new Set(innerNames)].sort());
});

test('none is written as a text, by which a property could be found, a file named or an author told', async () => {
  const texts = (await sourcesIn('web/locales')).filter(({ name }) => /\/(figure|view|derivation|method-names|error-words)\.js$/.test(name));
  const figure = [...await sourcesIn('web/figure'), ...texts];
  assert.equal(texts.length, 5);
  for (const { name: file, code } of figure) {
    const plain = code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
    for (const name of innerNames) assert.doesNotMatch(plain, new RegExp(`(['"\`])${name}\\1`), `${name} in ${file}`);
  }
});

test('none is in the declarations that authors see, or in what the module exports', async () => {
  const paths = ['web/figure/element/figure-properties.ts', 'web/figure/state/figure-state.js', 'web/figure/export/results.js'];
  const seen = await Promise.all(paths.map((path) => readFile(join(projectFolder, path), 'utf8')));
  const module = await readFile(join(projectFolder, 'cpp/figure/figure.cpp'), 'utf8');
  const exported = Array.from(module.matchAll(/^ATTN_EXPORT\((\w+)\)/gm), ([, name]) => name);
  assert.ok(exported.includes('prepare'));
  for (const name of innerNames) assert.doesNotMatch([...seen, ...exported].join('\n'), new RegExp(`\\b${name}\\b`), name);
});
