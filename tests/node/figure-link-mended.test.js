// Links that chats and mails have damaged: certain damage is repaired, and no link becomes another figure.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FigureError } from '../../web/figure/state/figure-error.js';
import { readLink, writeLink } from '../../web/figure/state/figure-link.js';
import { readState } from '../../web/figure/state/figure-state.js';

/** @type {{ link: string }[]} */
const corpus = JSON.parse(readFileSync(new URL('./figure-links.json', import.meta.url), 'utf8'));

/** Links as the figure writes them: the language is always there, at the end but for theme and direction. */
const links = [
  ...corpus.map(({ link }) => (/&lang=/.test(link) ? link : `${link}&lang=en`)),
  '#v=1&view=heatmap&tokens=I,like,%E8%8C%B6&query=1&lang=en&theme=dark',
  '#v=1&view=bars&tokens=a%2Cb,c%26d,e%3Df,%2541,%7Ex&query-tokens=q%20r&scale=0.5&caption=50%25%20%28about%29&controls=score%20mask&lang=zh-CN&dir=rtl',
];

/** The fragment in a browser's address, which has these signs escaped. @param {string} link */
const inAddress = (link) => new URL(link, 'https://example.org/figure.html').hash;

/**
 * @param {string} link damaged
 * @param {string} whole
 */
async function assertSame(link, whole) {
  const expected = await readLink(whole);
  for (const given of [link, inAddress(link)]) assert.deepEqual(await readLink(given), expected, given);
}

/** @param {string} link @returns {Promise<unknown>} its figure, or the error */
const outcome = (link) => readLink(link).catch((error) => error);

const ends = [')', '.', ',', ';', '>', ').', '.)', '>,', ']', '"', '”', "'", '*', '）', '。', '，', '！', '!', '?', ' ', '\n', '  \r\n', ' )', '%20', '%3E', '`'];

test('signs after a link are removed', async () => {
  for (const link of links) for (const end of ends) await assertSame(link + end, link);
});

test('fields that count clicks, and a second #, are removed from a link', async () => {
  for (const link of links) {
    for (const end of ['&utm_source=a', '&fbclid=IwAR0_x-Y', '&utm_source=a&utm_medium=b.c%20d&gclid=1', '&utm_campaign=x)', '&msclkid=', '#top', '#:~:text=tea', '#']) await assertSame(link + end, link);
    await assertSame(link.replace('&', '&utm_source=a&'), link);
  }
});

test('lines that a mail broke are joined, and every way to write & is read as &', async () => {
  for (const link of links) {
    for (let at = 1; at < link.length; at += 7) await assertSame(`${link.slice(0, at)}\r\n${link.slice(at)}`, link);
    for (const and of ['&amp;', '&amp;amp;', '&#38;', '&#x26;', '& ', ' &']) {
      // A space after a word belongs to the word.
      if (and !== ' &' || !/(tokens|caption|label)=[^&]*&lang=/.test(link)) await assertSame(link.replace(/&(?=lang=)/, and), link);
    }
    await assertSame(link.replaceAll('&', '&amp;'), link);
  }
});

test('spaces beside the separators of numbers, and within compressed text, are removed', async () => {
  const numbers = '#v=1&queries=1,0;0,1/0,1;2,-3&keys=1,0;0,1&head=1&lang=en';
  await assertSame('#v=1&queries=1, 0; 0,1 / 0,1;2, -3 &keys= 1,0 ;0,1&head=1 &lang=en', numbers);
  const rows = Array.from({ length: 12 }, (_, row) => Array.from({ length: 40 }, (_, axis) => Math.round(1e4 * Math.sin(97 * row + 7 * axis)) / 1e4));
  const packed = await writeLink(readState({ queries: [rows], keys: [rows] }));
  assert.match(packed, /&keys=~[\w-]+$/);
  await assertSame(packed.replace(/(=~.{9})(.{20})/g, '$1 $2 '), packed);
  for (const end of ends) await assertSame(packed + end, packed);
});

test('separators that a mail has escaped are read as separators if they can mean nothing else', async () => {
  const plain = '#v=1&view=heatmap&tokens=tea,milk&queries=1,0;0,1&keys=1,0;0,1&window=1,-1&lang=en';
  await assertSame(plain.replaceAll('=', '%3D'), plain);
  await assertSame(plain.replaceAll('=', '%3d').replaceAll(';', '%3b'), plain);
  await assertSame(plain.replace(/(queries|keys|window)=([^&]*)/g, (_, name, text) => `${name}=${encodeURIComponent(text)}`), plain);
  for (const link of links) if (!/[~]/.test(link)) await assertSame(`#${encodeURIComponent(link.slice(1))}`, link);
  // Then a comma inside a word and one between words look the same.
  const words = '#v=1&tokens=a%2Cb,c&lang=en';
  for (const link of ['#v%3D1&tokens%3Da%2Cb%2Cc&lang%3Den', words.replaceAll('=', '%3D'), '#v=1&tokens=a%2Cb&queries=1%2C0&keys=1%2C0', '#v%3D1%26tokens%3Da%20b%2Cc']) {
    await assert.rejects(readLink(link), FigureError, link);
  }
});

test('a link that was cut off is not made whole by leaving out more of it', async () => {
  for (const link of [...links, '#v=1&queries=1,0;0,1/2,3;4,5&keys=1,0;0,1', '#v=1&tokens=a,b&window=1,2&domain=0,1', '#v=1&tokens=a,b&sinks=0.5']) {
    const whole = await readLink(link);
    for (let end = 5; end < Math.min(link.length, 500); end++) {
      const cut = link.slice(0, end);
      for (const sign of ['', '…', '...', '..']) {
        const got = await outcome(cut + sign);
        if (got instanceof FigureError) continue;
        assert.ok(!/[,;/&=]$/.test(cut) || /(?:tokens|caption|label|compared|controls)=[^&]*$/.test(cut + sign), `${cut}${sign} was read`);
        if (sign && !/(?:tokens|caption|label)=[^&]*$/.test(cut)) assert.deepEqual(got, whole, `${cut}${sign}`);
      }
    }
  }
});

test('a link that can be read is read unchanged, whatever it looks like', async () => {
  const { state, settings } = await readLink('#v=1&tokens=tea,(milk),x>&caption=see+(a%20b).)&label=C#&lang=en');
  assert.deepEqual([state.tokens, state.caption, state.label, settings], [['tea', '(milk)', 'x>'], 'see+(a b).)', 'C#', { lang: 'en' }]);
  assert.deepEqual((await readLink('#v=1&tokens=a,b,')).state.tokens, ['a', 'b', '']);
  assert.equal((await readLink('#v=1&tokens=a&caption=Hi)')).state.caption, 'Hi)');
  // It stays so when the end is repaired.
  const mended = await readLink('#v=1&tokens=a,%2Cb&caption=Tea &amp; milk #1 (a).&lang=en).').catch((error) => error);
  assert.ok(mended instanceof FigureError, 'a field that nobody knows stays one');
  const kept = await readLink('#v=1&tokens=a,%2Cb&caption=Tea  #1 (a).&lang=en).');
  assert.deepEqual([kept.state.tokens, kept.state.caption, kept.settings], [['a', ',b'], 'Tea  #1 (a).', { lang: 'en' }]);
});

test('a repair that is not certain is an error about the original link', async () => {
  /** @type {[link: string, argument: string, code: string][]} */
  const cases = [
    ['#v=1&tokens=a&colour=red)', 'link', 'option'], ['#v=1&tokens=a&temprature=2', 'link', 'option'], ['#v=1&tokens=a&utm=2', 'link', 'option'], ['#v=2&tokens=a&lang=en)', 'v', 'version'],
    ['#v=1&queries=1 0;0 1', 'queries', 'syntax'], ['#v=1&weights=1,0,', 'weights', 'syntax'], ['#v=1&weights=1;', 'weights', 'syntax'], ['#v=1&tokens=a&lang=en and more', 'lang', 'value'],
    ['#v=1&tokens=a&lang=en…', 'lang', 'value'], ['#v=1&tokens=a&temperature=0.', 'temperature', 'range'], ['#v=1&tokens=a&', 'link', 'syntax'], ['#v=1&tokens=a&amp;', 'link', 'syntax'],
  ];
  for (const [link, argument, code] of cases) {
    await assert.rejects(readLink(link), (error) => error instanceof FigureError && error.argument === argument && error.code === code, link);
  }
});

test('a blank after a comma between words may be a word’s own: the link is refused, not read as other words', async () => {
  await assert.rejects(readLink('#v=1&view=heatmap&tokens=I, like, tea&weights=0.1, 0.2, 0.7&query-tokens=q&lang=en'), FigureError);
});
