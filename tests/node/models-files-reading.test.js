/** Reading the tensors of a checkpoint: from front to back, in parts, with what goes wrong on the way; and Node.js's paths and addresses. */

import assert from 'node:assert/strict';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { openSources } from '../../web/models/files/checkpoint.js';
import { openCheckpoint } from '../../web/models/files/node-checkpoint.js';
import { readTensors } from '../../web/models/files/read-tensors.js';
import { kRoot, temporaryFolder } from './child.js';
import { bytesByName, bytesOfText, counted, refused, safetensors } from './models-written.js';

/** @import { Source } from '../../web/models/files/source.js' */

const tensors = {
  a: { dtype: 'U8', shape: [5], data: counted(5) },
  b: { dtype: 'F32', shape: [3], data: counted(12, 20) },
  none: { dtype: 'F32', shape: [0], data: counted(0) },
  c: { dtype: 'U8', shape: [7], data: counted(7, 50) },
};
const file = safetensors(tensors, { blanks: 1 });
const config = bytesOfText('{"model_type":"llama"}');

/** @param {string} name @param {Uint8Array} bytes @param {number} [chunk] bytes that come at a time @returns {Source & { streams: number, given: number }} */
function sourceOf(name, bytes, chunk = bytes.length) {
  const source = {
    name, size: bytes.length, streams: 0, given: 0,
    slice: async (/** @type {number} */ start, /** @type {number} */ end) => bytes.slice(start, end),
    async* stream() {
      source.streams++;
      for (let at = 0; at < bytes.length; at += chunk) {
        source.given += Math.min(chunk, bytes.length - at);
        yield bytes.slice(at, at + chunk);
      }
    },
  };
  return source;
}

/** Of a sink that is to get nothing. */
const unwanted = () => assert.fail('the sink was called');

/** @param {Source} source */
const openedWith = (source) => openSources([source, sourceOf('config.json', config)]);

test('chunks of any length give the same bytes, each file read once', async () => {
  const expected = Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, Array.from(data)]));
  for (let chunk = 1; chunk <= file.length; chunk++) {
    const source = sourceOf('m.safetensors', file, chunk);
    assert.deepEqual(await bytesByName(await openedWith(source)), expected);
    assert.deepEqual([source.streams, source.given], [1, file.length]);
  }
});

test('what is not wanted is passed over, and nothing is read behind the last', async () => {
  const source = sourceOf('m.safetensors', file, 1);
  const checkpoint = await openedWith(source);
  assert.deepEqual(await bytesByName(checkpoint, ['b', 'b']), { b: Array.from(tensors.b.data) });
  assert.equal(source.given, file.length - 7);
  assert.deepEqual(await bytesByName(checkpoint, ['c', 'a']), { a: [1, 2, 3, 4, 5], c: Array.from(tensors.c.data) });
  await readTensors(checkpoint, [], { write: unwanted, end: unwanted });
  assert.equal(source.streams, 2);
  await refused(readTensors(checkpoint, ['a', 'x'], { write: unwanted, end: unwanted }), 'names', 'expected names of the checkpoint\'s tensors, got x');
});

test('a sink that needs time is waited for, and its error passes', async () => {
  const checkpoint = await openedWith(sourceOf('m.safetensors', file, 4));
  /** @type {string[]} */
  const log = [];
  await readTensors(checkpoint, ['a', 'b'], {
    write: async ({ name }, offset, bytes) => {
      log.push(`${name} ${offset}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.push(`${name} ${offset + bytes.length}`);
    },
    end: async ({ name }) => {
      log.push(`end ${name}`);
    },
  });
  const ends = log.filter((entry) => entry.startsWith('end'));
  assert.deepEqual(ends, ['end a', 'end b']);
  for (const [name, length] of /** @type {const} */ ([['a', 5], ['b', 12]])) {
    const offsets = log.filter((entry) => entry.startsWith(name)).map((entry) => Number(entry.slice(2)));
    assert.deepEqual([offsets[0], offsets.at(-1)], [0, length]);
    offsets.forEach((offset, i) => assert.ok(i === 0 || (i % 2 === 0 ? offset === offsets[i - 1] : offset > offsets[i - 1]), String(offsets)));
  }
  const full = new Error('full');
  await assert.rejects(readTensors(checkpoint, ['a'], { write: () => Promise.reject(full), end: unwanted }), (error) => error === full);
});

test('progress comes every 50 milliseconds at most, and tells the end', async () => {
  const checkpoint = await openedWith(sourceOf('m.safetensors', file, 4));
  /** @type {import('../../web/models/files/read-tensors.js').Progress[]} */
  const reports = [];
  const started = performance.now();
  const slow = { write: () => new Promise((/** @type {(value: void) => void} */ resolve) => setTimeout(resolve, 30)), end: () => {} };
  await readTensors(checkpoint, ['a', 'b'], slow, { onProgress: (progress) => reports.push(progress) });
  const length = file.length - 7;
  assert.ok(reports.length >= 2 && reports.length <= 1 + (performance.now() - started) / 50, String(reports.length));
  assert.ok(reports.every(({ read, total }, i) => total === length && read >= (reports[i - 1]?.read ?? 1)));
  assert.equal(reports.at(-1)?.read, length);
});

test('a stop between two chunks is the signal\'s reason', async () => {
  const source = sourceOf('m.safetensors', file, 1);
  const checkpoint = await openedWith(source);
  const controller = new AbortController();
  const reason = new Error('enough');
  let written = 0;
  const sink = {
    write: () => {
      written++;
      controller.abort(reason);
    },
    end: unwanted,
  };
  await assert.rejects(readTensors(checkpoint, ['a'], sink, { signal: controller.signal }), (error) => error === reason);
  assert.equal(written, 1);
  const before = source.streams;
  await assert.rejects(readTensors(checkpoint, ['a'], sink, { signal: controller.signal }), (error) => error === reason);
  assert.equal(source.streams, before);
});

test('a file that ends too early or vanishes names itself and the tensor', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'config.json'), config);
  const path = join(folder, 'm.safetensors');
  writeFileSync(path, file);
  const checkpoint = await openCheckpoint(folder);
  const names = ['a', 'b', 'c'];
  truncateSync(path, file.length - 10);
  await refused(readTensors(checkpoint, names, { write: () => {}, end: () => {} }), 'm.safetensors, b', `expected bytes up to ${file.length - 7}, got ${file.length - 10}: the file ends too early`);
  rmSync(path);
  await refused(readTensors(checkpoint, names, { write: () => {}, end: () => {} }), 'm.safetensors, a', /^expected a file that can be read to its end, got Error: ENOENT/);
});

test('paths of files, of a folder, and addresses of files', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, '1_Pooling'));
  const empty = join(folder, '1_Pooling');
  await refused(openCheckpoint(empty), empty, 'expected a folder with the files of a model, got one without files');
  writeFileSync(join(empty, 'config.json'), '{"model_type":"other"}');
  const paths = ['config.json', 'm.safetensors'].map((name) => join(folder, name));
  writeFileSync(paths[0], config);
  writeFileSync(paths[1], file);
  for (const files of [folder, paths, paths.map(pathToFileURL), paths.map((path) => pathToFileURL(path).href), [folder]]) {
    const checkpoint = await openCheckpoint(files);
    assert.deepEqual((await bytesByName(checkpoint)).c, Array.from(tensors.c.data));
    assert.deepEqual(checkpoint.config, { model_type: 'llama' });
  }
  const missing = join(folder, 'missing');
  await refused(openCheckpoint(missing), missing, /^expected a file or a folder, got ENOENT/);
  await refused(openCheckpoint([]), 'files', 'expected at least one file, got an empty list');
});

/** @param {any} t @param {boolean} givesRanges @returns {Promise<{ address: string, ranges: (string | undefined)[] }>} */
async function served(t, givesRanges) {
  /** @type {(string | undefined)[]} */
  const ranges = [];
  const server = createServer(({ url, headers }, answer) => {
    const bytes = { '/config.json?download=true': config, '/my%20model.safetensors': file }[url ?? ''];
    if (url?.endsWith('safetensors')) ranges.push(headers.range);
    const range = givesRanges && /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
    if (!bytes) answer.writeHead(404).end('Not found');
    else if (!range) answer.writeHead(200).end(bytes);
    else answer.writeHead(206, { 'Content-Range': `bytes ${range[1]}-${range[2]}/${bytes.length}` }).end(bytes.subarray(Number(range[1]), Number(range[2]) + 1));
  });
  t.after(() => server.close());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  return { address: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`, ranges };
}

test('addresses: a server that gives ranges is asked for parts, another once for all', async (t) => {
  for (const givesRanges of [true, false]) {
    const { address, ranges } = await served(t, givesRanges);
    const checkpoint = await openCheckpoint([`${address}config.json?download=true`, new URL('my model.safetensors', address)]);
    assert.equal(checkpoint.tensors.get('a')?.source.name, 'my model.safetensors');
    assert.ok(givesRanges ? ranges.length > 1 && ranges.every((range) => range !== undefined) : ranges.length === 1, String(ranges));
    assert.deepEqual((await bytesByName(checkpoint)).b, Array.from(tensors.b.data));
    assert.equal(ranges.filter((range) => range === undefined).length, givesRanges ? 1 : 0);
    await refused(openCheckpoint(`${address}none.gguf`), 'none.gguf', `expected a file at ${address}none.gguf, got status 404`);
  }
  await refused(openCheckpoint('http://127.0.0.1:1/none.gguf'), 'none.gguf', /^expected a file at http:\/\/127\.0\.0\.1:1\/none\.gguf, got /);
});

test('browsers load nothing of Node.js\'s', async () => {
  const { metafile } = await build({
    absWorkingDir: kRoot, entryPoints: ['web/models/files/checkpoint.js', 'web/models/files/read-tensors.js'], outdir: 'unused', bundle: true, format: 'esm', platform: 'neutral', write: false, metafile: true,
  });
  assert.deepEqual(Object.keys(metafile.inputs).filter((file) => file.startsWith('node:') || file.includes('/node-')), []);
});
