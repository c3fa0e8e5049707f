/** loadAttention: where the module comes from, where it runs, and the errors if it cannot. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AttentionError, loadAttention } from 'attention-lab';
import { LAYOUT } from '../../web/engine/generated/boundary.js';
import { isRelaxedFaster } from '../../web/engine/relaxed-simd.js';
import { kRoot, runModule, temporaryFolder } from './child.js';
import { assertWell } from './refusal.js';

const kPackage = join(kRoot, 'lib', 'node.js');
const kModule = join(kRoot, 'lib', 'attention-lab.wasm');
const kBytes = readFileSync(kModule);

/** A program that loads the engine, attends, and prints the sum of the weights, or the error's code. */
const kProbe = `
  try {
    const { loadAttention } = await import('attention-lab');
    const attention = await loadAttention();
    const { weights } = attention.attend({ query: [1, 2], key: [[1, 0], [0, 1]], value: [[1], [2]] }, { weights: true });
    console.log('sum', (weights.data[0] + weights.data[1]).toFixed(4));
  } catch (error) {
    console.log(error.name, error.code, '|', error.message);
  }`;

/** @param {string} setup what is done to the process before @param {string[]} [flags] @param {string} [cwd] */
const probe = (setup, flags, cwd) => runModule(setup + kProbe, flags, cwd);

/** @param {any} options @param {string | string[]} code */
async function assertNotLoaded(options, code) {
  await assert.rejects(loadAttention(options), (/** @type {any} */ error) => {
    assert.ok(error instanceof AttentionError, String(error));
    assert.ok([code].flat().includes(error.code), `${error.code}: ${error.message}`);
    assert.ok(error.message.startsWith(`${error.argument}: expected `) && error.message.includes(', got '), error.message);
    return true;
  });
  assertWell(await loadAttention(), 'the default after a failure');
}

test('one engine, however often it is loaded', async () => {
  const [first, second, third] = await Promise.all([loadAttention(), loadAttention(), loadAttention({})]);
  assert.equal(first, second);
  assert.equal(first, third);
  assert.equal(first, await loadAttention({ wasm: undefined }));
  assertWell(first, 'default');
});

test('the module from bytes', async () => {
  const exact = Uint8Array.from(kBytes);
  const larger = new Uint8Array(kBytes.length + 20);
  larger.set(kBytes, 7);
  for (const wasm of [kBytes, exact, exact.buffer, larger.subarray(7, 7 + kBytes.length)]) {
    assertWell(await loadAttention({ wasm }), 'bytes');
  }
  assert.equal(exact.length, kBytes.length, 'the bytes were not detached');
});

test('the module from a URL, as object and as text', async () => {
  assertWell(await loadAttention({ wasm: pathToFileURL(kModule) }), 'file URL');
  assertWell(await loadAttention({ wasm: pathToFileURL(kModule).href }), 'file URL as text');
});

test('the module from a compiled module', async () => {
  assertWell(await loadAttention({ wasm: await WebAssembly.compile(kBytes) }), 'WebAssembly.Module');
});

test('the module over HTTP, with and without its media type', async (t) => {
  const server = createServer((request, response) => {
    if (request.url === '/missing.wasm') response.writeHead(404).end('not found');
    else response.writeHead(200, { 'content-type': request.url === '/typed.wasm' ? 'application/wasm' : 'application/octet-stream' }).end(kBytes);
  }).listen(0, '127.0.0.1');
  t.after(() => { server.close(); server.closeAllConnections(); });
  await once(server, 'listening');
  const base = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
  assertWell(await loadAttention({ wasm: `${base}/typed.wasm` }), 'application/wasm');
  assertWell(await loadAttention({ wasm: new URL(`${base}/plain.wasm`) }), 'application/octet-stream');
  await assertNotLoaded({ wasm: `${base}/missing.wasm` }, 'unavailable');
});

test('a missing module', async () => {
  await assertNotLoaded({ wasm: pathToFileURL(join(kRoot, 'lib', 'no-such.wasm')) }, 'unavailable');
});

test('broken bytes', async () => {
  const flipped = Uint8Array.from(kBytes);
  flipped.fill(0xff, 40, 400);
  for (const wasm of [new Uint8Array(0), Uint8Array.from([1, 2, 3]), kBytes.subarray(0, 1000), flipped]) {
    await assertNotLoaded({ wasm }, 'unavailable');
  }
  // This is a valid module of another kind, without exports.
  await assertNotLoaded({ wasm: Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) }, 'unavailable');
});

test('a source of another kind, an unknown option', async () => {
  for (const wasm of [5, true, {}, null]) await assertNotLoaded({ wasm }, ['type', 'unavailable']);
  await assertNotLoaded({ wsam: kBytes }, 'option');
});

test('which build of the module must run', async () => {
  const base = await loadAttention({ simd: 'base' });
  assert.equal(base.simd, 'base');
  assert.equal(await loadAttention({ simd: 'base' }), base, 'it is loaded once');
  assert.equal((await loadAttention()).simd, isRelaxedFaster() ? 'relaxed' : 'base');
  assert.equal((await loadAttention({ wasm: kBytes })).simd, undefined);
  for (const simd of /** @type {any[]} */ (['', 'fast', 'relaxed ', true, null, 1])) await assertNotLoaded({ simd }, 'option');
  await assertNotLoaded({ simd: 'base', wasm: kBytes }, 'option');
});

test('where the relaxed build is missing, the base build runs', (t) => {
  const folder = temporaryFolder(t);
  copyPackage(folder, ['node.js', 'core.js', 'attention-lab.wasm']);
  // A page that says it has relaxed SIMD, so that both files are looked for.
  const { stdout, stderr } = runModule(`
    globalThis.Float16Array ??= Float32Array;
    WebAssembly.validate = () => true;
    const { loadAttention } = await import('./node.js');
    console.log((await loadAttention()).simd, await loadAttention({ simd: 'relaxed' }).catch(({ code, message }) => code + message.includes('attention-lab-relaxed.wasm')));`, [], folder);
  assert.equal(stdout, 'base unavailabletrue\n', stderr);
});

/** Copies some files of the package into an empty folder. @param {string} folder @param {string[]} names */
function copyPackage(folder, names) {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of names) copyFileSync(join(kRoot, 'lib', name), join(folder, name));
}

const kAttend = '(await loadAttention()).attend({ query: [1], key: [[1]], value: [[7]] }).output.data[0]';

test('the package without its module says so, and can be loaded once it is there', (t) => {
  const folder = temporaryFolder(t);
  copyPackage(folder, ['node.js', 'core.js']);
  const { stdout, stderr } = runModule(`
    import { copyFileSync } from 'node:fs';
    const { loadAttention } = await import('./node.js');
    await loadAttention().catch((error) => console.log(error.name, error.code, error.message.includes('attention-lab.wasm, got Error: ENOENT')));
    copyFileSync(${JSON.stringify(kModule)}, 'attention-lab.wasm');
    console.log(${kAttend});`, [], folder);
  assert.equal(stdout, 'AttentionError unavailable true\n7\n', stderr);
});

test('if the files beside the script are missing or broken, module and workers come from the scripts', (t) => {
  const folder = temporaryFolder(t);
  copyPackage(folder, ['node.js', 'core.js', 'embedded-module.js', 'embedded-node-worker.js']);
  const long = `
    let running = 0;
    process.on('worker', (worker) => { running++; worker.once('exit', () => running--); });
    const attention = await loadAttention();
    const tensor = { data: Float32Array.from({ length: 4 * 400 * 24 }, (_, i) => Math.sin(i)), shape: [1, 4, 400, 24] };
    const call = [{ query: tensor, key: tensor, value: tensor }, { normalizer: 'entmax15' }];
    const { output } = await attention.attendAsync(...call, { workers: 2 });
    const whole = attention.attend(...call).output;
    console.log(${kAttend}, running, output.data.every((x, i) => x === whole.data[i]));
    process.exit();`;
  for (const found of ['none', 'a page', 'the module, and no worker']) {
    if (found === 'a page') writeFileSync(join(folder, 'attention-lab.wasm'), '<!doctype html><title>Not found</title>');
    else if (found !== 'none') copyFileSync(kModule, join(folder, 'attention-lab.wasm'));
    const { stdout, stderr } = runModule(`const { loadAttention } = await import('./node.js');${long}`, [], folder);
    assert.equal(stdout, '7 2 true\n', `${found}: ${stderr}`);
  }
});

test('the package in a folder with spaces and signs', (t) => {
  const folder = join(temporaryFolder(t), 'a b#c%20é?');
  mkdirSync(folder);
  copyPackage(folder, ['node.js', 'core.js', 'attention-lab.wasm']);
  const { stdout, stderr } = runModule(`
    const { loadAttention } = await import(${JSON.stringify(pathToFileURL(join(folder, 'node.js')).href)});
    console.log(${kAttend});`);
  assert.equal(stdout, '7\n', stderr);
});

test('under a ban on code from strings', () => {
  const { stdout, stderr } = probe("let banned = false; try { new Function(''); } catch { banned = true; } console.log(banned);",
    ['--disallow-code-generation-from-strings']);
  assert.equal(stdout, 'true\nsum 1.0000\n', stderr);
});

test('in a worker', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'worker.mjs');
  writeFileSync(file, `
    import { parentPort } from 'node:worker_threads';
    const { loadAttention } = await import(${JSON.stringify(pathToFileURL(kPackage).href)});
    const attention = await loadAttention();
    parentPort.postMessage(attention.attend({ query: [1], key: [[1], [1]], value: [[2], [4]] }));`);
  const worker = new Worker(file);
  const [{ output }] = await once(worker, 'message');
  await worker.terminate();
  assert.deepEqual([...output.data], [3]);
});

test('a runtime without WebAssembly', () => {
  const { stdout, stderr } = probe('delete globalThis.WebAssembly;');
  assert.match(stdout, /^AttentionError unavailable \| .*expected .*, got /, stderr);
});

test('a runtime without SIMD: no module with SIMD validates or compiles', () => {
  const refuse = "throw new WebAssembly.CompileError('invalid value type: SIMD support is not enabled');";
  const { stdout, stderr } = probe(`
    WebAssembly.validate = () => false;
    WebAssembly.compile = async () => { ${refuse} };
    WebAssembly.compileStreaming = async () => { ${refuse} };
    WebAssembly.instantiate = async () => { ${refuse} };
    WebAssembly.instantiateStreaming = async () => { ${refuse} };
    WebAssembly.Module = function () { ${refuse} };`);
  assert.match(stdout, /^AttentionError unavailable \| .*expected .*, got /, stderr);
  assert.match(stdout, /SIMD/i);
});

test('a policy that forbids WebAssembly', () => {
  const refuse = "throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder');";
  const { stdout, stderr } = probe(`
    WebAssembly.compile = async () => { ${refuse} };
    WebAssembly.compileStreaming = async () => { ${refuse} };
    WebAssembly.instantiate = async () => { ${refuse} };
    WebAssembly.instantiateStreaming = async () => { ${refuse} };
    WebAssembly.Module = function () { ${refuse} };`);
  assert.match(stdout, /^AttentionError unavailable \| .*expected .*, got /, stderr);
});

test('loading leaves the process free to end, and prints nothing', () => {
  const { status, stdout, stderr } = runModule("import { loadAttention } from 'attention-lab'; await loadAttention();");
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' });
});

test('an engine leaves the global object as it was', () => {
  const { stdout, stderr } = runModule(`
    const before = Object.getOwnPropertyNames(globalThis);
    const { loadAttention } = await import('attention-lab');
    (await loadAttention()).attend({ query: [1], key: [[1]], value: [[7]] });
    console.log(JSON.stringify(Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name))), process.listenerCount('uncaughtException'), process.listenerCount('unhandledRejection'));`);
  assert.equal(stdout, '[] 0 0\n', stderr);
});

test('a module of another build is recognised', async () => {
  const number = new Uint8Array(Float64Array.of(LAYOUT).buffer);
  const places = Array.from(kBytes.keys()).filter((start) => number.every((byte, i) => kBytes[start + i] === byte));
  assert.equal(places.length, 1, 'the number stands in the module once');
  number[3] ^= 1;
  const other = Uint8Array.from(kBytes);
  other.set(number, places[0]);
  await assertNotLoaded({ wasm: other }, 'unavailable');
  const [got] = new Float64Array(number.buffer);
  await assert.rejects(loadAttention({ wasm: other }), { message: `wasm: expected the module of this script's build, ${LAYOUT}, got one of ${got}` });
  assertWell(await loadAttention({ wasm: kBytes }), 'the right one');
});
