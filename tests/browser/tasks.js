// Measures how long a page keeps its reader waiting.

import assert from 'node:assert/strict';

/** @import { Page } from 'playwright-core' */

/**
 * An event of a trace (Trace Event Format), times in microseconds.
 * @typedef {{ name: string, ph: string, pid: number, tid: number, dur: number, tdur?: number, args: any }} TraceEvent
 */

/**
 * The longest task of the page's main thread while something is done, in a browser that `useBrowser({ traces: true })` has
 * started: a trace is of all pages of a browser.
 * @param {Page} page
 * @param {() => Promise<void>} act
 * @returns {Promise<number>} milliseconds of the processor's time, which other programs do not lengthen as they do the clock's
 */
export async function longestWhile(page, act) {
  const devTools = await page.context().newCDPSession(page);
  /** @type {TraceEvent[]} */
  const events = [];
  devTools.on('Tracing.dataCollected', ({ value }) => events.push(.../** @type {any[]} */ (value)));
  await devTools.send('Tracing.start', { categories: 'toplevel', transferMode: 'ReportEvents' });
  await act();
  const complete = new Promise((resolve) => devTools.once('Tracing.tracingComplete', resolve));
  await devTools.send('Tracing.end');
  await complete;
  const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = events.filter(({ name, ph, pid, tid, args }) => ph === 'X' && mains.has(`${pid} ${tid}`)
    // The work after loading a module runs after its task. The test's own calls are no tasks of the page.
    && /RunTask|PerformMicrotaskCheckpoint/.test(name) && !/ipc_mojo_bootstrap|devtools/.test(args.src_file ?? ''));
  assert.ok(tasks.length > 5, `${tasks.length} tasks`); // Few are enough: a page at rest whose section is alive does not have many.
  return Math.max(...tasks.map(({ dur, tdur = dur }) => tdur / 1000));
}
