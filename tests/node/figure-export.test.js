import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvParts } from '../../web/figure/export/csv.js';
import { figureJson } from '../../web/figure/export/json.js';
import { fieldsOfText, stateOfFields } from '../../web/figure/state/figure-input.js';
import { readState } from '../../web/figure/state/figure-state.js';

/** @import { Results } from '../../web/figure/export/results.js' */

const state = readState({
  tokens: ['tea', 'a,b'], queryTokens: ['=1+1', 'say "hi"\r\n', "'+x"],
  queries: [[[1 / 3, 1], [1e-7, 2], [3, 1e21]]], keys: [[[0.1, 0], [0, 5e-324]]], mask: [[1, 0], [1, 1], [1, 1]], caption: '[\n 1\n ] é 茶', domain: [0, 1],
});

/** @type {Results} */
const results = {
  rows: 3, columns: 2, isSupplied: false,
  panels: [{
    name: null, weights: Float32Array.of(1, 0, 0.1, 0.9, 1e-9, 1 / 3), scores: Float32Array.of(-0.5, 2, 1e21, -3e-8, 0, 1),
    attended: Uint8Array.of(1, 0, 1, 1, 1, 1), output: Float32Array.of(0.1, 0.2, 0.3),
  }],
};

test('CSV names its axes, quotes what RFC 4180 wants quoted, and guards what a spreadsheet would compute', () => {
  assert.equal(csvParts(state, results).join(''), [
    '\ufeffpanel,query,query token,key,key token,attended,score,weight',
    ",0,'=1+1,0,tea,1,-0.5,1",
    ',0,\'=1+1,1,"a,b",0,2,0',
    ',1,"say ""hi""\r\n",0,tea,1,1e+21,0.1',
    ',1,"say ""hi""\r\n",1,"a,b",1,-3e-8,0.9',
    ",2,''+x,0,tea,1,0,1e-9",
    `,2,''+x,1,"a,b",1,1,0.33333334`,
    '',
  ].join('\r\n'));
});

test('every start of a formula is guarded, also after apostrophes and in full width', () => {
  const tokens = ['=x', '+x', '-x', '@x', '\tx', '\rx', '\nx', '＝x', '－x', "'=x", "''@x", "'x", 'x=', ' =x'];
  const weights = new Float64Array(tokens.length).fill(1);
  const single = readState({ tokens, weights: [[Array.from(weights)]] });
  const text = csvParts(single, { rows: 1, columns: tokens.length, isSupplied: true, panels: [{ name: null, weights, scores: null, attended: new Uint8Array(tokens.length).fill(1), output: null }] }).join('');
  for (const cell of text.split(/[\r\n,]/)) assert.doesNotMatch(cell.replace(/^"/, ''), /^[=+\-@＝－]/);
  assert.deepEqual(stateOfFields(fieldsOfText(text)), readState({ tokens, weights: single.weights, queryTokens: [''] }));
});

test('formulas inside a text are guarded too, for programs with other separators; everything reads back', () => {
  const tokens = [' =x', '\u3000＠x', '\u200b=x', 'a;=x', 'a; -x', 'a\t+x', 'a\r\n@x', 'a;"=x"', "a;'=x", "a';=x", ';=', '\t=\t=', '-5', 'a=b;c', 'x - y', '"=x', '\u00a0-'];
  const weights = new Float64Array(tokens.length).fill(-1.5e-7);
  const single = readState({ tokens, queryTokens: tokens.slice(0, 1), weights: [[Array.from(weights)]] });
  const text = csvParts(single, { rows: 1, columns: tokens.length, isSupplied: true, panels: [{ name: '=panel', weights, scores: null, attended: new Uint8Array(tokens.length).fill(1), output: null }] }).join('');
  // The words hold everything that separates cells, in readers with and without quotation marks.
  for (const cell of text.replace(/,-1\.5e-7/g, '').split(/[\r\n,;\t]/)) assert.doesNotMatch(cell, /^["\s\u200b]*[=+\-@＝＋－＠]/);
  assert.equal(text.match(/,-1\.5e-7\r\n/g)?.length, tokens.length, 'numbers stay numbers');
  assert.ok(text.includes(',a=b;c,') || text.includes(',"a=b;c",'), 'what computes nothing stays as it is');
  const read = stateOfFields(fieldsOfText(text));
  assert.deepEqual([read.tokens, read.queryTokens, read.weights], [tokens, tokens.slice(0, 1), single.weights]);
});

test('a table begins with the mark of UTF-8, and is read with it and without', () => {
  const text = csvParts(state, results).join('');
  assert.deepEqual([...new TextEncoder().encode(text).subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.deepEqual(fieldsOfText(text), fieldsOfText(text.slice(1)));
  assert.deepEqual(fieldsOfText(`\ufeff${figureJson(state, null)}`), fieldsOfText(figureJson(state, null)));
});

test('a table that was exported can be pasted: the same weights, as supplied ones', () => {
  const text = csvParts(state, results).join('');
  const { tokens, queryTokens, weights } = stateOfFields(fieldsOfText(text));
  assert.deepEqual([tokens, queryTokens], [state.tokens, state.queryTokens]);
  assert.deepEqual(weights?.[0].map((row) => row.map(Math.fround)), [[1, 0], [Math.fround(0.1), Math.fround(0.9)], [Math.fround(1e-9), Math.fround(1 / 3)]]);
});

test('panels have their names, or their numbers', () => {
  const two = { ...results, panels: [{ ...results.panels[0], name: 'dot' }, { ...results.panels[0], name: null }] };
  const lines = csvParts({ ...state, queryTokens: ['a', 'b', 'c'] }, two).join('').split('\r\n');
  assert.deepEqual([lines.length, lines[1].split(',')[0], lines[7].split(',')[0]], [14, 'dot', '1']);
  assert.equal(stateOfFields(fieldsOfText(lines.join('\r\n'))).weights?.length, 2);
});

test('every number of a table is read back to its own float', () => {
  const weights = Float32Array.from({ length: 2000 }, (_, index) => Math.sin(index * 12.9898) * 10 ** (index % 60 - 40));
  const wide = readState({ tokens: Array.from(weights, (_, index) => `t${index}`), queries: [[[1]]], keys: [Array.from(weights, () => [1])] });
  const text = csvParts(wide, { rows: 1, columns: 2000, isSupplied: false, panels: [{ name: null, weights, scores: null, attended: new Uint8Array(2000), output: null }] }).join('');
  assert.deepEqual(Float32Array.from(stateOfFields(fieldsOfText(text)).weights?.[0][0] ?? []), weights);
});

test('JSON holds the state exactly, which reads back, and the results by row', () => {
  const text = figureJson(state, results);
  assert.deepEqual(stateOfFields(fieldsOfText(text)), state);
  assert.deepEqual(JSON.parse(text).results, {
    isSupplied: false,
    panels: [{
      name: null, weights: [[1, 0], [0.1, 0.9], [1e-9, 0.33333334]], scores: [[-0.5, 2], [1e21, -3e-8], [0, 1]],
      attended: [[1, 0], [1, 1], [1, 1]], output: [[0.1], [0.2], [0.3]],
    }],
  });
  assert.match(text, /\n +\[0\.1,0\.9\],\n/);
});

test('JSON of supplied weights has no scores and no output', () => {
  const weights = Float64Array.of(1 / 3, 2 / 3);
  const text = figureJson(readState({ tokens: ['a', 'b'], weights: [[[1 / 3, 2 / 3]]] }), {
    rows: 1, columns: 2, isSupplied: true, panels: [{ name: null, weights, scores: null, attended: Uint8Array.of(1, 1), output: null }],
  });
  assert.deepEqual(JSON.parse(text).results.panels, [{ name: null, weights: [[1 / 3, 2 / 3]], scores: null, attended: [[1, 1]], output: null }]);
});

test('JSON of the state alone reads back too, and another version does not', () => {
  assert.deepEqual(stateOfFields(fieldsOfText(figureJson(state, null))), state);
  assert.throws(() => fieldsOfText(figureJson(state, null).replace('"attention-figure": 1', '"attention-figure": 2')), { code: 'version', argument: 'attention-figure' });
  assert.throws(() => stateOfFields(fieldsOfText('{"attention-figure": 1}')), { name: 'FigureError' });
});
