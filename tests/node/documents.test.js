// What the documents for contributors and readers point to is there.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';

const documents = ['README.md', 'README.zh.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'cpp/README.md', 'web/engine/README.md', 'web/figure/README.md', 'web/heads/README.md', 'python/README.md', 'python/README.zh.md', 'tests/README.md'];

/** @param {string} path */
const read = (path) => readFileSync(join(projectFolder, path), 'utf8');

for (const path of documents) {
  test(`${path}: its links lead somewhere, and the files that it names are there`, () => {
    const text = read(path);
    for (const [, address] of text.matchAll(/\]\(([^)#\s]+)/g)) {
      if (!/^https:/.test(address)) assert.ok(existsSync(join(projectFolder, dirname(path), address)), address);
    }
    const named = Array.from(text.matchAll(/(?:^|[\s`('])((?:cpp|web|tests)\/[\w./-]*\w)/g), ([, name]) => name);
    for (const name of named) assert.ok(existsSync(join(projectFolder, name)), name);
    if (path === 'CONTRIBUTING.md') assert.ok(named.length > 60, String(named.length));
  });
}

test('the commands that they name are those of package.json', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = documents.flatMap((path) => Array.from(read(path).matchAll(/npm (?:run ([\w:]+)|(start|test))\b/g), ([, run, own]) => run ?? own));
  assert.ok(named.length > 10);
  for (const name of named) assert.ok(name in scripts, name);
});

test('the READMEs of the floors can be read at one sitting', () => {
  for (const path of documents.filter((name) => /^(cpp|web|tests)/.test(name))) assert.ok(read(path).split('\n').length <= 60, path);
});

test('both READMEs say the same commands and code', () => {
  /** @param {string} path */
  const code = (path) => Array.from(read(path).matchAll(/```js\n(.*?)```/gs), ([, block]) => block.replaceAll('：', ': ')).join('');
  assert.ok(code('README.md').length > 300);
  assert.equal(code('README.zh.md'), code('README.md'));
});
