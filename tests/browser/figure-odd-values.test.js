// If a script of the page sets a value that no figure can be made of, the figure says so and goes on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { inFigure, part, usePosts } from './figure-post.js';

const lab = useBrowser();
const { post } = usePosts(lab);

/** The time limit in milliseconds: a figure that follows an endless value would never answer. */
const timeout = 60_000;

test('for an array that contains itself or never ends the error names the property, the drawing stays, and a good value draws again', { timeout }, async () => {
  const page = await post('<attention-figure><script type="application/json">{ "tokens": "a b", "cell": "0 0" }</script></attention-figure>');
  const before = await part(page, 'readout').innerText();
  for (const name of ['weights', 'tokens', 'queryTokens', 'queries', 'mask', 'compare', 'cell', 'window', 'domain', 'localFocus', 'head']) {
    const messages = await page.evaluate(async (property) => {
      const figure = /** @type {any} */ (document.querySelector('attention-figure'));
      /** @type {unknown[]} */
      const itself = [];
      itself.push(itself);
      const said = [];
      for (const value of [itself, Object.assign(new Array(2 ** 32 - 1), { 0: 1 }), new Proxy([1], { get: () => { throw null; } })]) {
        figure[property] = value;
        said.push(await figure.ready.then(() => 'drawn', (/** @type {Error} */ error) => error.message));
      }
      figure[property] = null;
      await figure.ready;
      return said;
    }, name);
    for (const message of messages) assert.match(message, /^\w[\w[\].]*: expected /, name);
    assert.ok(messages.every((message) => message.startsWith(name) || name === 'cell'), messages.join('\n'));
  }
  assert.equal(await part(page, 'readout').innerText(), before);
  await inFigure(page, (figure) => {
    /** @type {any} */
    const itself = [];
    itself.push(itself);
    figure.weights = itself;
    return figure.ready.catch(() => {});
  });
  await page.getByText('weights: expected heads of one batch and one layer (<attention-heads> shows all layers), got 8 axes: 1 × 1 × 1 × 1 × 1 × 1 × 1 × 1').waitFor();
  assert.equal(await part(page, 'readout').innerText(), before, 'the last drawing is still there');
});

test('settings are words: any other value is refused when it is set', { timeout }, async () => {
  const page = await post('<attention-figure tokens="a b"></attention-figure>');
  const said = await inFigure(page, (figure) => {
    const loose = /** @type {any} */ (figure);
    loose.controls = ['score', 'causal'];
    /** @type {string[]} */
    const messages = [loose.controls];
    for (const name of ['controls', 'theme', 'linkBase']) {
      try {
        loose[name] = new Array(2 ** 32 - 1);
      } catch (error) {
        messages.push(/** @type {Error} */ (error).message);
      }
    }
    return messages;
  });
  assert.deepEqual(said, ['score causal', ...['controls', 'theme', 'link-base'].map((name) => `${name}: expected at most 64 words, got 4294967295 words`)]);
});
