// The page models.html: a model that it makes itself, checkpoints and stories260K where they are beside the project. What it shows
// is read off the page, and held against float64.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';
import { distFolder } from '../../web/build/site.js';
import { serveFolder } from '../../web/build/static-server.js';
import { until, useBrowser } from './browser.js';
import { inHeads } from './heads-post.js';
import { assertAccessible, sideways } from './lesson-page.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/** A host without headers of its own: the page has only its own policy. @type {import('../../web/build/static-server.js').Site} */
let host;
before(async () => {
  host = await serveFolder(distFolder, { port: 0, headers: { 'Content-Security-Policy': null } });
});
after(() => host.close());

const shared = join(projectFolder, '../shared/models');

/** @param {import('./browser.js').OpenOptions} [options] */
async function open(options = {}) {
  const { page, complaints } = await lab.open({ ...options, address: `${host.url}models.html` });
  await page.locator('#pages a').first().waitFor();
  return { page, complaints };
}

/** @param {import('./browser.js').OpenOptions} [options] */
async function openExample(options) {
  const opened = await open(options);
  await opened.page.locator('#example').click();
  await derived(opened.page);
  return opened;
}

/** @param {Page} page until a weight is written down */
const derived = (page) => page.locator('#cell-steps table').first().waitFor();

/** @param {Page} page @param {string} selector @returns {Promise<string>} */
const textOf = async (page, selector) => await page.locator(selector).first().textContent() ?? '';

/** @param {Page} page @param {string} selector of a table @returns {Promise<string[][]>} */
const cellsOf = (page, selector) => page.locator(selector).first().evaluate((table) => (
  Array.from(table.querySelectorAll('tbody tr'), (row) => Array.from(row.children, (cell) => cell.textContent ?? ''))));

/** @param {string} printed */
const numberOf = (printed) => Number(printed.replace('−', '-').replace(/e−/, 'e-'));

/** @param {Page} page @param {string} folder of a checkpoint */
async function openFolder(page, folder) {
  const names = readdirSync(folder).filter((name) => /\.safetensors|^config\.json$/.test(name));
  await page.locator('#files').setInputFiles(names.map((name) => join(folder, name)));
}

test('the tiny model: facts, every head, the next word; nothing leaves the page', async () => {
  const { page, complaints } = await openExample();
  assert.match(await textOf(page, '#facts'), /gpt2.*GPT2LMHeadModel.*safetensors.*146,434.*2 layers × 2 heads of size 64.*32 tokens/);
  assert.deepEqual(await inHeads(page, (heads) => heads.sets.map(({ kind, layers, heads: count, queries }) => [kind, layers, count, queries?.length])), [['self', 2, 2, 12]]);
  const [first, second] = await cellsOf(page, '#says table');
  assert.equal(first[0], 'fox');
  assert.ok(numberOf(first[1]) > 0.98);
  assert.ok(numberOf(second[1]) < 0.001);
  assert.deepEqual(complaints, []);
});

test('weights as int8 take less memory, and the same word comes next', async () => {
  const { page } = await openExample();
  assert.match(await textOf(page, '#facts'), /586 kB/);
  await page.locator('#precision').selectOption('int8');
  await page.locator('#example').click();
  await until(async () => /172 kB/.test(await textOf(page, '#facts')) && await page.locator('#running').isHidden(), 'smaller');
  await derived(page);
  assert.equal((await cellsOf(page, '#says table'))[0][0], 'fox');
});

test('a weight is written down from its query and key to softmax, with the same numbers as float64', async () => {
  const { page } = await openExample();
  const { weights } = await inHeads(page, (heads) => heads.matrix());
  assert.equal(await page.locator('#cell-query').inputValue(), '11');
  for (const key of ['3', '0', '11']) {
    await page.locator('#cell-key').selectOption(key);
    const products = await cellsOf(page, '#cell-steps > :first-child table');
    const sum = numberOf(products[products.length - 1][3]);
    const total = products.slice(0, -1).reduce((all, row) => all + numberOf(row[3]), 0);
    assert.ok(Math.abs(sum - total) < 5e-4, `${sum}, ${total}`); // Nine numbers of four decimals.
    for (const [, q, k, product] of products.slice(0, 1)) assert.ok(Math.abs(numberOf(q) * numberOf(k) - numberOf(product)) < 1e-3);
    const rows = await cellsOf(page, '#cell-steps > :last-child table');
    const chosen = /** @type {string[]} */ (rows.find(([name]) => name.startsWith(`${key}:`)));
    assert.ok(Math.abs(numberOf(chosen[1]) - sum / 8) < 2e-4);
    assert.ok(Math.abs(numberOf(chosen[3]) - weights[11][Number(key)]) < 6e-5, `${chosen[3]}, ${weights[11][Number(key)]}`);
    const exponentials = rows.slice(0, -1).map((row) => numberOf(row[2]));
    assert.ok(Math.abs(exponentials.reduce((all, value) => all + value, 0) - numberOf(rows[rows.length - 1][2])) < 5e-4);
    assert.match(await textOf(page, '#cell-steps .equation'), /^\d+\.\d{4} × 0\.1250 [=≈] |^[>−].* × 0\.1250 [=≈] /);
  }
  await page.locator('#cell-query').selectOption('2');
  await page.locator('#cell-key option[value="5"]').waitFor({ state: 'attached' });
  await page.locator('#cell-key').selectOption('5');
  await page.locator('.masked').waitFor();
  assert.match(await textOf(page, '.masked'), /stands behind the query: its weight is exactly 0/);
});

test('the logit lens: the induction head points at the word that it copies', async () => {
  const { page } = await openExample();
  const [first, second] = await cellsOf(page, '#cell-lens table');
  assert.equal(first[0], 'fox');
  assert.ok(numberOf(first[1]) > numberOf(second[1]) + 5, `${first} ${second}`);
  // The word that the reader looks at now is followed by another one.
  await page.locator('#cell-query').selectOption('10');
  await until(async () => (await cellsOf(page, '#cell-lens table'))[0][0] === 'quick', 'the word behind “the”');
});

test('the head and the query that are chosen in the picture are written down', async () => {
  const { page } = await openExample();
  await inHeads(page, (heads) => { heads.state = { layer: 0, head: 0, query: 4 }; });
  await until(async () => /Layer 0, head 0/.test(await textOf(page, '#cell-place')) && await page.locator('#cell-query').inputValue() === '4', 'follows');
  assert.equal(await page.locator('#cell-key').inputValue(), '3');
});

test('a head that is off: what the model says stands beside what it said, and all comes back', async () => {
  const { page } = await openExample();
  await page.locator('#write-go').click();
  await until(async () => await page.locator('#written-tokens li').count() > 0, 'written with all heads');
  await page.locator('#off-head').click();
  await until(async () => await textOf(page, '#off-moved') !== '' && await page.locator('#written-tokens li').count() === 0, 'run without the head');
  const rows = await cellsOf(page, '#says table');
  const fox = /** @type {string[]} */ (rows.find(([name]) => name === 'fox'));
  const [now, earlier, change] = fox.slice(1).map(numberOf);
  assert.ok(now < 0.1 && earlier > 0.98 && Math.abs(now - earlier - change) < 2e-4, fox.join(' '));
  assert.equal(await page.locator('#off-list li').count(), 1);
  await page.locator('#off-none').click();
  await until(async () => await textOf(page, '#off-moved') === '', 'run with all heads');
  assert.ok(numberOf((await cellsOf(page, '#says table'))[0][1]) > 0.98);
  assert.equal(await page.locator('#off-list li').count(), 0);
});

test('it writes token by token, goes back, and its attention can be seen', async () => {
  const { page } = await openExample();
  await page.locator('#write-maxTokens').fill('5');
  await page.locator('#write-go').click();
  await until(async () => await textOf(page, '#written') === 'fox saw a small cat', 'five words');
  await page.locator('#write-back').click();
  await until(async () => await textOf(page, '#written') === 'fox saw a small', 'four words');
  await page.locator('#write-maxTokens').fill('2');
  await page.locator('#write-go').click();
  await until(async () => await textOf(page, '#written') === 'fox saw a small cat.', 'on from there');
  await page.locator('#write-back').click();
  await page.locator('#write-back').click();
  await until(async () => await textOf(page, '#written') === 'fox saw a small', 'four words again');
  await page.locator('#write-look').click();
  await until(async () => await inHeads(page, (heads) => heads.sets[0].rows) === 16, 'sixteen tokens');
  assert.match(await page.locator('#ask-text').inputValue(), /then the quick fox saw a small$/);
  await page.locator('#write-temperature').fill('hot');
  await page.locator('#write-go').click();
  assert.match(await textOf(page, '#write-problem'), /Expected a number, got “hot”/);
  await page.locator('#write-temperature').fill('-1');
  await page.locator('#write-go').click();
  await until(async () => /temperature: expected a number from 0 on, got -1/.test(await textOf(page, '#write-problem')), 'the model’s own words');
});

test('reading is cancelled', async () => {
  const { page } = await open();
  const cancel = () => page.evaluate(() => ['example', 'reading-cancel'].forEach((id) => document.getElementById(id)?.click()));
  await cancel();
  await until(async () => await textOf(page, '#open-problem') === 'Cancelled.', 'cancelled');
  assert.equal(await page.locator('#ask').isHidden(), true);
  assert.equal(await page.locator('#reading').isHidden(), true);
  await page.locator('#example').click();
  await derived(page);
  await cancel();
  await until(async () => await textOf(page, '#open-problem') === 'Cancelled. What was open stays open.', 'cancelled again');
  await page.locator('#run').click();
  await until(async () => await page.locator('#running').isHidden(), 'run');
  assert.equal(await textOf(page, '#ask-problem'), '');
});

test('a dropped folder is opened, without the folders within', async () => {
  const { page } = await open();
  await page.evaluate(() => {
    /** @param {string} name @param {string} content @returns {object} */
    const file = (name, content) => ({ isFile: true, isDirectory: false, file: (/** @type {(file: File) => void} */ take) => take(new File([content], name)) });
    const parts = [[file('config.json', '{"model_type":"gpt2"}'), { isFile: false, isDirectory: true }], [file('notes.txt', 'words')], []];
    const folder = { isFile: false, isDirectory: true, createReader: () => ({ readEntries: (/** @type {(entries: object[]) => void} */ take) => take(/** @type {object[]} */ (parts.shift())) }) };
    const transfer = { types: ['Files'], files: [new File([], 'model')], items: [{ webkitGetAsEntry: () => folder }] };
    dispatchEvent(Object.assign(new Event('drop'), { dataTransfer: transfer }));
  });
  await until(async () => /expected weights .*, got only config\.json \(21 bytes\), notes\.txt \(5 bytes\)/.test(await textOf(page, '#open-problem')), 'its two files');
});

test('what cannot be opened is said at its place, and what was open stays', async () => {
  const { page } = await openExample();
  await page.locator('#files').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no model') });
  await until(async () => /This could not be opened\. files: expected weights .* What was open stays open\./.test(await textOf(page, '#open-problem')), 'refused');
  assert.match(await textOf(page, '#facts'), /gpt2/);
  await page.locator('#ask-text').fill('the quick '.repeat(40));
  await page.locator('#run').click();
  await until(async () => /text: expected at most 32 tokens/.test(await textOf(page, '#ask-problem')), 'too long');
  assert.equal(await inHeads(page, (heads) => heads.sets[0].rows), 12);
});

for (const { width, dark, locale } of [{ width: 1280, dark: false, locale: 'en-US' }, { width: 360, dark: true, locale: 'zh-CN' }]) {
  test(`accessible, and no wider than ${width} pixels: ${locale}${dark ? ', dark' : ''}`, async () => {
    const { page, complaints } = await openExample({ width, dark, locale });
    await page.locator('#off-head').click();
    await until(async () => await textOf(page, '#off-moved') !== '', 'run without the head');
    await page.locator('#write-go').click();
    await until(async () => await page.locator('#written-tokens li').count() > 3, 'written');
    await assertAccessible(page, 'body', locale);
    assert.ok(await sideways(page) <= 0, locale);
    await page.locator('#language').click();
    assert.equal(await textOf(page, 'h1'), locale === 'en-US' ? '把整个模型放进这个页面' : 'A whole model in this tab');
    assert.deepEqual(complaints, []);
  });
}

const checkpoints = join(shared, 'checkpoints');
const skip = existsSync(checkpoints) ? false : 'no ../shared/models/checkpoints';

test('checkpoints of each kind: their attention, without a vocabulary', { skip }, async () => {
  const { page, complaints } = await open();
  for (const folder of ['llama-gqa', 'gemma3-types', 'distilbert-mlm', 't5-classic', 'mpnet-mlm']) {
    const place = join(checkpoints, folder);
    const expected = JSON.parse(readFileSync(join(place, 'expected.json'), 'utf8'));
    const opened = await textOf(page, '#facts');
    await openFolder(page, place);
    await until(async () => await textOf(page, '#facts') !== opened && await page.locator('#running').isHidden(), folder);
    await page.locator('#ask-ids').fill(expected.ids.join(' '));
    if (expected.decoder_ids) await page.locator('#ask-decoderIds').fill(expected.decoder_ids.join(', '));
    await page.locator('#run').click();
    const count = (expected.decoder_ids ?? expected.ids).length;
    await until(async () => await inHeads(page, (heads) => heads.sets.at(-1)?.rows) === count && await page.locator('#cell-query option').count() > 0, `${folder} is run`);
    assert.equal(await textOf(page, '#ask-problem'), '');
    for (const [layer, attentions] of expected.attentions.entries()) await assertHeads(page, expected.decoder_ids ? 'decoder' : 'self', layer, attentions);
    await assertSteps(page);
    if (!await page.locator('#write').isHidden()) await assertNext(page, expected.logits);
  }
  assert.deepEqual(complaints, []);
});

/** The likeliest token is that of the logits' last row, in the table and where the model writes. @param {Page} page @param {{ data: number[], shape: number[] }} logits */
async function assertNext(page, { data, shape: [rows, size] }) {
  const last = data.slice((rows - 1) * size);
  const likeliest = String(last.indexOf(Math.max(...last)));
  const [[name, probability]] = await cellsOf(page, '#says table');
  const sum = last.reduce((total, logit) => total + Math.exp(logit - Math.max(...last)), 0);
  assert.equal(name, likeliest);
  assert.ok(Math.abs(numberOf(probability) - 1 / sum) < 1.5e-4, `${probability}, ${1 / sum}`); // Four decimals, of float32 logits.
  await page.locator('#write-maxTokens').fill('2');
  await page.locator('#write-go').click();
  await until(async () => await page.locator('#written-tokens li').count() > 0 || await textOf(page, '#write-problem') !== '', 'written');
  if (await textOf(page, '#write-problem') === '') assert.ok((await textOf(page, '#written-tokens li')).startsWith(likeliest));
  else assert.equal(await textOf(page, '#write-problem'), 'It has ended the text.');
}

test('CLIP is given a text or a picture; Whisper, which listens, is said to be beyond this page', { skip }, async () => {
  const { page, complaints } = await open();
  await openFolder(page, join(checkpoints, 'clip-classic'));
  await page.locator('#ask-which').waitFor();
  await until(async () => await inHeads(page, (heads) => heads.sets[0]?.rows) === 5, 'five tokens');
  assert.match(await textOf(page, '#cell-place'), /attention of the text/);
  await page.locator('#ask-which').selectOption('picture');
  await page.locator('#run').click();
  assert.match(await textOf(page, '#ask-problem'), /Choose a picture first\./);
  await page.locator('#ask-picture').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await until(async () => /no picture that the browser can read/.test(await textOf(page, '#ask-problem')), 'refused');
  await page.locator('#ask-picture').setInputFiles(await redPicture(page));
  await until(async () => /attention of the picture/.test(await textOf(page, '#cell-place')), 'looked at');
  await openFolder(page, join(checkpoints, 'whisper-tiny'));
  await until(async () => /listens to sound/.test(await textOf(page, '#ask-fields')), 'no sound');
  assert.equal(await page.locator('#run').isHidden(), true);
  assert.deepEqual(complaints, []);
});

/** @param {Page} page @param {string} kind @param {number} layer @param {{ data: number[], shape: number[] }} expected [heads, queries, keys] */
async function assertHeads(page, kind, layer, { data, shape: [heads] }) {
  const got = await inHeads(page, async (element, [wanted, at]) => {
    const set = /** @type {import('../../web/heads/files/axes.js').AttentionSet} */ (element.sets.find((one) => one.kind === wanted));
    const all = [];
    for (let head = 0; head < set.heads; ++head) all.push(...await set.read(Number(at), head));
    return all;
  }, [kind, layer]);
  assert.equal(got.length, data.length, `${heads} heads`);
  // As the checkpoints' README has it.
  got.forEach((value, i) => assert.ok(Math.abs(value - data[i]) < 3e-5, `${kind}, layer ${layer}, ${i}: ${value}, ${data[i]}`));
}

/** The weight that is written down, made of scale, cap and bias too, is the model's own. @param {Page} page */
async function assertSteps(page) {
  const { set } = await inHeads(page, (heads) => heads.state);
  for (const [layer, head] of [[0, 0], [1, 1]]) {
    await inHeads(page, (heads, state) => { heads.state = state; }, { set, layer, head });
    await until(async () => new RegExp(`Layer ${layer}, head ${head}`).test(await textOf(page, '#cell-place')), 'chosen');
    const rows = await cellsOf(page, '#cell-steps > :last-child table');
    const own = /(\d\.\d{4}|<0\.0001|1|0)$/.exec(await textOf(page, '#cell-steps > :last-child > .note:last-child'))?.[0];
    const key = await page.locator('#cell-key').inputValue();
    const chosen = /** @type {string[]} */ (rows.find(([name]) => name.startsWith(`${key}:`)));
    assert.ok(Math.abs(numberOf(chosen[3]) - numberOf(own ?? '')) <= 1.01e-4, `${chosen[3]}, ${own}`); // The last digit printed.
  }
}

/** A vocabulary as BERT has it, of as many words as the checkpoint. */
const wordList = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'the', 'cat', 'sat', 'on', 'mat', '.', ...Array.from({ length: 59 }, (_, i) => `word${i}`)];

test('a masked word is guessed, and two sentences are compared', { skip }, async () => {
  const { page, complaints } = await open();
  const folder = join(checkpoints, 'distilbert-mlm');
  const names = readdirSync(folder).filter((name) => /\.safetensors|^config\.json$/.test(name));
  const files = names.map((name) => ({ name, mimeType: '', buffer: readFileSync(join(folder, name)) }));
  await page.locator('#files').setInputFiles([...files, { name: 'vocab.txt', mimeType: 'text/plain', buffer: Buffer.from(wordList.join('\n')) }]);
  await page.locator('#ask-text').waitFor();
  assert.match(await textOf(page, '#ask-fields'), /\[MASK\] stands for a word/);
  await page.locator('#ask-text').fill('the [MASK] sat on the mat .');
  await page.locator('#run').click();
  await until(async () => (await inHeads(page, (heads) => heads.sets[0]?.queries ?? [])).join(' ') === '[CLS] the [MASK] sat on the mat . [SEP]', 'run');
  await until(async () => /token 2, which is masked/.test(await textOf(page, '#says caption')), 'guessed');
  const guesses = (await cellsOf(page, '#says table')).map(([, probability]) => numberOf(probability));
  assert.ok(guesses.every((guess, i) => i === 0 || guess <= guesses[i - 1]) && guesses[0] > 1 / wordList.length, guesses.join(' '));
  assert.equal(await page.locator('#write').isHidden(), true);
  await page.locator('#compare-first').fill('the cat sat .');
  for (const [second, isSame] of /** @type {const} */ ([['the cat sat .', true], ['on the mat', false]])) {
    await page.locator('#compare-second').fill(second);
    await page.locator('#compare-go').click();
    await until(async () => /Cosine/.test(await textOf(page, '#compared')) && (await textOf(page, '#compared') === 'Cosine: 1.0000') === isSame, second);
  }
  assert.deepEqual(complaints, []);
});

const encoder = existsSync(join(distFolder, 'models/universal-sentence-encoder-lite/model.safetensors'));

test('the trained model beside the page is fetched when it is asked for, and tells likeness', { skip: encoder ? false : 'the build had no network to fetch it from' }, async () => {
  const { page, complaints } = await open();
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.locator('#encoder').click();
  await page.locator('#ask-text').waitFor();
  assert.match(await textOf(page, '#opened'), /Universal Sentence Encoder lite/);
  assert.match(await textOf(page, '#facts'), /2 layers × 4 heads/);
  assert.ok(asked.every((address) => address.startsWith(host.url)), asked.join(' '));
  const alike = [];
  await page.locator('#compare-first').fill('How old are you?');
  for (const second of ['What is your age?', 'The train leaves at noon.']) {
    const before = await textOf(page, '#compared');
    await page.locator('#compare-second').fill(second);
    await page.locator('#compare-go').click();
    await until(async () => /Cosine/.test(await textOf(page, '#compared')) && await textOf(page, '#compared') !== before, second);
    alike.push(numberOf((await textOf(page, '#compared')).replace('Cosine: ', '')));
  }
  assert.ok(alike[0] > alike[1] + 0.3, alike.join(' '));
  assert.deepEqual(complaints, []);
});

/** @param {Page} page @returns {Promise<{ name: string, mimeType: string, buffer: Buffer }>} of 40 x 30 pixels */
async function redPicture(page) {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(40, 30);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.fillStyle = 'rgb(255 0 51)';
    context.fillRect(0, 0, 40, 30);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });
  return { name: 'red.png', mimeType: 'image/png', buffer: Buffer.from(bytes) };
}

test('a picture, at the size of the model, and the attention of its patches', { skip }, async () => {
  const { page, complaints } = await open();
  await openFolder(page, join(checkpoints, 'vit-classify'));
  await page.locator('#ask-picture').waitFor();
  await page.locator('#ask-picture').setInputFiles(await redPicture(page));
  await until(async () => await page.locator('#cell-query option').count() > 0, 'run');
  const { queries, rows } = await inHeads(page, (heads) => ({ queries: heads.sets[0].queries, rows: heads.sets[0].rows }));
  assert.equal(queries?.[0], '[class]');
  assert.equal(queries?.at(-1), `${Math.sqrt(rows - 1) - 1},${Math.sqrt(rows - 1) - 1}`);
  assert.match(await textOf(page, '#says table caption'), /Which class it is/);
  assert.deepEqual(await page.locator('#ask-canvas').evaluate((canvas) => [.../** @type {HTMLCanvasElement} */ (canvas).getContext('2d')?.getImageData(3, 3, 1, 1).data ?? []]), [255, 0, 51, 255]);
  assert.deepEqual(complaints, []);
});

const stories = join(shared, 'stories260K');

test('stories260K tells its story', { skip: existsSync(stories) ? false : 'no ../shared/models/stories260K' }, async () => {
  const { page, complaints } = await open();
  await page.locator('#files').setInputFiles([join(stories, 'stories260K.bin'), join(stories, 'tok512.bin')]);
  await page.locator('#ask-text').waitFor();
  await page.locator('#ask-text').fill('Once upon a time');
  await page.locator('#run').click();
  await until(async () => /Layer/.test(await textOf(page, '#cell-place')) && await page.locator('#ask-text').inputValue() === 'Once upon a time', 'run');
  await page.locator('#write-maxTokens').fill('40');
  await page.locator('#write-go').click();
  await until(async () => await page.locator('#written-tokens li').count() === 40, 'forty tokens');
  const golden = readFileSync(join(stories, 'golden.json'), 'utf8');
  const story = Object.values(JSON.parse(golden)).filter((value) => typeof value === 'string').sort((one, other) => other.length - one.length)[0];
  await until(async () => (await textOf(page, '#written')).length > 60, 'decoded');
  assert.ok(story.startsWith(`Once upon a time${(await textOf(page, '#written')).replace(/^\b/, story.includes('time,') ? '' : ' ')}`), `${await textOf(page, '#written')} | ${story}`);
  assert.deepEqual(complaints, []);
});
