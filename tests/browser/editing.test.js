// Editing in place, undoing, and what happens to text that is no number.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureOf, useBrowser } from './browser.js';
import { article, assertSteps, chooseMethod, field, openAsInArticle, opening } from './example-page.js';

const lab = useBrowser();
const method = { score: 'dot', normalizer: 'softmax' };

/**
 * The article's call with one number of the keys replaced.
 * @param {number} key
 * @param {number} component
 * @param {number} value
 */
function withKey(key, component, value) {
  const keys = article.keys.map((vector) => [...vector]);
  keys[key][component] = value;
  return { query: article.query, keys, ...method };
}

test('the drawing follows each key stroke; Enter keeps the number', async () => {
  const page = await lab.openDrawn();
  const number = field(page, 'key 我, component 1');
  const before = await pictureOf(page, '#bars');
  await number.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('1');
  const first = await pictureOf(page, '#bars');
  assert.notEqual(first, before);
  await assertSteps(page, withKey(0, 0, 1));
  await page.keyboard.type('.25');
  assert.notEqual(await pictureOf(page, '#bars'), first);
  await page.keyboard.press('Enter');
  await assertSteps(page, withKey(0, 0, 1.25));
  assert.equal(await number.inputValue(), '1.25');
});

test('Escape takes back what was typed', async () => {
  const page = await lab.openDrawn();
  const number = field(page, 'query, component 2');
  await number.fill('7');
  await assertSteps(page, { query: [0.1, 7, 0.3], keys: article.keys, ...method });
  await page.keyboard.press('Escape');
  assert.equal(await number.inputValue(), '0.2');
  await assertSteps(page, opening);
});

test('arrow keys step by 0.1, with Shift by 1, with Alt by 0.01; the steps are one edit', async () => {
  const page = await lab.openDrawn();
  const number = field(page, 'key 学习, component 1');
  await number.focus();
  for (const [keys, value] of [['ArrowUp', 0.2], ['ArrowUp', 0.3], ['ArrowDown', 0.2], ['Shift+ArrowUp', 1.2], ['Alt+ArrowUp', 1.21], ['Shift+ArrowDown', 0.21]]) {
    await page.keyboard.press(/** @type {string} */ (keys));
    assert.equal(await number.inputValue(), String(value));
    assert.equal(await number.getAttribute('aria-valuenow'), String(value));
    await assertSteps(page, withKey(2, 0, /** @type {number} */ (value)));
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+z');
  assert.equal(await number.inputValue(), '0.1');
});

test('undo and redo, by key and by button, and back to the beginning', async () => {
  const page = await lab.openDrawn();
  const button = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true });
  const number = field(page, 'key 我, component 2');
  assert.equal(await button('Undo').getAttribute('aria-disabled'), 'true');
  assert.equal(await button('Back to the beginning').getAttribute('aria-disabled'), 'true');
  await number.fill('1');
  await page.keyboard.press('Enter');
  await number.fill('2');
  await page.keyboard.press('Enter');
  await chooseMethod(page, { normalizer: 'sum' });

  await page.keyboard.press('ControlOrMeta+z');
  assert.equal(await page.locator('#method select').nth(1).inputValue(), 'softmax');
  await button('Undo').click();
  assert.equal(await number.inputValue(), '1');
  await button('Undo').click();
  assert.equal(await number.inputValue(), '0.5');
  assert.equal(await button('Undo').getAttribute('aria-disabled'), 'true');
  assert.ok(await button('Undo').evaluate((node) => node === document.activeElement), 'keeps the focus');
  await page.keyboard.press('ControlOrMeta+y');
  assert.equal(await number.inputValue(), '1');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  assert.equal(await number.inputValue(), '2');
  await button('Redo').click();
  assert.equal(await page.locator('#method select').nth(1).inputValue(), 'sum');
  assert.equal(await button('Redo').getAttribute('aria-disabled'), 'true');

  await button('Back to the beginning').click();
  assert.equal(await number.inputValue(), '0.5');
  await assertSteps(page, opening);
  await button('Undo').click();
  assert.equal(await number.inputValue(), '2', 'a reset can be undone');
});

test('words can be added, renamed and removed, components added and removed', async () => {
  const page = await lab.openDrawn();
  await page.getByRole('button', { name: 'Add a word' }).click();
  await field(page, 'key w4, component 1').fill('2');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'word of key 4' }).fill('吧');
  await page.keyboard.press('Enter');
  await assertSteps(page, { query: article.query, keys: [...article.keys, [2, 0, 0]], ...method });
  assert.equal(await page.locator('[data-step=weights] th').last().innerText(), '吧');
  assert.equal(await field(page, 'key 吧, component 1').inputValue(), '2');

  await page.getByRole('button', { name: 'Remove 喜欢' }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Remove 学习', 'the focus stays near');
  await assertSteps(page, { query: article.query, keys: [article.keys[0], article.keys[2], [2, 0, 0]], ...method });

  await page.getByRole('button', { name: 'Add a component' }).click();
  await field(page, 'query, component 4').fill('1');
  await field(page, 'key 我, component 4').fill('0.5');
  await page.keyboard.press('Enter');
  const four = { query: [...article.query, 1], keys: [[...article.keys[0], 0.5], [...article.keys[2], 0], [2, 0, 0, 0]], ...method };
  await assertSteps(page, four);
  for (let times = 0; times < 3; times++) await page.getByRole('button', { name: 'Remove the last component' }).click();
  await assertSteps(page, { query: [0.1], keys: [[0.4], [0.1], [2]], ...method });
  assert.equal(await page.getByRole('button', { name: 'Remove the last component' }).getAttribute('aria-disabled'), 'true');
  for (const word of ['我', '学习']) await page.getByRole('button', { name: `Remove ${word}` }).click();
  await assertSteps(page, { query: [0.1], keys: [[2]], ...method });
  assert.equal(await page.getByRole('button', { name: 'Remove 吧' }).getAttribute('aria-disabled'), 'true');
});

test('a word that is left empty becomes the old one again', async () => {
  const page = await lab.openDrawn();
  const word = page.getByRole('textbox', { name: 'word of key 2' });
  await word.fill('');
  await page.keyboard.press('Tab');
  assert.equal(await word.inputValue(), '喜欢');
  assert.equal(await page.locator('[data-step=weights] th[scope=row]').nth(1).innerText(), '喜欢');
});

test('as many words and components as there is room for, and no more', async () => {
  const page = await lab.openDrawn();
  // The click is forced: an ordinary one would wait until the button is no longer marked as disabled.
  for (let times = 0; times < 12; times++) await page.getByRole('button', { name: 'Add a word' }).click({ force: true });
  for (let times = 0; times < 8; times++) await page.getByRole('button', { name: 'Add a component' }).click({ force: true });
  assert.equal(await page.getByRole('textbox', { name: /^word of key/ }).count(), 12);
  assert.equal(await page.getByRole('spinbutton', { name: /^query, component/ }).count(), 6);
});

test('the values can differ from the keys', async () => {
  const page = await lab.openDrawn();
  await page.getByLabel('the values are the keys').uncheck();
  await field(page, 'value 喜欢, component 1').fill('-3');
  await page.keyboard.press('Enter');
  const values = [article.keys[0], [-3, 0.8, 0.9], article.keys[2]];
  await assertSteps(page, { ...article, values, ...method });
  await page.getByLabel('the values are the keys').check();
  await assertSteps(page, opening);
});

for (const [typed, message] of [
  ['abc', '“abc” is not a number.'],
  ['NaN', '“NaN” is not a number.'],
  ['Infinity', '“Infinity” is not a number.'],
  ['0.5.1', '“0.5.1” is not a number.'],
  ['1e999', 'This number is too large'],
  ['', 'A number is missing here.'],
]) {
  test(`"${typed}" in a field: the message stands there, the last good drawing stays`, async () => {
    const page = await lab.openDrawn();
    const number = field(page, 'key 我, component 3');
    const before = await pictureOf(page, '#bars');
    await number.fill(typed);
    await page.keyboard.press('Tab');
    assert.equal(await number.inputValue(), typed, 'what was typed is not lost');
    assert.equal(await number.getAttribute('aria-invalid'), 'true');
    const described = await number.getAttribute('aria-describedby');
    const shown = page.locator(`#${described}`);
    assert.ok((await shown.innerText()).startsWith(message));
    const [fieldBox, messageBox] = [await number.boundingBox(), await shown.boundingBox()];
    assert.ok(fieldBox && messageBox && messageBox.y - (fieldBox.y + fieldBox.height) < 40, 'the message is near');
    assert.match(await page.locator('#stale').innerText(), /last good drawing/);
    assert.equal(await pictureOf(page, '#bars'), before);
    await assertSteps(page, opening);

    await number.fill('0.9');
    assert.equal(await number.getAttribute('aria-invalid'), null);
    assert.equal(await shown.isVisible(), false);
    assert.equal(await page.locator('#stale').isVisible(), false);
    await assertSteps(page, withKey(0, 2, 0.9));
  });
}

test('the start of a number is no mistake before the field is left', async () => {
  const page = await lab.openDrawn();
  const number = field(page, 'key 我, component 3');
  for (const start of ['-', '.', '-.', '1e', '1e-']) {
    await number.fill(start);
    assert.equal(await number.getAttribute('aria-invalid'), null, start);
  }
  await number.blur();
  assert.equal(await number.getAttribute('aria-invalid'), 'true');
  await number.focus();
  await page.keyboard.press('Escape');
  assert.equal(await number.inputValue(), '0.6');
  assert.equal(await number.getAttribute('aria-invalid'), null);
});

test('undo in a field with a mistake takes back the mistake alone', async () => {
  const page = await lab.openDrawn();
  const number = field(page, 'key 我, component 3');
  await number.fill('4');
  await page.keyboard.press('Enter');
  await number.fill('4x');
  await page.keyboard.press('ControlOrMeta+z');
  assert.equal(await number.inputValue(), '4');
  await page.keyboard.press('ControlOrMeta+z');
  assert.equal(await number.inputValue(), '0.6');
});

test('full-width digits, a typographic minus and exponents are numbers', async () => {
  const page = await lab.openDrawn();
  const number = field(page, 'key 我, component 3');
  for (const [typed, value] of [['０．５', 0.5], ['−0.25', -0.25], ['2e-1', 0.2], ['+.75', 0.75], [' 3. ', 3]]) {
    await number.fill(/** @type {string} */ (typed));
    await page.keyboard.press('Enter');
    await assertSteps(page, withKey(0, 2, /** @type {number} */ (value)));
  }
});

test('a number beyond float32 is refused by the engine; the message stands at its field', async () => {
  const page = await lab.openDrawn();
  const number = field(page, 'key 我, component 3');
  await number.fill('1e39');
  await page.keyboard.press('Enter');
  assert.equal(await number.getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator('#vectors .field-message:visible').innerText(), /too large/);
  assert.match(await page.locator('#stale').innerText(), /too large/);
  await assertSteps(page, opening);
  await page.keyboard.press('ControlOrMeta+z');
  assert.equal(await page.locator('#stale').isVisible(), false);
});

test('a normaliser without an answer is explained at its field, and the last good drawing stays', async () => {
  const page = await openAsInArticle(lab);
  const before = await pictureOf(page, '#bars');
  for (const name of ['我', '喜欢', '学习']) {
    for (let c = 1; c <= 3; c++) await field(page, `key ${name}, component ${c}`).fill('0');
  }
  await page.keyboard.press('Enter');
  const normalizer = page.locator('#method select').nth(1);
  assert.equal(await normalizer.getAttribute('aria-invalid'), 'true');
  const [messageId] = ((await normalizer.getAttribute('aria-describedby')) ?? '').split(' ');
  assert.match(await page.locator(`#${messageId}`).innerText(), /their sum is 0/);
  assert.match(await page.locator('#stale').innerText(), /last good drawing/);
  assert.notEqual(await pictureOf(page, '#bars'), before, 'the last good drawing is that of the last but one number');
  await page.getByRole('button', { name: '中文' }).click();
  assert.match(await page.locator(`#${messageId}`).innerText(), /总和是 0/);
  await chooseMethod(page, { normalizer: 'softmax' });
  assert.equal(await normalizer.getAttribute('aria-invalid'), null);
  assert.equal(await page.locator('#stale').isVisible(), false);
});

test('a temperature of 0 is explained at its field', async () => {
  const page = await lab.openDrawn();
  const temperature = field(page, 'Temperature t');
  for (const typed of ['0', '-1']) {
    await temperature.fill(typed);
    assert.equal(await temperature.getAttribute('aria-invalid'), 'true');
    assert.match(await page.locator('#method .field-message:visible').innerText(), /must be above 0/);
    await assertSteps(page, opening);
  }
  await temperature.fill('x');
  await page.keyboard.press('Tab');
  assert.match(await page.locator('#method .field-message:visible').innerText(), /“x” is not a number/);
  await temperature.fill('2');
  await assertSteps(page, { ...article, score: 'dot', normalizer: 'softmax', temperature: 2 });
});

test('a mistake in one field does not stop the others', async () => {
  const page = await lab.openDrawn();
  await field(page, 'key 我, component 1').fill('oops');
  await field(page, 'key 我, component 2').fill('1');
  await page.keyboard.press('Enter');
  assert.equal(await field(page, 'key 我, component 1').inputValue(), 'oops');
  await assertSteps(page, withKey(0, 1, 1));
  await page.getByRole('button', { name: 'Add a word' }).click();
  assert.equal(await field(page, 'key 我, component 1').inputValue(), 'oops');
  assert.equal(await page.locator('#vectors .field-message:visible').count(), 1);
});

test('on a touch screen buttons under the field step the number and change its sign', async () => {
  const page = await lab.openDrawn({ width: 360, context: { hasTouch: true, isMobile: true } });
  const number = field(page, 'key 学习, component 1');
  const button = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true });
  assert.equal(await button('more by 0.1').count(), 0);
  await number.tap();
  await button('more by 0.1').tap();
  await button('more by 0.1').tap();
  assert.equal(await number.inputValue(), '0.3');
  await button('less by 0.1').tap();
  await button('change the sign').tap();
  assert.equal(await number.inputValue(), '−0.2');
  await assertSteps(page, withKey(2, 0, -0.2));
  assert.ok(await number.evaluate((node) => node === document.activeElement), 'the field keeps the focus');
  await page.getByRole('heading', { name: 'The vectors' }).tap();
  await number.blur();
  assert.equal(await button('more by 0.1').count(), 0);
  await button('Undo').tap();
  assert.equal(await number.inputValue(), '0.1');
});
