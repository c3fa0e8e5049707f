/** All heads of a model: <attention-heads> and bertviz side by side, with the same attention, in the same Chromium. */

import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors } from 'playwright-core';
import { serveFolder } from '../../web/build/static-server.js';
import { measureOwn } from './heads-own.js';
import { opened, patience, pictureTime, weightsOfBertviz, weightsOfOwn } from './heads-pictures.js';
import { fetchBertviz, peerName, readLibraries, writePages } from './heads-pages.js';
import { ratio, spread } from './rounds.js';

/**
 * @import { Own } from './heads-own.js'
 * @import { Shown } from './heads-pages.js'
 * @import { Spread } from './rounds.js'
 *
 * @typedef {object} Side a saved page of one of the two
 * @property {number} [size] in bytes
 * @property {Spread} [time] milliseconds from the call of the page to its complete picture
 * @property {string} [reason] why there is no time
 *
 * @typedef {Shown & { own: Side, peer: Side, ratio?: Spread }} Picture ratio: of the peer's time to ours, within the rounds
 *
 * @typedef {object} Heads
 * @property {string} peer
 * @property {number} [difference] the largest between the weights that the two pages show
 * @property {Picture[]} pictures
 * @property {Own} own
 */

/** @type {Shown[]} */
const all = [64, 128, 256, 512].flatMap((tokens) => [{ tokens, kind: /** @type {const} */ ('causal') }, { tokens, kind: /** @type {const} */ ('bidirectional') }]);

const rounds = 3;

/** @param {{ quick: boolean }} choice @returns {Promise<Heads>} */
export async function benchHeads({ quick }) {
  const folder = await mkdtemp(join(tmpdir(), 'attention-heads-'));
  try {
    const own = await measureOwn(folder, quick);
    const source = await fetchBertviz(join(folder, 'bertviz'));
    const pictures = [];
    let difference;
    for (const shown of quick ? all.slice(0, 1) : all) {
      console.error(`bench: heads: ${shown.tokens} tokens, ${shown.kind}`);
      const site = join(folder, `${shown.tokens}-${shown.kind}`);
      await mkdir(site);
      await writePages(site, shown, source);
      const server = await serveFolder(site, { port: 0, headers: { 'Content-Security-Policy': null } });
      if (source && difference === undefined) difference = await compared(server.url);
      pictures.push({ ...shown, ...await timed(server.url, site) });
      await server.close();
      await rm(site, { recursive: true });
    }
    return { peer: peerName, difference, pictures, own };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Ours are rounded to half precision, which is within 2^-12 of a weight. */
const tolerance = 2 ** -12;

/**
 * @param {string} url of the two pages
 * @returns {Promise<number>} the largest difference of the weights that they show
 * @throws {Error} they are not the same
 */
async function compared(url) {
  const libraries = await readLibraries();
  const own = await opened(`${url}attention-lab.html`, libraries, weightsOfOwn);
  const peer = await opened(`${url}bertviz.html`, libraries, weightsOfBertviz);
  const difference = own.reduce((most, weight, index) => Math.max(most, Math.abs(weight - peer[index])), 0);
  const isSame = own.length === peer.length && difference <= tolerance;
  if (!isSame) throw new Error(`bench: heads: expected the weights of bertviz, got ${own.length} instead of ${peer.length}, up to ${difference} beside them`);
  return difference;
}

/** @typedef {{ name: string, size?: number, times: (number | undefined)[], reason?: string }} Contestant */

/** @param {string} url of the two pages @param {string} site their folder */
async function timed(url, site) {
  const libraries = await readLibraries();
  /** @type {Contestant[]} */
  const contestants = [];
  for (const name of ['attention-lab.html', 'bertviz.html']) {
    const size = (await stat(join(site, name)).catch(() => undefined))?.size;
    contestants.push({ name, size, times: [], reason: size === undefined ? 'not here' : undefined });
  }
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) contestant.times.push(await turnOf(contestant, url, libraries));
  }
  const [own, peer] = contestants;
  return { own: sideOf(own), peer: sideOf(peer), ratio: ratio(peer.times, own.times) };
}

/** @param {Contestant} contestant @param {string} url @param {Record<string, string>} libraries @returns {Promise<number | undefined>} */
async function turnOf(contestant, url, libraries) {
  const { name, reason } = contestant;
  if (reason) return undefined;
  try {
    return await opened(`${url}${name}`, libraries, pictureTime);
  } catch (error) {
    contestant.reason = error instanceof errors.TimeoutError ? `no picture in ${patience} s` : /** @type {Error} */ (error).message;
    return undefined;
  }
}

/** @param {Contestant} contestant @returns {Side} */
function sideOf({ size, times, reason }) {
  const taken = times.filter((time) => time !== undefined);
  return { size, time: taken.length > 0 ? spread(taken) : undefined, reason };
}
