// The hero: drawn when the page is built, brought alive in place, every number against float64.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { assertPrinted, moving, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { assertAccessible, sideways } from './lesson-page.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { OpenOptions } from './browser.js'
 */

const lab = useBrowser();
const author = { query: [0.5, 1.5], keys: [[2, 1.5], [3, 2.5], [0.5, 1.5]] };

/** @type {string[][]} */
const watched = [];
afterEach(() => {
  for (const complaints of watched.splice(0)) assert.deepEqual(complaints, []);
});

/** @param {OpenOptions} [options] @param {string} [rest] of the address */
async function open(options = {}, rest = 'index.html') {
  const { page, complaints } = await lab.open({ address: lab.url + rest, ...options });
  watched.push(complaints);
  if (options.context?.javaScriptEnabled !== false) await page.locator('#hero[data-started]').waitFor();
  return page;
}

/** The marks of the plane with their attributes, by name. @typedef {Record<string, Record<string, string>>} Marks */

/** @param {Page} page @returns {Promise<Marks>} */
function marksOf(page) {
  return page.locator('#hero [data-mark]').evaluateAll((nodes) => Object.fromEntries(nodes.map((node) => [
    node.getAttribute('data-mark') ?? '', Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
  ])));
}

/** The place of a circle, in the plane's own units. @param {Marks} marks @param {string} name */
function placeIn(marks, name) {
  const unit = Number(marks['up-1'].x1) - Number(marks['up-0'].x1);
  return [(Number(marks[name].cx) - Number(marks['up-0'].x1)) / unit, (Number(marks['across-0'].y1) - Number(marks[name].cy)) / unit];
}

/** @param {Page} page @param {string} name */
const place = async (page, name) => placeIn(await marksOf(page), name);

/**
 * Compares everything that the hero says of its numbers with float64.
 * @param {Page} page
 * @param {{ query: number[], keys: number[][] }} vectors
 * @param {string} score
 */
async function assertNumbers(page, { query, keys }, score) {
  const truth = attendRow({ query, keys, score, normalizer: 'softmax' });
  const printed = await page.locator('.hero-weight').allTextContents();
  assert.equal(printed.length, 3);
  const marks = await marksOf(page);
  const bars = await page.locator('.hero-bar').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('width') ?? ''));
  for (let key = 0; key < 3; key++) {
    assertPrinted(printed[key], truth.weights[key], `${score}, weight ${key}`);
    assert.ok(Math.abs(parseFloat(bars[key]) - 100 * truth.weights[key]) < 0.01, `${score}: a bar of ${bars[key]}`);
    const { r } = marks[`bubble-${key}`];
    assert.ok(Math.abs(Number(r) - 46 * Math.sqrt(truth.weights[key])) < 0.02, `${score}: a bubble of ${r}`);
    const { 'stroke-width': beam } = marks[`beam-${key}`];
    assert.ok(Math.abs(Number(beam) - 15 * truth.weights[key]) < 0.01, `${score}: a beam of ${beam}`);
    const at = placeIn(marks, `core-${key}`);
    assert.ok(Math.hypot(at[0] - keys[key][0], at[1] - keys[key][1]) < 1e-3, `word ${key} stands at ${at}`);
  }
  const mix = [0, 1].map((axis) => keys.reduce((sum, key, index) => sum + truth.weights[index] * key[axis], 0));
  const output = placeIn(marks, 'output');
  assert.ok(Math.hypot(output[0] - mix[0], output[1] - mix[1]) < 2e-4, `${score}: output at ${output}, is ${mix}`);
  const ring = placeIn(marks, 'ring');
  assert.ok(Math.hypot(ring[0] - query[0], ring[1] - query[1]) < 1e-3);
  return output;
}

/** @param {number[]} p @param {number[][]} corners */
function isInside(p, [a, b, c]) {
  const side = (/** @type {number[]} */ u, /** @type {number[]} */ v) => (v[0] - u[0]) * (p[1] - u[1]) - (v[1] - u[1]) * (p[0] - u[0]);
  const sides = [side(a, b), side(b, c), side(c, a)];
  return sides.every((each) => each > -2e-3) || sides.every((each) => each < 2e-3);
}

/** @param {Page} page @param {string} name */
const handle = (page, name) => page.locator('#hero').getByRole('slider', { name, exact: true });

/** Drags from one place of the plane to another. @param {Page} page @param {number[]} from @param {number[]} to @param {number} [steps] */
async function drag(page, from, to, steps = 5) {
  const points = await page.locator('#hero-plane').evaluate((svg, ends) => ends.map(([x, y]) => {
    const matrix = /** @type {SVGSVGElement} */ (svg).getScreenCTM();
    const value = (/** @type {string} */ name, /** @type {string} */ key) => Number(svg.querySelector(`[data-mark="${name}"]`)?.getAttribute(key));
    const unit = value('up-1', 'x1') - value('up-0', 'x1');
    const point = new DOMPoint(value('up-0', 'x1') + unit * x, value('across-0', 'y1') - unit * y).matrixTransform(/** @type {DOMMatrix} */ (matrix));
    return [point.x, point.y];
  }), [from, to]);
  await page.mouse.move(points[0][0], points[0][1]);
  await page.mouse.down();
  await page.mouse.move(points[1][0], points[1][1], { steps });
  await page.mouse.up();
}

for (const [rest, title] of [['index.html', 'This word asks. Does it find itself?'], ['zh.html', '这个词在找。它找得到自己吗？']]) {
  test(`${rest}: without any script the figure is there, with its numbers`, async () => {
    const page = await open({ context: { javaScriptEnabled: false } }, rest);
    assert.equal((await page.locator('h1').textContent())?.trim(), title);
    await assertNumbers(page, author, 'dot');
    assert.deepEqual(await page.locator('.hero-weight').allTextContents(), ['0.113', '0.834', '0.053']);
    assert.equal(await page.locator('#hero-plane').getAttribute('role'), 'img');
    assert.ok(((await page.locator('#hero-plane').getAttribute('aria-label')) ?? '').includes('(0.5, 1.5)'));
    assert.equal(await page.locator('[style], style, script:not([src])').count(), 0);
    assert.equal(await page.locator('.needs-script:visible').count(), 0);
  });

  test(`${rest}: it comes alive without a jump`, async () => {
    const still = await open({ context: { javaScriptEnabled: false } }, rest);
    const alive = await open({ context: moving }, rest);
    const [before, after] = await Promise.all([still, alive].map((page) => page.evaluate(() => {
      const { x, y, width, height } = /** @type {Element} */ (document.querySelector('#hero-plane')).getBoundingClientRect();
      // (Only its description changes, because the parts of the live picture have names of their own.)
      const words = ['#hero-verdict', '#hero-why', '.hero-bars'].map((part) => document.querySelector(part)?.textContent);
      return { marks: document.querySelector('#hero-marks')?.innerHTML, size: [x, width, height], words, y };
    })));
    assert.equal(after.marks, before.marks);
    assert.deepEqual(after.size, before.size);
    assert.deepEqual(after.words, before.words);
    // Only the tools above need scripts; they have their room before the first drawing.
    const shift = await alive.evaluate(() => new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().length)).observe({ type: 'layout-shift', buffered: true });
      setTimeout(resolve, 300, 0);
    }));
    assert.equal(shift, 0);
  });
}

test('the switch: with dot the word does not find itself, with cosine it just does, with distance it does', async () => {
  for (const [rest, no, barely, yes] of [['index.html', 'No.', 'Yes, but only just.', 'Yes. It finds itself.'], ['zh.html', '找不到。', '找到了，但只是险胜。', '找到了。它最看重的就是自己。']]) {
    const page = await open({ context: moving }, rest);
    for (const [score, words] of [['cosine', barely], ['euclidean', yes], ['dot', no]]) {
      await page.locator(`#hero input[value=${score}]`).click();
      await assertNumbers(page, author, score);
      assert.ok((await page.locator('#hero-verdict').innerText()).startsWith(words), score);
    }
    assert.match(await page.locator('#hero-verdict').innerText(), /喜欢/);
  }
});

test('whatever is dragged, the numbers follow and the output stays in the triangle', async () => {
  const page = await open();
  let state = structuredClone(author);
  const query = [[3.2, 0.4], [-0.3, 2.8], [1.7, 1.9], [0, 0], [3.5, 2.9]];
  for (const score of ['dot', 'cosine', 'euclidean']) {
    await page.locator(`#hero input[value=${score}]`).click();
    for (const to of query) {
      await drag(page, state.query, to);
      const at = await place(page, 'ring');
      assert.ok(Math.hypot(at[0] - to[0], at[1] - to[1]) < 0.02, `asked for ${to}, got ${at}`);
      state = { ...state, query: at.map((value) => Math.round(value * 100) / 100) };
      assert.ok(isInside(await assertNumbers(page, state, score), state.keys), `${score} at ${to}`);
    }
  }
  assert.match(await page.locator('#hero-verdict').innerText(), /^The question has moved/);
  // The words can be dragged too, but not out of the plane.
  await drag(page, [0.5, 1.5], [1.2, 0.3]);
  await drag(page, [2, 1.5], [9, -9]);
  state = { ...state, keys: [[3.7, -0.4], [3, 2.5], (await place(page, 'core-2')).map((value) => Math.round(value * 100) / 100)] };
  assert.ok(Math.hypot(state.keys[2][0] - 1.2, state.keys[2][1] - 0.3) < 0.02);
  assert.ok(isInside(await assertNumbers(page, state, 'euclidean'), state.keys));
});

test('arrow keys and typed numbers do what dragging does', async () => {
  const page = await open();
  await handle(page, 'the question').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift+ArrowUp']) await page.keyboard.press(key);
  await assertNumbers(page, { ...author, query: [0.7, 1.9] }, 'dot');
  assert.equal(await handle(page, 'the question').getAttribute('aria-valuetext'), '0.7 across, 1.9 up');
  await page.getByText('Type the numbers instead').click();
  const across = page.getByRole('textbox', { name: 'the question, across' });
  await across.fill('1.25');
  await page.getByRole('textbox', { name: '喜欢 like, up' }).fill('−0.2');
  await assertNumbers(page, { query: [1.25, 1.9], keys: [[2, 1.5], [3, -0.2], [0.5, 1.5]] }, 'dot');
  await across.press('ArrowUp');
  await assertNumbers(page, { query: [1.35, 1.9], keys: [[2, 1.5], [3, -0.2], [0.5, 1.5]] }, 'dot');
  // A text that is no number, or a number outside the plane, gets a message beside its field; the picture stays.
  for (const [text, words] of [['tea', /not a number/], ['50', /ends at −0.5 and 3.7/], ['1e400', /ends at/]]) {
    await across.fill(/** @type {string} */ (text));
    assert.match(await page.locator('.hero-field').first().locator('.field-message').innerText(), /** @type {RegExp} */ (words));
    assert.equal(await across.getAttribute('aria-invalid'), 'true');
    await assertNumbers(page, { query: [1.35, 1.9], keys: [[2, 1.5], [3, -0.2], [0.5, 1.5]] }, 'dot');
  }
  await across.press('Tab');
  assert.equal(await across.inputValue(), '1.35');
  assert.equal(await across.getAttribute('aria-invalid'), null);
});

test('a finger drags too, and the page scrolls elsewhere', async () => {
  const page = await open({ width: 320, context: { hasTouch: true, isMobile: true } });
  assert.equal(await handle(page, 'the question').evaluate((node) => getComputedStyle(node).touchAction), 'none');
  assert.equal(await page.locator('#hero-plane').evaluate((node) => getComputedStyle(node).touchAction), 'auto');
  const sizes = await page.locator('.hero-handle').evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().width));
  assert.ok(Math.min(...sizes) >= 44, `${sizes}`);
  const { x, y } = await handle(page, 'the question').evaluate((node) => {
    const box = node.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
  const touch = await page.context().newCDPSession(page);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (const moved of [10, 30, 60]) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + moved, y: y + moved / 2 }] });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await until(async () => (await place(page, 'ring'))[0] > 1.3, 'the finger’s last place');
  const at = await place(page, 'ring');
  assert.ok(at[1] < 1.2, `${at}`);
  await assertNumbers(page, { ...author, query: at.map((value) => Math.round(value * 100) / 100) }, 'dot');
});

test('the state is in the link: it survives a reload, undo goes back one drag, reset works, and a broken link gets a note', async () => {
  const page = await open();
  await drag(page, [0.5, 1.5], [2.5, 0.5], 20);
  await page.locator('#hero input[value=euclidean]').click();
  await until(async () => /#hero=euclidean;ask:2\.\d+,0\.\d+$/.test(page.url()), 'the link');
  const printed = await page.locator('.hero-weight').allTextContents();
  await page.reload();
  await page.locator('#hero[data-started]').waitFor();
  assert.deepEqual(await page.locator('.hero-weight').allTextContents(), printed);
  assert.equal(await page.locator('#hero input[value=euclidean]').isChecked(), true);

  await drag(page, await place(page, 'ring'), [1, 1], 20);
  await page.waitForTimeout(600);
  await drag(page, await place(page, 'ring'), [3, 0.2], 20);
  await page.getByRole('button', { name: 'Undo' }).click();
  const back = await place(page, 'ring');
  assert.ok(Math.hypot(back[0] - 1, back[1] - 1) < 0.02, `${back}`);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await page.locator('.hero-weight').allTextContents(), printed);
  await page.locator('#bar-reset summary').click();
  await page.getByRole('button', { name: 'Reset the whole lesson' }).click();
  await assertNumbers(page, author, 'dot');
  assert.equal(new URL(page.url()).hash, '');
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.deepEqual(await page.locator('.hero-weight').allTextContents(), printed);

  for (const [rest, words] of [['index.html', /cannot be shown/], ['zh.html', /无法显示/]]) {
    const broken = await open({}, `${rest}#hero=ask:here`);
    assert.match(await broken.locator('#hero .problem').innerText(), /** @type {RegExp} */ (words));
    await assertNumbers(broken, author, 'dot');
    await broken.locator('#hero input[value=cosine]').click();
    assert.equal(await broken.locator('#hero .problem').count(), 0);
  }
});

test('the link to the figure opens a page that draws the same', async () => {
  const page = await open();
  await page.locator('#hero input[value=euclidean]').click();
  const [href, printed] = [await page.locator('#hero-figure').getAttribute('href'), await page.locator('.hero-weight').allTextContents()];
  const figure = (await lab.open({ address: new URL(/** @type {string} */ (href), lab.url).href })).page;
  await figure.locator('attention-figure').waitFor();
  await until(async () => (await figure.locator('attention-figure').evaluate((node) => node.shadowRoot?.textContent ?? '')).includes(printed[2]), 'its numbers');
});

for (const rest of ['index.html', 'zh.html']) {
  test(`${rest}: axe-core finds nothing, and nothing is wider than 320 pixels`, async () => {
    for (const dark of [false, true]) {
      const page = await open({ dark, width: dark ? 320 : 1280 }, rest);
      await page.locator('#hero-numbers summary').click();
      await assertAccessible(page, '#hero', `${rest}, ${dark ? 'dark' : 'light'}`);
      if (dark) assert.equal(await sideways(page), 0);
    }
  });
}

test('neighbouring texts have a space between them, for readers who hear or copy them', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html` });
  assert.equal(await page.locator('#hero-title').innerText(), 'This word asks. Does it find itself?');
  assert.equal(await page.locator('.hero-scores label').first().textContent(), 'dot product q · k');
  assert.match((await page.locator('#bar-contents summary').textContent()) ?? '', /^Contents \d/);
  // A word with a capital inside it, or a mark right before a letter, shows that two texts were joined without a space.
  const joined = await page.locator('h1, h2, h3, summary, legend, label, button, figcaption, caption, th').evaluateAll((nodes) => (
    nodes.map((node) => node.textContent ?? '').filter((text) => /[a-z][.?!:][A-Za-z]|[a-z]{3}[A-Z](?![A-Z])/.test(text))));
  assert.deepEqual(joined.filter((text) => !/tf\.|[Tt]ensor[Ff]low|MobileNet/.test(text)), []);
});

test('after a drag no focus ring is left; the keyboard’s focus has one', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html` });
  await page.locator('#hero[data-started]').waitFor();
  const handle = page.locator('.hero-handle').last();
  const look = () => handle.evaluate((node) => [getComputedStyle(node).outlineStyle, getComputedStyle(node).stroke]);
  await page.keyboard.press('Tab');
  const { x, y, width, height } = /** @type {{ x: number, y: number, width: number, height: number }} */ (await handle.boundingBox());
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + 40, y + height / 2);
  await page.mouse.up();
  assert.deepEqual(await look(), ['none', 'none']);
  await page.keyboard.press('ArrowLeft');
  await handle.focus();
  const [outline, stroke] = await look();
  assert.equal(outline, 'none');
  assert.notEqual(stroke, 'none');
});

test('on a projector of 1280 x 720 the plane and the weights are visible together', async () => {
  for (const language of ['index', 'zh']) {
    const { page } = await lab.open({ address: `${lab.url}${language}.html#projector`, context: { viewport: { width: 1280, height: 720 } } });
    await page.locator('#hero[data-started]').waitFor();
    for (const part of ['#hero-plane', '.hero-bars']) {
      const box = /** @type {{ y: number, height: number }} */ (await page.locator(part).boundingBox());
      assert.ok(box.y >= 0 && box.y + box.height <= 720, `${language}, ${part}: ${box.y} to ${box.y + box.height}`);
    }
  }
});
