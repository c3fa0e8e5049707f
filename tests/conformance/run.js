/**
 * Runs cases of the ONNX operator Attention through the package.
 *
 *     node tests/conformance/run.js [FOLDER]
 *
 * Without a folder: the cases that generate.js makes, and ONNX's own 87 where they lie beside the project, in
 * ../shared/conformance. With one: every *.json file of it. Each failure is printed with the output and the first index that
 * differs; the last line is `N passed, N failed`. The exit status is 0 only if nothing failed and something ran.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAttention } from 'attention-lab';
import { generate } from './generate.js';
import { caseOf, compare, readCase } from './onnx-case.js';

/** @typedef {{ name: string, read: () => import('./onnx-case.js').Case }} Named */

const kSharedFolder = fileURLToPath(new URL('../../../shared/conformance/onnx-attention', import.meta.url));

/** Of the generated cases. */
const kSeed = 20_261_130;

/**
 * @param {Named} named
 * @param {(inputs: any, options: any) => any} attend
 * @returns {string[]} what is wrong; a case that cannot be read or run is wrong too
 */
function runCase({ read }, attend) {
  try {
    const expected = read();
    return compare(expected, attend(expected.inputs, expected.options));
  } catch (error) {
    return [String(error)];
  }
}

/** @param {string} folder @returns {Named[]} */
function casesIn(folder) {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
    if (names.length === 0) console.log(`${folder}: no *.json file to run`);
    return names.map((name) => ({ name, read: () => readCase(join(folder, name)) }));
  } catch (error) {
    console.log(`${folder}: ${error}`);
    return [];
  }
}

/** @returns {Named[]} */
function usualCases() {
  const generated = generate(kSeed).map((stored) => ({ name: stored.name, read: () => caseOf(stored) }));
  if (existsSync(kSharedFolder)) return [...generated, ...casesIn(kSharedFolder)];
  console.log('no ../shared/conformance here: the generated cases alone');
  return generated;
}

const folder = process.argv[2];
const attention = await loadAttention();
let passed = 0;
let failed = 0;
for (const named of folder === undefined ? usualCases() : casesIn(folder)) {
  const problems = runCase(named, attention.attend.bind(attention));
  for (const problem of problems) console.log(`${named.name}: ${problem}`);
  if (problems.length === 0) passed++;
  else failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
