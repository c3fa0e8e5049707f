// The builder's table of publishing tools is the one in the reference.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tools } from '../../web/site/publishing-tools.js';
import { readReference, sectionMarkup, textOf } from './reference-page.js';

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`the reference, ${language}, says where each publishing tool wants the script, and what to switch on`, () => {
    const rows = Array.from(sectionMarkup(readReference(language), 'tools').matchAll(/<tr><th scope="row">(.*?)<\/tr>/g), ([, row]) => (
      row.split(/<\/t[hd]>(?:<td>)?/).slice(0, 3).map(textOf)));
    assert.ok(rows.length >= 11);
    assert.deepEqual(rows, tools.map((tool) => [...tool]));
  });
}
