// dist/attention-figure.js without a page: VitePress, MDX and others render posts in Node.js first.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { distFolder } from '../../web/build/site.js';

test('both files can be loaded where there is no DOM, ask for nothing, and do nothing', async () => {
  const module = pathToFileURL(join(distFolder, 'attention-figure.js')).href;
  const script = await readFile(join(distFolder, 'attention-figure.iife.js'), 'utf8');
  const program = `const asked = [];
globalThis.fetch = (address) => { asked.push(String(address)); return new Promise(() => {}); };
const before = Object.keys(globalThis);
const exported = await import(${JSON.stringify(module)});
(0, eval)(${JSON.stringify(script)});
await new Promise((resolve) => setTimeout(resolve, 50));
console.log(JSON.stringify({
  asked, added: Object.keys(globalThis).filter((name) => !before.includes(name)),
  isClass: typeof exported.AttentionFigureElement === 'function' && 'observedAttributes' in exported.AttentionFigureElement,
}));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-'], { input: program, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(stdout), { asked: [], added: [], isClass: true });
});
