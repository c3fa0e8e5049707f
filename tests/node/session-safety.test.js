/** Sessions that nobody deletes, sessions that the inputs of another call touch, and the error when memory runs out. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AttentionError } from 'attention-lab';
import { runModule } from './child.js';
import { assertSameBits } from './closeness.js';
import { attention } from './engine.js';
import { assertRefusal, assertWell } from './refusal.js';

const kRows = { key: [[1, 0], [0, 1]], value: [[1, 0], [2, 0]] };

/** Inputs whose query does something first when it is read. @param {() => void} act */
const acting = (act) => ({ query: [new Proxy([1, 0], { get: (row, name) => (name === '1' && act(), Reflect.get(row, name)) })], ...kRows });

test('no session is changed while the inputs of a call are read', () => {
  const session = attention.session({ headSize: 2, capacity: 4 });
  session.append(kRows);
  const want = session.attend({ query: [[1, 0]] }, { weights: true }).weights;
  const acts = {
    delete: () => session.delete(),
    truncate: () => session.truncate(1),
    append: () => session.append(kRows),
    attend: () => session.attend({ query: [[1, 0]] }),
    session: () => attention.session({ headSize: 2, capacity: 4 }),
    explain: () => attention.explain({ query: [[1, 0]], ...kRows }),
  };
  for (const [name, act] of Object.entries(acts)) {
    for (const call of [() => attention.attend(acting(act)), () => session.attend({ query: acting(act).query }), () => attention.explain(acting(act))]) {
      assert.throws(call, (error) => (assertRefusal(error, { code: 'option', argument: 'inputs', message: /got a call/ }, AttentionError, name), true));
      assertWell(attention, name);
      assert.equal(session.length, 2, name);
      assertSameBits(session.attend({ query: [[1, 0]] }, { weights: true }).weights, want, name);
    }
  }
  session.delete();
});

test('a session that is dropped gives its memory back', () => {
  const { stdout, stderr } = runModule(`
    const { loadAttention } = await import('attention-lab');
    const attention = await loadAttention();
    // Each session holds 64 MB: together they need far more than the memory.
    for (let i = 0; i < 100; ++i) {
      attention.session({ headSize: 1024, capacity: 8192 });
      if (i % 10 !== 9) continue;
      for (let turn = 0; turn < 5; ++turn) {
        globalThis.gc();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    const kept = attention.session({ headSize: 2, capacity: 2 });
    kept.append({ key: [[1, 0]], value: [[3, 4]] });
    console.log(attention.memoryBytes < 2 ** 30, ...kept.attend({ query: [[1, 0]] }).output.data);
  `, ['--expose-gc']);
  assert.equal(stderr, '');
  assert.equal(stdout, 'true 3 4\n');
});

test('an instance that stops while it frees a dropped session disturbs nobody else', () => {
  const { stdout, stderr } = runModule(`
    const { watchInstances } = await import(${JSON.stringify(new URL('instances.js', import.meta.url).href)});
    const instances = watchInstances();
    const { loadAttention } = await import('attention-lab');
    const attention = await loadAttention();
    process.on('uncaughtException', (error) => console.log('uncaught', error.message));
    attention.session({ headSize: 2, capacity: 2 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    instances.trapNext();
    const calls = instances.calls();
    for (let turn = 0; turn < 200 && instances.calls() === calls; ++turn) {
      globalThis.gc();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    instances.disarm();
    console.log(instances.calls() > calls, instances.count());
    console.log(...attention.attend({ query: [1, 0], key: [[1, 0]], value: [[3, 4]] }).output.data, instances.count());
  `, ['--expose-gc']);
  assert.equal(stderr, '');
  assert.equal(stdout, 'true 1\n3 4 2\n', 'the session was given back, in vain, and the next call has another instance');
});

test('when memory runs out, the error says how many sessions hold how much of it', () => {
  const { stdout } = runModule(`
    const { loadAttention } = await import('attention-lab');
    const attention = await loadAttention();
    const held = [];
    const open = (capacity) => held.push(attention.session({ headSize: 1024, capacity }));
    const fail = (act) => { try { act(); console.log('no error'); } catch (error) { console.log(error.code, error.argument, error.message); } };
    fail(() => { for (;;) open(65536); });
    fail(() => attention.attend({ query: { data: new Float32Array(30000), shape: [30000, 1] }, key: { data: new Float32Array(30000), shape: [30000, 1] }, value: { data: new Float32Array(30000), shape: [30000, 1] } }, { weights: true }));
    held.splice(1).forEach((session) => session.delete());
    fail(() => open(2 ** 21));
    held[0].delete();
    fail(() => open(2 ** 21));
  `);
  const [many, call, one, none] = stdout.split('\n');
  const bytes = 2 * 65536 * 1024 * 4;
  const count = Number(/(\d+) open sessions hold/.exec(many)?.[1]);
  assert.ok(count >= 2 && count < 8, many);
  const [, held] = /open sessions hold (\d+) bytes until delete\(\)$/.exec(many) ?? [];
  assert.ok(Number(held) >= count * bytes && Number(held) < count * (bytes + 1024), many);
  assert.match(many, /^memory capacity capacity: expected a session that memory can hold, got one of 65536 keys; /);
  assert.match(call, new RegExp(`^memory weights .*; ${count} open sessions hold ${held} bytes until delete\\(\\)$`));
  assert.match(one, /; 1 open session holds \d+ bytes until delete\(\)$/);
  assert.match(none, /got one of 2097152 keys$/);
});
