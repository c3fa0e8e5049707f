// What an author gives a figure: attributes, properties, a child script, a language; and its message if they are wrong.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { drawn, inFigure, keys, painted, part, script, usePosts, vectors } from './figure-post.js';
import { attendRow } from './float64.js';

const lab = useBrowser();
const { file, post } = usePosts(lab);

test('supplied weights draw without WebAssembly, and say that they are supplied', async () => {
  const head = `<script src="none.js"></script>${script}`;
  await file('none.js', 'delete globalThis.WebAssembly;');
  const page = await post(`<attention-figure tokens='["I","you"]' weights="[0.9, 0.1]"><p>A picture.</p></attention-figure>`, { head });
  assert.ok(await painted(page) > 1000);
  assert.match(await part(page, 'note').innerText(), /author/);
  await page.getByText('A picture.').waitFor({ state: 'hidden' });
});

test('the error for bad input says what was expected and what came, and later good input draws', async () => {
  const page = await post('<attention-figure queries="[[1,2]]" keys="[[1,2,3]]">Fallback</attention-figure>', { complains: true });
  await part(page, 'problem').waitFor();
  assert.match(await part(page, 'problem').innerText(), /keys: expected 2 components, as in queries, got 3 components/);
  await inFigure(page, (figure) => figure.setAttribute('keys', '[[1,2],[3,4]]'));
  await drawn(page);
  assert.ok(await part(page, 'problem').isHidden());
  assert.ok(await painted(page) > 1000);
});

test('after an error, state and link are those of the last good input; without one they throw the error', async () => {
  const page = await post('<attention-figure tokens="a b" queries="[[1,2]]"></attention-figure>', { complains: true });
  await part(page, 'problem').waitFor();
  const saidOf = () => inFigure(page, async (figure) => {
    /** @type {string[]} */
    const said = [];
    try {
      said.push(JSON.stringify([figure.state.tokens, figure.state.normalizer]));
    } catch (error) {
      said.push(/** @type {Error} */ (error).message);
    }
    said.push(await figure.link.then((link) => link.replace(/&lang=.*/, ''), (/** @type {Error} */ error) => error.message));
    return said;
  });
  const missing = 'keys: expected vectors beside queries, got nothing';
  assert.deepEqual(await saidOf(), [missing, missing]);
  await inFigure(page, (figure) => figure.setAttribute('keys', '[[1,2],[-3,-4]]'));
  await drawn(page);
  const good = ['[["a","b"],"softmax"]', '#v=1&view=bars&tokens=a,b&queries=1,2&keys=1,2;-3,-4'];
  assert.deepEqual(await saidOf(), good);
  await inFigure(page, (figure) => figure.setAttribute('tokens', 'a b c'));
  await part(page, 'stale').waitFor();
  assert.deepEqual(await saidOf(), good, 'what is wrong is no part of it');
  assert.equal(await inFigure(page, (figure) => String(figure.tokens)), 'a b c', 'and is not lost');
  // The values describe a figure, so they are set, even if it has no answer.
  await inFigure(page, (figure) => Object.assign(figure, { tokens: ['a', 'b'], score: 'dot', normalizer: 'article-code' }));
  await page.waitForFunction(() => document.querySelector('attention-figure')?.shadowRoot?.textContent?.includes('no answer'));
  assert.deepEqual((await saidOf())[0], '[["a","b"],"article-code"]');
});

test('in a Chinese figure the whole sentence is Chinese, the place in a table too', async () => {
  const page = await post('<attention-figure lang="zh"><script type="application/json">a,b\n1,x</script></attention-figure>', { complains: true });
  await part(page, 'problem').waitFor();
  assert.equal(await part(page, 'problem').innerText(), '给出的内容画不出来。第 2 行第 2 列：应为数，现为 "x"');
});

test('setting the same input again changes nothing: no event, and the reader’s edits stay', async () => {
  const page = await post(`<attention-figure ${vectors} controls="score"><p>A picture.</p></attention-figure>`);
  await page.getByRole('combobox', { name: 'Score function' }).selectOption('cosine');
  await drawn(page);
  const seen = await inFigure(page, async (figure) => {
    let events = 0;
    figure.addEventListener('attention-change', () => {
      events += 1;
      setTimeout(() => (figure.tokens = 'tea milk sun'.split(' '))); // A component that is rendered again does this.
    });
    figure.tokens = ['tea', 'milk', 'sun'];
    await figure.ready;
    /** @type {HTMLElement} */ (figure.querySelector('p')).firstChild?.replaceWith('Ein Bild.'); // As a translator does.
    await Promise.resolve();
    await figure.ready;
    figure.temperature = 0; // Nothing can be drawn with it.
    await figure.ready.catch(() => {});
    figure.temperature = null;
    await figure.ready;
    const kept = [figure.score, events];
    figure.tokens = ['milk', 'milk', 'sun'];
    await figure.ready;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [...kept, figure.score, figure.tokens[0], events];
  });
  // Setting new values makes a new figure, and so does setting the old values again.
  assert.deepEqual(seen, ['cosine', 0, 'scaled-dot', 'tea', 2]);
});

test('a cell of one number chooses a row, and a cell reads as it can be set', async () => {
  const page = await post(`<attention-figure ${vectors} cell="1"></attention-figure>`);
  assert.match(await part(page, 'readout').innerText(), /^“you” attends most/);
  const seen = await inFigure(page, async (figure) => {
    figure.cell = figure.cell;
    await figure.ready;
    const row = figure.cell;
    figure.cell = [0, 2];
    figure.cell = figure.cell;
    await figure.ready;
    return [row, figure.cell];
  });
  assert.deepEqual(seen, [[1], [0, 2]]);
});

test('a state that was set stays when the same attribute is set again', async () => {
  const page = await post('<attention-figure tokens="a b"></attention-figure>');
  const seen = await inFigure(page, async (figure) => {
    figure.state = { tokens: ['x', 'y', 'z'] };
    figure.tokens = 'a b';
    await figure.ready;
    const kept = figure.tokens.join(' ');
    figure.undo();
    return [kept, figure.tokens.join(' ')];
  });
  assert.deepEqual(seen, ['x y z', 'a b']);
});

test('a child script carries the figure, and attributes win over it', async () => {
  const child = JSON.stringify({ tokens: ['a', 'b'], queries: [[1, 0], [0, 1]], keys: [[1, 0], [0, 1]], score: 'cosine', caption: 'child' });
  const page = await post(`<attention-figure score="dot"><script type="application/json">${child}</script></attention-figure>`);
  const { score, caption, tokens } = await inFigure(page, (figure) => figure.state);
  assert.deepEqual([score, caption, tokens], ['dot', 'child', ['a', 'b']]);
});

test('a child script that is changed, replaced or removed is read again', async () => {
  const child = (/** @type {number[][]} */ asked, /** @type {string[]} */ tokens) => JSON.stringify({ tokens, queryTokens: ['q'], queries: [[1, 0.5]], keys: asked });
  const page = await post(`<attention-figure score="dot"><script type="application/json">${child(keys, ['a', 'b', 'c'])}</script></attention-figure>`);
  /** @param {number[][]} asked @param {string} what */
  const assertShown = async (asked, what) => {
    await drawn(page);
    const cells = await page.locator('attention-figure table tbody td').allTextContents(); // Each key has a score and a weight.
    const { weights } = attendRow({ query: [1, 0.5], keys: asked, score: 'dot', normalizer: 'softmax' });
    assert.equal(cells.length, 2 * weights.length, what);
    weights.forEach((weight, index) => assertPrinted(cells[2 * index + 1], weight, `${what}, key ${index}`));
  };
  await assertShown(keys, 'as it was');
  const others = [[2, -1], [0.3, 0.1]];
  await page.locator('attention-figure script').evaluate((node, text) => { node.textContent = text; }, child(others, ['d', 'e']));
  await assertShown(others, 'another content');
  const third = [[0, 1], [1, 1], [2, 1], [-1, 0]];
  await page.locator('attention-figure script').evaluate((node, text) => {
    const script = document.createElement('script');
    script.type = 'application/json';
    script.append(text);
    node.replaceWith(script);
  }, child(third, ['f', 'g', 'h', 'i']));
  await assertShown(third, 'another script');
  await page.locator('attention-figure script').evaluate((node, text) => { /** @type {Text} */ (node.firstChild).data = text; }, child(others, ['d', 'e']));
  await assertShown(others, 'another text in it');
  await inFigure(page, (figure) => {
    figure.querySelector('script')?.remove();
    return figure.ready.catch(() => {});
  });
  assert.notEqual(await part(page, 'stale').innerText(), '', 'there is no figure without it');
});

test('a drawn figure whose author gives nonsense can still be looked at', async () => {
  const page = await post(`<attention-figure ${vectors} controls="causal"></attention-figure>`);
  await inFigure(page, (figure) => {
    figure.setAttribute('score', 'nope');
    return figure.ready.catch(() => {});
  });
  assert.match(await part(page, 'stale').innerText(), /score: expected/);
  await part(page, 'stage').click({ position: { x: 200, y: 120 } });
  await page.getByRole('checkbox', { name: 'Causal' }).click();
  await part(page, 'stage').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('attention-figure .panel math').count() > 0);
  await page.getByRole('button', { name: 'Menu of the figure' }).click();
  assert.ok(await page.getByRole('menuitem', { name: 'Back to the author' }).isVisible());
  await page.keyboard.press('Escape');
  await inFigure(page, (figure) => {
    figure.removeAttribute('score');
    return figure.ready;
  });
  assert.equal(await part(page, 'stale').innerText(), '');
});

test('in a comparison of normalisers, the score that allows only one cannot be chosen', async () => {
  const page = await post(`<attention-figure lang="zh" ${vectors} compare="softmax sparsemax" controls="score"></attention-figure>`);
  const off = await page.locator('attention-figure select option:disabled').evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
  assert.deepEqual(off, ['linear']);
  await inFigure(page, (figure) => {
    figure.score = 'linear';
    return figure.ready.catch(() => {});
  });
  assert.match(await part(page, 'stale').innerText(), /normalizer：应为 sum \(score = linear\)，现为 "softmax"$/);
});

test('the language is that of the nearest lang, and follows it', async () => {
  const page = await post('<section lang="zh-CN"><attention-figure tokens="我 喜欢 茶"></attention-figure></section>');
  assert.match(await part(page, 'readout').innerText(), /最关注/);
  await page.evaluate(() => document.querySelector('section')?.setAttribute('lang', 'en'));
  await page.getByText('attends most to').first().waitFor();
  await inFigure(page, (figure) => figure.setAttribute('lang', 'zh'));
  await page.getByRole('button', { name: '图的菜单' }).waitFor();
});
