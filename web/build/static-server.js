import { open, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { headersOf } from './hosting.js';

/** @type {Record<string, string>} */
const mimeTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.py': 'text/plain; charset=utf-8',
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
 * @param {object} [options]
 * @param {number} [options.port] the first to try, the next ones follow while they are taken; 0 takes any free one
 * @param {Record<string, string | null>} [options.headers] sent with each answer; a value of null takes one of the usual
 *   headers away (the Content-Security-Policy, say)
 * @param {(request: Request, response: Response) => boolean} [options.respond] true if it has answered what asks for no file
 * @returns {Promise<Site>}
 */
export async function serveFolder(folder, { port = 8080, headers = {}, respond = () => false } = {}) {
  const root = await realpath(folder);
  const server = createServer((request, response) => {
    setHeaders(response, { ...headersOf(''), ...headers });
    const refusal = refusalOf(request);
    if (refusal) return say(response, ...refusal);
    if (respond(request, response)) return;
    // A reader who leaves, or a file that shrinks while it is read: the connection ends, the server does not.
    answer(root, request, response, headers).catch(() => response.destroy());
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
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {[status: number, text: string, headers?: Record<string, string>]} Refusal
 */

/**
 * A page of somebody's whose name was made to mean this machine (DNS rebinding) still sends its own name: only who asks
 * for this machine by a name of its own is answered.
 * @param {Request} request
 * @returns {Refusal | undefined}
 */
function refusalOf({ headers: { host = '' }, method = '', socket: { localPort } }) {
  const known = ['127.0.0.1', 'localhost', '[::1]'].flatMap((name) => [`${name}:${localPort}`, ...(localPort === 80 ? [name] : [])]);
  if (!known.includes(host.toLowerCase())) return [421, `Host: expected ${known.join(', ')}, got ${host || 'none'}`];
  if (method !== 'GET' && method !== 'HEAD') return [405, `method: expected GET, HEAD, got ${method}`, { Allow: 'GET, HEAD' }];
  return undefined;
}

/** @param {Response} response @param {Record<string, string | null>} headers */
function setHeaders(response, headers) {
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) response.removeHeader(name);
    else response.setHeader(name, value);
  }
}

/** @param {Response} response @param {Refusal} refusal */
function say(response, ...[status, text, headers]) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);
}

/**
 * @param {string} root
 * @param {Request} request
 * @param {Response} response
 * @param {Record<string, string | null>} headers instead of the usual ones
 */
async function answer(root, { url = '/', method, socket }, response, headers) {
  const found = await find(root, url);
  if (found?.redirect) return void response.writeHead(301, { Location: found.redirect }).end();
  const file = found && (await open(found.path).catch(() => undefined));
  if (!file) return say(response, 404, 'not found');
  try {
    const { size } = await file.stat();
    setHeaders(response, { ...headersOf(basename(found.path)), ...headers });
    response.writeHead(200, { 'Content-Type': mimeTypes[extname(found.path)] ?? 'application/octet-stream', 'Content-Length': size });
    if (method === 'HEAD' || size === 0) return void response.end();
    // The pipeline closes the file when the reader leaves, which a mere pipe would keep open for good.
    const bytes = file.createReadStream({ end: size - 1, autoClose: false });
    await pipeline(bytes, response);
    if (bytes.bytesRead < size) socket.destroy(); // It promised more: the reader shall not wait for it.
  } finally {
    await file.close();
  }
}

/**
 * What an address means.
 * @param {string} root the folder, as realpath gives it
 * @param {string} address path and query of the request
 * @returns {Promise<{ path: string, redirect?: string } | undefined>} a plain file in the folder; redirect: a folder was
 *   asked for without the slash that relative addresses in its page need
 */
async function find(root, address) {
  try {
    const [, encoded, query] = /** @type {RegExpExecArray} */ (/^([^?#]*)([^#]*)/.exec(address));
    const path = await inside(root, join(root, decodeURIComponent(encoded)));
    const isFolder = (await stat(path)).isDirectory();
    if (isFolder && !encoded.endsWith('/')) return { path, redirect: `${encoded.replace(/^[/\\]+/, '/')}/${query}` };
    // The page of a folder may be a link too, and where that leads is another question than where the folder is.
    const file = isFolder ? await inside(root, join(path, 'index.html')) : path;
    // Whoever opens a pipe or a device may wait for ever.
    return (await stat(file)).isFile() ? { path: file } : undefined;
  } catch {
    return undefined; // No such file, one that may not be read, or an address that is none.
  }
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {Promise<string>} the same with all links followed
 * @throws {Error} if it is not there, or not in the folder
 */
async function inside(root, path) {
  const real = await realpath(path);
  if (real !== root && !real.startsWith(root + sep)) throw new Error(`path: expected one in ${root}, got ${real}`);
  return real;
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
