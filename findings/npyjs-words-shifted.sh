#!/bin/sh
# npyjs 1.2.0 (npm), a reader of NumPy's .npy files: in an array of words (dtype '<U4': four characters of four bytes each) a
# character above U+FFFF, such as the Chinese 𠮷, moves every word after it. The reader makes one text of all characters and
# cuts it by UTF-16 units, of which such a character has two: the next word loses its first characters to the word before,
# and one word more than the array has comes out at the end. No error is raised, and tokens stand beside the wrong rows.
#
# Seen: np.array(['ab', '𠮷', 'cd', 'ef']), of shape (4,), is read as ["ab", "𠮷", "c", "de", "f"]; without 𠮷 it is right.
# Fails if that is no longer so.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund npyjs@1.2.0

cat > read.mjs << 'END'
import assert from 'node:assert/strict';
import * as npyjs from 'npyjs';

const load = npyjs.load ?? npyjs.default?.load;

/** The bytes of an .npy file, version 1.0, as numpy.save writes them for an array of words of two characters. */
function npy(words) {
  const dict = `{'descr': '<U2', 'fortran_order': False, 'shape': (${words.length},), }`;
  const length = 118; // with the 10 bytes before it, a multiple of 64
  const characters = words.flatMap((word) => [...word, '\0', '\0'].slice(0, 2).map((character) => character.codePointAt(0)));
  const bytes = Buffer.concat([
    Buffer.from([0x93]), Buffer.from('NUMPY'), Buffer.from([1, 0, length, 0]),
    Buffer.from(dict.padEnd(length - 1) + '\n'), Buffer.from(Uint32Array.from(characters).buffer),
  ]);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

for (const words of [['ab', 'gh', 'cd', 'ef'], ['ab', '𠮷', 'cd', 'ef']]) {
  const { data, shape } = await load(npy(words));
  console.log(JSON.stringify(words), 'is read as', JSON.stringify(data), 'of shape', JSON.stringify(shape));
  assert.deepEqual(shape, [4]);
  if (words.includes('gh')) assert.deepEqual(data, words);
  else assert.deepEqual(data, ['ab', '𠮷', 'c', 'de', 'f']);
}
END
node read.mjs
