/**
 * Makes the lesson work without a network. Pages come from the host as long as it answers; the files of a lesson's page come
 * from the copy of exactly its build. This is built to dist/service-worker.js.
 */

import { Copies } from './copies.js';
import { build, files } from './offline-files.js';

/**
 * @import { Client, Clients } from './copies.js'
 *
 * @typedef {{ waitUntil: (work: Promise<unknown>) => void }} Lasting
 * @typedef {Lasting & { source: Client | null, data: any }} Message
 * @typedef {Lasting & { request: Request, clientId: string, resultingClientId?: string, respondWith: (answer: Promise<Response>) => void }} Asking
 * @typedef {{ response?: Response, build?: string, error?: unknown }} Answer build: the build of the page, if it is one of the lesson's
 *
 * @typedef {object} Worker
 * @property {{ scope: string, installing: unknown, waiting: unknown }} registration
 * @property {Clients & { claim: () => Promise<void> }} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: 'install' | 'activate' | 'fetch' | 'message', act: (event: any) => void) => void} addEventListener
 */

/** How long a host may be silent before a page comes from the copy, in milliseconds. */
const patience = 3000;

const worker = /** @type {Worker} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const copies = new Copies(scope);

worker.addEventListener('install', (/** @type {Lasting} */ event) => event.waitUntil(fill().then(() => worker.skipWaiting())));
// Copies that are not used any more go later, when the pages have said their builds: an activation must not wait for a page.
worker.addEventListener('activate', (/** @type {Lasting} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (/** @type {Message} */ event) => event.waitUntil(hear(event)));
worker.addEventListener('fetch', (/** @type {Asking} */ event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  const name = nameOf(request.url);
  if (request.mode === 'navigate') {
    if (isPage(name)) event.respondWith(page(event, name));
  } else if (files.includes(name) || name.startsWith('lesson')) {
    event.respondWith(file(event, name)); // Files of older builds have other names.
  }
});

/** @type {Promise<void> | undefined} */
let filling;

/** Fetches all files of this build, unless that is being done. */
function fill() {
  filling ??= fetchAll().finally(() => (filling = undefined));
  return filling;
}

/** Nothing is kept before all files are there and belong to this build. Pages are written last: if they are there, so is the rest. */
async function fetchAll() {
  const pages = files.filter(isPage);
  const rest = files.filter((name) => !isPage(name));
  const fetched = [...(await Promise.all(rest.map(fetchOne))), ...(await Promise.all(pages.map(fetchOne)))];
  for (const [name, response] of fetched) {
    if (isPage(name) && buildIn(await response.clone().text()) !== build) throw new Error('the site is being replaced: the next visit tries again');
  }
  await copies.keep(build, fetched);
}

/**
 * @param {string} name
 * @returns {Promise<[string, Response]>} fetched past the browser's cache, which may still hold a file of an earlier build
 * @throws {Error} if the file is not there, or if something else has answered with a page
 */
async function fetchOne(name) {
  const response = await fetch(new Request(new URL(name, scope), { cache: 'no-cache' }));
  const type = response.headers.get('Content-Type') ?? '';
  if (!response.ok || (!isPage(name) && type.startsWith('text/html'))) throw new Error(`${name}: expected the file, got ${response.status} ${type}`);
  // Some hosts redirect index.html to ./, and the browser refuses a page from a worker that is marked as redirected.
  return [name, response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response];
}

/** Hears a page say its build: the page may have been opened before there was a worker. @param {Message} event */
async function hear({ source, data }) {
  if (source && isBuild(data?.build)) await copies.settle(source.id, data.build);
  await dropUnused();
}

/**
 * Whatever the host answers is shown, unless the host is out of order. A page of somebody else is shown too, since it may be
 * the one where the reader has to log in before there is a network; but it says nothing about the lesson, so the copy stays.
 * The copy also stays if the page is of another build: that build's worker, which is on its way, makes its own copy.
 * @param {Asking} event
 * @param {string} name
 * @returns {Promise<Response>}
 */
async function page(event, name) {
  const copy = await copies.file(build, name);
  const asked = ask(event.request);
  const answer = await (copy ? Promise.race([asked, silence()]) : asked);
  const isOutOfOrder = !answer.response || answer.response.status >= 500;
  const shown = copy && isOutOfOrder ? { response: copy, build } : answer;
  if (!shown.response) throw shown.error;
  const { resultingClientId: id } = event;
  const settled = id && shown.build ? copies.settle(id, shown.build) : undefined;
  event.waitUntil(Promise.resolve(settled).then(() => tidy(answer)).catch(console.info));
  return shown.response;
}

/** Makes a lost copy again as long as the host has this build. @param {Answer} answer the host's answer */
async function tidy(answer) {
  if (answer.build === build && !(await copies.hasAll(build, files))) await fill();
  await dropUnused();
}

/** @param {Request} request for a page @returns {Promise<Answer>} */
async function ask(request) {
  try {
    const response = await fetch(request);
    return { response, build: response.ok ? buildIn(await response.clone().text()) : undefined };
  } catch (error) {
    return { error };
  }
}

/** @returns {Promise<Answer>} */
const silence = () => new Promise((resolve) => setTimeout(resolve, patience, {}));

/**
 * @param {Asking} event
 * @param {string} name
 * @returns {Promise<Response>}
 */
async function file(event, name) {
  const { request, clientId, resultingClientId } = event;
  const mine = await copies.buildOf(clientId);
  // A worker that a page has started belongs to the page's build.
  if (mine && resultingClientId) event.waitUntil(copies.settle(resultingClientId, mine).catch(console.info));
  const kept = mine && (await copies.file(mine, name));
  if (kept) return kept;
  /** @type {Answer} */
  const { response, error } = await fetch(request).then((answer) => ({ response: answer }), (reason) => ({ error: reason }));
  if (response?.ok) return response;
  // The build of the site's other pages is not known. While there is a network, the host has the right file for them.
  const last = mine ? undefined : await copies.fileOfAny(name, build);
  if (last) return last;
  if (response) return response;
  throw error;
}

function dropUnused() {
  const { installing, waiting } = worker.registration;
  // Two copies stay: that of this build, and the one that a newer worker is filling.
  const isWanted = (/** @type {string} */ other) => other === build || Boolean(installing ?? waiting);
  return copies.dropUnused(worker.clients, ({ url }) => url.startsWith(scope) && isPage(nameOf(url)), isWanted);
}

/** @param {string} url @returns {string} the file's name from the page's folder; some hosts leave .html out */
function nameOf(url) {
  const name = url.slice(scope.length).replace(/[?#].*$/, '');
  return /^(index|zh)?$/.test(name) ? `${name || 'index'}.html` : name;
}

/** @param {string} name */
const isPage = (name) => name.endsWith('.html') && files.includes(name);

/** @param {unknown} text */
const isBuild = (text) => typeof text === 'string' && /^[0-9a-f]{12}$/.test(text);

/** @param {string} html @returns {string | undefined} the build, if this is a complete page of the lesson */
const buildIn = (html) => (html.includes('</html>') ? /<html\s[^>]*\bdata-build="([0-9a-f]{12})"/.exec(html)?.[1] : undefined);
