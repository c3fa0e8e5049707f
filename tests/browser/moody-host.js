// A host that serves the lesson as real hosts do: it can be out of order, silent, or behind a login, and get a new build at any time.

import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

/**
 * What the host does with a request for a path; undefined means that it serves the file.
 * @typedef {(path: string) => number | 'silence' | 'half' | 'login' | { to: string } | { as: string } | undefined} Mood a
 *   status; no answer; half of the file, and then no more; a page of somebody else's with status 200; a redirect; another file
 *
 * @typedef {object} MoodyHost
 * @property {string} url
 * @property {string[]} asked the paths that were requested so far
 * @property {(mood: Mood) => void} feel
 * @property {(build: string) => Promise<void>} release serves a new build, whose files have other names; the old files are gone
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<MoodyHost>} */
export async function moodyHost() {
  const folder = await mkdtemp(join(tmpdir(), 'lesson-host-'));
  await cp(distFolder, folder, { recursive: true, filter: (path) => !path.includes('types') });
  const site = await serveFolder(folder, { port: 0 });
  /** @type {string[]} */
  const asked = [];
  /** @type {Mood} */
  let mood = () => undefined;
  const server = createServer((incoming, response) => {
    const { pathname, search } = new URL(incoming.url ?? '', 'http://host');
    const path = pathname.slice(1);
    asked.push(path);
    const answer = mood(path);
    if (answer === 'silence') return;
    if (answer !== undefined && answer !== 'half' && !(typeof answer === 'object' && 'as' in answer)) response.setHeader('Cache-Control', 'no-store'); // A later answer may be another one.
    if (answer === 'login') return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><html><title>Log in</title><h1>Log in</h1></html>');
    if (typeof answer === 'number') return void response.writeHead(answer, { 'Content-Type': 'text/html' }).end(`<h1>${answer}</h1>`);
    if (typeof answer === 'object' && 'to' in answer) return void response.writeHead(308, { Location: answer.to + search }).end();
    if (answer === 'half') return pass(incoming, response, site.port, path, (file) => response.write(file.subarray(0, file.length / 2)));
    pass(incoming, response, site.port, answer?.as ?? path, (file) => response.end(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    feel: (next) => (mood = next),
    release: (build) => release(folder, build),
    async close() {
      server.close();
      server.closeAllConnections?.();
      await site.close();
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * @param {IncomingMessage} incoming
 * @param {ServerResponse} response
 * @param {number} port
 * @param {string} path
 * @param {(file: Buffer) => void} send
 */
function pass({ method, headers }, response, port, path, send) {
  const inner = request({ port, path: `/${path}`, method, host: '127.0.0.1', headers: { ...headers, host: `127.0.0.1:${port}` } }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    /** @type {Buffer[]} */
    const chunks = [];
    answer.on('data', (chunk) => chunks.push(chunk)).on('end', () => send(Buffer.concat(chunks))).on('error', () => response.destroy());
  });
  inner.on('error', () => response.destroy()).end();
}

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** @param {string} hash @returns {string} each letter by the next: another name for each */
const turned = (hash) => Array.from(hash, (letter) => letters[(letters.indexOf(letter) + 1) % letters.length]).join('');

/** @param {string} folder @param {string} build */
async function release(folder, build) {
  const names = await readdir(folder);
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const before = /data-build="([0-9a-f]{12})"/.exec(page)?.[1] ?? '';
  const renamed = (/** @type {string} */ text) => text.replaceAll(/lesson-([0-9A-Z]{8})\.js/g, (_, hash) => `lesson-${turned(hash)}.js`);
  for (const name of names.filter((each) => /^(lesson.*\.js|service-worker\.js|index\.html|zh\.html)$/.test(each))) {
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), renamed(text).replaceAll(before, build));
  }
  const chunks = names.filter((name) => renamed(name) !== name);
  for (const name of chunks) await rename(join(folder, name), join(folder, `new-${renamed(name)}`));
  for (const name of chunks) await rename(join(folder, `new-${renamed(name)}`), join(folder, renamed(name)));
}
