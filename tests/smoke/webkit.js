import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { findWebKit } from '../../web/build/programs.js';

/** @import { SmokeBrowser } from './smoke.js' */

/** The time in which the driver must listen, in milliseconds. */
const patience = 20_000;

/** Keys as WebDriver writes them (W3C WebDriver, 'Keyboard actions'). @type {Record<string, string>} */
const keyCodes = {
  Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C', PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015',
};

/** WebKitGTK on a screen of its own, by the W3C WebDriver protocol. @returns {Promise<SmokeBrowser>} */
export async function startWebKit() {
  const programs = findWebKit();
  if (!programs) throw new Error('WebKitGTK: expected WebKitWebDriver, MiniBrowser and xvfb-run, got none');
  const { driver, browser, screen } = programs;
  const port = await freePort();
  // They have a process group of their own, so that the screen, the driver and the browser end together.
  const child = spawn(screen, ['-a', driver, `--port=${port}`], { stdio: 'ignore', detached: true });
  const end = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGTERM');
    } catch {
      // The group has ended already.
    }
  };
  process.once('exit', end);
  const root = `http://127.0.0.1:${port}`;
  try {
    await listening(`${root}/status`);
    const options = { binary: browser, args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const { sessionId } = await ask('POST', `${root}/session`, { capabilities });
    const session = `${root}/session/${sessionId}`;
    return {
      open: (url) => ask('POST', `${session}/url`, { url }),
      evaluate: (run, ...args) => ask('POST', `${session}/execute/sync`, { script: `return (${run})(...arguments)`, args }),
      press: (key) => ask('POST', `${session}/actions`, { actions: [keyStroke(keyCodes[key] ?? key)] }),
      drag: (from, to) => ask('POST', `${session}/actions`, { actions: [mouseDrag(from, to)] }),
      said: () => [], // This driver reports no complaints.
      async close() {
        await ask('DELETE', session);
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** @param {string} value */
function keyStroke(value) {
  return { type: 'key', id: 'keyboard', actions: [{ type: 'keyDown', value }, { type: 'keyUp', value }] };
}

/** @param {number[]} from @param {number[]} to */
function mouseDrag(from, to) {
  const move = ([x, y] = from) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 100 });
  const actions = [move(from), { type: 'pointerDown', button: 0 }, move(to), { type: 'pointerUp', button: 0 }];
  return { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions };
}

/**
 * @param {'POST' | 'DELETE'} method
 * @param {string} url
 * @param {object} [body]
 * @returns {Promise<any>} the answer's value
 */
async function ask(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(60_000) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** @param {string} url */
async function listening(url) {
  for (const start = Date.now(); Date.now() - start < patience; await pause(50)) {
    if (await fetch(url).then(({ ok }) => ok, () => false)) return;
  }
  throw new Error(`WebKitWebDriver: expected it to listen within ${patience / 1000} seconds`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
