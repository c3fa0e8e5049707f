// Pieces of tokenisers in a figure: shown as what they stand for, in labels, sentences and tables alike, and kept as they were
// given in what leaves the figure.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { usePosts } from './figure-post.js';

/** @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js' */

const lab = useBrowser();

const posts = usePosts(lab);

/** What tokenisers write, and what readers see. @type {Record<string, [string[], string[]]>} */
const lists = {
  'GPT-2': [['The', 'Ġcat', 'ä½ł', 'å¥', '½', 'Ċ', '<|endoftext|>'], ['The', '␣cat', '你', '\\xE5\\xA5', '\\xBD', '↵', '<|endoftext|>']],
  WordPiece: [['[CLS]', 'play', '##ing', '[SEP]'], ['[CLS]', 'play', '##ing', '[SEP]']],
  SentencePiece: [['▁Das', '▁Haus', 'es', '<0x0A>', '</s>'], ['␣Das', '␣Haus', 'es', '↵', '</s>']],
  CLIP: [['a</w>', 'caf', 'Ã©</w>'], ['a', 'caf', 'é']],
  DeepSeek: [['<｜begin▁of▁sentence｜>', 'Hi', 'Ġyou'], ['<｜begin▁of▁sentence｜>', 'Hi', '␣you']],
  'words of a reader': [['Ġ', 'is', 'a', 'letter', 'Ö', '你'], ['Ġ', 'is', 'a', 'letter', 'Ö', '你']],
  'words with marks': [['#tag', '###', 'C##', 'ĠĊ你'], ['#tag', '###', 'C##', 'ĠĊ你']],
};

for (const [name, [tokens, shown]] of Object.entries(lists)) {
  test(`${name}: labels, sentence and table show what the pieces stand for, and the data keep them`, async () => {
    const attribute = JSON.stringify(tokens).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    const page = await posts.post(`<attention-figure tokens="${attribute}" cell="1,0"></attention-figure>`, { lang: 'en', complains: true });
    await page.evaluate(() => /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure')).ready);
    const seen = await page.evaluate(() => {
      const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
      const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
      return {
        rows: Array.from(root.querySelectorAll('table tr.chosen th, table tbody th'), (cell) => cell.textContent),
        sentence: root.querySelector('.sentence')?.textContent,
        kept: figure.state.tokens,
      };
    });
    // Isolates stand around what could turn a sentence.
    const plain = (/** @type {string | null | undefined} */ text) => (text ?? '').replace(/[\u2066-\u2069]/g, '');
    assert.deepEqual([...new Set(seen.rows.map(plain))].filter((row) => shown.includes(row)).sort(), [...new Set(shown)].sort());
    assert.ok(plain(seen.sentence).includes(`“${shown[1]}”`), plain(seen.sentence));
    assert.deepEqual([...seen.kept], tokens);
  });
}
