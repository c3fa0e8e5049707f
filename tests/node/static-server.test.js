// The server of `npm start`: which files it serves, and to whom.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readlink, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { projectFolder } from '../../web/build/command.js';
import { serveFolder } from '../../web/build/static-server.js';

/** More bytes than fit into the buffers of a connection. */
const large = 64 * 1024 * 1024;

/** @type {string} */
let home;
/** @type {import('../../web/build/static-server.js').Site} */
let site;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'attention-serve-'));
  const root = join(home, 'site');
  for (const folder of ['site/folder', 'site/linked', 'site/within', 'site/piped', 'site/odd', 'site/a#b ü', 'outside']) await mkdir(join(home, folder), { recursive: true });
  await mkdir(join(root, 'odd/index.html'));
  await writeFile(join(home, 'outside/index.html'), 'secret');
  await writeFile(join(root, 'folder/index.html'), 'the folder');
  await writeFile(join(root, 'empty.txt'), '');
  await writeFile(join(root, 'large.bin'), '');
  await truncate(join(root, 'large.bin'), large);
  await symlink(join(home, 'outside'), join(root, 'away'));
  await symlink(join(home, 'outside/index.html'), join(root, 'away.html'));
  await symlink(join(home, 'outside/index.html'), join(root, 'linked/index.html'));
  await symlink(join(root, 'folder/index.html'), join(root, 'within/index.html'));
  for (const pipe of ['pipe', 'piped/index.html']) assert.equal(spawnSync('mkfifo', [join(root, pipe)]).status, 0);
  site = await serveFolder(root, { port: 0 });
});
after(async () => {
  await site.close();
  await rm(home, { recursive: true });
});

/**
 * @param {string} path as it is sent, which fetch would tidy
 * @param {{ method?: string, headers?: Record<string, string> }} [options]
 * @returns {Promise<{ status: number | undefined, headers: import('node:http').IncomingHttpHeaders, text: string }>}
 */
function ask(path, options) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: site.port, path, agent: false, timeout: 60_000, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.on('error', reject).on('timeout', () => asked.destroy(new Error(`${path}: no answer`))).end();
  });
}

/** @returns {Promise<number>} how often this process has the large file open */
async function openings() {
  const links = await Promise.all((await readdir('/proc/self/fd')).map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
  return links.filter((path) => path.endsWith('large.bin')).length;
}

/** @returns {Promise<import('node:http').IncomingMessage>} the large file, of which nothing more is read than has come */
async function begun() {
  const asked = request({ host: '127.0.0.1', port: site.port, path: '/large.bin', agent: false, headers: { Connection: 'keep-alive' } });
  asked.end();
  const [response] = await once(asked, 'response');
  return response;
}

test('a reader who leaves during a download leaves no file open', { skip: process.platform !== 'linux' && 'only Linux tells which files are open' }, async () => {
  const responses = await Promise.all(Array.from({ length: 5 }, begun));
  assert.equal(await openings(), 5);
  for (const response of responses) response.destroy();
  for (let tries = 0; tries < 3000 && (await openings()) > 0; tries++) await pause(20);
  assert.equal(await openings(), 0);
});

test('a file that shrinks while it is sent ends the connection, instead of a wait for the rest', async () => {
  const response = await begun();
  await truncate(join(home, 'site/large.bin'), 10);
  try {
    const ended = once(response.resume(), 'end', { signal: AbortSignal.timeout(60_000) });
    await assert.rejects(ended, { code: 'ECONNRESET' });
  } finally {
    await truncate(join(home, 'site/large.bin'), large);
  }
  assert.equal((await ask('/folder/')).text, 'the folder', 'the server goes on');
});

test('links lead nowhere outside of the folder, a folder’s page included', async () => {
  for (const path of ['/away.html', '/away/', '/away/index.html', '/linked/', '/linked/index.html']) {
    assert.deepEqual(await ask(path).then(({ status, text }) => ({ status, text })), { status: 404, text: 'not found\n' }, path);
  }
  assert.equal((await ask('/within/')).text, 'the folder', 'a link to a file in the folder is as good as the file');
});

test('no spelling of an address leads out of the folder or ends the server', async () => {
  const addresses = [
    '/../outside/index.html', '/%2e%2e/outside/index.html', '/..%2foutside%2findex.html', '/folder/..%2f..%2foutside/index.html', '/%2e%2e',
    '/..', '/folder/index.html/', '/folder/index.html%00.png', '/%00', '/%', '/%ff', '/%c0%ae%c0%ae/outside/index.html', 'http://elsewhere.example/folder/',
    '*', `/${'a'.repeat(300)}`, `/${'a/'.repeat(4000)}`, '/..\\outside\\index.html', '//outside/index.html',
  ];
  for (const path of addresses) assert.equal((await ask(path)).status, 404, path.slice(0, 60));
  assert.ok([431, 400].includes((await ask(`/${'a'.repeat(100_000)}`).catch(() => ({ status: 431 }))).status ?? 0));
  assert.equal((await ask('/folder/index.html?x=/../..#y')).text, 'the folder');
});

test('a path to something other than a plain file is not found, and nobody waits for it', async () => {
  for (const path of ['/pipe', '/pipe/', '/piped/', '/piped/index.html', '/odd/', '/']) assert.equal((await ask(path)).status, 404, path);
});

test('a folder without its slash is another address, which stays on this host and keeps its query', async () => {
  for (const [path, location] of [
    ['/folder', '/folder/'], ['/folder?a=b/c', '/folder/?a=b/c'], ['//folder', '/folder/'], ['/a%23b%20%C3%BC', '/a%23b%20%C3%BC/'],
  ]) {
    const { status, headers } = await ask(path);
    assert.deepEqual([status, headers.location], [301, location], path);
  }
});

test('only requests to a name of this machine are answered', async () => {
  for (const host of ['127.0.0.1', 'localhost', '[::1]', 'LocalHost']) {
    assert.equal((await ask('/folder/', { headers: { Host: `${host}:${site.port}` } })).status, 200, host);
  }
  for (const host of ['evil.example', `evil.example:${site.port}`, `127.0.0.1.evil.example:${site.port}`, `localhost.:${site.port}`, 'localhost', `localhost:${site.port + 1}`, `localhost:${site.port}@evil.example`]) {
    for (const path of ['/folder/', '/folder', '/nothing']) {
      const { status, text } = await ask(path, { headers: { Host: host } });
      assert.equal(status, 421, host);
      assert.equal(text, `Host: expected 127.0.0.1:${site.port}, localhost:${site.port}, [::1]:${site.port}, got ${host}\n`);
    }
  }
});

test('a request without a host gets no file', async () => {
  const socket = connect(site.port, '127.0.0.1');
  socket.end('GET /folder/ HTTP/1.0\r\n\r\n');
  let said = '';
  for await (const part of socket) said += part;
  assert.match(said, /^HTTP\/1\.1 421 [^]*Host: expected .*, got none\n$/);
});

test('HEAD gives the headers of a file, other methods are refused', async () => {
  const head = await ask('/folder/', { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers['content-length'], head.headers['content-type'], head.text], [200, '10', 'text/html; charset=utf-8', '']);
  assert.deepEqual(await ask('/empty.txt').then(({ status, text }) => [status, text]), [200, '']);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status, headers, text } = await ask('/folder/', { method });
    assert.deepEqual([status, headers.allow, text], [405, 'GET, HEAD', `method: expected GET, HEAD, got ${method}\n`]);
  }
});

/**
 * Runs `npm start` until it has printed everything.
 * @param {string} port
 * @param {(said: string) => Promise<void>} [use] while it serves
 * @returns {Promise<{ code: number | null, said: string, complained: string }>}
 */
async function start(port, use) {
  const child = spawn(process.execPath, ['web/build/start.js'], { cwd: projectFolder, env: { ...process.env, PORT: port } });
  let [said, complained] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part) => (said += part));
  child.stderr.setEncoding('utf8').on('data', (part) => (complained += part));
  const ended = once(child, 'close');
  const isOver = () => child.exitCode !== null;
  while (!/Ctrl\+C/.test(said) && !isOver()) await pause(50);
  try {
    if (!isOver()) await use?.(said);
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = await ended;
  return { code, said, complained };
}

test('npm start ends with the address, apart from what the build has printed, and says which port was taken', { timeout: 300_000 }, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
  const { code, complained } = await start(String(port), async (said) => {
    const [, taken, address] = /\n\n(.*)Ctrl\+C ends it\.\n\nAttention Lab: (http:\/\/127\.0\.0\.1:\d+\/)\n$/.exec(said) ?? [said];
    assert.match(taken, new RegExp(`^Port ${port} is taken by another program\\. $`));
    assert.match(await (await fetch(address)).text(), /<html lang="en"/);
  });
  other.close();
  // A message that a file comes near its size limit may appear too, and does no harm.
  const complaints = complained.split('\n').filter((line) => line && !/: warning, only \d+ bytes are left$/.test(line));
  assert.deepEqual({ code, complaints }, { code: 0, complaints: [] });
});

test('an invalid port is refused before anything is built', async () => {
  for (const port of ['http', '-1', '65536', '80.5', '1e3', ' ']) {
    assert.deepEqual(await start(port), { code: 1, said: '', complained: `PORT: expected 0 to 65535, got ${port}\n` });
  }
});
