// The three loops against float64: layers and memory against the oracle, decoding against a plain loop.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endToken, model, prompt, runDecoding, vocabulary } from '../../web/site/lesson/loops/decoding.js';
import { layerCount, matricesOf, runLayers, wordVectors } from '../../web/site/lesson/loops/layers.js';
import { broken, covered, energy, mostSteps, pictureNames, pictures, pictureText, readPicture, recall } from '../../web/site/lesson/loops/memory.js';
import { attention } from './engine.js';
import { iterate, trace } from './oracle.js';

/** @typedef {number[][]} Matrix */

/** @param {Matrix} a @param {Matrix} b */
const product = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, x, i) => sum + x * b[i][j], 0)));
/** @param {Matrix} a @param {Matrix} b */
const sum = (a, b) => a.map((row, i) => row.map((x, j) => x + b[i][j]));
/** @param {Matrix} matrix */
const layerNorm = (matrix) => matrix.map((row) => {
  const mean = row.reduce((total, x) => total + x, 0) / row.length;
  const variance = row.reduce((total, x) => total + x * x, 0) / row.length - mean * mean;
  return row.map((x) => (x - mean) / Math.sqrt(variance + 1e-5));
});

/** @param {number[]} got @param {number[]} want @param {number} slack @param {string} what */
function assertClose(got, want, slack, what) {
  assert.equal(got.length, want.length, what);
  got.forEach((x, index) => assert.ok(Math.abs(x - want[index]) <= slack, `${what} ${index}: ${x} is not ${want[index]}`));
}

test('every layer of the encoder is attention, a sum, a small network', () => {
  const layers = runLayers(attention);
  assert.equal(layers.length, layerCount);
  let input = wordVectors;
  layers.forEach((layer, index) => {
    const { query, key, value, first, second } = matricesOf(index);
    const whole = trace({ query: product(input, query), key: product(input, key), value: product(input, value) }, {});
    assertClose(layer.weights.flat(), whole.weights.data, 1e-5, `weights of layer ${index}`);
    for (const row of layer.weights) assertClose([row.reduce((total, x) => total + x, 0)], [1], 1e-6, 'sum');
    const mixed = [0, 1, 2].map((row) => whole.output.data.slice(4 * row, 4 * row + 4));
    const added = layerNorm(sum(input, mixed));
    const network = product(product(added, first).map((row) => row.map((x) => Math.max(x, 0))), second);
    input = layerNorm(sum(added, network));
    assertClose(layer.output.flat(), input.flat(), 1e-4, `output of layer ${index}`);
  });
  assert.notDeepEqual(matricesOf(0), matricesOf(1));
  for (const x of Object.values(matricesOf(2)).flat(2)) assert.ok(Math.abs(x) <= 1 && Number.isInteger(Math.round(x * 1e6) / 1e5));
});

test('decoding: each round attends to one token more, and ends by the end token', () => {
  const rounds = runDecoding(attention, 6);
  assert.deepEqual(rounds.map(({ chosen }) => chosen), ['I', 'like', 'learning', endToken]);
  assert.deepEqual([rounds[3].isEnd, rounds[3].isFull], [true, false]);
  rounds.forEach(({ tokens, query, scores, weights, output, chosen }, round) => {
    assert.deepEqual(tokens.slice(0, 4), prompt);
    assert.equal(tokens.length, 4 + round);
    const want = tokens.map((token) => model[token].key.reduce((total, x, c) => total + x * query[c], 0) / 2);
    assertClose(scores, want, 1e-5, 'scores');
    const powers = want.map(Math.exp);
    const total = powers.reduce((a, b) => a + b, 0);
    assertClose(weights, powers.map((x) => x / total), 1e-6, 'weights');
    const mixed = [0, 1, 2, 3].map((c) => tokens.reduce((mean, token, j) => mean + (powers[j] / total) * model[token].value[c], 0));
    assertClose(output, mixed, 1e-6, 'output');
    assert.equal(chosen, vocabulary[mixed.indexOf(Math.max(...mixed))]);
  });
});

test('decoding: the limit ends it too', () => {
  const rounds = runDecoding(attention, 2);
  assert.deepEqual(rounds.map(({ chosen, isFull }) => [chosen, isFull]), [['I', false], ['like', true]]);
});

test('memory: states, weights and the end are those of float64, and the energy falls', () => {
  for (const [index, picture] of pictures.entries()) {
    for (const beta of [0.01, 0.0625, 0.125, 0.5]) {
      const start = covered(picture);
      const got = recall(attention, start, beta, 0.001);
      const want = iterate({ query: start, key: pictures, value: pictures }, { score: 'dot', scale: beta, steps: mostSteps, tolerance: 0.001 });
      const name = `${pictureNames[index]}, beta ${beta}`;
      assert.deepEqual([got.states.length, got.isAtRest], [want.states.length, want.converged], name);
      got.states.forEach((state, step) => assertClose(state, Array.from(want.states[step].data), 1e-4, `${name}, state ${step}`));
      got.energies.slice(1).forEach((value, step) => assert.ok(value <= got.energies[step] + 1e-4, `${name}: the energy rose in step ${step}`));
      assert.ok(got.energies[1] < got.energies[0], name);
      assert.ok(got.isAtRest && got.moves[got.moves.length - 1] <= 0.001, name);
      const last = got.weights[got.weights.length - 1];
      if (beta >= 0.125) assert.ok(last[index] > 0.99, `${name}: ${last}`);
      if (beta === 0.01) assert.ok(Math.max(...last) < 0.3, `${name}: ${last}`);
    }
  }
});

test('memory: energy of equation 2, written out', () => {
  const state = pictures[2].map((pixel) => pixel * 0.5);
  const beta = 0.125;
  const inside = pictures.reduce((total, picture) => total + Math.exp(beta * picture.reduce((dot, x, i) => dot + x * state[i], 0)), 0);
  const want = -Math.log(inside) / beta + 64 * 0.25 / 2 + Math.log(4) / beta + 32;
  assertClose([energy(state, beta)], [want], 1e-9, 'energy');
});

test('memory: a picture in the link, and what breaks it', () => {
  for (const picture of pictures) {
    assert.equal(picture.length, 64);
    assert.deepEqual(readPicture(pictureText(picture)), picture);
  }
  for (const text of ['', '00', 'x'.repeat(16), '0'.repeat(17)]) assert.throws(() => readPicture(text), /picture/);
  let turn = 0;
  const turned = broken(pictures[0], 10, () => ((turn += 0.137) % 1));
  assert.equal(turned.filter((pixel, index) => pixel !== pictures[0][index]).length, 10);
  assert.ok(covered(pictures[1]).slice(32).every((pixel) => pixel === -1));
});
