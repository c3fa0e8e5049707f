// In Chinese, one word for one thing, and Chinese punctuation, in all texts of the pages and of the figure, and in the README.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { kRoot } from './child.js';

const texts = readdirSync(join(kRoot, 'web/locales'), { encoding: 'utf8', recursive: true }).filter((name) => name.endsWith('.js'));
const places = [...texts.map((name) => `web/locales/${name}`), 'README.zh.md'];

/** @type {[what: string, wrong: RegExp][]} */
const faults = [
  ['a score is 得分, a score function 得分函数', /打分函数|(?:每个|全部|一个|作为|的)分数(?!线)/],
  ['to mask is 屏蔽, a mask 掩码', /遮住|遮蔽|遮挡|遮罩/],
  ['to attend is 关注', /注意(?!力|广度)/],
  ['commas and colons between Chinese words are Chinese', /\p{Script=Han}[,:;?!](?=\p{Script=Han})/u],
  ['no blank within quotation marks', /“ | ”/],
];

for (const [what, wrong] of faults)
  test(what, () => {
    assert.ok(places.length > 40, 'the texts are found');
    const found = places.flatMap((place) => {
      const match = wrong.exec(readFileSync(join(kRoot, place), 'utf8'));
      return match ? [`${place}: ${match[0]}`] : [];
    });
    assert.deepEqual(found, []);
  });
