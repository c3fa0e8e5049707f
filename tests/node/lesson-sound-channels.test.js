// Several channels become one, and no sound in them is lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mixed } from '../../web/site/lesson/sound/channels.js';
import { threeTones } from './mel-oracle.js';
import { createRandom } from './random.js';

const tones = Float32Array.from(threeTones(1));

/** @param {number} seed */
const noise = (seed) => Float32Array.from(createRandom(seed).vector(tones.length, -0.5, 0.5));

/** @param {Float32Array} samples @param {number} factor */
const times = (samples, factor) => samples.map((sample) => factor * sample);

test('channels are averaged, also if they differ or all but one are silent', () => {
  assert.deepEqual(mixed([tones]), { samples: tones, isOneOfMany: false });
  const other = noise(3);
  const { samples, isOneOfMany } = mixed([tones, other]);
  assert.equal(isOneOfMany, false);
  samples.forEach((sample, index) => assert.ok(Math.abs(sample - (tones[index] + other[index]) / 2) < 1e-6, `sample ${index}`));
  const surround = Array.from({ length: 6 }, (_, channel) => (channel === 2 ? tones : new Float32Array(tones.length)));
  assert.equal(mixed(surround).isOneOfMany, false);
  assert.equal(mixed([new Float32Array(9), new Float32Array(9)]).isOneOfMany, false);
});

test('if the channels cancel each other, the loudest is taken, and the file’s own numbers stay unchanged', () => {
  const flipped = times(tones, -0.8);
  for (const channels of [[tones, flipped], [flipped, tones], [times(tones, 0.5), tones, times(tones, -0.7), times(tones, -0.8)]]) {
    const { samples, isOneOfMany } = mixed(channels);
    assert.equal(isOneOfMany, true);
    assert.deepEqual(samples, tones);
    assert.notEqual(samples, tones, 'a copy');
  }
});

test('a sample that is no number is never hidden, whatever the other channels are', () => {
  for (const wrong of [NaN, Infinity, -Infinity]) {
    const broken = tones.slice();
    broken[500] = wrong;
    for (const channels of [[broken, tones], [tones, times(broken, -1)], [broken, times(broken, -1)]]) {
      assert.ok(!mixed(channels).samples.every(Number.isFinite), String(wrong));
    }
  }
});
