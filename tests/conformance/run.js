/**
 * Runs the ONNX cases of a folder through the package.
 *
 *     node tests/conformance/run.js [FOLDER]
 *
 * Every *.json file is a case. Each failure is printed with the output and the first index that
 * differs; the last line is `N passed, N failed`. The exit status is 0 only if nothing failed and
 * something ran.
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAttention } from 'attention-lab';
import { compare, readCase } from './onnx-case.js';

const kDefaultFolder = fileURLToPath(new URL('../../../shared/conformance/onnx-attention', import.meta.url));

/**
 * @param {string} path
 * @param {(inputs: any, options: any) => any} attend
 * @returns {string[]} what is wrong; a case that cannot be read or run is wrong too
 */
function runCase(path, attend) {
  try {
    const expected = readCase(path);
    return compare(expected, attend(expected.inputs, expected.options));
  } catch (error) {
    return [String(error)];
  }
}

/** @param {string} folder */
function listCases(folder) {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    console.log(`${folder}: ${error}`);
    return [];
  }
}

const folder = process.argv[2] ?? kDefaultFolder;
const attention = await loadAttention();
let passed = 0;
let failed = 0;
for (const name of listCases(folder)) {
  const problems = runCase(join(folder, name), attention.attend.bind(attention));
  for (const problem of problems) console.log(`${name}: ${problem}`);
  if (problems.length === 0) passed++;
  else failed++;
}
if (passed + failed === 0) console.log(`${folder}: no *.json file to run`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
