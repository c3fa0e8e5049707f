import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

/** What the page may do. 'wasm-unsafe-eval' is the permission to compile WebAssembly; JavaScript gets none to eval. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
].join('; ');

/** @type {Record<string, string>} */
const mimeTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * A server that runs.
 * @typedef {object} Site
 * @property {string} url its address, with a slash at the end
 * @property {number} port
 * @property {() => Promise<void>} close ends it and its connections
 */

/**
 * Serves the files of a folder on loopback.
 * @param {string} folder files outside of it are not found, links that lead out included
 * @param {{ port?: number, headers?: Record<string, string | null> }} [options] port: the first to try, the next ones
 *   follow while they are taken; 0 takes any free one. headers: sent with each answer; a value of null takes one of the
 *   usual headers away (the Content-Security-Policy, say)
 * @returns {Promise<Site>}
 */
export async function serve(folder, { port = 8080, headers = {} } = {}) {
  const root = await realpath(folder);
  /** @type {Record<string, string | null>} */
  const usual = {
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  };
  const sent = Object.entries({ ...usual, ...headers });

  const server = createServer(async (request, response) => {
    for (const [name, value] of sent) if (value !== null) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const found = await findFile(root, request.url ?? '/');
    if (!found) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
      return;
    }
    if (found.redirect) {
      response.writeHead(301, { Location: found.redirect }).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': mimeTypes[extname(found.path)] ?? 'application/octet-stream',
      'Content-Length': found.size,
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    createReadStream(found.path).on('error', () => response.destroy()).pipe(response);
  });

  const taken = await listen(server, port);
  return {
    url: `http://127.0.0.1:${taken}/`,
    port: taken,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections?.(); // Node.js 18.2 and newer; older ones wait for the browser to let go.
    }),
  };
}

/**
 * The file that an address means.
 * @param {string} root the folder, as realpath gives it
 * @param {string} address path and query of the request
 * @returns {Promise<{ path: string, size: number, redirect?: string } | undefined>} redirect: a folder was asked for
 *   without the slash that relative addresses in its page need
 */
async function findFile(root, address) {
  try {
    const pathname = decodeURIComponent(address.split(/[?#]/, 1)[0]);
    const path = await realpath(join(root, pathname));
    if (path !== root && !path.startsWith(root + sep)) return undefined;
    const about = await stat(path);
    if (about.isFile()) return { path, size: about.size };
    if (!pathname.endsWith('/')) {
      return { path, size: 0, redirect: `${encodeURI(pathname).replace(/^[/\\]+/, '/')}/` };
    }
    const index = join(path, 'index.html');
    return { path: index, size: (await stat(index)).size };
  } catch {
    return undefined; // No such file, or an address that is none.
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} first
 * @returns {Promise<number>} the port that it got
 */
async function listen(server, first) {
  for (let port = first; ; port += 1) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve(undefined);
        });
      });
      return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'EADDRINUSE' || port >= first + 100) throw error;
    }
  }
}
