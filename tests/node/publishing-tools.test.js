// The builder's table of publishing tools is the one in README.md and README.zh.md.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { tools } from '../../web/site/builder/tools.js';

for (const file of ['README.md', 'README.zh.md']) {
  test(`${file} says where each publishing tool needs the script, and which setting`, async () => {
    const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
    for (const [name, folder, setting] of tools) {
      const row = text.split('\n').find((line) => line.startsWith(`| ${name} |`));
      assert.ok(row?.includes(`| \`${folder}\` |`) && row.includes(setting), `${name}: ${row}`);
    }
  });
}
