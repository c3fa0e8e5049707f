// Products of matrices beside onnxruntime-web's, one thread, processor time: `node tests/bench/matmul.js`, after a run of the
// benchmark, which installs the peers. Its weights are constants of its model, so that it lays them out once and not at each call.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder, run, runMain } from '../../web/build/command.js';
import { processor } from './clock.js';
import { productModel } from './peers/onnx-model.js';
import { interleave, ratio, spread } from './rounds.js';

const folder = join(projectFolder, 'build/wasm');

let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2 ** 30 - 1;
const whole = () => Math.round(random() * 127);

runMain(async () => {
  await run('cmake', ['--build', 'build/wasm', '--target', 'bench-matmul']);
  const { default: instantiate } = await import(pathToFileURL(join(folder, 'bench-matmul.js')).href);
  const own = await instantiate({ wasmBinary: await readFile(join(folder, 'bench-matmul.wasm')) });
  // @ts-ignore: only the benchmark installs it.
  const ort = /** @type {any} */ (await import(pathToFileURL(join(projectFolder, 'tests/bench/peers/node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs')).href));
  ort.env.wasm.numThreads = 1;

  const [M, K, N] = [128, 384, 1536];
  const left = Float32Array.from({ length: M * K }, random);
  const right = Float32Array.from({ length: K * N }, random);
  const floats = new own.FloatProduct(M, N, K);
  floats.left().set(left);
  floats.right().set(right);
  await compare(`float32, ${M} x ${K} x ${N}`, floats, await ort.InferenceSession.create(productModel('MatMul', [K, N], right)), { A: new ort.Tensor('float32', left, [M, K]) }, 1.4, 1.8);

  const [depth, columns] = [576, 1536];
  const row = Uint8Array.from({ length: depth }, () => Math.abs(whole()));
  const weights = Int8Array.from({ length: depth * columns }, whole);
  const transposed = Int8Array.from({ length: depth * columns }, (_, i) => weights[(i % depth) * columns + Math.floor(i / depth)]);
  const session = await ort.InferenceSession.create(productModel('MatMulInteger', [depth, columns], weights));
  for (const isRounded of [false, true]) {
    const bytes = new own.ByteRow(columns, depth, isRounded);
    bytes.left().set(row);
    bytes.right().set(transposed);
    await compare(`int8, one row${isRounded ? ', rounded to 16 bits,' : ''} x ${depth} x ${columns}`, bytes, session, { A: new ort.Tensor('uint8', row, [1, depth]) }, 1.5, 2.5);
  }
  process.exit();
});

/**
 * @param {string} name
 * @param {{ run: () => void, out: () => Float32Array }} own
 * @param {any} session
 * @param {object} feeds
 * @param {number} gate
 * @param {number} goal
 */
async function compare(name, own, session, feeds, gate, goal) {
  own.run();
  const expected = (await session.run(feeds)).Y.data;
  const answer = own.out();
  const [largest, apart] = expected.reduce((/** @type {number[]} */ [most, difference], /** @type {number} */ x, /** @type {number} */ i) => (
    [Math.max(most, Math.abs(x)), Math.max(difference, Math.abs(x - answer[i]))]), [0, 0]);
  // Both round some 400 sums to float32, and what is rounded to 16 bits errs by as much.
  if (!(apart <= 5e-5 * largest)) throw new Error(`bench: ${name}: expected the peer's answer, got one that differs by ${apart} of ${largest}`);
  const [ours, theirs] = await interleave([{ call: () => (own.run(), 1) }, { call: () => session.run(feeds), async: true }], { seconds: 2, least: 5, most: 25 }, processor);
  const own_ = spread(ours.flatMap((time) => time ?? []));
  const times = ratio(theirs, ours);
  console.log(`${name}: ${own_.median.toFixed(3)} ms; onnxruntime-web ${times?.median.toFixed(2)} times as long (${times?.min.toFixed(2)} to ${times?.max.toFixed(2)}); at least ${gate}, goal ${goal}`);
}
