/**
 * The lesson without a network. Pages come from the network as long as it answers; the files of a lesson's page come from
 * the copy that was made of its very build, and a copy is kept as long as a page of its build is open. Built to
 * dist/service-worker.js.
 */

import { build, files } from './offline-files.js';

/**
 * @typedef {{ waitUntil: (work: Promise<unknown>) => void }} Lasting
 * @typedef {Lasting & { request: Request, clientId: string, resultingClientId: string,
 *   respondWith: (answer: Promise<Response>) => void }} FetchEvent
 * @typedef {Lasting & { data: unknown, source: { id: string } | null }} MessageEvent
 *
 * @typedef {object} Worker
 * @property {{ scope: string }} registration
 * @property {{ get: (id: string) => Promise<{ url: string } | undefined>, claim: () => Promise<void>,
 *   matchAll: (options: object) => Promise<{ id: string }[]> }} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: 'install' | 'activate' | 'fetch' | 'message', act: (event: any) => void) => void} addEventListener
 */

const worker = /** @type {Worker} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const stem = `attention-lab ${scope} `;

/** Milliseconds that a host has for a whole page of which there is a copy. */
const PATIENCE = 3000;

worker.addEventListener('install', (/** @type {Lasting} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {Lasting} */ event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (/** @type {FetchEvent} */ event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (isFile(request.url)) event.respondWith(file(event));
});
// A page that was open before this worker says of which build it is.
worker.addEventListener('message', (/** @type {MessageEvent} */ event) => {
  if (typeof event.data === 'string' && event.source) event.waitUntil(noteBuild(event.source.id, event.data).then(dropUnused));
});

async function install() {
  await fill();
  await worker.skipWaiting();
}

/** Fetches all files of this build, past what the browser may still hold of an earlier one. */
async function fill() {
  try {
    const cache = await caches.open(stem + build);
    await cache.addAll(files.map((name) => new Request(new URL(name, scope), { cache: 'no-cache' })));
    const first = await (await cache.match(new URL('index.html', scope)))?.text();
    if (buildOfPage(first ?? '') !== build) throw new Error('the site is being replaced: the next visit tries again');
  } catch (error) {
    await caches.delete(stem + build); // Half a copy would look like a whole one.
    throw error;
  }
}

async function takeOver() {
  await dropUnused();
  await worker.clients.claim();
}

/** Removes the copies of other builds, but for those that an open page is of. */
async function dropUnused() {
  const open = await worker.clients.matchAll({ includeUncontrolled: true, type: 'all' });
  const builds = await Promise.all(open.map(({ id }) => buildOfClient(id)));
  for (const name of await caches.keys()) {
    if (name.startsWith(stem) && name !== stem + build && !builds.includes(name.slice(stem.length))) await caches.delete(name);
  }
}

/**
 * A page from the network. What answers there may be no page of ours: a host that fails or is silent, for which the copy
 * stands in; or the page of a filter, a sign-in, a site that has moved, which the reader has to see. None of them takes
 * the copy away.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function page(event) {
  const { request, resultingClientId } = event;
  const kept = await keptFile(build, request.url);
  const ended = new AbortController();
  const timer = kept && setTimeout(() => ended.abort(), PATIENCE);
  try {
    const response = await fetch(request, kept && { signal: ended.signal });
    if (kept && response.status >= 500) return keptPage(resultingClientId, kept);
    if (!response.ok || !isLesson(request.url)) return response;
    // As a whole: a host may fall silent in the middle of it.
    const found = buildOfPage(await response.clone().text());
    if (found !== undefined) await noteBuild(resultingClientId, found);
    if (found === build && !kept) event.waitUntil(fill().catch(console.info));
    event.waitUntil(dropUnused());
    return response;
  } catch (error) {
    if (!kept) throw error;
    return keptPage(resultingClientId, kept);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} clientId of the page to be @param {Response} kept */
async function keptPage(clientId, kept) {
  await noteBuild(clientId, build);
  return kept;
}

/**
 * A file: for a page of the lesson from the copy of its build, whatever the host has by now.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function file({ request, clientId, resultingClientId }) {
  const client = await worker.clients.get(clientId);
  const known = await buildOfClient(clientId);
  // A worker is of the build of the page that starts it.
  if (known !== undefined && resultingClientId) await noteBuild(resultingClientId, known);
  const kept = known === undefined ? undefined : await keptFile(known, request.url);
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    // The site's other pages are in no copy, and their files may be of another build as long as there is a network to ask.
    const substitute = client && isLesson(client.url) && known !== undefined ? undefined : await keptFile(build, request.url);
    if (substitute) return substitute;
    throw error;
  }
}

/** @param {string} of the build @param {string} url */
async function keptFile(of, url) {
  return (await caches.has(stem + of)) ? (await caches.open(stem + of)).match(new URL(nameOf(url), scope)) : undefined;
}

/** Where it is written of which build a page or a worker is: in that build's copy, as this worker may end at any time. */
const noteOf = (/** @type {string} */ clientId) => new URL(`?client=${clientId}`, scope);

/** @param {string} clientId @param {string} of its build, if there is a copy of it */
async function noteBuild(clientId, of) {
  if (!clientId || !(await caches.has(stem + of))) return;
  await (await caches.open(stem + of)).put(noteOf(clientId), new Response(of));
}

/** @param {string} clientId @returns {Promise<string | undefined>} */
async function buildOfClient(clientId) {
  return (await caches.match(noteOf(clientId)))?.text();
}

/** @param {string} url @returns {string} of the file, from the page's folder */
function nameOf(url) {
  return url.slice(scope.length).replace(/[?#].*$/, '') || 'index.html';
}

/** Whether a copy may have it: a page of another build has files of other names. @param {string} url */
const isFile = (url) => files.includes(nameOf(url)) || /^lesson\b[^/]*\.(js|css|txt)$/.test(nameOf(url));

/** @param {string} url */
const isLesson = (url) => url.startsWith(scope) && /^(index|zh)\.html$/.test(nameOf(url));

/** @param {string} html @returns {string | undefined} of a whole page of the lesson */
const buildOfPage = (html) => (html.trimEnd().endsWith('</html>') ? /data-build="(\w+)"/.exec(html)?.[1] : undefined);
