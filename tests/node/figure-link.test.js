import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { deflateText, inflateText } from '../../web/figure/state/deflate.js';
import { FigureError } from '../../web/figure/state/figure-error.js';
import { mostLink, readLink, writeLink } from '../../web/figure/state/figure-link.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { initialOf, stateNames } from '../../web/figure/state/schema.js';
import { createRandom, nest } from './random.js';

/** Published links and the states that they open: neither may ever change. @type {{ link: string, state: any, settings: any }[]} */
const corpus = JSON.parse(readFileSync(new URL('./figure-links.json', import.meta.url), 'utf8'));

/**
 * @param {string} link
 * @param {string} argument
 * @param {string} code
 */
async function refused(link, argument, code) {
  await assert.rejects(readLink(link), (error) => {
    assert.ok(error instanceof FigureError, String(error));
    assert.deepEqual([error.argument, error.code], [argument, code], error.message);
    return true;
  });
}

/** @param {string | Uint8Array} text */
const packed = (text) => `~${deflateSync(text).toString('base64url')}`;

for (const { link, state, settings } of corpus) {
  test(`a published link stays readable for ever: ${link.slice(0, 60)}`, async () => {
    const opened = await readLink(link);
    assert.deepEqual(opened.state, readState(state));
    // What was given away before there was a field says nothing of it.
    assert.deepEqual(opened.state, { ...Object.fromEntries(stateNames.map((name) => [name, initialOf(name)])), ...state });
    assert.deepEqual(opened.settings, settings);
    assert.deepEqual(await readLink(await writeLink(opened.state, settings)), opened);
  });
}

test('short figures are links that people can read', async () => {
  assert.equal(await writeLink(readState({ tokens: ['I', 'like', 'tea'] })), '#v=1&view=heatmap&tokens=I,like,tea');
  const state = readState({ tokens: ['a', 'b'], weights: [[[0.9, 0.1]]], key: 1 });
  assert.equal(await writeLink(state), '#v=1&view=bars&tokens=a,b&weights=0.9,0.1&key=1');
});

test('softcap and local focus are read as they are written', async () => {
  const tokens = ['I', 'like', 'tea'];
  /** @param {Record<string, unknown>} more @param {string} text */
  const says = async (more, text) => {
    const state = readState({ tokens, ...more });
    assert.equal(await writeLink(state), `#v=1&view=heatmap&tokens=I,like,tea&${text}`);
    assert.deepEqual((await readLink(`#v=1&tokens=I,like,tea&${text}`)).state, state);
  };
  await says({ softcap: 30, localFocus: { center: 'monotonic', sigma: 2 } }, 'softcap=30&local-focus=monotonic;2');
  await says({ localFocus: { center: 'predictive', sigma: 1e-7 } }, 'local-focus=predictive;1e-7');
  await says({ localFocus: { center: [0.5, -2, 1e21], sigma: 1 } }, 'local-focus=0.5,-2,1e21;1');
});

test('random states come back equal, every float64 exactly', async () => {
  const random = createRandom(71);
  const names = ['a', '', ',', '&', '=', '~x', '%41', '#', '你好', '😀', ';/', '"', '(x)', "'", '\u0000', '+', ' '];
  for (let round = 0; round < 60; round++) {
    const [H, Tq, Tk, D] = [random.integer(1, 2), random.integer(1, 4), random.integer(1, 4), random.integer(1, 3)];
    /** @param {number[]} shape @returns {any} */
    const tensor = (...shape) => nest({ ...random.tensor(shape), data: random.tensor(shape).data.map((x) => x * 10 ** random.integer(-40, 30)) });
    const isSupplied = random.chance(0.3);
    const state = readState({
      tokens: Array.from({ length: Tk }, () => random.pick(names)),
      queryTokens: Array.from({ length: Tq }, () => random.pick(names)),
      ...(isSupplied ? { weights: tensor(H, Tq, Tk) } : { queries: tensor(H, Tq, D), keys: tensor(1, Tk, D), values: random.pick([null, tensor(1, Tk, 2)]) }),
      score: random.pick(['dot', 'scaled-dot', 'linear']), normalizer: random.pick(['softmax', 'article-code']),
      temperature: random.pick([null, random.uniform(1e-9, 9)]), scale: random.pick([null, random.uniform(-9, 9)]),
      softcap: random.pick([null, 10 ** random.uniform(-40, 30)]),
      localFocus: random.pick([null, ...['monotonic', 'predictive', random.vector(Tq).map((x) => x * 10 ** random.integer(-40, 30))].map((center) => (
        { center, sigma: random.uniform(1e-9, 9) }))]),
      causal: random.pick([false, true, 'bottom-right']), sinks: random.pick([null, random.vector(H).map((x) => x * 10 ** random.integer(-40, 30))]), window: random.pick([null, [2, -1]]),
      mask: random.pick([null, Array.from({ length: Tq }, () => Array.from({ length: Tk }, () => random.integer(0, 1)))]),
      query: random.integer(0, Tq - 1), key: random.pick([null, random.integer(0, Tk - 1)]),
      domain: random.pick([null, [-1.1e-7, 1 / 3]]), caption: random.pick(['', '<b>&amp; "x"', 'über 100 %']), label: random.pick(['', '注意力']),
      ...(isSupplied ? {} : random.pick([{ compare: null }, { shows: 'scores', view: 'bars' }, { compare: 'score', compared: ['dot', 'cosine', 'linear'] }])),
    });
    const link = await writeLink(state);
    assert.deepEqual((await readLink(link)).state, state, link);
    assert.match(link, /^#[A-Za-z0-9%&=,;/.~_-]*$/);
    // A URL parser leaves it unchanged.
    assert.equal(new URL(link, 'https://example.org/figure.html').hash, link);
  }
});

test('long numbers are compressed, and a picture of 24 tokens with 16 components fits', async () => {
  const random = createRandom(5);
  const rows = Array.from({ length: 24 }, () => random.vector(16).map((x) => Number(x.toFixed(3))));
  const state = readState({ queries: [rows], keys: [rows] });
  const link = await writeLink(state);
  assert.match(link, /&queries=~[A-Za-z0-9_-]+&keys=~/);
  assert.ok(link.length < mostLink, String(link.length));
  assert.deepEqual((await readLink(link)).state, state);
});

test('more than 8 KB is refused by size, writing and reading', async () => {
  const random = createRandom(6);
  const state = readState({ weights: [Array.from({ length: 40 }, () => random.vector(40))] });
  await assert.rejects(writeLink(state), (error) => error instanceof FigureError && error.code === 'size' && error.argument === 'link');
  const zeros = readState({ weights: [Array.from({ length: 1024 }, () => new Array(1024).fill(0))] });
  await assert.rejects(writeLink(zeros), (error) => error instanceof FigureError && error.code === 'size' && error.argument === 'weights');
  await refused(`#v=1&view=bars&tokens=${'a'.repeat(mostLink)}`, 'link', 'size');
});

test('a decompression bomb is refused, and not unpacked beyond the limit', async () => {
  const bomb = `#v=1&view=bars&weights=${packed('0,'.repeat(3e6))}`;
  assert.ok(bomb.length < mostLink);
  await refused(bomb, 'weights', 'size');
  const large = packed(new Uint8Array(2 ** 27)).slice(1);
  const before = process.memoryUsage().rss;
  await assert.rejects(inflateText('weights', large, 1 << 20), { code: 'size' });
  assert.ok(process.memoryUsage().rss - before < 2 ** 25);
});

test('text of any script is packed and unpacked, up to the last byte allowed', async () => {
  for (const text of ['', 'a', '茶😀\u0000', 'x'.repeat(1 << 20)]) {
    assert.equal(await inflateText('tokens', await deflateText(text), 1 << 20), text);
  }
  await assert.rejects(inflateText('tokens', await deflateText('x'.repeat(11)), 10), { code: 'size' });
  await refused(`#v=1&tokens=${packed(Uint8Array.of(0x61, 0xff))}`, 'tokens', 'syntax');
});

test('settings of any length are read as they are written', async () => {
  const state = readState({ tokens: ['a'] });
  const settings = { controls: 'score mask '.repeat(100).trim() };
  const link = await writeLink(state, settings);
  assert.match(link, /&controls=~/);
  assert.deepEqual((await readLink(link)).settings, settings);
});

test('settings of the page travel along and are checked', async () => {
  const state = readState({ tokens: ['a'] });
  const settings = { controls: 'score mask', lang: 'zh-Hans', theme: /** @type {const} */ ('dark') };
  const link = await writeLink(state, settings);
  assert.equal(link, '#v=1&view=bars&tokens=a&controls=score%20mask&lang=zh-Hans&theme=dark');
  assert.deepEqual(await readLink(link), { state, settings });
  assert.deepEqual((await readLink(await writeLink(state, { dir: 'rtl' }))).settings, { dir: 'rtl' });
  await refused('v=1&tokens=a&dir=up', 'dir', 'option');
  await refused('v=1&tokens=a&theme=red', 'theme', 'option');
  await refused('v=1&tokens=a&controls=score,alert', 'controls', 'option');
  await refused('v=1&tokens=a&lang=%3Cb%3E', 'lang', 'value');
  await assert.rejects(writeLink(state, /** @type {any} */ ({ onclick: 'x' })), FigureError);
});

test('broken and hostile links throw a FigureError that names the field', async () => {
  await refused('', 'link', 'syntax');
  await refused('#', 'link', 'syntax');
  await refused('#intro', 'link', 'syntax');
  await refused('#view=bars&tokens=a', 'v', 'version');
  await refused('#v=2&view=bars&tokens=a', 'v', 'version');
  await refused('#v=1', 'tokens', 'missing');
  await refused('#v=1&tokens=a&tokens=b', 'tokens', 'syntax');
  await refused('#v=1&tokens=%ff', 'tokens', 'syntax');
  await refused('#v=1&tokens=a&colour=red', 'link', 'option');
  await refused('#v=1&tokens=a&__proto__=x', 'link', 'syntax');
  await refused('#v=1&tokens=a&constructor=x', 'link', 'option');
  await refused('#v=1&tokens=a&view=javascript:alert(1)', 'view', 'option');
  await refused('#v=1&weights=0x10,NaN', 'weights', 'syntax');
  await refused('#v=1&weights=1e999', 'weights[0][0][0]', 'range');
  await refused('#v=1&weights=1,,2', 'weights', 'syntax');
  await refused('#v=1&weights=1;1,2', 'weights[0][1]', 'shape');
  await refused('#v=1&weights=~', 'weights', 'syntax');
  await refused('#v=1&weights=~A', 'weights', 'syntax');
  await refused('#v=1&weights=~####', 'weights', 'syntax');
  await refused(`#v=1&weights=${packed('1,2,3').slice(0, -3)}`, 'weights', 'syntax');
  await refused('#v=1&tokens=a&mask=2', 'mask[0][0]', 'value');
  await refused('#v=1&tokens=a&shows=colours', 'shows', 'option');
  await refused('#v=1&view=links&tokens=a&shows=scores', 'shows', 'option');
  await refused('#v=1&weights=1,0&shows=scores', 'shows', 'option');
  await refused('#v=1&tokens=a&softcap=high', 'softcap', 'syntax');
  await refused('#v=1&tokens=a&softcap=0', 'softcap', 'range');
  await refused('#v=1&tokens=a&local-focus=monotonic', 'local-focus', 'syntax');
  await refused('#v=1&tokens=a&local-focus=constructor;1', 'localFocus.center', 'option');
  await refused('#v=1&tokens=a&local-focus=0,1;1', 'localFocus.center', 'size');
  await refused('#v=1&tokens=a&local-focus=1e999;1', 'localFocus.center[0]', 'range');
  await refused('#v=1&tokens=a&local-focus=0;-1', 'localFocus.sigma', 'range');
  await refused('#v=1&tokens=a&local-focus={"center":"monotonic","sigma":1,"width":2}', 'localFocus', 'option');
  await refused('#v=1&tokens=a&local-focus={', 'local-focus', 'syntax');
  await refused('#v=1&tokens=a&causal=yes', 'causal', 'syntax');
  await refused('#v=1&tokens=a&query=7', 'query', 'range');
  await refused('#v=1&tokens=a&key=0.5', 'key', 'range');
  await refused(/** @type {any} */ (undefined), 'link', 'type');
});

test('links changed at random open as a valid state or throw a FigureError, and change nothing else', async () => {
  const random = createRandom(2024);
  const spare = ['&', '=', ',', ';', '/', '~', '%', '#', '-', 'e', '9', '0', '__proto__', 'constructor', '%00', '%F0%9F', 'weights=', 'NaN', '\uD800', '中', 'A'];
  const prototype = Object.getOwnPropertyNames(Object.prototype).join();
  let opened = 0;
  for (let round = 0; round < 3000; round++) {
    let link = random.pick(corpus).link;
    for (let edit = random.integer(1, 4); edit > 0; edit--) {
      const at = random.integer(0, link.length);
      const other = random.pick(corpus).link;
      const insert = random.pick([random.pick(spare), '', other.slice(random.integer(0, other.length)).slice(0, 40)]);
      link = link.slice(0, at) + insert + link.slice(at + random.integer(0, random.pick([1, 3, 200])));
    }
    try {
      const { state } = await readLink(link);
      assert.deepEqual(readState(state), state, link);
      opened++;
    } catch (error) {
      assert.ok(error instanceof FigureError, `${link}: ${error}`);
    }
  }
  assert.ok(opened > 100 && opened < 2900, `${opened} opened`);
  assert.equal(Object.getOwnPropertyNames(Object.prototype).join(), prototype);
});
