/** The types, which come from the code: a strict program compiles, one with a wrong name does not. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kRoot, runNode, temporaryFolder } from './child.js';

const kConsumer = `
import { AttentionError, loadAttention } from 'attention-lab';

const attention = await loadAttention();
const typed = await loadAttention({ wasm: new URL('https://example.org/attention-lab.wasm') });
const { output, weights, presentKey } = typed.attend(
  { query: [[0.1, 0.2]], key: { data: new Float32Array(4), shape: [2, 2] }, value: [[1], [2]], mask: [[true, false]], params: { weight: [[1, 0], [0, 1]] } },
  {
    score: 'general', normalizer: 'entmax15', temperature: 0.5, scale: 2, softcap: 3, causal: true, window: { left: 1, right: -1 }, keyLengths: [2],
    alibi: [0.5], localFocus: { center: 'monotonic', sigma: 2 }, numHeads: 1, numKvHeads: 1, present: true, weights: true, scores: 'biased',
  },
);
/** @type {Float32Array} */
export const data = output.data;
/** @type {number[]} */
export const shape = output.shape;
export const optional = [weights?.data.length, presentKey?.shape];
const { logSumExp } = attention.attend({ query: [1], key: [[1]], value: [[1]] }, { logSumExp: true, sinks: [0.5], causal: 'bottom-right', alibi: { slopes: [0.5], distance: 'both' } });
export const length = logSumExp.data.length;
attention.attend({ query: [1], key: [[1]], value: [[1]] }, { normalizer: 'entmax', alpha: 1.7, documents: new BigInt64Array([1n]) });
const trail = attention.explain({ query: [1], key: [[1]], value: [[1]] }, { row: { batch: 0, head: 0, query: 0 } });
export const stages = [trail.scores, trail.scaled, trail.capped, trail.withBias, trail.biased, trail.rowMax, trail.exponentials, trail.rowSum, trail.weights, trail.output];
export const products = trail.row?.products.data;
const { states, steps, converged } = attention.iterate({ query: [1], key: [[1]], value: [[1]] }, { steps: 3, tolerance: 0.1 });
const shared = attention.attendAsync({ query: [1], key: [[1]], value: [[1]] }, { present: true }, { workers: 2, signal: new AbortController().signal, onProgress: (done) => done.toFixed() });
export const later = shared.then(({ output, presentKey }) => [output.data, presentKey.shape]);
/** @type {[number, boolean, number]} */
export const journey = [steps, converged, states[0].data[0]];
try {
  attention.attend({ query: [1], key: [[1]], value: [[1]] });
} catch (error) {
  if (error instanceof AttentionError) console.log(error.code, error.argument, error.message);
}
`;

/** One line each that a strict consumer must not be able to write. @type {Record<string, string>} */
const kWrong = {
  'an unknown option': "attention.attend({ query: [1], key: [[1]], value: [[1]] }, { temprature: 2 });",
  'an unknown input': "attention.attend({ query: [1], keys: [[1]], value: [[1]] });",
  'a missing input': "attention.attend({ query: [1], key: [[1]] });",
  'an unknown score': "attention.attend({ query: [1], key: [[1]], value: [[1]] }, { score: 'dots' });",
  'an unknown normaliser': "attention.attend({ query: [1], key: [[1]], value: [[1]] }, { normalizer: 'soft' });",
  'an unknown stage': "attention.attend({ query: [1], key: [[1]], value: [[1]] }, { scores: 'raw' });",
  'text for a number': "attention.attend({ query: [1], key: [[1]], value: [[1]] }, { temperature: '2' });",
  'a number for a switch': "attention.attend({ query: [1], key: [[1]], value: [[1]] }, { causal: 1 });",
  'an unknown corner': "attention.attend({ query: [1], key: [[1]], value: [[1]] }, { causal: 'top-right' });",
  'an unknown distance': "attention.attend({ query: [1], key: [[1]], value: [[1]] }, { alibi: { distance: 'future' } });",
  'a stage that explain has not': "attention.explain({ query: [1], key: [[1]], value: [[1]] }).logits;",
  'an unknown setting': "attention.attendAsync({ query: [1], key: [[1]], value: [[1]] }, {}, { worker: 2 });",
  'a method that is not there': "attention.attendAll();",
};

/**
 * Compiles a file that uses the package as installed.
 * @param {string} folder
 * @param {string} code
 * @returns {{ passes: boolean, says: string }}
 */
function compile(folder, code) {
  writeFileSync(join(folder, 'consumer.js'), code);
  const { status, stdout } = runNode([join(kRoot, 'node_modules', 'typescript', 'bin', 'tsc')], { cwd: folder });
  return { passes: status === 0, says: stdout };
}

/** Makes a project with the package in its node_modules. @param {any} t */
function consumerFolder(t) {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(kRoot, join(folder, 'node_modules', 'attention-lab'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { allowJs: true, checkJs: true, strict: true, noEmit: true, target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
    files: ['consumer.js'],
  }));
  return folder;
}

test('declarations are there', () => {
  const { exports } = JSON.parse(readFileSync(join(kRoot, 'package.json'), 'utf8'));
  const declarations = Object.values(exports).map(({ types }) => types).filter(Boolean);
  assert.equal(declarations.length, 6);
  for (const file of declarations) assert.ok(existsSync(join(kRoot, file)), file);
});

test('a strict consumer compiles, library checks included', (t) => {
  const { passes, says } = compile(consumerFolder(t), kConsumer);
  assert.ok(passes, says);
});

test('a wrong name is a type error', (t) => {
  const folder = consumerFolder(t);
  // All lines are compiled at once: every line must have its error.
  const lines = Object.entries(kWrong).map(([name, line]) => `// ${name}\n// @ts-expect-error\n${line}`);
  const head = "import { loadAttention } from 'attention-lab';\nconst attention = await loadAttention();\n";
  const { passes, says } = compile(folder, head + lines.join('\n'));
  assert.ok(passes, says);
  // The expected errors are real: a line without its mistake causes an error too.
  const { passes: unused } = compile(folder, `${head}// @ts-expect-error\nattention.attend({ query: [1], key: [[1]], value: [[1]] });`);
  assert.equal(unused, false);
});
