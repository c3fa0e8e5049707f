// This browser has Float16Array: its numbers are taken as they are, from an iframe too, and a mask of them is added.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';

const lab = useBrowser();

test('a Float16Array is a tensor of its numbers, and as a mask it is added', async () => {
  const page = await lab.openDrawn();
  const got = await page.evaluate(async () => {
    const { loadAttention } = await import(new URL('./attention-lab.js', location.href).href);
    const attention = await loadAttention();
    const frame = document.body.appendChild(document.createElement('iframe'));
    const realms = /** @type {any[]} */ ([globalThis, frame.contentWindow]);
    const numbers = [0.5, -2, 65504, 2 ** -24];
    const query = { data: Float32Array.of(2 ** -10, 0.25), shape: [1, 2] };
    const attend = (/** @type {any} */ key, /** @type {any} */ more = {}) => {
      const { output, weights, presentKey } = attention.attend({ query, key, value: key, ...more }, { weights: true, present: true });
      return [...output.data, ...weights.data, ...presentKey.data];
    };
    const key = { data: Float32Array.from(numbers), shape: [2, 2] };
    const want = attend(key);
    const wantAdded = attend(key, { mask: { data: Float32Array.of(1, 0), shape: [2] } });
    return realms.map(({ Float16Array }) => {
      const halves = { data: Float16Array.from(numbers), shape: [2, 2] };
      const all = { ...halves, dtype: 'float16' };
      const mask = { data: Float16Array.of(1, 0), shape: [2] };
      const long = { data: new Float16Array(80).fill(0.1), shape: [2, 40] };
      const longer = attention.attend({ query: { data: new Float32Array(40), shape: [1, 40] }, key: long, value: long }).output.data;
      /** @type {string[]} */
      const refused = [];
      for (const [name, bad] of Object.entries({ key: { data: Float16Array.of(1, 0, Infinity, 0), shape: [2, 2] }, mask: { ...mask, dtype: 'float32' } })) {
        try {
          attention.attend({ query, key, value: key, [name]: bad });
        } catch (error) {
          refused.push(String(error));
        }
      }
      return {
        isSame: [attend(halves), attend(all), attend([halves.data.slice(0, 2), halves.data.slice(2)])].every((numbers) => `${numbers}` === `${want}`),
        isAdded: [mask, { ...mask, dtype: 'float16' }, mask.data].every((mask) => `${attend(key, { mask })}` === `${wantAdded}`),
        isHidden: `${attend(key, { mask: { ...mask, dtype: 'bool' } })}` === `${attend(key, { mask: [true, false] })}`,
        isLong: longer.every((/** @type {number} */ x) => x === Math.fround(0.0999755859375)),
        refused,
      };
    });
  });
  assert.equal(got.length, 2);
  for (const { refused, ...is } of got) {
    assert.deepEqual(is, { isSame: true, isAdded: true, isHidden: true, isLong: true });
    assert.match(refused[0], /key: expected finite numbers within float32's range, got Infinity at index 2/);
    assert.match(refused[1], /mask: expected the dtype 'bool' .* or 'float16' \(added to the scores\) beside a Float16Array, got "float32"/);
  }
  await page.close();
});
