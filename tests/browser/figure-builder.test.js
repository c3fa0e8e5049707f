// dist/builder.html draws what the author composes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { starter } from '../../web/site/builder/starters.js';
import { writeLink } from '../../web/figure/state/figure-link.js';
import { useBrowser } from './browser.js';
import { linesIn, openBuilder, stateIn } from './builder-page.js';

const lab = useBrowser();
const tea = '#v=1&view=heatmap&tokens=I,like,tea';

test('the figure follows the form, and the form follows the figure', async () => {
  const { page, complaints } = await openBuilder(lab);
  await page.locator('#words').fill('tea or coffee');
  await page.locator('#words').press('Tab');
  assert.deepEqual((await stateIn(page)).tokens, ['tea', 'or', 'coffee']);
  await page.locator('#score').selectOption('cosine');
  await page.locator('#normalizer').selectOption('sparsemax');
  await page.locator('#temperature').fill('0.5');
  await page.locator('#view').selectOption('links');
  await page.locator('#caption').fill('A caption');
  await page.getByLabel('Causal mask').selectOption({ label: 'top left' });
  await page.getByRole('checkbox', { name: 'score function', exact: true }).check();
  await page.locator('#theme').selectOption('dark');
  await page.locator('#lang').selectOption('zh');
  const state = await stateIn(page);
  assert.deepEqual(
    [state.score, state.normalizer, state.temperature, state.view, state.caption, state.causal],
    ['cosine', 'sparsemax', 0.5, 'links', 'A caption', true],
  );
  const figure = page.locator('attention-figure');
  assert.equal(await figure.getAttribute('theme'), 'dark');
  assert.match(await figure.locator('.readout').innerText(), /关注/);
  // An edit in the figure is also an edit of the draft.
  await figure.locator('select').first().selectOption('dot');
  await page.waitForFunction(() => /** @type {HTMLSelectElement} */ (document.querySelector('#score')).value === 'dot');
  assert.match(await linesIn(page, 'tag'), /score="dot"/);
  assert.deepEqual(complaints, []);
});

test('an open derivation follows the form: its box is never empty', async () => {
  const { page, complaints } = await openBuilder(lab, tea);
  const figure = page.locator('attention-figure');
  await figure.locator('.menu [aria-haspopup]').click();
  await figure.locator('.menu [data-name=derivation]').click();
  const panel = figure.locator('.panel');
  await panel.locator('math').first().waitFor();
  const before = await panel.innerText();
  for (const change of [() => page.locator('#words').fill('tea or coffee'), () => page.locator('#score').selectOption('cosine'), () => page.locator('#view').selectOption('bars')]) {
    await change();
    await page.locator('#words').blur();
    await stateIn(page);
    assert.ok(await panel.locator('math').count() > 0, await panel.innerText());
  }
  assert.notEqual(await panel.innerText(), before);
  assert.match(await panel.locator('h3, h2, [tabindex="-1"]').first().innerText(), /tea|or|coffee/);
  assert.deepEqual(complaints, []);
});

test('the cap and the local focus have fields with explanations, in both languages, and errors beside them', async () => {
  const { page, complaints } = await openBuilder(lab, `${tea}&softcap=30&local-focus=0.5,2,3;1`);
  const [softcap, focus] = [page.locator('#softcap'), page.locator('#localFocus')];
  assert.deepEqual([await softcap.inputValue(), await focus.inputValue()], ['30', '[0.5, 2, 3] 1']);
  assert.match(await linesIn(page, 'tag'), / softcap="30" local-focus="\[0\.5, 2, 3\] 1"/);
  await softcap.fill('2.5');
  await focus.fill('predictive 2');
  await focus.press('Tab');
  const { softcap: cap, localFocus } = await stateIn(page);
  assert.deepEqual([cap, localFocus], [2.5, { center: 'predictive', sigma: 2 }]);
  assert.match(await linesIn(page, 'tag'), / softcap="2\.5" local-focus="predictive 2"/);
  assert.match(await linesIn(page, 'iframe'), /softcap=2\.5&(amp;)?local-focus=predictive;2/);
  for (const [field, text, said] of /** @type {const} */ ([
    [focus, 'middle 2', 'localFocus.center: expected monotonic | predictive, got "middle"'], [focus, '[1, 2] 1', 'localFocus.center: expected 3 numbers, one for each query, got 2 numbers'],
    [softcap, '0', 'softcap: expected a number above 0, got 0'],
  ])) {
    const before = await field.inputValue();
    await field.fill(text);
    const name = await field.getAttribute('id');
    assert.equal(await page.locator(`#${name}-problem`).innerText(), said);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await field.fill(before);
    assert.ok(await page.locator(`#${name}-problem`).isHidden());
  }
  const note = page.locator('#localFocus-note');
  assert.match(await note.innerText(), /^A centre and a width in keys: /);
  assert.equal(await focus.getAttribute('aria-describedby'), 'localFocus-note localFocus-problem');
  await page.locator('#language').click();
  assert.match(await note.innerText(), /^一个中心/);
  await focus.fill('');
  await softcap.fill('');
  const empty = await stateIn(page);
  assert.deepEqual([empty.softcap, empty.localFocus], [null, null]);
  assert.deepEqual(complaints, []);
});

test('undo goes back through every edit, and redo forward', async () => {
  const { page } = await openBuilder(lab);
  const before = await stateIn(page);
  await page.locator('#words').fill('a b');
  await page.locator('#words').press('Tab');
  await page.locator('#view').selectOption('bars');
  await page.getByRole('button', { name: 'Vectors in the plane' }).click();
  assert.equal((await stateIn(page)).view, 'plane');
  const undo = page.locator('#undo');
  await undo.click();
  assert.equal((await stateIn(page)).view, 'bars');
  await page.keyboard.press('Control+z');
  assert.equal((await stateIn(page)).view, 'heatmap');
  await undo.click();
  assert.deepEqual(await stateIn(page), before);
  assert.equal(await undo.getAttribute('aria-disabled'), 'true');
  await page.locator('#redo').click();
  assert.deepEqual((await stateIn(page)).tokens, ['a', 'b']);
});

test('numbers as JSON and CSV, a whole figure as a file, and errors beside their fields', async () => {
  const { page } = await openBuilder(lab);
  await page.locator('[data-text="data.more"]').click();
  const numbers = page.locator('#numbers');
  await numbers.fill(',the,cat\nle,0.9,0.1\nchat,0.2,0.8\n');
  assert.deepEqual((await stateIn(page)).weights, [[[0.9, 0.1], [0.2, 0.8]]]);
  assert.equal(await page.locator('#words').inputValue(), 'the cat');
  assert.equal(await page.locator('#queryWords').inputValue(), 'le chat');
  await numbers.fill('{"queries": [[1, 2]], "keys": [[1, 0], [0, 1], [1, 1]]');
  assert.match(await page.locator('#numbers-problem').innerText(), /expected JSON/);
  await numbers.fill('the,cat\n0.9,0.1\n0.2,x');
  assert.equal(await page.locator('#numbers-problem').innerText(), 'line 3, column 2: expected number, got "x"');
  await page.locator('#language').click();
  assert.equal(await page.locator('#numbers-problem').innerText(), '第 3 行第 2 列：应为数，现为 "x"');
  await page.locator('#language').click();
  assert.deepEqual((await stateIn(page)).tokens, ['the', 'cat'], 'the last good figure stays');
  await numbers.fill('{"queries": [[1, 2]], "keys": [[1, 0], [0, 1], [1, 1]]}');
  assert.match(await page.locator('#words-problem').innerText(), /tokens: expected 3 words for the 3 vectors of keys, got 2 words: the, cat/);
  await page.locator('#language').click();
  assert.match(await page.locator('#words-problem').innerText(), /tokens：应为 3 个词，对应 keys 的 3 个向量，现为 2 个词：the, cat/);
  await page.locator('#language').click();
  assert.equal(await page.locator('#words').getAttribute('aria-invalid'), 'true');
  await page.locator('#words').fill('a b c');
  await page.locator('#queryWords').fill('');
  assert.equal(await page.locator('#words-problem').isVisible(), false);
  assert.deepEqual((await stateIn(page)).tokens, ['a', 'b', 'c']);
  await page.locator('#view').selectOption('plane');
  assert.equal((await stateIn(page)).view, 'plane');
  const json = await linesIn(page, 'json');
  await page.getByRole('button', { name: 'A sentence' }).click();
  await page.locator('#file').setInputFiles({ name: 'figure.json', mimeType: 'application/json', buffer: Buffer.from(json) });
  await page.waitForFunction(() => /** @type {HTMLSelectElement} */ (document.querySelector('#view')).value === 'plane');
  assert.deepEqual((await stateIn(page)).queries, [[[1, 2]]]);
});

test('comparisons: two to four, side by side', async () => {
  const { page } = await openBuilder(lab);
  await page.locator('#compare').selectOption('normalizer');
  assert.deepEqual((await stateIn(page)).compared, ['softmax', 'sparsemax']);
  await page.locator('#compared').getByLabel('Hardmax').check();
  assert.deepEqual((await stateIn(page)).compared, ['softmax', 'sparsemax', 'hardmax']);
  await page.locator('#compared').getByLabel('Softmax', { exact: true }).uncheck();
  await page.locator('#compared').getByLabel('Hardmax').uncheck();
  assert.match(await page.locator('#compared-problem').innerText(), /compared: expected/);
  await page.locator('#compare').selectOption('head');
  assert.match(await page.locator('#compare-problem').innerText(), /compare: expected more than one head, got 1 head/);
  await page.locator('#compare').selectOption('');
  assert.equal((await stateIn(page)).compare, null);
});

test('weights or scores, where the view and the numbers allow it', async () => {
  const { page } = await openBuilder(lab, tea);
  const shows = page.getByLabel('What it shows');
  assert.deepEqual([await shows.inputValue(), await shows.isDisabled()], ['weights', false]);
  assert.ok(!(await linesIn(page, 'tag')).includes('shows'));
  await shows.selectOption('scores');
  assert.equal((await stateIn(page)).shows, 'scores');
  assert.match(await page.locator('attention-figure .readout').innerText(), /: score \S+ · weight \S+$/);
  const tag = await linesIn(page, 'tag');
  assert.match(tag, /<attention-figure shows="scores" tokens="I like tea"/);
  assert.match(await linesIn(page, 'iframe'), /figure\.html#v=1&amp;view=heatmap&amp;shows=scores&amp;/);
  // The field is disabled and says weights for views and numbers without scores; with the others it comes back.
  await page.locator('#view').selectOption('links');
  assert.deepEqual([await shows.inputValue(), await shows.isDisabled(), (await stateIn(page)).shows], ['weights', true, 'weights']);
  assert.equal(await page.locator('.field-message:visible').count(), 0);
  await page.locator('#view').selectOption('bars');
  assert.deepEqual([await shows.inputValue(), await shows.isDisabled(), (await stateIn(page)).shows], ['scores', false, 'scores']);
  await page.locator('[data-text="data.more"]').click();
  for (const numbers of [',a,b\nq,0.9,0.1\n', '{"weights": [[0.5, 0.5], [1, 0]]}', '[0.5, 0.5]']) {
    await page.locator('#numbers').fill(numbers);
    await page.locator('#words').fill('a b');
    await page.locator('#queryWords').fill('');
    assert.deepEqual([await shows.isDisabled(), (await stateIn(page)).shows], [true, 'weights'], numbers);
    assert.equal(await page.locator('.field-message:visible').count(), 0, numbers);
  }
  await page.locator('#numbers').fill('');
  assert.equal((await stateIn(page)).shows, 'scores');
  await page.locator('#language').click();
  assert.deepEqual(await page.getByLabel('画哪些数').locator('option').allTextContents(), ['权重', '得分']);
  assert.deepEqual(await page.locator('#lang option').allTextContents(), ['随文章', 'English', '中文']);
});

test('the address holds the figure: a reload, and a link from somebody else, open it', async () => {
  const { state, settings } = starter('cross', 'en');
  const link = await writeLink(state, { ...settings, theme: 'dark', dir: 'rtl' });
  const { page } = await openBuilder(lab, link);
  assert.deepEqual(await stateIn(page), state);
  await page.locator('#caption').fill('Mine');
  await page.waitForURL(/caption=Mine/);
  await page.reload();
  await page.locator('attention-figure .readout').waitFor();
  assert.deepEqual(await stateIn(page), { ...state, caption: 'Mine' });
  assert.equal(await page.locator('#theme').inputValue(), 'dark');
  assert.equal(await page.locator('#dir').inputValue(), 'rtl');
  assert.equal(await page.locator('attention-figure').getAttribute('dir'), 'rtl');
  assert.match(await linesIn(page, 'tag'), / dir="rtl"/);
  await page.locator('#dir').selectOption('');
  await page.waitForFunction(() => !document.querySelector('attention-figure')?.hasAttribute('dir'));
  await page.evaluate(() => (location.hash = '#v=1&view=heatmap&tokens=I,like,tea'));
  await page.waitForFunction(() => /** @type {HTMLTextAreaElement} */ (document.querySelector('#words')).value === 'I like tea');
  await page.evaluate(() => (location.hash = '#v=9'));
  await page.locator('#failure').waitFor();
  assert.match(await page.locator('#failure').innerText(), /v: expected version 1, got "9"/);
  assert.equal(await page.locator('#words').inputValue(), 'I like tea');
});

test('a name for screen readers and a range of the colours, with errors beside the field', async () => {
  const { page } = await openBuilder(lab, tea);
  await page.locator('#label').fill('Who looks at whom');
  await page.locator('#domain').fill('0, 0.5');
  await page.locator('#domain').press('Tab');
  const { label, domain } = await stateIn(page);
  assert.deepEqual([label, domain], ['Who looks at whom', [0, 0.5]]);
  assert.equal(await page.locator('attention-figure').getByRole('application').getAttribute('aria-label'), 'Who looks at whom');
  assert.match(await linesIn(page, 'tag'), / domain="0 0\.5" label="Who looks at whom"/);
  await page.locator('#domain').fill('1 0');
  assert.match(await page.locator('#domain-problem').innerText(), /domain: expected the least before the most/);
  assert.deepEqual((await stateIn(page)).domain, [0, 0.5], 'the last good figure stays');
  await page.locator('#domain').fill('');
  assert.equal(await page.locator('#domain-problem').isVisible(), false);
  assert.equal((await stateIn(page)).domain, null);
  await page.locator('#domain').fill('-1 1');
  await page.waitForURL(/domain=-1,1/);
  await page.reload();
  await page.locator('attention-figure .readout').waitFor();
  assert.deepEqual([await page.locator('#domain').inputValue(), await page.locator('#label').inputValue()], ['-1 1', 'Who looks at whom']);
});

test('both languages, no width overflows, targets of 44 pixels, everything by keyboard', async () => {
  for (const locale of ['en-US', 'zh-CN']) {
    for (const width of [320, 768, 1280]) {
      const { page } = await openBuilder(lab, '', { locale, width });
      await page.locator('[data-text="data.more"]').click();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${locale} ${width}`);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, select, textarea, input:not([type=checkbox], [type=radio], [type=file]), summary, label.check, label.file, label.token, a.button')]
          .filter((node) => node.checkVisibility())
          .filter((node) => node.getBoundingClientRect().height < 44)
          .map((node) => node.id || node.textContent));
      assert.deepEqual(small, []);
      assert.equal(await page.evaluate(() => [...document.querySelectorAll('[data-text]')].filter((node) => !node.textContent).length), 0);
      await page.context().close();
    }
  }
  const { page } = await openBuilder(lab, '', { locale: 'zh-CN' });
  assert.equal(await page.locator('h1').innerText(), '做一张图');
  await page.getByRole('button', { name: 'English' }).click();
  assert.equal(await page.locator('h1').innerText(), 'Build a figure');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  /** @type {string[]} */
  const walked = [];
  for (let presses = 0; presses < 70; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const node = document.activeElement;
      return node instanceof HTMLElement && node !== document.body ? { name: node.id || node.localName } : null;
    });
    if (!stop) break;
    walked.push(stop.name);
  }
  for (const name of ['undo', 'attention-figure', 'words', 'score', 'compare', 'view', 'caption', 'label', 'domain', 'theme', 'code', 'copy', 'folder']) {
    assert.ok(walked.includes(name), `${name} in ${walked.join(' ')}`);
  }
});
