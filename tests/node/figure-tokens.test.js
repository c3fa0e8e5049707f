// A text is split into the same words in every browser, whatever its own segmenter says.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { wordsText } from '../../web/site/builder/data-text.js';
import { readInput } from '../../web/figure/state/figure-input.js';
import { readLink, writeLink } from '../../web/figure/state/figure-link.js';
import { splitSentence } from '../../web/figure/state/tokens.js';
import { kRoot } from './child.js';
import { createRandom } from './random.js';

/** @param {string} text */
const words = (text) => splitSentence(text).tokens;

/** Texts, and their words with a vertical line between; the names say what each shows. */
const cases = {
  'blanks part words, and nothing within a word does': [
    ['node.js is fun', 'node.js|is|fun'],
    ['GPT-4 wins', 'GPT-4|wins'],
    ["don't stop, Don’t", "don't|stop|,|Don’t"],
    ['C++ or C# at 3.14 or 50% of $5', 'C++|or|C#|at|3.14|or|50%|of|$5'],
    ['a,b,c', 'a,b,c'],
    [' two\twords\n\u00a0and\u3000four\u200bmore ', 'two|words|and|four|more'],
    ['👨‍👩‍👧 loves 👍🏽', '👨‍👩‍👧|loves|👍🏽'],
    ['', ''],
    [' \n\u200b', ''],
  ],
  'tokens of a tokeniser survive': [
    ['[CLS] hello [SEP]', '[CLS]|hello|[SEP]'],
    ['play ##ing ##.', 'play|##ing|##.'],
    ['Ġthe ▁the Ġ, ▁.', 'Ġthe|▁the|Ġ,|▁.'],
    ['<s> </s> <|endoftext|> tea</w> <0x0A>', '<s>|</s>|<|endoftext|>|tea</w>|<0x0A>'],
  ],
  'punctuation at a word’s ends stands for itself': [
    ['I like tea.', 'I|like|tea|.'],
    ['Hello, world!', 'Hello|,|world|!'],
    ['Wait... really?! Yes…', 'Wait|...|really|?|!|Yes|…'],
    ['He said "yes." ‘No’ «oui» ¿Qué?', 'He|said|"|yes|.|"|‘|No|’|«|oui|»|¿|Qué|?'],
    ['The U.S. has e.g. Ph.D. students, etc.', 'The|U.S.|has|e.g.|Ph.D.|students|,|etc|.'],
    ['(see f(x)) or (this) [here', '(|see|f(x)|)|or|(this)|[|here'],
    ['a -- b :) ... ##', 'a|--|b|:)|...|##'],
    ['مرحبا، نعم؟', 'مرحبا|،|نعم|؟'],
  ],
  'what is written without blanks is split into characters, which stay whole': [
    ['研究生命起源', '研|究|生|命|起|源'],
    ['他说：“真的！？”', '他|说|：|“|真|的|！|？|”'],
    ['我like茶', '我|like|茶'],
    ['東京タワーへ', '東|京|タ|ワー|へ'],
    ['がｶﾞ葛󠄀', 'が|ｶﾞ|葛󠄀'],
    ['น้ำชา', 'น้ำ|ช|า'],
    ['ខ្មែរ', 'ខ្មែ|រ'],
    ['မြန်မာ', 'မြ|န်|မာ'],
    ['茶🇨🇳👨‍👩‍👧❤️', '茶|🇨🇳👨‍👩‍👧❤️'],
  ],
  'blanks bound words there, too': [
    ['我 喜欢 学习，学生 喜欢 学校。', '我|喜欢|学习|，|学生|喜欢|学校|。'],
    ['我 like 学习 2 times', '我|like|学习|2|times'],
    ['《红楼梦》 好看', '《|红楼梦|》|好看'],
    ['我喜欢茶。\n他也喜欢！ 你 喜欢 吗？', '我|喜|欢|茶|。|他|也|喜|欢|！|你|喜欢|吗|？'],
  ],
};

for (const [what, pairs] of Object.entries(cases)) {
  test(what, () => {
    for (const [text, want] of pairs) assert.equal(words(text).join('|'), want, text);
  });
}

test('no browser’s own segmenter is asked', () => {
  const files = ['base', 'draw', 'figure', 'site'].flatMap((room) => readdirSync(join(kRoot, 'web', room), { recursive: true })
    .map((name) => `${room}/${name}`)).filter((name) => name.endsWith('.js'));
  assert.ok(files.length > 250);
  for (const file of files) assert.doesNotMatch(readFileSync(join(kRoot, 'web', file), 'utf8'), /Segmenter/, file);
});

test('a text loses only its spaces, and no character is cut', () => {
  const random = createRandom(17);
  const spare = ['a', 'é', '.', ',', '"', '(', ')', '[', ' ', '\n', '我', '。', '，', '“', '”', 'ー', 'ン', 'น้', '👨‍👩‍👧', '🇨🇳', '❤️', '...', 'Ġ', '##', '<s>', '\u200b', '\u0301'];
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: random.integer(0, 12) }, () => random.pick(spare)).join('');
    const { tokens } = splitSentence(text);
    assert.equal(tokens.join(''), text.replace(/[\s\u200b]/g, ''), JSON.stringify(text));
    assert.ok(tokens.every((token) => token !== '' && !/^[\u200d\ufe0f]|^\p{Emoji_Modifier}/u.test(token)), JSON.stringify(tokens));
    assert.deepEqual(words(tokens.join(' ')).join(''), tokens.join(''));
  }
});

test('a run that is longer than a token may be is cut between characters', () => {
  const family = '👨‍👩‍👧';
  const { tokens } = splitSentence(family.repeat(100));
  assert.deepEqual(tokens.map((token) => token.length), [256, 256, 256, 32]);
  assert.ok(tokens.every((token) => token.startsWith(family) && token.endsWith(family)));
  assert.deepEqual(splitSentence('a '.repeat(5), 3), { tokens: ['a', 'a', 'a'], capped: true });
});

test('a link and the builder’s lines keep the words of a text', async () => {
  for (const [text, want] of Object.values(cases).flat()) {
    if (want === '') continue;
    const state = readInput({ tokens: text });
    assert.equal(state.tokens.join('|'), want);
    assert.deepEqual((await readLink(await writeLink(state))).state, state, text);
    assert.deepEqual(readInput({ tokens: wordsText(state.tokens) }).tokens, state.tokens, text);
  }
  const odd = [['喜欢'], ['喜欢', 'tea'], ['a b'], ['tea.'], [''], ['[x, y]'], ['["x"'], [' '], ['\u200b'], ['我', '喜欢', '茶']];
  for (const tokens of odd) assert.deepEqual(readInput({ tokens: wordsText(tokens) }).tokens, tokens, JSON.stringify(tokens));
  assert.deepEqual([wordsText(['我', '喜欢', '茶']), wordsText(['node.js', 'wins', '!'])], ['我 喜欢 茶', 'node.js wins !']);
});

test('a list is read as JSON, and brackets around a word are part of it', () => {
  for (const text of ['["a", "b"', "['a', 'b']", '[a, b]', '[1', '["a" "b"]']) {
    if (text === '[1') assert.deepEqual(readInput({ tokens: text }).tokens, ['[', '1']);
    else assert.throws(() => readInput({ tokens: text }), { argument: 'tokens', code: 'syntax' }, text);
  }
  for (const [text, want] of [['[CLS]', '[CLS]'], ['[CLS] a, b [SEP]', '[CLS]|a|,|b|[SEP]'], ['[laughs', '[|laughs'], ['[unused1]', '[unused1]']]) {
    assert.equal(readInput({ tokens: text }).tokens.join('|'), want);
  }
});
