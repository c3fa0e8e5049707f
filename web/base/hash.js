/** A number for a text, the same everywhere and always. */

/**
 * This stands in place of FNV's own start, and is the best of a few thousand: vectors that are made from spelling are sums of
 * hashed n-grams, and with it the fewest n-grams of the page's example words meet in a component by chance.
 */
const hashStart = 0xb13d7b7b;

/**
 * FNV-1a over UTF-8 (Fowler, Noll, Vo), 32 bits, with the last mixing steps of MurmurHash3
 * (Austin Appleby): without them the low bits of short texts are poorly spread.
 * @param {string} text
 * @returns {number}
 */
export function hashOf(text) {
  let hash = hashStart;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const encoder = new TextEncoder();
