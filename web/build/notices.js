/** What others have written and the site's files hold, with the terms that must go along. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, run } from './command.js';

/** Where the terms lie in dist, as the figure's files say. */
export const noticesFile = 'licenses.txt';

/** At the head of the figure's files, which are copied away alone. */
export const shortNotice = '/*! Attention Lab (MIT), with parts of Emscripten (MIT), musl (MIT) and LLVM (Apache-2.0 WITH LLVM-exception): '
  + `see its ${noticesFile} */`;

/** The packages of node_modules whose code is in the bundles, and in which; the build ends where another one comes in. */
const bundledPackages = new Map([
  ['fourier-transform', 'the scripts of the lesson (lesson*.js)'],
  ['@huggingface/tokenizers', 'the scripts that open models'],
]);

/** @param {string} copyright @returns {string} the terms of the MIT license, word by word */
const mit = (copyright) => `${copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
`;

/** What of LLVM is compiled into a program may be handed on without its terms: its exception says so. Its name is owed to readers. */
const llvm = `Part of the LLVM Project, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
The terms: https://llvm.org/LICENSE.txt

As an exception, if, as a result of your compiling your source code, portions
of this Software are embedded into an Object form of such source code, you
may redistribute such embedded portions in such Object form without complying
with the conditions of Sections 4(a), 4(b) and 4(d) of the License.
`;

/**
 * @typedef {object} Notice
 * @property {string} what whose work it is
 * @property {string} where it is in dist
 * @property {string} [file] with the terms, as this machine has them: they name all who wrote the version that is linked
 * @property {string} terms where there is no such file
 */

/**
 * @param {string} emscripten its folder
 * @returns {Notice[]}
 */
const notices = (emscripten) => [
  {
    what: 'Attention Lab', where: 'all files', file: join(projectFolder, 'LICENSE'), terms: mit('Copyright (c) Attention Lab contributors'),
  },
  {
    what: 'Emscripten: the JavaScript around the module, Embind, emmalloc',
    where: 'attention-lab.js, attention-lab.wasm, models-worker.js, attention-models*.wasm, and the module inside of attention-figure*.js; in the npm package core.js and embedded-*.js, too',
    file: join(emscripten, 'LICENSE'), // Some systems' packages leave it out.
    terms: mit('Copyright (c) 2010-2014 Emscripten authors, see AUTHORS file.'),
  },
  {
    what: 'musl: the C library',
    where: 'attention-lab.wasm, attention-models*.wasm, and the module inside of attention-figure*.js; in the npm package embedded-module.js, too',
    file: join(emscripten, 'system/lib/libc/musl/COPYRIGHT'),
    terms: mit('Copyright © 2005-2020 Rich Felker, et al.'),
  },
  {
    what: 'LLVM: libc++, libc++abi, compiler-rt', where: 'attention-lab.wasm, attention-models*.wasm, and the module inside of attention-figure*.js; in the npm package embedded-module.js, too', terms: llvm,
  },
  ...Array.from(bundledPackages, ([name, where]) => ({
    what: name, where, file: join(projectFolder, 'node_modules', name, 'LICENSE'),
    terms: mit(`Copyright (c) the authors of ${name}`),
  })),
];

/** @returns {Promise<string>} all of them as one text */
export async function noticesText() {
  const emscripten = (await run('em-config', ['EMSCRIPTEN_ROOT'])).trim();
  const parts = await Promise.all(notices(emscripten).map(async ({ what, where, file, terms }) => {
    const text = file && existsSync(file) ? await readFile(file, 'utf8') : terms;
    return `${what}\nIn: ${where}\n\n${text.trim()}\n`;
  }));
  return parts.join(`\n${'='.repeat(78)}\n\n`);
}

/**
 * @param {import('esbuild').Metafile | undefined} metafile of a bundle
 * @throws {Error} if it holds a package whose terms nobody has read
 */
export function checkPackages(metafile) {
  for (const path of Object.keys(metafile?.inputs ?? {})) {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    if (name && !bundledPackages.has(name)) throw new Error(`bundle: expected packages with a notice (${[...bundledPackages.keys()].join(', ')}), got ${name}`);
  }
}
