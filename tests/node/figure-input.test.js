import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageOf } from '../../web/figure/words/texts.js';
import { FigureError } from '../../web/figure/state/figure-error.js';
import { fieldsOfText, readInput, stateOfFields } from '../../web/figure/state/figure-input.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { views } from '../../web/figure/state/schema.js';
import { chinese, english } from './figure-texts.js';
import { createRandom } from './random.js';

/**
 * @param {() => unknown} read
 * @param {string} argument
 * @param {string} code
 */
function refused(read, argument, code) {
  assert.throws(read, (error) => {
    assert.ok(error instanceof FigureError, String(error));
    assert.deepEqual([error.argument, error.code], [argument, code], error.message);
    return true;
  });
}

test('a sentence alone is split into words, and other attributes are left alone', () => {
  const attributes = { tokens: 'I like tea', id: 'first', class: 'wide', 'data-x': '1', controls: 'score', lang: 'en', onclick: 'x' };
  assert.deepEqual(readInput(attributes), readState({ tokens: ['I', 'like', 'tea'] }));
  assert.deepEqual(readInput({ tokens: '我喜欢茶' }).tokens.join(''), '我喜欢茶');
  assert.deepEqual(readInput({ tokens: '["New York", "[x]", ""]' }).tokens, ['New York', '[x]', '']);
  assert.deepEqual(readInput({ tokens: '[laughs' }).tokens, ['[', 'laughs']);
});

test('every attribute is read', () => {
  const state = readInput({
    view: 'links', tokens: 'a b', 'query-tokens': '["x","y"]', queries: '[[1, 2], [3, 4]]', keys: '[[1, 0], [0, 1]]', values: '[5, 6]',
    score: 'cosine', normalizer: 'sparsemax', temperature: '0.5', scale: '−2', softcap: '30', 'local-focus': '[0.5, 2] 1', sinks: '[0.25]', causal: '', window: '[2, 0]', mask: '[[1, 0], [true, true]]',
    compare: 'dot cosine', head: '0', cell: '1 0', domain: '0, 1', caption: 'Caption', label: 'Label',
  });
  assert.deepEqual(state, readState({
    view: 'links', tokens: ['a', 'b'], queryTokens: ['x', 'y'], queries: [[[1, 2], [3, 4]]], keys: [[[1, 0], [0, 1]]], values: [[[5], [6]]],
    score: 'cosine', normalizer: 'sparsemax', temperature: 0.5, scale: -2, softcap: 30, localFocus: { center: [0.5, 2], sigma: 1 }, sinks: [0.25], causal: true, window: [2, 0], mask: [[1, 0], [1, 1]],
    compare: 'score', compared: ['dot', 'cosine'], head: 0, query: 1, key: 0, domain: [0, 1], caption: 'Caption', label: 'Label',
  }));
});

test('a local focus is a centre and a width, in words or as JSON', () => {
  /** @param {string} text */
  const focus = (text) => readInput({ tokens: 'a b', 'local-focus': text }).localFocus;
  const monotonic = { center: 'monotonic', sigma: 2 };
  for (const text of ['monotonic 2', ' monotonic, 2 ', 'monotonic;2', '{"center": "monotonic", "sigma": 2}']) assert.deepEqual(focus(text), monotonic, text);
  for (const text of ['[0.5, −2] 1', '0.5 -2 1', '[0.5,-2],1', '{"center": [0.5, -2], "sigma": 1}']) assert.deepEqual(focus(text), { center: [0.5, -2], sigma: 1 }, text);
  assert.equal(focus(' '), null);
  assert.deepEqual(readInput({}, '{"tokens": "a b", "localFocus": "predictive 0.5"}').localFocus, { center: 'predictive', sigma: 0.5 });
  assert.deepEqual(readInput({}, { tokens: 'a b', localFocus: monotonic }).localFocus, monotonic);
  for (const text of ['monotonic', 'monotonic wide', '[1 x] 2']) refused(() => focus(text), 'localFocus', 'syntax');
  refused(() => focus('{"center"'), 'localFocus', 'syntax');
  refused(() => focus('middle 2'), 'localFocus.center', 'option');
  refused(() => focus('2'), 'localFocus.center', 'size');
  refused(() => focus('1 2'), 'localFocus.center', 'size');
  refused(() => focus('monotonic 0'), 'localFocus.sigma', 'range');
});

test('ranks 1, 2 and 3: one query, one head, several heads', () => {
  assert.deepEqual(readInput({ tokens: 'a b', weights: '[0.9, 0.1]' }).weights, [[[0.9, 0.1]]]);
  assert.deepEqual(readInput({ weights: '[[0.9, 0.1], [0, 1]]' }).weights, [[[0.9, 0.1], [0, 1]]]);
  assert.deepEqual(readInput({ weights: '[[[1]], [[1]]]', compare: 'heads' }).weights, [[[1]], [[1]]]);
  const one = readInput({ queries: '[1, 2]', keys: '[[1, 2], [3, 4], [5, 6]]', values: '[7, 8, 9]', mask: '[1, 1, 0]' });
  assert.deepEqual([one.queries, one.values, one.mask], [[[[1, 2]]], [[[7], [8], [9]]], [[1, 1, 0]]]);
  assert.equal(one.view, 'bars');
  refused(() => readInput({ weights: '5' }), 'weights', 'type');
});

test('a cell of one number is a row', () => {
  for (const state of [readInput({ tokens: 'a b', cell: '1' }), readInput({}, { tokens: ['a', 'b'], cell: 1 }), readInput({}, { tokens: ['a', 'b'], cell: [1] })]) {
    assert.deepEqual([state.query, state.key], [1, null]);
  }
});

test('sinks are a number for each head, in brackets or not; a single one needs no list', () => {
  const heads = { queries: '[[[1]],[[2]]]', keys: '[[[3]]]' };
  assert.deepEqual(['1 −2', '[1, -2]', '1,-2'].map((sinks) => readInput({ ...heads, sinks }).sinks), [[1, -2], [1, -2], [1, -2]]);
  assert.deepEqual([readInput({ tokens: 'a', sinks: '0' }).sinks, readInput({ tokens: 'a' }, { sinks: 3 }).sinks], [[0], [3]]);
  refused(() => readInput({ ...heads, sinks: '1' }), 'sinks', 'size');
  refused(() => readInput({ ...heads, sinks: '1 x' }), 'sinks', 'syntax');
});

test('a causal mask is a flag, or says where the queries stand', () => {
  const of = (/** @type {string} */ causal) => readInput({ tokens: 'a b', causal }).causal;
  assert.deepEqual(['', 'causal', 'TRUE', 'false', ' Bottom-Right '].map(of), [true, true, true, false, 'bottom-right']);
});

test('a JSON child has the same names in camelCase, and attributes win over it', () => {
  const child = '{ "tokens": "I like tea", "queryTokens": ["a", "b", "c"], "causal": true, "window": [1, 0], "cell": [2, 1], "compare": ["softmax", "sum"] }';
  const state = readInput({ tokens: 'we drink coffee', causal: 'false' }, child);
  assert.deepEqual(state, readState({
    tokens: ['we', 'drink', 'coffee'], queryTokens: ['a', 'b', 'c'], window: [1, 0], query: 2, key: 1, compare: 'normalizer', compared: ['softmax', 'sum'],
  }));
  assert.deepEqual(readInput({}, readInput({}, child)), readInput({}, child), 'a state is a child too');
});

test('attributes replace vectors by weights and weights by vectors, and one comparison by another', () => {
  const vectors = { queries: [[1, 2]], keys: [[3, 4]], values: [1] };
  assert.deepEqual(readInput({ weights: '[1]' }, vectors), readState({ weights: [[[1]]] }));
  assert.deepEqual(readInput({ queries: '[[1]]', keys: '[2]' }, { weights: [1] }), readState({ queries: [[[1]]], keys: [[[2]]] }));
  const child = { tokens: 'a b', compare: 'score', compared: ['dot', 'cosine'] };
  assert.deepEqual(readInput({ compare: 'softmax sum' }, child).compared, ['softmax', 'sum']);
  assert.deepEqual(stateOfFields({ tokens: new Array(2).fill('x') }, child).compared, ['dot', 'cosine']);
});

test('JSON and tables can be pasted', () => {
  /** @param {string} text */
  const pasted = (text) => stateOfFields(fieldsOfText(text));
  const square = { tokens: ['I', 'tea'], queryTokens: ['we', 'they'], weights: [[[0.9, 0.1], [0.5, 0.5]]] };
  assert.deepEqual(pasted('[0.9, 0.1]'), readState({ weights: [[[0.9, 0.1]]] }));
  assert.deepEqual(pasted('{"tokens":["I","tea"],"weights":[0.9,0.1]}').tokens, ['I', 'tea']);
  assert.deepEqual(pasted(',I,tea\r\nwe,0.9,0.1\r\nthey,.5,5e-1\r\n'), readState(square));
  assert.deepEqual(pasted('\tI\ttea\nwe\t0.9\t0.1\nthey\t0.5\t0.5'), readState(square));
  assert.deepEqual(pasted('\uFEFF"";"I";"tea"\n"we";0.9;0.1\n"they";0.5;0.5\n\n'), readState(square));
  assert.deepEqual(pasted('I,tea\nwe,0.9,0.1\nthey,0.5,0.5'), readState(square), 'as R writes it');
  assert.deepEqual(pasted('I,tea\n0.9,0.1'), readState({ tokens: ['I', 'tea'], weights: [[[0.9, 0.1]]] }));
  assert.deepEqual(pasted('0.9,0.1\n0.5,0.5'), readState({ weights: square.weights }));
  assert.deepEqual(pasted('we,0.9,0.1\nthey,0.5,0.5'), readState({ weights: square.weights, queryTokens: square.queryTokens }));
  assert.deepEqual(pasted(',1,2\n3,0.9,0.1\n4,0.5,0.5'), readState({ tokens: ['1', '2'], queryTokens: ['3', '4'], weights: square.weights }));
  assert.deepEqual(pasted('x,"a,b","say ""hi""\nthere"\nq,1,0').tokens, ['a,b', 'say "hi"\nthere']);
  assert.deepEqual(pasted("x,'=1+1,''=2\nq,1,0").tokens, ['=1+1', "'=2"]);
});

test('the error for unreadable text names the attribute', () => {
  const tokens = 'a b';
  refused(() => readInput({}), 'tokens', 'missing');
  refused(() => readInput({}, 'hello, {'), 'table', 'missing');
  refused(() => readInput({}, '{"tokens":'), 'json', 'syntax');
  refused(() => readInput({}, '{"tokens":["a"],"wieghts":[1]}'), 'json', 'option');
  refused(() => readInput({}, JSON.parse('{"tokens":["a"],"__proto__":{"view":"x"}}')), 'json', 'option');
  refused(() => readInput({}, /** @type {any} */ (7)), 'json', 'type');
  refused(() => readInput({ tokens, queries: '[[1, 2]' }), 'queries', 'syntax');
  refused(() => readInput({ tokens, temperature: 'warm' }), 'temperature', 'syntax');
  refused(() => readInput({ tokens, temperature: '0' }), 'temperature', 'range');
  refused(() => readInput({ tokens, softcap: 'hard' }), 'softcap', 'syntax');
  refused(() => readInput({ tokens, softcap: '−1' }), 'softcap', 'range');
  refused(() => readInput({ tokens, causal: 'no' }), 'causal', 'syntax');
  refused(() => readInput({ tokens, causal: 'top-right' }), 'causal', 'syntax');
  refused(() => readInput({ tokens, window: '2' }), 'window', 'syntax');
  refused(() => readInput({ tokens, cell: '' }, { cell: [] }), 'cell', 'syntax');
  refused(() => readInput({ tokens, cell: '0 0 0' }), 'cell', 'syntax');
  for (const name of ['controls', 'lang', 'theme', 'linkBase']) refused(() => readInput({ tokens }, { [name]: 'dark' }), 'json', 'option');
  refused(() => readInput({ tokens, window: 'a b' }), 'window', 'syntax');
  refused(() => readInput({ tokens, cell: '2 0' }), 'query', 'range');
  refused(() => readInput({ tokens, compare: 'dot softmax' }), 'compare', 'option');
  refused(() => readInput({ tokens, compare: 'dot' }), 'compare', 'option');
  refused(() => readInput({ tokens, compare: 'heads' }), 'compare', 'shape');
  refused(() => readInput({ tokens: '["a", 1]' }), 'tokens[1]', 'type');
  refused(() => readInput({ tokens: 'a '.repeat(3000) }), 'tokens', 'size');
  refused(() => readInput({ tokens: 'a '.repeat(600) }), 'tokens', 'size');
  refused(() => readInput({}, ',I,tea\nwe,0.9,much'), 'line 2, column 3', 'syntax');
  refused(() => readInput({}, ',I,tea\nwe,0.9'), 'line 2', 'shape');
  refused(() => readInput({}, 'a,"b'), 'line 1', 'syntax');
  refused(() => readInput({}, '""'), 'table', 'missing');
  refused(() => readInput({}, 'query,key,weight\n0,1.5,1'), 'line 2, column 2', 'range');
  refused(() => readInput({}, 'query,key,weight\n0,1,1'), 'weights[0][0][0]', 'type');
});

test('errors are in the reader’s language, except for expected values that need none', () => {
  /** @param {Record<string, string>} attributes @param {string} inEnglish @param {string} inChinese */
  const says = (attributes, inEnglish, inChinese) => assert.throws(() => readInput(attributes), (error) => {
    assert.deepEqual([messageOf(error, english), messageOf(error, chinese)], [inEnglish, inChinese]);
    assert.equal(/** @type {Error} */ (error).message, inEnglish);
    return true;
  });
  says({ queries: '[[1, 2]]', keys: '[[1, 2, 3]]' }, 'keys: expected 2 components, as in queries, got 3 components', 'keys：应为 2 个分量，与 queries 一样，现为 3 个分量');
  says({ tokens: 'a', head: '3' }, 'head: expected 0, the only one, got 3', 'head：应为 0，只有这一个，现为 3');
  says({ tokens: 'a', view: 'pie' }, `view: expected ${views.join(' | ')}, got "pie"`, `view：应为 ${views.join(' | ')}，现为 "pie"`);
  says({ tokens: 'a', 'local-focus': 'middle 2' }, 'localFocus.center: expected monotonic | predictive, got "middle"', 'localFocus.center：应为 monotonic | predictive，现为 "middle"');
  says({ weights: '5' }, 'weights: expected array, got 5', 'weights：应为数组，现为 5');
  assert.equal(messageOf(new Error('x'), chinese), 'x');
});

test('errors quote the author’s own words, and their Chinese is complete', () => {
  const square = [[1, 0], [0, 1]];
  /** @type {[fields: Record<string, unknown>, inEnglish: string, inChinese: string][]} */
  const cases = [
    [{}, 'tokens: expected words, weights, or queries and keys, got nothing', 'tokens：应为词、权重，或查询和键，现为空'],
    [{ tokens: 'I like tea', weights: [[1, 2, 3, 4]] }, 'tokens: expected 4 words for the 4 columns of weights, got 3 words: I, like, tea',
      'tokens：应为 4 个词，对应 weights 的 4 列，现为 3 个词：I, like, tea'],
    [{ tokens: 'a b c d e f g h 3 to 4', keys: [[1]], queries: [[1]] }, 'tokens: expected 1 word for the 1 vector of keys, got 11 words: a, b, c, d, e, f, g, h…',
      'tokens：应为 1 个词，对应 keys 的 1 个向量，现为 11 个词：a, b, c, d, e, f, g, h…'],
    [{ tokens: ['function', ' ', 'nothing'], weights: [1] }, 'tokens: expected 1 word for the 1 column of weights, got 3 words: function, ␣, nothing',
      'tokens：应为 1 个词，对应 weights 的 1 列，现为 3 个词：function, ␣, nothing'],
    [{ queryTokens: 'a b', weights: [[1], [2], [3]] }, 'queryTokens: expected 3 words for the 3 rows of weights, got 2 words: a, b',
      'queryTokens：应为 3 个词，对应 weights 的 3 行，现为 2 个词：a, b'],
    [{ keys: [[1]] }, 'queries: expected vectors beside keys, got nothing', 'queries：应为与 keys 相配的向量，现为空'],
    [{ queries: [square, square, square], keys: [square, square] }, 'keys: expected a number of heads that divides the 3 of queries, got 2 heads',
      'keys：应为能整除 queries 的 3 个头的头数，现为 2 个头'],
    [{ queries: square, keys: square, values: [[1]] }, 'values: expected 2 vectors, as in keys, got 1 vector', 'values：应为 2 个向量，与 keys 一样，现为 1 个向量'],
    [{ weights: [] }, 'weights: expected at least 1 number, got 0 numbers', 'weights：应为至少 1 个数，现为 0 个数'],
    [{ tokens: 'a', mask: [[]] }, 'mask[0]: expected at least 1 number, got 0 numbers', 'mask[0]：应为至少 1 个数，现为 0 个数'],
    [{ weights: [square, [[1, 0]]] }, 'weights[1]: expected 2 rows, as in weights[0], got 1 row', 'weights[1]：应为 2 行，与 weights[0] 一样，现为 1 行'],
    [{ tokens: 'a '.repeat(600) }, 'tokens: expected at most 512 words without vectors, got 600 words', 'tokens：应为最多 512 个词（不给向量时），现为 600 个词'],
    [{ tokens: ['x'.repeat(300)] }, 'tokens[0]: expected at most 256 characters, got 300 characters', 'tokens[0]：应为最多 256 个字符，现为 300 个字符'],
    [{ weights: [1e39] }, 'weights[0]: expected a number within ±3.4e38, got 1e+39', 'weights[0]：应为 ±3.4e38 以内的数，现为 1e+39'],
    [{ tokens: 'a b', mask: [[1, 0]] }, 'mask: expected 2 rows, one for each query, got 1 row', 'mask：应为 2 行，每个查询一个，现为 1 行'],
    [{ tokens: 'a b', mask: [[1], [1]] }, 'mask[0]: expected 2 numbers, one for each key, got 1 number', 'mask[0]：应为 2 个数，每个键一个，现为 1 个数'],
    [{ tokens: 'a', sinks: [1, 2] }, 'sinks: expected 1 number, one for each head, got 2 numbers', 'sinks：应为 1 个数，每个头一个，现为 2 个数'],
    [{ tokens: 'a', window: '1' }, 'window: expected 2 numbers, to the left and to the right, got "1"', 'window：应为 2 个数，向左和向右，现为 "1"'],
    [{ tokens: 'a', domain: '1 0' }, 'domain: expected the least before the most, got 1 0', 'domain：应为先小后大的两个数，现为 1 0'],
    [{ tokens: 'a', domain: '1' }, 'domain: expected 2 numbers, the least and the most, got 1 number', 'domain：应为 2 个数，最小和最大，现为 1 个数'],
    [{ tokens: 'a', cell: '1 2 3' }, 'cell: expected a query, or a query and a key, got "1 2 3"', 'cell：应为一个查询，或一个查询和一个键，现为 "1 2 3"'],
    [{ tokens: 'a b', query: 5 }, 'query: expected a whole number from 0 to 1, got 5', 'query：应为 0 到 1 的整数，现为 5'],
    [{ tokens: 'a b', localFocus: '[1] 2' }, 'localFocus.center: expected 2 numbers, one for each query, got 1 number', 'localFocus.center：应为 2 个数，每个查询一个，现为 1 个数'],
    [{ tokens: 'a', compare: 'heads' }, 'compare: expected more than one head, got 1 head', 'compare：应为不止一个头，现为 1 个头'],
    [{ tokens: 'a', compare: 'dot dot' }, 'compared: expected different names, got dot dot', 'compared：应为不同的名称，现为 dot dot'],
    [{ weights: [square, square], compare: 'softmax sum' }, 'compare: expected heads, as the weights are finished, got "normalizer"', 'compare：应为 heads（权重是给定的），现为 "normalizer"'],
    [{ weights: square, compare: 'softmax sum' }, 'compare: expected queries and keys instead of weights, got "normalizer"', 'compare：应为 queries 和 keys，而不是 weights，现为 "normalizer"'],
    [{ tokens: 'a', softcap: '0' }, 'softcap: expected a number above 0, got 0', 'softcap：应为大于 0 的数，现为 0'],
  ];
  for (const [fields, inEnglish, inChinese] of cases) {
    assert.throws(() => stateOfFields(fields), (error) => {
      assert.deepEqual([messageOf(error, english), messageOf(error, chinese)], [inEnglish, inChinese]);
      return true;
    });
  }
  const both = () => readState({ weights: [square], queries: [square] });
  assert.throws(both, (error) => messageOf(error, chinese) === 'weights：应为 weights 或 queries，现为两者都有');
});

test('errors about a table or JSON are completely in Chinese', () => {
  /** @type {[read: () => unknown, inEnglish: RegExp, inChinese: string][]} */
  const cases = [
    [() => fieldsOfText('a,b\n1,2\n3,x'), /^line 3, column 2: expected number, got "x"$/, '第 3 行第 2 列：应为数，现为 "x"'],
    [() => fieldsOfText('a,b\n1,2\n3,"x"y'), /^line 3: expected quotation marks in pairs, got "/, '第 3 行：应为成对的引号，现为 "\\"x\\"y"'],
    [() => fieldsOfText('a,b'), /^table: expected a table of numbers, got "a,b"$/, '表格：应为数的表格，现为 "a,b"'],
    [() => fieldsOfText('query,key,weight\n0,9999,1'), /^line 2, column 2: expected a whole number from 0 to 2047, got 9999$/, '第 2 行第 2 列：应为 0 到 2047 的整数，现为 9999'],
    [() => fieldsOfText('query,key,weight\n0,1'), /^line 2, column 3: expected number, got nothing$/, '第 2 行第 3 列：应为数，现为空'],
    [() => readInput({ tokens: 'a', keys: '[[1 2]]' }), /^keys: expected JSON \(.*position 4.*\), got /, 'keys：应为 JSON（第 4 个字符之后有误），现为 "[[1 2]]"'],
    [() => readInput({ tokens: 'a', temperature: 'warm' }), /^temperature: expected number, got "warm"$/, 'temperature：应为数，现为 "warm"'],
    [() => readInput({ queries: '[[1], [2, 3]]', keys: '[[1]]' }), /^queries\[1\]: expected 1 number, as in queries\[0\], got 2 numbers$/, 'queries[1]：应为 1 个数，与 queries[0] 一样，现为 2 个数'],
    [() => readInput({ tokens: '[1]' }), /^tokens\[0\]: expected string, got 1$/, 'tokens[0]：应为文字，现为 1'],
    [() => readInput({}, '{"weights": {}}'), /^weights: expected array, got \{…\}$/, 'weights：应为数组，现为 {…}'],
    [() => readInput({}, '{"tokens": ["a"], "caption": 5}'), /^caption: expected string, got 5$/, 'caption：应为文字，现为 5'],
  ];
  for (const [read, inEnglish, inChinese] of cases) {
    assert.throws(read, (error) => {
      assert.match(messageOf(error, english), inEnglish);
      assert.match(/** @type {Error} */ (error).message, inEnglish);
      assert.equal(messageOf(error, chinese), inChinese);
      return true;
    });
  }
  // Not every browser names the place of a syntax error.
  const unplaced = new FigureError('keys', 'syntax', 'JSON (Unexpected end of JSON input)', '[[1');
  assert.equal(messageOf(unplaced, chinese), 'keys：应为格式正确的 JSON，现为 "[[1"');
  // The author's text is quoted unchanged.
  assert.throws(() => readInput({ tokens: 'a', view: 'number' }), (error) => messageOf(error, chinese).endsWith('现为 "number"'));
});

test('attributes and texts changed at random are read as a valid state or throw a FigureError', () => {
  const random = createRandom(404);
  const attributes = { tokens: '["a", "b"]', queries: '[[1, 2]]', keys: '[[3, 4], [5, 6]]', mask: '[1, 0]', window: '2 0', compare: 'dot cosine', cell: '0 1', domain: '0 1', causal: 'true', temperature: '2' };
  const texts = ['{"tokens":["a","b"],"weights":[[0.9,0.1]],"cell":[0,1]}', ',I,tea\r\n"we, they",0.9,0.1', 'query,key,weight,key token\n0,0,1,a\n0,1,2,b', '[[[1,2]]]'];
  const spare = ['[', ']', '{', '}', '"', ',', '1e999', '-', '__proto__', ' ', '\n', 'null', '[[', '\t', ';', "'", '0', 'toString', '\uD800'];
  /** @param {string} text */
  const changed = (text) => {
    const at = random.integer(0, text.length);
    return text.slice(0, at) + random.pick(spare) + text.slice(at + random.integer(0, 3));
  };
  let read = 0;
  for (let round = 0; round < 4000; round++) {
    const isText = random.chance(0.5);
    const name = /** @type {keyof typeof attributes} */ (random.pick(Object.keys(attributes)));
    const source = isText ? changed(random.pick(texts)) : { ...attributes, [name]: changed(attributes[name]) };
    try {
      const state = typeof source === 'string' ? readInput({}, source) : readInput(source);
      assert.deepEqual(readState(state), state);
      read++;
    } catch (error) {
      assert.ok(error instanceof FigureError, `${JSON.stringify(source)}: ${error}`);
    }
  }
  assert.ok(read > 200 && read < 3800, `${read} read`);
  assert.equal(/** @type {any} */ ({}).view, undefined);
});
