/** Runs programs in Python that use the module of this project, and reads what they made. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findPython } from '../../web/build/programs.js';
import { kRoot } from './child.js';

export const python = findPython();

/** For tests: why they cannot run. */
export const skip = python ? false : 'no Python with NumPy here: install python3-numpy, or name one in PYTHON';

/**
 * In place of the element, so that these tests are of the page around it: it says what it read, with the first weight and
 * their sum, and is 333 pixels high.
 */
const standIn = `customElements.define('attention-heads', class extends HTMLElement {
  async connectedCallback() {
    const { attentions } = JSON.parse(this.firstElementChild.textContent);
    const said = [];
    for (const { kind, queries, shape, data } of attentions) {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const numbers = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
      said.push([kind, shape.join('x'), numbers.byteLength + ' bytes', (queries ?? []).join(' ')].join(', '));
    }
    this.attachShadow({ mode: 'open' }).innerHTML = '<div style="height: 333px"></div>';
    this.shadowRoot.firstChild.textContent = said.join('; ');
  }
});`;

/**
 * What programs have at hand: `attention(L, H, Tq, Tk)`, the same numbers as weightAt; `Tensor`, which gives its numbers only
 * to those who treat it as one of PyTorch that needs a gradient, is on another device and of type bfloat16.
 */
const prelude = `import json, sys, warnings
import numpy as np
import attention_lab
from attention_lab import figure, save, show

def attention(layers, heads, rows, columns):
    array = np.array([[[[(l * 29 + h * 17 + i * 7 + j * 3) % 23 + 1 for j in range(columns)] for i in range(rows)] for h in range(heads)] for l in range(layers)])
    array[..., -1] = 1024 - array[..., :-1].sum(-1)
    return array / 1024

class Tensor:
    def __init__(self, array, steps=()):
        self.array, self.steps, self.shape = np.asarray(array), steps, np.shape(array)
    def then(self, step):
        return Tensor(self.array, self.steps + (step,))
    def detach(self): return self.then('detach')
    def float(self): return self.then('float')
    def cpu(self): return self.then('cpu')
    def numpy(self):
        if self.steps != ('detach', 'float', 'cpu'): raise TypeError("can't convert it")
        return self.array
    def __array__(self, *args, **kwargs): raise TypeError("can't convert it")

`;

/**
 * @param {string} folder
 * @returns {string} the folder, with a script in place of the element's
 */
export function withStandIn(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'attention-heads.iife.js'), standIn);
  return folder;
}

/**
 * @param {string} program
 * @param {{ scripts?: string, module?: string, cwd?: string }} options the folder of the elements' scripts: without it the module looks
 *   for them itself; the folder of the module
 * @returns {{ status: number | null, stdout: string, stderr: string }}
 */
export function runPython(program, { scripts, module = join(kRoot, 'python'), cwd } = {}) {
  const env = { ...process.env, PYTHONPATH: module, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf8', ...(scripts ? { ATTENTION_LAB_SCRIPT: scripts } : {}) };
  const { status, stdout, stderr, error } = spawnSync(/** @type {string} */ (python), ['-'], { input: prelude + program, encoding: 'utf8', env, cwd, maxBuffer: 1 << 28 });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** @param {number} layer @param {number} head @param {number} row @param {number} column @param {number} columns @returns {number} exact as float16 */
export function weightAt(layer, head, row, column, columns) {
  const before = Array.from({ length: columns - 1 }, (_, j) => (layer * 29 + head * 17 + row * 7 + j * 3) % 23 + 1);
  return (column < columns - 1 ? before[column] : 1024 - before.reduce((sum, part) => sum + part, 0)) / 1024;
}

/** @param {number[]} shape [L, H, Tq, Tk] @returns {number[]} the weights of `attention` */
export function weightsOf([layers, heads, rows, columns]) {
  const numbers = [];
  for (let l = 0; l < layers; l += 1) {
    for (let h = 0; h < heads; h += 1) {
      for (let i = 0; i < rows; i += 1) {
        for (let j = 0; j < columns; j += 1) numbers.push(weightAt(l, h, i, j, columns));
      }
    }
  }
  return numbers;
}

/**
 * @typedef {object} AttentionSet as the element's format has it
 * @property {string} kind
 * @property {string[]} [queries]
 * @property {string[]} [keys]
 * @property {number[]} shape
 * @property {'float16' | 'float32'} dtype
 * @property {number[]} numbers
 */

/** @param {string} tag @returns {{ attributes: string, format: string, version: number, attentions: AttentionSet[] }} */
export function readTag(tag) {
  const [, attributes, json] = /^<attention-heads([^>]*)><script type="application\/json">([^<]*)<\/script><\/attention-heads>$/.exec(tag.trim()) ?? [];
  if (json === undefined) throw new Error(`expected a tag, got ${tag.slice(0, 300)}`);
  const { attentions, ...rest } = JSON.parse(json);
  return { attributes, ...rest, attentions: attentions.map(unpacked) };
}

/** @param {AttentionSet & { encoding: string, data: string }} set @returns {AttentionSet} */
function unpacked({ encoding, data, ...set }) {
  const bytes = encoding === 'gzip' ? gunzipSync(Buffer.from(data, 'base64')) : Buffer.from(data, 'base64');
  const size = set.dtype === 'float16' ? 2 : 4;
  const numbers = Array.from({ length: bytes.length / size }, (_, index) => (size === 2 ? half(bytes.readUInt16LE(index * 2)) : bytes.readFloatLE(index * 4)));
  return { ...set, numbers };
}

/** @param {number} bits of a float16 */
function half(bits) {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
