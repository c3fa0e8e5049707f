// Numbers in the forms that programs and authors have: the engine's own results, batches of one, tables of every kind.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageOf } from '../../web/figure/words/texts.js';
import { fieldsOfText, readInput, stateOfFields } from '../../web/figure/state/figure-input.js';
import { attention } from './engine.js';
import { chinese, english } from './figure-texts.js';

/** @param {string} text */
const pasted = (text) => stateOfFields(fieldsOfText(text));

/** @param {string} text @returns {unknown[]} weights, tokens, queryTokens */
function matrixOf(text) {
  const { weights, tokens, queryTokens } = pasted(text);
  return [weights?.[0], tokens, queryTokens];
}

/** @param {() => unknown} read @param {string} inEnglish @param {string} inChinese */
function says(read, inEnglish, inChinese) {
  assert.throws(read, (error) => {
    assert.deepEqual([messageOf(error, english), messageOf(error, chinese)], [inEnglish, inChinese]);
    return true;
  });
}

test('the engine’s own result is taken as it is, also written as JSON', () => {
  const random = (/** @type {number[]} */ ...shape) => ({
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, index) => Math.sin(index)), shape,
  });
  const [query, key, value] = [random(1, 2, 3, 4), random(1, 2, 3, 4), random(1, 2, 3, 2)];
  const { weights } = attention.attend({ query, key, value }, { weights: true });
  assert.ok(weights.data instanceof Float32Array && weights.shape.length === 4);
  const supplied = stateOfFields({ tokens: 'a b c', weights });
  assert.equal(supplied.weights?.length, 2);
  assert.deepEqual(supplied.weights?.flat(2), [...weights.data]);
  const plain = { data: [...weights.data], shape: weights.shape };
  for (const given of [plain, { ...plain, dtype: 'float32' }]) assert.deepEqual(stateOfFields({ tokens: 'a b c', weights: given }), supplied);
  assert.deepEqual(pasted(JSON.stringify(plain)).weights, supplied.weights);
  assert.deepEqual(readInput({ tokens: 'a b c', weights: JSON.stringify(plain) }), supplied);
  const computed = stateOfFields({ queries: query, keys: key, values: value });
  assert.deepEqual([computed.queries?.flat(2), computed.keys?.flat(2), computed.values?.flat(2)], [query, key, value].map(({ data }) => [...data]));
  const one = attention.attend({ query: [1, 2], key: [[1, 2], [3, 4]], value: [[1], [2]] }, { weights: true }).weights;
  assert.deepEqual(stateOfFields({ weights: one }).weights, [[[...one.data]]]);
  const mask = { data: new Uint8Array([1, 0, 1, 1]), shape: [2, 2] };
  assert.deepEqual(stateOfFields({ tokens: 'a b', mask }).mask, [[1, 0], [1, 1]]);
  assert.deepEqual(stateOfFields({ tokens: 'a b', mask: { data: [true, false], shape: [1, 2] }, queryTokens: ['x'] }).mask, [[1, 0]]);
});

test('the error for a bad tensor says what is wrong with it', () => {
  const of = (/** @type {unknown} */ weights) => () => stateOfFields({ weights });
  says(of({ data: [1, 2, 3], shape: [2, 2] }), 'weights.data: expected 4 numbers of the shape 2 × 2, got 3 numbers', 'weights.data：应为 4 个数，形状是 2 × 2，现为 3 个数');
  says(of({ data: [1] }), 'weights.shape: expected array, got nothing', 'weights.shape：应为数组，现为空');
  says(of({ shape: [1] }), 'weights.data: expected array, got nothing', 'weights.data：应为数组，现为空');
  says(of({ data: [], shape: [] }), 'weights.shape: expected 1 to 8 numbers, got 0 numbers', 'weights.shape：应为 1 到 8 个数，现为 0 个数');
  says(of({ data: [], shape: [0] }), 'weights.shape[0]: expected a whole number from 1 to 4194304, got 0', 'weights.shape[0]：应为 1 到 4194304 的整数，现为 0');
  says(of({ data: [1], shape: [1], strides: [1] }), 'weights: expected data | shape | dtype, got "strides"', 'weights：应为 data | shape | dtype，现为 "strides"');
  says(of({ data: new Uint16Array(1), shape: [1] }), 'weights.data: expected Float32Array, got "Uint16Array"', 'weights.data：应为 Float32Array，现为 "Uint16Array"');
  assert.throws(of({ data: [NaN], shape: [1] }), { argument: 'weights[0]', code: 'range' });
});

test('the place in an error is the place in the author’s own data', () => {
  /** @type {[fields: Record<string, unknown>, place: string][]} */
  const cases = [
    [{ weights: [0.5, NaN] }, 'weights[1]'], [{ weights: [[1], [NaN]] }, 'weights[1][0]'], [{ weights: [[[1], [NaN]]] }, 'weights[0][1][0]'],
    [{ weights: [[[[1], [NaN]]]] }, 'weights[0][0][1][0]'], [{ weights: [[1, 2], [3]] }, 'weights[1]'], [{ queries: [1], keys: [1, 'x'] }, 'keys[1]'],
    [{ queries: [1, 'x'], keys: [[1, 2]] }, 'queries[1]'], [{ tokens: 'a', mask: [2] }, 'mask[0]'], [{ tokens: 'a b', mask: [[[1, 0], [1, 2]]] }, 'mask[0][1][1]'],
    [{ tokens: 'a b', mask: [1, 1] }, 'mask'],
  ];
  for (const [fields, place] of cases) {
    assert.throws(() => stateOfFields(fields), (/** @type {any} */ error) => error.name === 'FigureError' && error.argument === place, place);
  }
});

test('a batch of one is accepted, and several batches or layers are refused with a message', () => {
  const square = [[0.9, 0.1], [0.2, 0.8]];
  assert.deepEqual(stateOfFields({ weights: [[square, square]] }).weights, [square, square]);
  assert.deepEqual(readInput({ weights: '[[[[1]]]]' }).weights, [[[1]]]);
  assert.deepEqual(stateOfFields({ weights: [[[square]]] }).weights, [square], 'one layer of one batch');
  assert.deepEqual(stateOfFields({ queries: [[square]], keys: [[square]], values: [[square]] }).queries, [square]);
  for (const mask of [[[[[1, 0], [1, 1]]]], [[[1, 0], [1, 1]]]]) assert.deepEqual(stateOfFields({ tokens: 'a b', mask }).mask, [[1, 0], [1, 1]]);
  says(() => stateOfFields({ weights: [[square], [square]] }),
    'weights: expected heads of one batch and one layer (<attention-heads> shows all layers), got 4 axes: 2 × 1 × 2 × 2', 'weights：应为一个批次、一层的各个头（<attention-heads> 显示所有层），现为 4 个维度：2 × 1 × 2 × 2');
  says(() => stateOfFields({ weights: [[[square]], [[square]], [[square]]] }),
    'weights: expected heads of one batch and one layer (<attention-heads> shows all layers), got 5 axes: 3 × 1 × 1 × 2 × 2', 'weights：应为一个批次、一层的各个头（<attention-heads> 显示所有层），现为 5 个维度：3 × 1 × 1 × 2 × 2');
  says(() => stateOfFields({ tokens: 'a b', mask: [[[1, 0], [1, 1]], [[1, 1], [1, 1]]] }),
    'mask: expected a row for each query, the same for all heads, got 3 axes: 2 × 2 × 2', 'mask：应为每个查询一行，各个头相同，现为 3 个维度：2 × 2 × 2');
});

test('numbers are read as people write them', () => {
  assert.deepEqual(readInput({ weights: '[[.9,.1],[1.,-.5e-1],[+1,−2]]' }).weights, [[[0.9, 0.1], [1, -0.05], [1, -2]]]);
  assert.deepEqual(readInput({}, '{"tokens": ".5 -.5", "weights": [.5, 0.5]}').tokens, ['.5', '-.5']);
  assert.deepEqual(readInput({ tokens: 'a b', mask: '[1., 0]', 'query-tokens': 'x' }).mask, [[1, 0]]);
  assert.throws(() => readInput({ weights: '[.9, .1' }), (error) => /^weights: expected JSON \(.*\), got "\[\.9, \.1"$/s.test(messageOf(error, english)));
  for (const text of ['[1.2.3]', '[.]', '[0.9 0.1]']) assert.throws(() => readInput({ weights: text }), { argument: 'weights', code: 'syntax' }, text);
});

test('tables with columns separated by spaces, with comments above them', () => {
  const square = [[0.9, 0.1], [0.25, 0.75]];
  const names = [['I', 'tea'], ['we', 'they']];
  assert.deepEqual(matrixOf('9.000000000000000222e-01 1.000000000000000056e-01\n2.5e-01 7.5e-01\n'), [square, ['k1', 'k2'], null]);
  assert.deepEqual(matrixOf('# weights of head 3, layer 2\n# seed 7\n0.9 0.1\n0.25 0.75'), [square, ['k1', 'k2'], null]);
  assert.deepEqual(matrixOf('# I,tea\n0.9,0.1\n0.25,0.75'), [square, ['k1', 'k2'], null]);
  assert.deepEqual(matrixOf('      I   tea\nwe  0.9  0.1\nthey 0.25 .75 \n'), [square, ...names]);
  assert.deepEqual(matrixOf('"I" "tea"\n"we" 0.9 0.1\n"they" 0.25 0.75'), [square, ...names]);
  assert.deepEqual(matrixOf('Hello , world\n0.5 0.25 0.25')[1], ['Hello', ',', 'world']);
  assert.deepEqual(matrixOf('New York\n0.5\n0.5').slice(1), [['New York'], ['q1', 'q2']]);
  assert.deepEqual(matrixOf('#,tag\n0.9,0.1\n0.25,0.75')[1], ['#', 'tag'], 'a word is no remark');
  says(() => pasted('# one\n\n0.9 0.1\n0.9 x 1'), 'line 4: expected 2 cells, as in line 3, got 3 cells', '第 4 行：应为 2 格，与第 3 行一样，现为 3 格');
  says(() => pasted('# one\n0.9 0.1\nx 0.1'), 'line 3, column 1: expected number, got "x"', '第 3 行第 1 列：应为数，现为 "x"');
});

test('a table may begin with a word in brackets', () => {
  assert.deepEqual(matrixOf('[CLS],hello,[SEP]\n0.1,0.2,0.7'), [[[0.1, 0.2, 0.7]], ['[CLS]', 'hello', '[SEP]'], ['']]);
  assert.deepEqual(matrixOf('[CLS] hello [SEP]\n0.1 0.2 0.7')[1], ['[CLS]', 'hello', '[SEP]']);
  for (const text of ['[[0.9', '[', '["a"', '{"tokens"']) assert.throws(() => pasted(text), { argument: 'json', code: 'syntax' }, text);
});

test('indices of columns and rows are names; if they could also be weights, the table is refused', () => {
  const square = [[0.9, 0.1], [0.25, 0.75]];
  const numbered = [['0', '1'], ['0', '1']];
  assert.deepEqual(matrixOf(',0,1\n0,0.9,0.1\n1,0.25,0.75'), [square, ...numbered], 'as pandas writes it');
  assert.deepEqual(matrixOf('0,1\n0,0.9,0.1\n1,0.25,0.75'), [square, ...numbered]);
  assert.deepEqual(matrixOf('   0    1\n0  0.9  0.1\n1  0.25 0.75'), [square, ...numbered], 'as pandas prints it');
  assert.deepEqual(matrixOf('index,0,1\n0,0.9,0.1\n1,0.25,0.75'), [square, ...numbered]);
  assert.deepEqual(matrixOf('Unnamed: 0,I,tea\n0,0.9,0.1\n1,0.25,0.75'), [square, ['I', 'tea'], ['0', '1']]);
  assert.deepEqual(matrixOf('0,0.9,0.1\n1,0.25,0.75'), [square, ['k1', 'k2'], ['0', '1']]);
  assert.deepEqual(matrixOf('query,0,1,2\nwe,0.5,0.25,0.25'), [[[0.5, 0.25, 0.25]], ['0', '1', '2'], ['we']]);
  assert.deepEqual(matrixOf('0,1,2\n0.5,0.25,0.25'), [[[0.5, 0.25, 0.25]], ['0', '1', '2'], ['']]);
  assert.deepEqual(matrixOf('1,2\n0.9,0.1\n0.25,0.75\n1,0')[1], ['1', '2']);
  assert.deepEqual(matrixOf('a,b,c\n0,3.5,1\n1,2,8\n2,1,1').slice(1), [['b', 'c'], ['0', '1', '2']], 'scores need no sum of 1');
  for (const text of ['0,1\n0.9,0.1\n0.25,0.75', '0 1\n0.9 0.1', 'we,0,1\nthey,0.9,0.1', '0;1\n1;0', '0,1,2\n3,4,5\n6,7,8', '0\n1']) {
    assert.throws(() => pasted(text), { argument: 'line 1', code: 'value' }, text);
  }
  says(() => pasted('0,1\n0.9,0.1'), 'line 1: expected names, or weights such as 0.0, got 0, 1',
    '第 1 行：应为名称，或写成 0.0 的权重，现为 0, 1');
  // Numbers written as weights stay weights, and so does a first row that does not count 0, 1, 2.
  assert.deepEqual(matrixOf('0.0,1.0\n0.25,0.75')[0], [[0, 1], [0.25, 0.75]]);
  assert.deepEqual(matrixOf('1,0\n0.25,0.75')[0], [[1, 0], [0.25, 0.75]]);
  assert.deepEqual(matrixOf('0,1')[0], [[0, 1]]);
  assert.deepEqual(matrixOf('a,b,c\n0,1,0\n1,0,0').slice(0, 2), [[[0, 1, 0], [1, 0, 0]], ['a', 'b', 'c']]);
  assert.deepEqual(matrixOf('I,tea\n0,1\n1,0')[0], [[0, 1], [1, 0]]);
});

test('a missing or invalid number is no name, and a repeated cell is no other head', () => {
  for (const [text, argument] of [
    ['NaN,0.5,0.5\n0.5,0.1,0.4\n0.3,0.6,0.1', 'line 1, column 1'], ['0.1,-\n0.8,0.2', 'line 1, column 2'], ['0.1,\n0.8,0.2', 'line 1, column 2'],
    ['1.0 nan\n0.3 0.7', 'line 1, column 2'],
  ]) assert.throws(() => pasted(text), { argument, expected: 'number' }, text);
  assert.deepEqual(matrixOf('pi,is,3.14\n0.1,0.2,0.7')[1], ['pi', 'is', '3.14'], 'a word may be a number');
  assert.deepEqual(matrixOf(',0.5,1.5\n0.0,0.9,0.1\n1.0,0.2,0.8').slice(1), [['0.5', '1.5'], ['0.0', '1.0']]);
  for (const text of ['0.1，0.9\n0.8，0.2', 'I\nlike\ntea']) assert.throws(() => pasted(text), { argument: 'table', expected: 'a table of numbers' }, text);
  assert.throws(() => pasted('head,query,key,weight\n0,0,0,0.1\n0,0,1,0.9\n1,0,0,0.3\n1,0,1,0.7'), { argument: 'line 4', expected: 'each cell once' });
  assert.deepEqual(pasted('Query,Key,Weight\n0,0,0.1\n0,1,0.9').weights, [[[0.1, 0.9]]]);
});

test('numbers as people write them; two numbers are never joined', () => {
  for (const text of ['[[1..5, 0.2]]', '[[1+2, 1]]', '[[1e, 1]]', '[[0.5.5, 1]]']) assert.throws(() => readInput({ weights: text }), { argument: 'weights', code: 'syntax' }, text);
  assert.deepEqual(readInput({ weights: '[[.5, +1, 1., 1e-1]]' }).weights, [[[0.5, 1, 1, 0.1]]]);
});
