// What the Python module refuses, and what it warns of: the argument, what was expected, what came.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from './child.js';
import { runPython, skip, withStandIn } from './python-module.js';

const options = { skip };

/** Calls, and the error of each, in words that a reader of Python sees. @type {[call: string, error: string][]} */
const refusals = [
  ["show(list('abc'), A)", 'ValueError: tokens: expected 4 for the 4 keys of attentions [2,3,4,4], got 3'],
  ["show(list('abcde'), A)", 'ValueError: tokens: expected 4 for the 4 keys of attentions [2,3,4,4], got 5; of a text that generate wrote, leave out the last: tokens[:-1]'],
  ["show([], A)", 'ValueError: tokens: expected 4 for the 4 keys of attentions [2,3,4,4], got 0'],
  ["show(list('abc'), attention(1, 1, 2, 3))", 'ValueError: tokens: expected 2 for the 2 queries of attentions [1,1,2,3], got 3; of a text that generate wrote, leave out the last: tokens[:-1]'],
  ["show(list('ab'), attention(1, 1, 2, 3), keys=list('abcd'))", 'ValueError: keys: expected 3 for the 3 keys of attentions [1,1,2,3], got 4'],
  ["show(None, attention(1, 1, 2, 3), keys=list('abc'))", 'ValueError: tokens: expected 2 for the 2 queries of attentions [1,1,2,3], got None'],
  ["show(list('ab'), cross_attentions=attention(1, 1, 2, 3))", 'ValueError: keys: expected 3 for the 3 keys of cross_attentions [1,1,2,3], got None'],
  ["show(list('ab'), decoder_attentions=attention(1, 1, 2, 2), encoder_attentions=attention(1, 1, 3, 3))", 'ValueError: keys: expected 3 for the 3 keys of encoder_attentions [1,1,3,3], got None'],
  ["show('I like tea', A)", 'TypeError: tokens: expected a list of strings, got I like tea'],
  ['show(5, A)', 'TypeError: tokens: expected a list of strings, got 5'],
  ["show(['a', 101, 'b', 'c'], A)", 'TypeError: tokens[1]: expected a string (tokenizer.convert_ids_to_tokens makes them), got 101'],
  ['show(None, None)', 'TypeError: attentions: expected an array, a list of them, or the outputs of a model, got None'],
  ['show(None, [A[0], None])', "TypeError: attentions[1]: expected an array (a model gives None where its attention is computed without weights: load it with attn_implementation='eager'), got None"],
  ['show(None, cross_attentions=(None, None))', "TypeError: cross_attentions[0]: expected an array (a model gives None where its attention is computed without weights: load it with attn_implementation='eager'), got None"],
  ['show(None, [])', 'ValueError: attentions: expected at least one layer, got none'],
  ['show(None, [[]])', 'ValueError: attentions[0]: expected at least one layer, got none'],
  ['show(None, np.zeros((2, 3, 0, 4)))', 'ValueError: attentions: expected at least one layer, head, query and key, got [2,3,0,4]'],
  ['show(None, [1, 0])', 'ValueError: attentions: expected [B,H,Tq,Tk] or [H,Tq,Tk] or [Tq,Tk], got [2]'],
  ['show(None, np.zeros((1, 1, 1, 1, 1, 1)))', 'ValueError: attentions: expected [B,H,Tq,Tk] or [H,Tq,Tk] or [Tq,Tk], got [1,1,1,1,1,1]'],
  ['show(None, [A[0], A])', 'ValueError: batch: expected 0 to 1, one of the sequences of attentions[1] [2,3,4,4], got None'],
  ['show(None, [A, A], batch=2)', 'ValueError: batch: expected a whole number from 0 to 1, got 2'],
  ['show(None, [A, A], batch=-1)', 'ValueError: batch: expected a whole number from 0 to 1, got -1'],
  ['show(None, [A, A], batch=True)', 'ValueError: batch: expected a whole number from 0 to 1, got True'],
  ['show(None, A[0], batch=0)', 'ValueError: batch: expected None, since attentions [3,4,4] has no batch, got 0'],
  ['show(None, [A[0], A[0, :2]])', 'ValueError: attentions[1]: expected heads, queries and keys [3,4,4], as attentions[0] has, got [2,4,4]'],
  ['show(None, [[0.5, 0.5], [1]])', 'TypeError: attentions: expected an array of numbers, got list'],
  ["show(None, [['a', 'b']])", 'TypeError: attentions[0][0]: expected an array of numbers, got a'],
  ['show(None, A + 1j)', 'TypeError: attentions: expected an array of numbers, got ndarray [2,3,4,4]'],
  ['show(None, "heads.npy")', 'ValueError: attentions: expected the path of an .npz file, got heads.npy'],
  ["show(None, {'logits': A, 'attentions': None})", "TypeError: attentions: expected outputs with attentions (load the model with attn_implementation='eager', and call it with output_attentions=True), or a cache with names such as 'blocks.0.attn.hook_pattern', got dict with logits, attentions"],
  ["show(None, {'attentions': A, 'cross_attentions': A}, cross_attentions=A)", 'ValueError: cross_attentions: expected None, since attentions has them, got another'],
  ["show(None, {'5.pattern': A[0], '7.pattern': A[1]})", 'ValueError: attentions: expected all layers from 0 to 7, got layers 5, 7'],
  ["show(None, {'pattern': A})", 'ValueError: attentions: expected names with the number of a layer, such as blocks.0.attn.hook_pattern, got pattern'],
  ["show(None, {'0.pattern': A, '0.hook_pattern': A})", 'ValueError: attentions: expected one name for layer 0, got 0.hook_pattern besides another'],
  ['show(None, [[A[0, 0], A[0, 1]]])', 'ValueError: attentions[0][0]: expected [B,H,Tq,Tk], got [4,4]'],
  ['show(None, ((A[:1], A[:1]), A))', 'TypeError: attentions[1]: expected a tuple of layers, as the steps before, got ndarray [2,3,4,4]'],
  ['show(None, ((A[:1], A[:1]), (A[:1, :, :1],) * 2))', 'ValueError: attentions[1]: expected layers, heads and keys 2, 3, 5 after the step before, got [2,3,1,4]'],
  ['show(None, ((A[:1], A[:1]), (attention(1, 3, 1, 5),)))', 'ValueError: attentions[1]: expected layers, heads and keys 2, 3, 5 after the step before, got [1,3,1,5]'],
  ['show(None, cross_attentions=((A[:1],), (attention(1, 3, 1, 5),)))', 'ValueError: cross_attentions[1]: expected layers, heads and keys 1, 3, 4 after the step before, got [1,3,1,5]'],
  ["show(None, A, view='heatmap')", 'ValueError: view: expected grid or head or links or token, got heatmap'],
  ["show(None, A, theme='black')", 'ValueError: theme: expected light or dark, got black'],
  ["show(None, A, lang='de')", 'ValueError: lang: expected en or zh, got de'],
  ['show(None, A, layer=2)', 'ValueError: layer: expected a whole number from 0 to 1, got 2'],
  ['show(None, A, head=1.0)', 'ValueError: head: expected a whole number from 0 to 2, got 1.0'],
  ['show(None, A, caption=7)', 'TypeError: caption: expected a string, got 7'],
  ["show(None, A, dtype='int8')", 'ValueError: dtype: expected float16 or float32, got int8'],
  ['show(None, A, dtype=None)', 'ValueError: dtype: expected float16 or float32, got None'],
  ['show(None, A * 1e6)', 'ValueError: dtype: expected float32, since attentions has numbers beyond the 65504 of float16, got float16'],
  ['show(None, A, height=0)', 'ValueError: height: expected a whole number of pixels above 0, got 0'],
  ["show(None, A, height='9em')", 'ValueError: height: expected a whole number of pixels above 0, got 9em'],
  ['figure(values=object())', 'TypeError: values: expected text, numbers or arrays of them, got object'],
];

test('wrong arguments are refused in plain words', options, (t) => {
  const program = `A = attention(2, 3, 4, 4)
def told(call):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            call()
    except Exception as error:
        return f'{type(error).__name__}: {error}'
print(json.dumps([told(call) for call in (${refusals.map(([call]) => `lambda: ${call}`).join(', ')})]))`;
  const scripts = withStandIn(temporaryFolder(t));
  const { stdout, stderr } = runPython(program, { scripts });
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(stdout), refusals.map(([, error]) => error));
});

test('the figure’s attributes are those of the element, and others are refused', options, (t) => {
  const { stderr } = runPython("figure('I like tea', colour='red')", { scripts: withStandIn(temporaryFolder(t)) });
  assert.match(stderr, /TypeError: colour: expected an attribute of the figure \(caption, causal, .*, window\), got colour\n$/);
});

test('a script that is missing or another is refused', options, (t) => {
  const folder = temporaryFolder(t);
  const missing = runPython('show(None, attention(1, 1, 2, 2))', { scripts: folder }).stderr;
  assert.match(missing, /FileNotFoundError: script: expected attention-heads\.iife\.js beside attention_lab\.py, or named by script= or ATTENTION_LAB_SCRIPT, got no .*attention-heads\.iife\.js\n$/);
  const other = join(withStandIn(folder), 'attention-heads.iife.js');
  assert.match(runPython("figure('I like tea')", { scripts: other }).stderr, /ValueError: script: expected a file that defines <attention-figure>, got .*attention-heads\.iife\.js\n$/);
});

test('odd weights are warned of in the caller’s line, and kept', options, (t) => {
  const { stdout, stderr } = runPython(`A = attention(2, 3, 4, 4)
A[1, 2, 3] = 0.2
A[0, 1, 2, 3] = np.nan
A[0, 0, 0, 0] = -np.inf
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    show(None, A)
    show(None, attention(2, 3, 4, 4))
    show(None, attention(2, 3, 4, 4) * 1.015)
print(json.dumps([[str(each.message), each.filename] for each in caught]))`, { scripts: withStandIn(temporaryFolder(t)) });
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(stdout), [
    ['attentions: 2 of 96 weights are NaN or infinite, and are shown as they are', '<stdin>'],
    ['attentions: 2 of 24 rows do not sum to 1, and are shown as they are; the first: -inf in layer 0, head 0, query 0', '<stdin>'],
  ]);
});
