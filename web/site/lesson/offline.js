/** Keeps the lesson on the reader's device, so that it opens without a network. */

import { cachesOf, isFile } from './copies.js';

/** Whether the page runs on its developer's machine: no copy may come between files and browser there, unless the address asks for it. */
export const isWorkshop = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname) && !new URLSearchParams(location.search).has('offline');

/** Whether this browser can keep the lesson, at this address. */
export const canBeKept = location.protocol.startsWith('http') && 'serviceWorker' in navigator && !isWorkshop;

/** Once the page has what it needs for itself, the files are fetched for later. */
export function keepOffline() {
  if (isWorkshop && 'serviceWorker' in navigator) void forgetOffline().catch(console.info);
  if (!canBeKept || isForgotten()) return;
  const register = () => navigator.serviceWorker.register('./service-worker.js').catch(console.info);
  if (document.readyState === 'complete') void register();
  else addEventListener('load', register);
}

/**
 * Tells the worker, and each one that follows it, the build of this page, so that the page keeps getting files of that build.
 */
export function tellBuild() {
  if (!canBeKept) return;
  const { build } = document.documentElement.dataset;
  const tell = () => void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ build }));
  tell();
  navigator.serviceWorker.addEventListener('controllerchange', tell);
}

/** @returns {Promise<number>} how many of the lesson's files are kept here */
export async function keptFiles() {
  let count = 0;
  for (const name of await ownCaches()) count += (await (await caches.open(name)).keys()).filter(isFile).length;
  return count;
}

/** Removes what is kept. */
export async function forgetOffline() {
  const registration = await navigator.serviceWorker.getRegistration('./');
  if (registration?.active?.scriptURL.endsWith('/service-worker.js')) await registration.unregister();
  for (const name of await ownCaches()) await caches.delete(name);
}

const forgottenKey = 'attention-lab.not-offline';

/** @param {boolean} isForgotten whether the reader does not want a copy, from now on */
export function rememberForgotten(isForgotten) {
  try {
    if (isForgotten) localStorage.setItem(forgottenKey, '1');
    else localStorage.removeItem(forgottenKey);
  } catch {
    // Storage is forbidden here, so the choice lasts only as long as the page.
  }
}

export function isForgotten() {
  try {
    return localStorage.getItem(forgottenKey) !== null;
  } catch {
    return false;
  }
}

const ownCaches = () => cachesOf(new URL('./', location.href).href);
