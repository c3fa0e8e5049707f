// The build puts the final opcode of relaxed SIMD where clang 14 has written the draft's.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withFinalOpcodes } from '../../web/build/relaxed.js';

const DRAFT = [0xfd, 0xaf, 0x01];
const FINAL = [0xfd, 0x85, 0x02];
const HEAD = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** @param {number[]} body the code of the module's only function @param {number[]} [before] other sections */
const moduleOf = (body, before = []) => Uint8Array.from([...HEAD, ...before, 10, body.length + 3, 1, body.length + 1, 0, ...body]);

/** The draft's bytes as what they are not: numbers, constants, lanes and labels. @type {Record<string, number[]>} */
const operands = {
  'v128.const': [0xfd, 12, ...DRAFT, ...DRAFT, ...DRAFT, ...DRAFT, ...DRAFT, 0],
  'i8x16.shuffle': [0xfd, 13, ...DRAFT, ...DRAFT, ...DRAFT, ...DRAFT, ...DRAFT, 0],
  'f32.const': [0x43, ...DRAFT, 0],
  'f64.const': [0x44, ...DRAFT, ...DRAFT, 0, 0],
  'i32.const': [0x41, ...DRAFT],
  'i64.load': [0x29, 3, ...DRAFT],
  'v128.load': [0xfd, 0, 4, ...DRAFT],
  'v128.load32_lane': [0xfd, 86, 2, ...DRAFT, 3],
  'f32x4.extract_lane': [0xfd, 31, 2],
  'local.get': [0x20, ...DRAFT],
  'br_table': [0x0e, 2, ...DRAFT, 0, 0],
  'call_indirect': [0x11, ...DRAFT, 0],
  'memory.copy': [0xfc, 10, 0, 0],
  'memory.fill': [0xfc, 11, 0],
};

for (const [name, bytes] of Object.entries(operands)) {
  test(`${name} is passed over, and what follows it is found`, () => {
    assert.deepEqual(withFinalOpcodes(moduleOf([...bytes, ...DRAFT, 0x0b])), moduleOf([...bytes, ...FINAL, 0x0b]));
  });
}

test('other sections are left as they are, and the module too', () => {
  const custom = [0, 8, 4, 0x6e, 0x61, 0x6d, 0x65, ...DRAFT];
  const given = moduleOf([...DRAFT, 0x0b], custom);
  const copy = Uint8Array.from(given);
  assert.deepEqual(withFinalOpcodes(given), moduleOf([...FINAL, 0x0b], custom));
  assert.deepEqual(given, copy);
});

test('a function whose instructions do not end where it does is refused', () => {
  assert.throws(() => withFinalOpcodes(moduleOf([0x43, 0])), /relaxed: expected a function that ends at byte/);
});

test('the package has two builds of one size, and only one has fused multiply-adds', () => {
  const [base, relaxed] = ['attention-lab', 'attention-lab-relaxed'].map((name) => readFileSync(new URL(`../../lib/${name}.wasm`, import.meta.url)));
  assert.ok(Math.abs(relaxed.length - base.length) < 2000);
  assert.ok(relaxed.includes(Buffer.from(FINAL)) && !base.includes(Buffer.from(FINAL)));
  assert.ok(!relaxed.includes(Buffer.from(DRAFT)));
});
