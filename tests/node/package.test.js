/**
 * The packed npm package: everything that it names is there and can be read. This also runs the part of tests/package that
 * needs no other tools.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { kRoot, runNode, temporaryFolder } from './child.js';

const manifest = JSON.parse(readFileSync(join(kRoot, 'package.json'), 'utf8'));
const lib = join(kRoot, 'lib');
const scripts = readdirSync(lib).filter((name) => name.endsWith('.js'));

/** The files that a part of package.json names, at any depth. @param {any} part @returns {string[]} */
const filesIn = (part) => (typeof part === 'string' ? [part] : Object.values(part ?? {}).flatMap(filesIn));

/** Makes a project with the package installed. @param {any} t @param {string} program */
function project(t, program) {
  const folder = temporaryFolder(t);
  const installed = join(folder, 'node_modules/attention-lab');
  mkdirSync(installed, { recursive: true });
  for (const name of ['package.json', 'lib', 'figure.js', 'heads.js', 'inline.js', 'models.js', 'worker.js']) cpSync(join(kRoot, name), join(installed, name), { recursive: true });
  cpSync(join(kRoot, 'tests/package/check.js'), join(folder, 'check.js'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'main.js'), program);
  return folder;
}

/** @param {string} entry */
const checking = (entry) => `import * as library from '${entry}';
import { check } from './check.js';
console.log(JSON.stringify(await check(library)));
process.exit();`;

/** @param {string} folder @param {string[]} args of Node.js @returns {any} what the program has printed as its last line */
function outcome(folder, args) {
  const { stdout, stderr } = runNode(args, { cwd: folder });
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } catch {
    throw new Error(stdout + stderr);
  }
}

const right = { article: true, refused: true, same: true };

test('everything that package.json names is there', () => {
  const { main, module, browser, types, bin, exports, typesVersions, sideEffects, files } = manifest;
  // The first two are this project's own, and the same file has their notices.
  assert.deepEqual(sideEffects.splice(0, 2), ['./web/**', './dist/**']);
  const named = filesIn([main, module, browser, types, bin, exports, typesVersions, sideEffects, files]);
  assert.ok(named.length > 30);
  for (const file of named) assert.ok(existsSync(join(kRoot, file)), file);
  for (const { default: otherwise, types: declared } of ['.', './inline', './worker', './figure', './heads', './models'].map((entry) => exports[entry])) assert.ok(otherwise && declared);
});

test('the package has what engineers need, and no page of the site', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json'], { cwd: kRoot, encoding: 'utf8' });
  const [{ files }] = JSON.parse(stdout);
  const paths = files.map((/** @type {{ path: string }} */ { path }) => path);
  for (const name of ['README.md', 'README.zh.md', 'LICENSE', 'web/screenshot.png', 'lib/attention-lab.wasm', 'lib/attention-lab-relaxed.wasm', 'lib/models.js', 'lib/models-node.js', 'lib/attention-models.wasm', 'lib/attention-models-relaxed.wasm', 'lib/licenses.txt', 'lib/python/attention_lab.py', 'lib/python/attention-figure.iife.js', 'lib/python/attention-heads.iife.js', 'figure.js', 'heads.js', 'inline.js', 'models.js', 'worker.js']) assert.ok(paths.includes(name), name);
  const others = paths.filter((/** @type {string} */ path) => !/^(README(\.zh)?\.md|LICENSE|package\.json|web\/screenshot\.png|(figure|heads|inline|models|worker)\.js|lib\/[\w.-]+|lib\/python\/(attention_lab\.py|README(\.zh)?\.md|attention-(figure|heads)\.iife\.js)|lib\/types\/.*\.d\.ts)$/.test(path));
  assert.deepEqual(others, []);
  assert.ok(!paths.some((/** @type {string} */ path) => /html|lesson|workbench/.test(path)));
});

test('a page loads no built-in module of Node.js', async (t) => {
  const folder = project(t, '');
  for (const entry of ['attention-lab', 'attention-lab/inline', 'attention-lab/worker', 'attention-lab/figure', 'attention-lab/heads', 'attention-lab/models']) {
    for (const settings of [{}, { conditions: ['webpack', 'module', 'import', 'browser', 'production'] }, { conditions: ['worker', 'workerd', 'browser'], loader: /** @type {const} */ ({ '.wasm': 'binary' }) }]) {
      // When it builds for a page, esbuild has no built-in modules, and fails.
      const { metafile } = await build({ stdin: { contents: `import '${entry}'`, resolveDir: folder }, bundle: true, write: false, format: 'esm', platform: 'browser', metafile: true, logLevel: 'silent', ...settings });
      assert.ok(Object.keys(metafile.inputs).length > 1, entry);
    }
  }
});

test('Node.js computes by two workers, from the files and from the inline entry', (t) => {
  for (const entry of ['attention-lab', 'attention-lab/inline']) {
    assert.deepEqual(outcome(project(t, checking(entry)), ['main.js']), { ...right, workers: 2, from: '' }, entry);
  }
});

test('the inline entry loads no file', (t) => {
  const folder = project(t, checking('attention-lab/inline'));
  for (const name of readdirSync(join(folder, 'node_modules/attention-lab/lib'))) {
    if (!/^(inline-node|core|embedded-.*)\.js$/.test(name)) spawnSync('rm', ['-r', join(folder, 'node_modules/attention-lab/lib', name)]);
  }
  assert.deepEqual(outcome(folder, ['main.js']), { ...right, workers: 2, from: '' });
});

test('a bundle for a server that has lost the files computes by two workers all the same', async (t) => {
  const folder = project(t, checking('attention-lab'));
  await build({ entryPoints: [join(folder, 'main.js')], bundle: true, platform: 'node', format: 'esm', outfile: join(folder, 'out/main.mjs'), logLevel: 'silent' });
  assert.deepEqual(outcome(folder, ['out/main.mjs']), { ...right, workers: 2, from: '' });
});

test('the entry that tools for pages choose can also be loaded by Node.js, and computes', (t) => {
  for (const condition of ['browser', 'deno']) {
    for (const entry of ['attention-lab', 'attention-lab/inline']) {
      const { workers, ...told } = outcome(project(t, checking(entry)), ['--conditions', condition, 'main.js']);
      assert.deepEqual(told, { ...right, from: '' }, `${entry} for ${condition}`);
    }
  }
});

test('the types need no DOM and no types of Node.js, library checks included', (t) => {
  const folder = project(t, `import { AttentionError, loadAttention } from 'attention-lab';
    import { loadAttention as inline } from 'attention-lab/inline';
    import 'attention-lab/worker';
    const attention = await inline({ wasm: new Uint8Array(1), worker: () => ({ postMessage() {}, terminate() {} }) });
    const signal = { aborted: false, addEventListener() {}, removeEventListener() {} };
    const { output } = await attention.attendAsync({ query: [1], key: [[1]], value: [[1]] }, {}, { workers: 2, signal });
    /** @type {Float32Array} */
    export const data = output.data;
    export const all = [loadAttention, AttentionError];`);
  for (const [module, moduleResolution] of [['esnext', 'bundler'], ['nodenext', 'nodenext'], ['esnext', 'node10']]) {
    const compilerOptions = { checkJs: true, allowJs: true, strict: true, noEmit: true, target: 'es2022', module, moduleResolution, lib: ['es2022'], types: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.js'] }));
    const { stdout } = runNode([join(kRoot, 'node_modules/typescript/bin/tsc')], { cwd: folder });
    assert.equal(stdout, '', moduleResolution);
  }
});

test('published scripts are lines with names, and have maps with the sources', () => {
  for (const name of scripts.filter((script) => !/^embedded-|\.iife\.js$/.test(script))) {
    const text = readFileSync(join(lib, name), 'utf8');
    assert.match(text, new RegExp(`\\n//# sourceMappingURL=${name}\\.map\\n$`), name);
    // The figure's own WebAssembly module is a string.
    const long = text.split('\n').filter((line) => line.length > 500 && !line.startsWith('var gzippedModule'));
    assert.deepEqual(long, [], name);
    const { sources, sourcesContent } = JSON.parse(readFileSync(join(lib, `${name}.map`), 'utf8'));
    assert.equal(sourcesContent.length, sources.length);
    for (const [i, source] of sources.entries()) {
      assert.match(source, /^\.\.\/(web|build\/wasm|node_modules\/@huggingface\/tokenizers)\/[\w./-]+$/, 'from the package, and from no machine');
      assert.ok(sourcesContent[i].length > 0, source);
    }
  }
});

test('an uncaught error prints a few short lines with its code and argument', (t) => {
  const program = "import { loadAttention } from 'attention-lab';\n(await loadAttention()).attend({ query: [1, 2], key: [[1]], value: [[1]] });";
  const { stderr, status } = runNode(['main.js'], { cwd: project(t, program) });
  assert.equal(status, 1);
  assert.ok(stderr.length < 3000, `${stderr.length} bytes`);
  assert.ok(Math.max(...stderr.split('\n').map((line) => line.length)) < 200, stderr);
  for (const word of ['AttentionError: key: expected', 'at Attention.attend', 'at Caller.call']) assert.ok(stderr.includes(word), `${word}: ${stderr}`);
});

test('a page that extends Object.prototype, or whose Array.from and entries are those of Prototype.js, changes nothing', (t) => {
  // These behave as in Prototype.js 1.7: Array.from takes no function, and entries are the elements.
  const extended = `
    Object.prototype.extend = function extend() {};
    Object.prototype.workers = Object.prototype.wasm = 1;
    Array.from = function $A(iterable) {
      if (!iterable) return [];
      if ('toArray' in Object(iterable)) return iterable.toArray();
      let { length = 0 } = iterable;
      const results = new Array(length);
      while (length--) results[length] = iterable[length];
      return results;
    };
    Array.prototype.toArray = Array.prototype.entries = function toArray() { return [...this]; };
    Array.prototype.each = function each(iterator) { this.forEach(iterator); return this; };
  `;
  for (const entry of ['attention-lab', 'attention-lab/inline']) {
    const folder = project(t, `import './extended.js';\n${checking(entry)}`);
    writeFileSync(join(folder, 'extended.js'), extended);
    const { article, refused, same, workers } = outcome(folder, ['main.js']);
    assert.deepEqual({ article, refused, same, workers }, { ...right, workers: 2 }, entry);
  }
});
