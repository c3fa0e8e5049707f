// The fragment of the lesson's address, and the hero's part of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, parseAddress, withoutEnd } from '../../web/site/lesson/address.js';
import { author, figureAddress, readState, writeState } from '../../web/site/lesson/hero/state.js';

test('an address is read and written back the same', () => {
  for (const hash of [
    '', '#softmax', '#projector', '#answers=hidden', '#lang=zh', '#order=p:1,2;3', '#softmax&lang=en&projector&answers=hidden&softmax=t:0.5&heads.map=%E6%88%91%20%26',
  ]) {
    assert.equal(formatAddress(parseAddress(hash)), hash);
  }
  const { place, modes, values } = parseAddress('#softmax&projector&answers=hidden&softmax.predict=2&mask=%E6%88%91');
  assert.equal(place, 'softmax');
  assert.deepEqual(modes, { projector: true, answersHidden: true, lang: '' });
  assert.deepEqual([...values], [['softmax.predict', '2'], ['mask', '我']]);
});

test('a value that cannot be read is not shown, and its name is known', () => {
  for (const hash of ['#=', '#&&', '#a=%E6%88', '#1=2', '#lang=fr', '#answers=shown', '#projector=0', '#<b>=1', `#a=${'x'.repeat(30_000)}`]) {
    assert.equal(formatAddress(parseAddress(hash)), '', hash);
  }
  assert.deepEqual([...parseAddress('#a=%&b=1&b=2').values], [['b', '2']]);
  const { unread, values } = parseAddress('#softmax=%E0%A4%A&mix=s:1&heads.map=%&answers=%');
  assert.deepEqual([...unread], ['softmax', 'heads.map']);
  assert.deepEqual([...values], [['mix', 's:1']]);
});

test('an address that is too long says only how the page is shown', () => {
  const { place, modes, values, isTooLong } = parseAddress(`#mix&answers=hidden&mix=${'1'.repeat(21_000)}`);
  assert.deepEqual({ place, values: [...values], isTooLong }, { place: '', values: [], isTooLong: true });
  assert.equal(modes.answersHidden, true);
  assert.equal(parseAddress('#mix=s:1').isTooLong, false);
});

test('signs that chats and mails add to an address are removed', () => {
  const whole = '#softmax&lang=en&projector&answers=hidden&softmax=t:0.5,1;2&heads.map=%E6%88%91%20%26)';
  for (const given of [
    `${whole}#top`, `${whole}#:~:text=a`, `${whole}&utm_source=a&utm_medium=b`, `${whole}&fbclid=IwAR0_x`, whole.replaceAll('&', '&amp;'), whole.replaceAll('&', '&amp;amp;'),
    whole.replaceAll('=', '%3D'), whole.replace('t:0.5,1;2', 't%3A0.5%2C1%3B2'), whole.replace('&', '&gclid=1&'),
  ]) assert.equal(formatAddress(parseAddress(given)), whole, given);
  for (const end of [')', '.', ',', '>', '%3E', ').', '。', '%20', ' ', '"', '*', '！']) {
    assert.equal(parseAddress(`#softmax${end}`).place, 'softmax', end);
    assert.equal(formatAddress(parseAddress(`#mix=s:1&answers=hidden${end}`)), '#answers=hidden&mix=s:1', end);
    assert.equal(formatAddress(parseAddress(`#mix=s:1&lang=zh${end}`)), '#lang=zh&mix=s:1', end);
    assert.equal(formatAddress(parseAddress(`#mix=s:1&projector${end}`)), '#projector&mix=s:1', end);
  }
  // A value may end in any sign: only the section knows which are its own.
  assert.deepEqual([...parseAddress('#a=b)&c=d%20').values], [['a', 'b)'], ['c', 'd ']]);
  assert.deepEqual(['t:0.5)', 't:0.5).', 't:0.5.', 't:0.', 't:1.', 'q:3,1;x:2,', 'x...', 'x)...', '(a)b'].map(withoutEnd), ['t:0.5', 't:0.5', 't:0.5', 't:0.', 't:1.', 'q:3,1;x:2,', 'x...', 'x)...', '(a)b']);
});

test('any value is read back unchanged', () => {
  for (const value of ['我&喜欢=学习', 'a#b?c', '100%', '"<>', ' ', '😀', 'a;b:c,d/e']) {
    const hash = formatAddress({ ...parseAddress(''), values: new Map([['x.y', value]]) });
    assert.match(hash, /^#[\x21-\x7e]+$/);
    assert.equal(parseAddress(hash).values.get('x.y'), value);
  }
});

test('the hero writes only what has changed', () => {
  assert.equal(writeState(author), '');
  assert.deepEqual(readState(''), author);
  const changed = { ...author, score: /** @type {const} */ ('cosine'), query: /** @type {[number, number]} */ ([1, -0.25]) };
  assert.equal(writeState(changed), 'cosine;ask:1,-0.25');
  assert.deepEqual(readState('cosine;ask:1,-0.25'), changed);
  assert.deepEqual(readState('2:0.1,0.2').words[1], [0.1, 0.2]);
  assert.deepEqual(readState('ask:99,-99').query, [3.7, -0.4], 'the plane ends somewhere');
  for (const broken of ['manhattan', 'ask:1', '4:1,1', 'ask:1,x', 'ask:1e5,1', 'dot;;', '<script>']) {
    assert.throws(() => readState(broken), /expected a score or a vector/, broken);
  }
  // The author's state itself never changes.
  readState('1:1,1;ask:0,0;euclidean');
  assert.deepEqual(author, { score: 'dot', query: [0.5, 1.5], words: [[2, 1.5], [3, 2.5], [0.5, 1.5]] });
});

test('the hero’s figure has an address that the figure’s page reads', async () => {
  const { readLink } = await import('../../web/figure/state/figure-link.js');
  const { state } = await readLink(figureAddress({ ...author, score: 'euclidean' }).replace(/^[^#]*/, ''));
  assert.deepEqual(state.tokens, ['我', '喜欢', '学习']);
  assert.equal(state.view, 'plane');
  assert.equal(state.score, 'euclidean');
});
