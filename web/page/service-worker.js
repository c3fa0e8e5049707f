/**
 * The lesson without a network. Pages come from the network as long as there is one; the files of a lesson's page come
 * from the cache that was filled for its very build, and only while the page is of that build. Built to
 * dist/service-worker.js.
 */

import { build, files } from './offline-files.js';

/**
 * @typedef {{ waitUntil: (work: Promise<unknown>) => void }} Lasting
 * @typedef {Lasting & { request: Request, clientId: string, respondWith: (answer: Promise<Response>) => void }} FetchEvent
 *
 * @typedef {object} Worker
 * @property {{ scope: string }} registration
 * @property {{ get: (id: string) => Promise<{ url: string } | undefined>, claim: () => Promise<void> }} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: 'install' | 'activate' | 'fetch', act: (event: any) => void) => void} addEventListener
 */

const worker = /** @type {Worker} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const stem = `attention-lab ${scope} `;
const cacheName = stem + build;

worker.addEventListener('install', (/** @type {Lasting} */ event) => event.waitUntil(fill()));
worker.addEventListener('activate', (/** @type {Lasting} */ event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (/** @type {FetchEvent} */ event) => {
  const { request, clientId } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (files.includes(nameOf(request.url))) event.respondWith(file(request, clientId));
});

/** Fetches all files of this build, past what the browser may still hold of an earlier one. */
async function fill() {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((name) => new Request(new URL(name, scope), { cache: 'no-cache' })));
  const first = await (await cache.match(new URL('index.html', scope)))?.text();
  if (!isOfThisBuild(first ?? '')) {
    await caches.delete(cacheName);
    throw new Error('the site is being replaced: the next visit tries again');
  }
  await worker.skipWaiting();
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith(stem) && name !== cacheName) await caches.delete(name);
  }
  await worker.clients.claim();
}

/** @param {Request} request */
async function page(request) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(request);
  } catch (error) {
    const kept = await keptFile(request);
    if (kept) return kept;
    throw error;
  }
  // A page of another build must not get files of this one. Its own worker is on its way.
  if (response.ok && isLesson(request.url) && !isOfThisBuild(await response.clone().text())) await caches.delete(cacheName);
  return response;
}

/**
 * @param {Request} request
 * @param {string} clientId of who asks
 */
async function file(request, clientId) {
  const client = await worker.clients.get(clientId);
  if (client && isLesson(client.url)) return (await keptFile(request)) ?? fetch(request);
  // The site's other pages, and workers: they may be of another build, as long as there is a network to ask.
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await keptFile(request);
    if (kept) return kept;
    throw error;
  }
}

/** @param {Request} request */
async function keptFile({ url }) {
  if (!(await caches.has(cacheName))) return undefined;
  return (await caches.open(cacheName)).match(new URL(nameOf(url), scope));
}

/** @param {string} url @returns {string} of the file, from the page's folder */
function nameOf(url) {
  return url.slice(scope.length).replace(/[?#].*$/, '') || 'index.html';
}

/** @param {string} url */
const isLesson = (url) => url.startsWith(scope) && /^(index|zh)\.html$/.test(nameOf(url));

/** @param {string} html */
const isOfThisBuild = (html) => html.includes(`data-build="${build}"`);
