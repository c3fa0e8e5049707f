#!/bin/sh
# numpy-parser 1.2.3 (npm), a reader of NumPy's .npy files: a vector of n numbers is said to have the shape [n, 1], as if it
# were a matrix of one column. The format writes the shape as a Python tuple, (3,) for a vector; the reader puts a 1 behind
# that comma. A page that tells vectors from matrices by the number of axes (a bias from a weight, one query from several)
# takes the wrong way without an error. Matrices keep their shape, and the numbers are right.
#
# Seen: the file that NumPy 1.24 writes for np.float32([1, 2, 3]) gives { data: [1, 2, 3], shape: [3, 1] }.
# Fails if that is no longer so.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund numpy-parser@1.2.3

cat > read.cjs << 'END'
const assert = require('node:assert/strict');
const { fromArrayBuffer } = require('numpy-parser');

/** The bytes of an .npy file, version 1.0, as numpy.save writes them. */
function npy(shape, numbers) {
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const length = 118; // with the 10 bytes before it, a multiple of 64
  const bytes = Buffer.concat([
    Buffer.from([0x93]), Buffer.from('NUMPY'), Buffer.from([1, 0, length, 0]),
    Buffer.from(dict.padEnd(length - 1) + '\n'), Buffer.from(Float32Array.from(numbers).buffer),
  ]);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

for (const [tuple, numbers, expected] of [
  ['(3,)', [1, 2, 3], [3, 1]],
  ['(3, 1)', [1, 2, 3], [3, 1]],
  ['(1, 3)', [1, 2, 3], [1, 3]],
]) {
  const { data, shape } = fromArrayBuffer(npy(tuple, numbers));
  console.log(`shape ${tuple} in the file: ${JSON.stringify(shape)}, data ${[...data]}`);
  assert.deepEqual([...data], numbers);
  assert.deepEqual(shape, expected);
}
END
node read.cjs
