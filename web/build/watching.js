/** Builds again what has changed, and tells open pages. */

import { cp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveFolder } from './static-server.js';

/**
 * @typedef {import('node:http').ServerResponse} Response
 *
 * @typedef {object} Watched
 * @property {string[]} sources files, and folders with all in them
 * @property {string} built the folder that a build fills
 * @property {string} served the folder that is shown: a copy of the last good build, since one that fails leaves its own half done
 * @property {number} port as for serve
 * @property {() => Promise<{ ok: boolean, output: string }>} build
 * @property {(line: string) => void} say
 */

/** Folders that npm and the build fill. */
const filled = ['node_modules', 'generated'];

/** Milliseconds without a change before a build begins: editors write a file in several steps. */
const QUIET = 100;

/**
 * Milliseconds after which files are looked at again; it takes some hundredths of a processor core. What the system tells of
 * changes is faster, but chokidar 4.0.3 now and then heard nothing more of a folder that was deleted and made again at once.
 */
const LOOK = 500;

/** What pages listen to. */
const eventsAddress = '/reload-events';

/** The script that pages get. A page that was away while a build ended is told when it comes back. */
const reloadScript = `let first;
new EventSource('${eventsAddress}').onmessage = ({ data }) => {
  first ??= data;
  if (data !== first) location.reload();
};
`;

/**
 * Builds once, serves, and builds again after each change until it is closed.
 * @param {Watched} watched
 * @returns {Promise<{ site: import('./static-server.js').Site, close: () => Promise<void> }>}
 * @throws {Error} if the first build fails
 */
export async function startWatching({ sources, built, served, port, build, say }) {
  let last = await stateOf(sources);
  const first = await build();
  if (!first.ok) throw new Error(first.output);
  await show(built, served);
  const pages = new OpenPages();
  const site = await serveFolder(served, { port, respond: (request, response) => request.url === eventsAddress && pages.add(response) });

  const rebuild = async () => {
    say('build: a source has changed');
    const { ok, output } = await build();
    if (!ok) return say(`${output.trim()}\nThe last good build is shown until this is mended.`);
    await show(built, served);
    pages.tell();
    say('build: done');
  };
  const runs = new OneAtATime(() => rebuild().catch((error) => say(String(error))));
  const looking = new Repeated(async () => {
    const now = await stateOf(sources);
    if (now !== last) runs.ask();
    last = now;
  });
  return {
    site,
    async close() {
      await looking.end();
      await runs.end();
      await site.close();
    },
  };
}

/** Does something again and again, LOOK milliseconds after it was done. */
class Repeated {
  #act;
  #isOver = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #running = Promise.resolve();

  /** @param {() => Promise<void>} act never fails */
  constructor(act) {
    this.#act = act;
    this.#wait();
  }

  #wait() {
    this.#timer = setTimeout(() => {
      this.#running = this.#act().then(() => {
        if (!this.#isOver) this.#wait();
      });
    }, LOOK);
  }

  async end() {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await this.#running;
  }
}

/**
 * @param {string[]} paths files, and folders with all in them
 * @returns {Promise<string>} which files there are, and when they were written: another one after each change
 */
async function stateOf(paths) {
  const states = await Promise.all(paths.map(async (path) => {
    try {
      const found = await stat(path);
      if (!found.isDirectory()) return `${path} ${found.mtimeMs} ${found.size} ${found.ino}`;
      const names = (await readdir(path)).filter((name) => !filled.includes(name));
      return stateOf(names.sort().map((name) => join(path, name)));
    } catch {
      return ''; // It was deleted meanwhile.
    }
  }));
  return states.join('\n');
}

/** The pages that are open, which are told the number of each build. */
class OpenPages {
  /** @type {Set<Response>} */
  #responses = new Set();
  /** Of another start another one. */
  #build = Date.now();

  /** @param {Response} response */
  add(response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.on('close', () => this.#responses.delete(response));
    this.#responses.add(response);
    this.#write(response);
    return true;
  }

  tell() {
    this.#build += 1;
    for (const response of this.#responses) this.#write(response);
  }

  /** @param {Response} response */
  #write(response) {
    response.write(`data: ${this.#build}\n\n`);
  }
}

/** Runs when it has been quiet; what is asked for meanwhile is one more run after that. */
class OneAtATime {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Promise<void> | undefined} */
  #running;
  #isAsked = false;
  #run;

  /** @param {() => Promise<void>} run never fails */
  constructor(run) {
    this.#run = run;
  }

  ask() {
    this.#isAsked = true;
    if (this.#running) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#begin(), QUIET);
  }

  #begin() {
    this.#isAsked = false;
    this.#running = this.#run().then(() => {
      this.#running = undefined;
      if (this.#isAsked) this.ask();
    });
  }

  /** Begins no other run, and waits for the one that is under way. */
  async end() {
    clearTimeout(this.#timer);
    this.ask = () => {};
    await this.#running;
  }
}

/**
 * Replaces what is shown by a copy of a build, whose pages listen. At no time is half of it there.
 * @param {string} built
 * @param {string} served
 */
async function show(built, served) {
  const [next, last] = [`${served}-next`, `${served}-last`];
  for (const folder of [next, last]) await rm(folder, { recursive: true, force: true });
  await cp(built, next, { recursive: true });
  await rm(join(next, 'service-worker.js'), { force: true }); // It would show the build before.
  await writeFile(join(next, 'reload.js'), reloadScript);
  for (const name of (await readdir(next)).filter((each) => each.endsWith('.html'))) {
    await writeFile(join(next, name), listening(await readFile(join(next, name), 'utf8')));
  }
  await rename(served, last).catch(() => {}); // There is none before the first.
  await rename(next, served);
  await rm(last, { recursive: true, force: true });
}

/**
 * @param {string} html
 * @returns {string} with the script that listens, and a policy that lets it
 */
export function listening(html) {
  return html
    .replace(/(http-equiv="Content-Security-Policy" content=")([^"]*)/, (_, before, policy) => before + allowing(policy))
    .replace('</head>', '<script defer src="./reload.js"></script>\n</head>');
}

/** @param {string} policy */
function allowing(policy) {
  const missing = ['script-src', 'connect-src'].filter((directive) => !policy.includes(directive));
  return [policy, ...missing.map((directive) => `${directive} 'self'`)].join('; ');
}
