/** Unicode's normal forms of an aligned text: https://www.unicode.org/reports/tr15/ */

/** @typedef {import('./aligned-text.js').AlignedText} AlignedText */
/** @typedef {import('./aligned-text.js').Change} Change */
/** @typedef {'NFC' | 'NFD' | 'NFKC' | 'NFKD'} Form */

/**
 * A character and all that may be composed with it: marks, the later letters of a Hangul syllable, and Katakana's marks of half
 * width. No normal form reaches across the borders of such a segment.
 */
const segments = /[^][\p{M}\u1160-\u11ff\uff9e\uff9f]*/gu;

/** @param {AlignedText} aligned @param {Form} form @returns {AlignedText} */
export function inForm(aligned, form) {
  if (aligned.text.normalize(form) === aligned.text) return aligned;
  return aligned.changed(changesToForm(aligned.text, form));
}

/** @param {string} text @param {Form} form @returns {Generator<Change>} */
function* changesToForm(text, form) {
  for (const [segment] of text.matchAll(segments)) {
    const characters = Array.from(segment);
    if (segment.normalize(form) === segment) for (const character of characters) yield [character, 0];
    else yield* segmentChanges(characters, segment.normalize(form), form);
  }
}

/** @param {string[]} characters @param {string} result @param {Form} form @returns {Change[]} */
function segmentChanges(characters, result, form) {
  const decomposed = decomposition(characters, form.includes('K') ? 'NFKD' : 'NFD');
  if (form.endsWith('D')) return decomposed;
  let next = 0;
  return Array.from(result, (character) => {
    const parts = decomposed.slice(next, next + Array.from(character.normalize('NFD')).length);
    next += parts.length;
    return /** @type {Change} */ ([character, parts.reduce((sum, [, change]) => sum + change, 1 - parts.length)]);
  });
}

/** @param {string[]} characters @param {Form} form @returns {Change[]} in canonical order: each keeps its change */
function decomposition(characters, form) {
  /** @type {Change[]} */
  const unordered = characters.flatMap((character) => Array.from(character.normalize(form), (part, index) => /** @type {Change} */ ([part, index > 0 ? 1 : 0])));
  return Array.from(characters.join('').normalize(form), (part) => {
    const [change] = unordered.splice(unordered.findIndex(([other]) => other === part), 1);
    return change;
  });
}
