// No value of a property can block a figure: a bad one is refused with a message that names the property.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { settingText } from '../../web/figure/element/author-input.js';
import { errorWords } from '../../web/locales/error-words.js';
import { FigureError } from '../../web/figure/state/figure-error.js';
import { inputNames, stateOfFields } from '../../web/figure/state/figure-input.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { stateNames } from '../../web/figure/state/schema.js';
import { oddValues, withoutEnd } from './odd-values.js';

/** The time limit in milliseconds for one value in all properties: code that reads without end takes longer. */
const most = 10_000;

/** Good values for the other properties, so that only the odd one is wrong. */
const beside = { values: { queries: [[1]], keys: [[1]] }, compared: { compare: 'score' } };

/** @type {{ [how: string]: (name: string, value: unknown) => unknown }} */
const readers = {
  property: (name, value) => stateOfFields({ tokens: ['a', 'b'], .../** @type {any} */ (beside)[name], [name]: value }),
  state: (name, value) => readState({ tokens: ['a', 'b'], ...(name === 'compared' && beside.compared), [name]: value }),
  setting: settingText,
};

/** @param {string} how @param {string} name @param {unknown} value @returns {string} what is said of it */
function saidOf(how, name, value) {
  try {
    readers[how](name, value);
    return 'nothing';
  } catch (error) {
    if (!(error instanceof FigureError)) return `no FigureError: ${String(error)}`;
    const { argument, expected, got } = errorWords(error, true);
    return [error.message, argument, expected, got].join('\n');
  }
}

if (!isMainThread) {
  const { odd, names } = workerData;
  const make = oddValues[odd] ?? withoutEnd;
  for (const [how, list] of Object.entries(names)) {
    for (const name of list) parentPort?.postMessage([how, name, saidOf(how, name, make())]);
  }
}

/** Asserts that a value is refused for itself, not for the values beside it. @param {string} argument @param {string} name */
const isAbout = (argument, name) => argument.startsWith(`${name}`) || (name === 'cell' && /^(query|key)\b/.test(argument))
  || (name === 'compare' && argument.startsWith('compared'));

/** @param {string} odd @param {Record<string, readonly string[]>} names @returns {Promise<string[][]>} */
function readInWorker(odd, names) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { odd, names } });
  /** @type {string[][]} */
  const said = [];
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      worker.terminate();
      reject(new Error(`no end after ${JSON.stringify(said.at(-1)?.slice(0, 2) ?? 'nothing')}`));
    }, most);
    worker.on('message', (line) => said.push(line)).on('error', reject).on('exit', () => {
      clearTimeout(timer);
      resolve(said);
    });
  });
}

const settings = ['controls', 'theme', 'link-base'];

if (isMainThread) {
  for (const odd of Object.keys(oddValues)) {
    test(`${odd} is refused with a message, for whichever property it is given`, async () => {
      const isList = !/function|object/.test(odd);
      const names = { property: inputNames, state: stateNames, ...(isList && { setting: settings }) };
      const said = await readInWorker(odd, names);
      assert.equal(said.length, Object.values(names).flat().length);
      for (const [how, name, text] of said) {
        assert.match(text, /^[\w.[\]-]+: expected [^]+, got /, `${how} ${name}`);
        assert.ok(isAbout(text, name), `${how} ${name}: ${text}`);
        assert.ok(text.length < 800, `${how} ${name}: ${text.length} characters`);
      }
    });
  }

  test('a list is read by its indices, for its iterator may have no end', async () => {
    const said = await readInWorker('without an end', { property: inputNames, setting: settings });
    const taken = said.filter(([, , text]) => text === 'nothing').map(([, name]) => name);
    assert.deepEqual(taken, ['tokens', 'queryTokens', ...settings]);
    assert.deepEqual(stateOfFields({ tokens: withoutEnd() }).tokens, ['x', 'y', 'z']);
    assert.equal(settingText('controls', withoutEnd()), 'x y z');
  });
}
