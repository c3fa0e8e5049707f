/**
 * The figure's declarations as an author's TypeScript sees them, through the package's entries and without anything else of
 * this project: good programs compile, under each way to resolve modules, and bad ones do not.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';
import { stateOfFields } from '../../web/figure/state/figure-input.js';

/** @type {string} */
let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'attention-types-'));
  const installed = join(folder, 'node_modules/attention-lab');
  mkdirSync(join(installed, 'lib'), { recursive: true });
  cpSync(join(projectFolder, 'package.json'), join(installed, 'package.json'));
  cpSync(join(projectFolder, 'lib/types'), join(installed, 'lib/types'), { recursive: true });
});
after(() => rmSync(folder, { recursive: true }));

/** @type {[name: string, options: string[]][]} */
const resolutions = [
  ['bundler', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ['nodenext', ['--module', 'nodenext', '--moduleResolution', 'nodenext']],
  ['node', ['--module', 'esnext', '--moduleResolution', 'node']],
];

const heading = `import 'attention-lab/figure';
import type { AttentionFigureElement } from 'attention-lab/figure';
const made = document.createElement('attention-figure');
const figure: AttentionFigureElement = made;
`;

/** All that the reference and readState take. */
const taken = `${heading}
import { loadAttention } from 'attention-lab';
const words: readonly string[] = ['I', 'you'];
figure.tokens = words;
figure.tokens = 'I you';
figure.queryTokens = words;
figure.queries = new Float32Array([1, 2]);
figure.queries = [new Float32Array([1, 2]), new Float64Array(2)];
figure.queries = [[[1, 2]], [[3, 4]]] as const;
figure.keys = [[new Float32Array(2)]];
figure.values = [1, 2];
figure.weights = new Float64Array(2);
figure.weights = null;
figure.mask = [[true, false], [false, true]];
figure.mask = [1, 0];
figure.mask = [new Uint8Array(2), new Uint8Array(2)];
figure.mask = new Uint8Array(2);
figure.mask = { data: new Uint8Array(4), shape: [1, 1, 2, 2] };
figure.queries = [[[[1, 2]]]] as const;
figure.keys = { data: [1, 2], shape: [1, 2], dtype: 'float32' };
figure.compare = ['dot', 'cosine'];
figure.compare = 'heads';
figure.cell = [1, 2] as const;
figure.window = [1, -1] as const;
figure.domain = new Float32Array([0, 1]);
figure.temperature = '0.5';
const mask: number[][] | null = figure.mask;
const compare: string = figure.compare;

/** A program that listens to the event in every place where its type must be known. */
figure.addEventListener('attention-change', (event) => event.detail.state.tokens.map((token) => token.length));
document.body.addEventListener('attention-change', (event) => event.detail.results.rows);
window.addEventListener('attention-change', (event) => event.detail.results.isSupplied);
document.addEventListener('attention-change', ({ detail }) => detail.results.panels[0].weights.length);
document.querySelector('attention-figure')?.addEventListener('attention-change', ({ detail }) => detail.state.view);

export async function all(): Promise<Blob> {
  await figure.ready;
  const link: string = await figure.link;
  figure.state = { ...figure.state, caption: link };
  const { attend } = await loadAttention();
  figure.weights = attend({ query: [1], key: [[1]], value: [[1]] }, { weights: true }).weights;
  void [mask, compare, attend];
  return figure.exportPNG();
}
`;

/** Each line is a mistake that the compiler must report. */
const mistakes = [
  'figure.tokens = [1, 2];',
  'figure.queries = ["1"];',
  'figure.weights = { data: [1] };',
  'figure.mask = [["yes"]];',
  'figure.score = "dots";',
  'figure.compare = [1];',
  'figure.causal = 1;',
  'document.addEventListener("attention-change", (event) => event.details);',
  'document.createElement("attention-figure").nothing;',
];

/** @param {Record<string, string>} texts by the names of their files @param {string[]} options @returns {string} what the compiler says */
function compiled(texts, options) {
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  const compiler = join(projectFolder, 'node_modules/typescript/bin/tsc');
  const strict = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable,esnext.disposable'];
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, ...strict, ...options, ...Object.keys(texts)], { cwd: folder, encoding: 'utf8' });
  return stdout + stderr;
}

test('a consumer’s TypeScript compiles against the declarations, however it finds modules; each of its mistakes is told', () => {
  assert.ok(readdirSync(join(folder, 'node_modules/attention-lab/lib/types')).includes('figure'), 'npm run build emits them');
  const [[, first], ...others] = resolutions;
  for (const [name, options] of others) assert.equal(compiled({ 'taken.mts': taken }, options), '', name);
  const said = compiled({ 'taken.mts': taken, 'mistakes.mts': heading + mistakes.join('\n') }, first);
  const places = [...said.matchAll(/^(\S+)\((\d+),/gm)].map(([, file, line]) => `${file}:${line}`);
  const start = heading.split('\n').length;
  assert.deepEqual([...new Set(places)], mistakes.map((_, index) => `mistakes.mts:${start + index}`), said);
});

test('the declarations allow exactly what a figure accepts', () => {
  const [queries, keys] = [[new Float32Array([1, 2]), new Float64Array([3, 4])], [[new Float32Array([1, 0]), [0, 1]]]];
  const state = stateOfFields({ queries, keys, values: new Int8Array([5, 6]), mask: [[true, false], new Uint8Array([0, 1])], domain: new Float32Array([0, 1]), cell: [1, 0], window: [1, -1], compare: ['dot', 'cosine'] });
  assert.deepEqual([state.queries, state.keys, state.values], [[[[1, 2], [3, 4]]], [[[1, 0], [0, 1]]], [[[5], [6]]]]);
  assert.deepEqual([state.mask, state.domain, state.compared], [[[1, 0], [0, 1]], [0, 1], ['dot', 'cosine']]);
  assert.deepEqual(stateOfFields({ weights: new Float64Array([0.5, 0.5]), mask: new Uint8Array([1, 0]) }).mask, [[1, 0]]);
});

test('a Uint16Array, which may hold halves, is refused: no field can say what it holds', () => {
  const halves = Uint16Array.of(0x3c00, 0);
  const one = { queries: [[[1, 0]]], keys: [[[1, 0], [0, 1]]] };
  for (const [name, value] of Object.entries({ queries: halves, keys: halves, values: halves, weights: halves, mask: [halves], domain: halves })) {
    const fields = name === 'weights' ? { weights: value } : { ...one, [name]: value };
    assert.throws(() => stateOfFields(fields), (/** @type {any} */ error) => error.code === 'type' && error.argument.startsWith(name) && error.message.endsWith('expected Float32Array, got "Uint16Array"'), name);
    assert.throws(() => stateOfFields({ ...fields, [name]: [[halves]] }), { name: 'FigureError' }, name);
  }
});
