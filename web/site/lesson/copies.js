/**
 * The lesson's copies on this device: one cache for each build. A page that was opened before a new build came still loads
 * sections of the old build, which the host may not have any more. So the cache of a build also lists the pages of that
 * build: a worker's own memory is lost whenever the browser stops the worker, which can happen at any time.
 */

/**
 * @typedef {{ id: string, url: string }} Client a page, or a worker of a page, as the browser describes it
 * @typedef {object} Clients
 * @property {(id: string) => Promise<Client | undefined>} get waits for a page that is about to open
 * @property {(options: { includeUncontrolled: boolean, type: 'window' }) => Promise<readonly Client[]>} matchAll
 */

/** @param {string} scope the page's folder @returns {string} the beginning of its caches' names; the build follows it */
const stemOf = (scope) => `attention-lab ${scope} `;

/** @param {string} scope @returns {Promise<string[]>} names of caches */
export async function cachesOf(scope) {
  return (await caches.keys()).filter((name) => name.startsWith(stemOf(scope)));
}

/** An entry that lists a page under its build has this in its address; no file has it. */
const residentMark = '?page=';

/** @param {Request} entry of a cache @returns {boolean} whether it is a file, not an entry that lists a page */
export const isFile = ({ url }) => !url.includes(residentMark);

export class Copies {
  #scope;
  /** The build of each page, as far as the lists have been read. @type {Map<string, string>} */
  #buildOf = new Map();

  /** @param {string} scope the page's folder, with a slash at its end */
  constructor(scope) {
    this.#scope = scope;
  }

  /** @param {string} build @param {string} name from the page's folder @returns {Promise<Response | undefined>} */
  file(build, name) {
    // Some hosts answer differently by the Accept header, and the request that filled this cache was not a page's.
    return caches.match(this.#addressOf(name), { cacheName: this.#cacheOf(build), ignoreVary: true });
  }

  /**
   * @param {string} name
   * @param {string} first the build to look in before all others
   * @returns {Promise<Response | undefined>} the file of the first build that has it
   */
  async fileOfAny(name, first) {
    for (const build of new Set([first, ...(await this.#builds())])) {
      const kept = await this.file(build, name);
      if (kept) return kept;
    }
    return undefined;
  }

  /** @param {string} build @param {readonly string[]} names @returns {Promise<boolean>} whether all of these files are there */
  async hasAll(build, names) {
    if (!(await caches.has(this.#cacheOf(build)))) return false;
    const entries = new Set((await (await caches.open(this.#cacheOf(build))).keys()).map(({ url }) => url));
    return names.every((name) => entries.has(this.#addressOf(name)));
  }

  /** @param {string} build @param {readonly (readonly [name: string, response: Response])[]} files they are written in this order */
  async keep(build, files) {
    const cache = await caches.open(this.#cacheOf(build));
    for (const [name, response] of files) await cache.put(this.#addressOf(name), response);
  }

  /** Puts a page on the list of its build. @param {string} id @param {string} build */
  async settle(id, build) {
    this.#buildOf.set(id, build); // This must be known at once: the page asks for its first files in a moment.
    await (await caches.open(this.#cacheOf(build))).put(this.#residentOf(id), new Response(''));
  }

  /** @param {string} id the id of a page @returns {Promise<string | undefined>} its build, if a list has it */
  async buildOf(id) {
    const known = this.#buildOf.get(id);
    if (known || !id) return known;
    for (const build of await this.#builds()) {
      if (!(await caches.match(this.#residentOf(id), { cacheName: this.#cacheOf(build) }))) continue;
      this.#buildOf.set(id, build);
      return build;
    }
    return undefined;
  }

  /**
   * Removes the copies of builds that no open page belongs to any more.
   * @param {Clients} clients
   * @param {(page: Client) => boolean} isLesson
   * @param {(build: string) => boolean} isWanted whether a copy stays even without a page
   */
  async dropUnused(clients, isLesson, isWanted) {
    const settled = new Set();
    /** @type {string[]} */
    const empty = [];
    for (const build of await this.#builds()) {
      const residents = await this.#residents(build, clients);
      for (const id of residents) settled.add(id);
      if (residents.length === 0) empty.push(build);
    }
    const pages = await clients.matchAll({ includeUncontrolled: true, type: 'window' });
    // A page that has not said its build may belong to any of them.
    if (pages.some((page) => isLesson(page) && !settled.has(page.id))) return;
    for (const build of empty) if (!isWanted(build)) await caches.delete(this.#cacheOf(build));
  }

  /** @param {string} build @param {Clients} clients @returns {Promise<string[]>} the build's open pages; closed ones are taken off its list */
  async #residents(build, clients) {
    const cache = await caches.open(this.#cacheOf(build));
    const open = [];
    for (const entry of await cache.keys()) {
      if (isFile(entry)) continue;
      const id = decodeURIComponent(entry.url.slice(entry.url.indexOf(residentMark) + residentMark.length));
      if (await clients.get(id)) {
        open.push(id);
      } else {
        this.#buildOf.delete(id);
        await cache.delete(entry);
      }
    }
    return open;
  }

  async #builds() {
    return (await cachesOf(this.#scope)).map((name) => name.slice(stemOf(this.#scope).length));
  }

  /** @param {string} build */
  #cacheOf = (build) => stemOf(this.#scope) + build;

  /** @param {string} name */
  #addressOf = (name) => new URL(name, this.#scope).href;

  /** @param {string} id */
  #residentOf = (id) => `${this.#scope}${residentMark}${encodeURIComponent(id)}`;
}
