// Writes what SentencePiece calls precompiled_charsmap: a trie in a double array, as Darts-clone lays it out, and the replacements.

/** @typedef {{ value?: number, children: Map<number, Node> }} Node */

/** @param {Map<string, string>} replacements @returns {Uint8Array} */
export function writtenCharsMap(replacements) {
  const encoder = new TextEncoder();
  /** @type {Node} */
  const root = { children: new Map() };
  /** @type {number[]} */
  const texts = [];
  for (const [key, replacement] of replacements) {
    let node = root;
    for (const byte of encoder.encode(key)) {
      if (!node.children.has(byte)) node.children.set(byte, { children: new Map() });
      node = /** @type {Node} */ (node.children.get(byte));
    }
    node.value = texts.length;
    texts.push(...encoder.encode(replacement), 0);
  }
  const units = Uint32Array.from(doubleArray(root));
  return Uint8Array.from([...new Uint8Array(Uint32Array.of(units.byteLength).buffer), ...new Uint8Array(units.buffer), ...texts]);
}

/** @param {Node} root @returns {number[]} */
function doubleArray(root) {
  const units = [0];
  const used = new Set([0]);
  let lowest = 1;

  /** @param {Node} node @returns {number} a place from which all places of its children are free */
  function freeBase({ value, children }) {
    const labels = [...value === undefined ? [] : [0], ...children.keys()];
    while (used.has(lowest)) lowest += 1;
    let base = lowest;
    while (labels.some((label) => used.has(base ^ label))) base += 1;
    for (const label of labels) used.add(base ^ label);
    return base;
  }

  /** @param {Node} node @param {number} place @param {number} label */
  function lay(node, place, label) {
    const base = freeBase(node);
    units[place] = ((base ^ place) << 10 | (node.value === undefined ? 0 : 1) << 8 | label) >>> 0;
    if (node.value !== undefined) units[base] = node.value;
    for (const [byte, child] of node.children) lay(child, base ^ byte, byte);
  }

  lay(root, 0, 0);
  return Array.from(units, (unit) => unit ?? 0);
}

/** @returns {Map<string, string>} NFKC of what most texts have, white space as spaces, and characters that nobody sees left out */
export function compatibilityMap() {
  /** @type {Map<string, string>} */
  const map = new Map();
  for (const [first, last] of [[0x80, 0x33ff], [0xf900, 0xffff], [0x1d400, 0x1d4ff]]) {
    for (let code = first; code <= last; code += 1) {
      const character = String.fromCodePoint(code);
      const [composed, decomposed] = [character.normalize('NFKC'), character.normalize('NFD')];
      if (composed !== character) map.set(character, composed);
      else if (decomposed !== character) map.set(decomposed, character);
    }
  }
  for (const space of '\t\n\r\u00a0\u2003\u3000') map.set(space, ' ');
  for (const unseen of '\u0007\u200b\ufeff') map.set(unseen, '');
  return map;
}
