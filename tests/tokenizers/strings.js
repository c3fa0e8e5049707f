// Texts that tokenizers are easily wrong about, from a seed.

/** @type {Record<string, string[]>} */
const words = {
  english: ['The', 'quick', 'brown', 'fox', "doesn't", "WE'LL", "I'm", 'tokenization', 'antidisestablishmentarianism', 'GPT-4', 'e.g.', 'U.S.A.', 'state-of-the-art', 'iPhone'],
  numbers: ['0', '7', '42', '1234567', '3.14159', '1,000,000', '२०२४', '٣٤', '½', 'Ⅷ', '²', '0x1F', '1e-9'],
  chinese: ['注意力', '机制', '很', '强大', '。', '你好，世界！', '漢字', '𠀀𠮷', '㐀㑇', '豈更', '模型', '《红楼梦》', '一二三'],
  japanese: ['こんにちは', '世界', 'カタカナ', 'ｶﾞｷﾞ', 'が', 'か\u3099', '〜', '「引用」', '㍿', '々', 'ー'],
  korean: ['안녕하세요', '\u1112\u1161\u11ab', '세계', '한글'],
  accents: ['café', 'cafe\u0301', 'Ångström', 'A\u030angstro\u0308m', 'naïve', 'ÉCOLE', 'straße', 'İstanbul', 'ΟΔΥΣΣΕΎΣ', 'Việt', 'Vie\u0323\u0302t', 'a\u0302\u0323', 'Łódź', 'ǅ', 'ẞ'],
  marks: ['\u0301', 'x\u0323\u0301', 'नमस्ते', 'क\u093c', '\u0958', 'ก็', 'שָׁלוֹם', 'مُحَمَّد', '\u{1d157}\u{1d165}', 'Z\u0351\u036b\u0343a\u0363'],
  emoji: ['😀', '👍🏽', '👨‍👩‍👧‍👦', '🇨🇳🇬🇧', '❤️', '☺', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', '1️⃣', '🫠'],
  signs: ['!', '?!', '...', '…', '“quoted”', '—', '$9.99', '€', '@user', '#tag', '&amp;', '^_^', '~', '`', '™', '©', 'ﬁﬂ', 'Ｆｕｌｌ', '①', '№', '℃', '∑∞', '→'],
  code: ['def f(x):', 'return x**2', 'if (a && b) {', '}', '\tint i = 0;', 'a->b', '<div class="x">', '</div>', '// note', '"\\n"', 'snake_case', 'camelCase', '==', '!=='],
  strange: ['\u200b', '\ufeff', '\u00ad', '\u0000', '\u0007', '\ufffd', '\u{10ffff}', '\ue000', '\u{f0000}', '\u202e', '\u2060', '\u180e'],
  special: ['<s>', '</s>', '[CLS]', '[MASK]', '<|endoftext|>', '<|im_start|>', '<bos>', '<unk>', '▁', '##ing', 'Ġ', '<0x41>'],
};

const spaces = [' ', ' ', ' ', ' ', '', '', '  ', '   ', '\n', '\n\n', '\r\n', '\t', '\t\t', '\u00a0', '\u3000', '\u2003', '\u0085', '\u2028', ' \n ', '\v'];

const kinds = Object.values(words);
const all = kinds.flat();

/**
 * @param {number} count
 * @param {import('../node/random.js').Random} random
 * @returns {string[]} most are of two kinds, and some of all
 */
export function stringsOf(count, random) {
  return Array.from({ length: count }, () => {
    const chosen = random.chance(0.3) ? all : [...random.pick(kinds), ...random.pick(kinds)];
    const parts = Array.from({ length: Math.floor(random.uniform(0, 1) ** 2 * 24) }, () => random.pick(chosen) + random.pick(spaces));
    const text = (random.chance(0.2) ? random.pick(spaces) : '') + parts.join('');
    return random.chance(0.5) ? text.trimEnd() : text;
  });
}
