// How <attention-heads> behaves where something is wrong, missing, late, moved or taken out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomHeads } from '../node/heads-sets.js';
import { until, useBrowser } from './browser.js';
import { field, headsOf, inHeads, inside, look, readout, script, settled, useHeads } from './heads-post.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { AttentionHeadsElement } from '../../web/heads/element/attention-heads.js'
 */

const lab = useBrowser();
const { file, post } = useHeads(lab);

const tokens = ['a', 'b', 'c'];
const matrices = randomHeads({ layers: 2, heads: 2, rows: 3, columns: 3 });
const data = { tokens, attentions: matrices };
const body = headsOf(data);

/** @param {Page} page @returns {Promise<string>} */
const problem = async (page) => await inside(page, '.problem').textContent() ?? '';

/** @param {Page} page @returns {Promise<string>} why it is not drawn, '' if it is */
const refusal = (page) => inHeads(page, async (heads) => {
  try {
    await heads.ready;
    return '';
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
});

for (const [name, value, english, chinese] of [
  ['layer', '2', 'layer: expected a whole number from 0 to 1, got 2', 'layer：应为 0 到 1 的整数，现为 2'],
  ['head', 'two', 'head: expected a whole number from 0, got two', 'head：应为从 0 起的整数，现为 two'],
  ['view', 'map', 'view: expected grid | head | links | token, got map', 'view：应为 grid | head | links | token，现为 map'],
  ['set', '1', 'set: expected 0, the only one, got 1', 'set：应为 0，只有这一个，现为 1'],
  ['batch', '1', 'batch: expected 0, the only one, got 1', 'batch：应为 0，只有这一个，现为 1'],
  ['query', '3', 'query: expected a whole number from 0 to 2, got 3', 'query：应为 0 到 2 的整数，现为 3'],
  ['others', '0.5', 'others: expected a whole number from 0 to 1, got 5', 'others：应为 0 到 1 的整数，现为 5'],
  ['range', 'wide', 'range: expected all | set | each, got wide', 'range：应为 all | set | each，现为 wide'],
  ['grids', 'some', 'grids: expected auto | all | one, got some', 'grids：应为 auto | all | one，现为 some'],
  ['log', 'no', 'log: expected true | false, got no', 'log：应为 true | false，现为 no'],
]) {
  test(`a wrong attribute, ${name}: a sentence in both languages, the fallback is still there, and the right value mends it`, async () => {
    const page = await post(headsOf(data, `${name}="${value}"`).replace('<script', '<p id="fallback">A picture of attention.</p><script'), { complains: true });
    assert.equal(await refusal(page), english);
    assert.equal(await problem(page), `The attention cannot be drawn. ${english}`);
    assert.equal(await inside(page, '.problem').getAttribute('role'), 'alert');
    assert.ok(await page.locator('#fallback').isVisible());
    await page.evaluate(() => (document.documentElement.lang = 'zh-CN'));
    await until(async () => await problem(page) === `这些注意力画不出来。${chinese}`, 'in Chinese');
    await inHeads(page, (heads, attribute) => heads.removeAttribute(attribute), name);
    assert.equal(await refusal(page), '');
    assert.equal(await problem(page), '');
    assert.ok(await page.locator('#fallback').isHidden());
  });
}

test('an attribute that becomes wrong: the picture stays, and what is chosen in it is shown', async () => {
  for (const [name, value, expected] of [
    ['layer', '9', 'layer: expected a whole number from 0 to 1, got 9'], ['head', 'two', 'head: expected a whole number from 0, got two'],
  ]) {
    const page = await post(body);
    await inHeads(page, (heads, [attribute, text]) => heads.setAttribute(attribute, text), [name, value]);
    assert.equal(await refusal(page), expected);
    assert.equal(await problem(page), `This is what was open before. ${expected}`);
    assert.ok(await inside(page, '.figure').isVisible());
    await inside(page, '.stage:not(.grid-stage)').focus();
    for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);
    assert.equal(await refusal(page), '');
    const { layer, head, query } = await inHeads(page, (heads) => heads.state);
    assert.deepEqual([await problem(page), layer, head, query], ['', 0, 0, 0]);
  }
});

for (const [what, markup, english, chinese] of [
  ['no child and no src', '<attention-heads></attention-heads>', 'There is no attention here: a JSON child or the attribute src is missing.', '这里没有注意力：缺少 JSON 子元素或 src 属性。'],
  ['a src that is not there', '<attention-heads src="missing.json"></attention-heads>', 'missing.json: expected a file that can be read, got 404', 'missing.json：应为可以读取的文件，现为 404'],
  ['a src that is no address', '<attention-heads src="http://"></attention-heads>', /^http:\/\/: expected a file that can be read, got /, /^http:\/\/：应为可以读取的文件，现为 /],
  ['tokens that do not fit', headsOf({ ...data, tokens: ['a', 'b'] }), /expected 3 .*got 2/, /3.*现为 2/],
  ['JSON that is none', '<attention-heads><script type="application/json">{"tokens": [</script></attention-heads>', /^script\.json: expected JSON \(/, /^script\.json：应为 JSON（/],
  ['JSON of another kind', headsOf({ attentions: 3 }), /expected nested arrays of numbers/, /应为嵌套的数的数组/],
]) {
  test(`${what}: a sentence in both languages`, async () => {
    for (const [lang, begin, expected] of /** @type {[string, string, string | RegExp][]} */ ([['en', 'The attention cannot be drawn. ', english], ['zh-CN', '这些注意力画不出来。', chinese]])) {
      const page = await post(String(markup), { complains: true, lang });
      await until(async () => await problem(page) !== '', 'said');
      const said = await problem(page);
      assert.ok(said.startsWith(begin), said);
      if (typeof expected === 'string') assert.equal(said.slice(begin.length), expected);
      else assert.match(said.slice(begin.length), expected);
    }
  });
}

test('a src that becomes wrong: what was open stays, says so in both languages, and is alive', async () => {
  await file('first.json', JSON.stringify(data));
  const page = await post('<attention-heads src="first.json"></attention-heads>');
  // Asked at once: only the drawing that follows rejects.
  const refused = await inHeads(page, (heads) => {
    heads.setAttribute('src', 'second.json');
    return heads.ready.then(() => 'drawn', (error) => error.message);
  });
  assert.equal(refused, 'second.json: expected a file that can be read, got 404');
  await inside(page, '.grid-stage').focus();
  for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);
  assert.equal(await refusal(page), '');
  assert.match(await readout(page), /^layer 1, head 0/);
  assert.equal(await problem(page), 'This is what was open before. second.json: expected a file that can be read, got 404');
  await page.evaluate(() => (document.documentElement.lang = 'zh-CN'));
  await until(async () => await problem(page) === '这是之前打开的内容。second.json：应为可以读取的文件，现为 404', 'in Chinese');
  await inHeads(page, (heads) => heads.setAttribute('src', 'first.json'));
  assert.equal(await refusal(page), '');
  assert.equal(await problem(page), '');
});

test('a bad file that the reader opens: what was open keeps its view, and says so until the reader goes on', async () => {
  const page = await post(body);
  await look(page, { layer: 1, view: 'links' });
  const said = await inHeads(page, async (heads) => {
    const outcomes = [];
    for (const [name, text] of [['broken.json', '{'], ['model.pt', ''], ['two.npy', 'no NumPy file at all']]) {
      outcomes.push(await heads.open([new File([text], name)]).then(() => 'opened', (error) => `${error.name} ${error.code}`));
    }
    return outcomes;
  });
  assert.deepEqual(said, ['HeadsError syntax', 'HeadsError type', 'HeadsError syntax']);
  assert.match(await problem(page), /^This is what was open before\. two\.npy: expected an \.npy file/);
  const { layer, view } = await inHeads(page, (heads) => heads.state);
  assert.deepEqual([layer, view], [1, 'links']);
  assert.equal(await inHeads(page, (heads) => heads.sets.length), 1);
  await look(page, { layer: 0 });
  assert.equal(await problem(page), '');
});

test('files of the reader need not have what the author’s attributes say; the author’s file comes back by the same src', async () => {
  await file('authored.json', JSON.stringify(data));
  const page = await post('<attention-heads src="authored.json" layer="1" head="1" view="links"></attention-heads>');
  const state = await inHeads(page, async (heads) => {
    await heads.open([new File(['{"attentions": [[0.25, 0.75], [0.5, 0.5]]}'], 'small.json')]);
    return heads.state;
  });
  assert.deepEqual([state.layer, state.head, state.view], [0, 0, 'links']);
  await inHeads(page, (heads) => heads.setAttribute('src', 'authored.json'));
  await settled(page);
  const again = await inHeads(page, (heads) => ({ rows: heads.sets[0].rows, layer: heads.state.layer }));
  assert.deepEqual(again, { rows: 3, layer: 1 });
});

test('an opening is stopped by its signal, or by the next one, and the page keeps what it had', async () => {
  const page = await post(body);
  const outcomes = await inHeads(page, async (heads, text) => {
    const told = (/** @type {Promise<unknown>} */ outcome) => outcome.then(() => 'opened', (error) => error.code);
    const stop = new AbortController();
    stop.abort();
    const stopped = await told(heads.open([new File([text], 'one.json')], { signal: stop.signal }));
    const first = told(heads.open([new File([text], 'one.json')]));
    const second = told(heads.open([new File(['{"attentions": [[1]]}'], 'two.json')]));
    return [stopped, heads.sets[0].rows, await first, await second, heads.sets[0].rows];
  }, JSON.stringify(data));
  assert.deepEqual(outcomes, ['aborted', 3, 'aborted', 'opened', 1]);
  assert.equal(await problem(page), '');
});

test('a program’s bad state is refused at once, and nothing is lost', async () => {
  const page = await post(body);
  const said = await inHeads(page, (heads) => [{ layer: 2 }, { layer: '1' }, { lair: 1 }, { others: [[0, 7]] }].map((state) => {
    try {
      heads.state = /** @type {any} */ (state);
      return 'taken';
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
  }));
  assert.deepEqual(said, [
    'layer: expected a whole number from 0 to 1, got 2',
    'layer: expected number, got string',
    'state: expected set | grids | view | layer | head | others | query | batch | panel | withoutFirst | withoutSpecials | range | log | words | measure, got lair',
    'others: expected a whole number from 0 to 1, got 7',
  ]);
  assert.equal((await inHeads(page, (heads) => heads.state)).layer, 0);
});

test('properties that were set before the script had loaded are taken over', async () => {
  for (const [set, layer] of /** @type {[string, number][]} */ ([['heads.state = { layer: 1, head: 1 }', 1], ['heads.link = "layer=1&head=1"', 1], ['', 0]])) {
    await file('early.js', `const heads = document.querySelector('attention-heads'); heads.data = ${JSON.stringify(data)}; ${set}`);
    const page = await post('<attention-heads></attention-heads><script src="early.js"></script>', { head: script });
    const found = await inHeads(page, (heads) => ({ rows: heads.sets[0]?.rows, layer: heads.state.layer, own: Object.keys(heads) }));
    assert.deepEqual(found, { rows: 3, layer, own: [] });
  }
});

test('data as a property: typed arrays, NaN and all; then other data', async () => {
  const page = await post('<attention-heads></attention-heads>', { complains: true });
  const numbers = await inHeads(page, async (heads) => {
    heads.data = { tokens: ['x', 'y'], attentions: { data: Float32Array.of(0.25, 0.75, 0.5, NaN), shape: [1, 1, 2, 2] } };
    await heads.complete;
    const { weights } = await heads.matrix();
    heads.data = { attentions: [[1]] };
    await heads.complete;
    return [weights.flat().map(String), heads.sets[0].rows];
  });
  assert.deepEqual(numbers, [['0.25', '0.75', '0.5', 'NaN'], 1]);
});

test('moved in the page it is drawn again, at the same view; taken out while it computes it stops, and comes back', async () => {
  const page = await post(`<div id="one">${headsOf({ attentions: randomHeads({ layers: 12, heads: 12, rows: 40, columns: 40 }) })}</div><div id="two"></div>`);
  await look(page, { layer: 3, head: 2, withoutFirst: true });
  await inHeads(page, (heads) => document.querySelector('#two')?.append(heads));
  await settled(page);
  assert.match(await readout(page), /^layer 3, head 2: most weight/);
  assert.equal(await page.locator('attention-heads .figure').count(), 1);
  const wasComplete = await inHeads(page, async (heads) => {
    heads.state = { words: true, withoutFirst: false };
    const { ready } = heads;
    heads.remove();
    const settled = await Promise.race([ready.then(() => 'drawn', (error) => error.message), new Promise((resolve) => setTimeout(() => resolve('waiting'), 200))]);
    document.querySelector('#one')?.append(heads);
    await heads.complete;
    return [settled, heads.state.layer];
  });
  assert.equal(wasComplete[1], 3);
  assert.match(await readout(page), /^layer 3, head 2: most weight/);
  assert.equal(await problem(page), '');
});

test('language and theme change while it stands there', async () => {
  const page = await post(headsOf(data, 'caption="Two layers." label="A small model"'));
  assert.equal(await inside(page, '.figure').getAttribute('aria-label'), 'A small model');
  assert.equal(await inside(page, 'figcaption').textContent(), 'Two layers.');
  await look(page, { layer: 1, query: 2, measure: 'entropy' });
  await page.evaluate(() => (document.documentElement.lang = 'zh-CN'));
  await until(async () => /^第 1 层，第 0 个头：“c”关注/.test(await readout(page)), 'the readout');
  for (const name of ['view', 'range', 'measure', 'search']) {
    assert.doesNotMatch(await field(page, name).evaluate((node) => /** @type {HTMLInputElement} */ (node).labels?.[0].textContent ?? ''), /[a-z]/i, name);
  }
  assert.match(await inside(page, '.found-title').textContent() ?? '', /熵/);
  assert.match(await inside(page, '.note[part]').textContent() ?? '', /权重是在别处算好的/);
  await inHeads(page, (heads) => heads.setAttribute('lang', 'en'));
  await until(async () => (await readout(page)).startsWith('layer 1, head 0'), 'its own language goes before the page’s');
  const color = () => inside(page, '.figure').evaluate((node) => getComputedStyle(node).backgroundColor);
  const light = await color();
  await inHeads(page, (heads) => heads.setAttribute('theme', 'dark'));
  await settled(page);
  assert.notEqual(await color(), light);
  assert.equal(await inside(page, '.found').isVisible(), true);
  assert.equal((await inHeads(page, (heads) => heads.state)).layer, 1, 'the view stays');
});

test('two of them on a page have nothing to do with each other', async () => {
  const other = headsOf({ tokens: ['x', 'y'], attentions: randomHeads({ layers: 1, heads: 2, rows: 2, columns: 2 }, 9) }, 'view="links"');
  const page = await post(body + other);
  await page.locator('attention-heads').first().locator('.grid-stage').focus();
  for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);
  const states = await page.evaluate(() => Array.from(document.querySelectorAll('attention-heads'), (heads) => {
    const { layer, view } = /** @type {AttentionHeadsElement} */ (heads).state;
    return `${layer} ${view}`;
  }));
  assert.deepEqual(states, ['1 head', '0 links']);
  const ids = await page.evaluate(() => [...document.querySelectorAll('attention-heads')].flatMap((heads) => Array.from(heads.shadowRoot?.querySelectorAll('label[for]') ?? [], (label) => label.getAttribute('for'))));
  assert.equal(new Set(ids).size, ids.length);
});

test('a long computation tells how far it is, is cancelled without a complaint, and goes on', async () => {
  const size = 160;
  const page = await post(headsOf({ attentions: randomHeads({ layers: 16, heads: 2, rows: size, columns: size }) }));
  const computing = inside(page, '.computing');
  // It is pressed as soon as it can be, shown or not: a fast machine is done before it would be shown.
  const outcome = await inHeads(page, async (heads) => {
    await heads.complete; // Else it could be the survey that is cancelled.
    heads.state = { panel: 'rollout', layer: 15 };
    const halt = /** @type {HTMLButtonElement} */ (heads.shadowRoot?.querySelector('.computing button'));
    const { ready } = heads;
    // Its turns are messages: a timer would have to wait for the end of them.
    const { port1, port2 } = new MessageChannel();
    const nextTurn = () => new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    for (let turn = 0; turn < 10_000 && halt.textContent !== 'Cancel'; turn++) await nextTurn();
    halt.click();
    return ready.then(() => 'drawn', (error) => error.name);
  });
  assert.equal(outcome, 'AbortError');
  assert.equal(await problem(page), '');
  await until(() => computing.isVisible(), 'the button');
  assert.match(await computing.textContent() ?? '', /^Cancelled\.Go on$/);
  await computing.locator('button').click();
  await settled(page);
  assert.ok(await computing.isHidden());
  assert.match(await readout(page), /^attention rollout from layer 0 to 15/);
});
