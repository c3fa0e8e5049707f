// What the Python module takes, and the numbers that the element gets from it.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from './child.js';
import { readTag, runPython, skip, weightAt, weightsOf, withStandIn } from './python-module.js';

const options = { skip };

/** @param {any} t @param {string} expression of a Display @param {string} [before] lines before it */
function shown(t, expression, before = '') {
  const { stdout, stderr } = runPython(`${before}\nprint((${expression}).tag)`, { scripts: withStandIn(temporaryFolder(t)) });
  assert.equal(stderr, '');
  return readTag(stdout);
}

/** Of the same weights, all forms give the same. Three sequences: the one in the middle is meant. */
const sameWeights = `A = attention(2, 3, 4, 5)
empty = np.full_like(A, 0.2)
batched = np.stack([empty, A, empty], axis=1)  # [L,B,H,Tq,Tk]
class Outputs:
    attentions = tuple(Tensor(layer[np.newaxis]) for layer in A)
    cross_attentions = None
class Cache:  # not a Mapping, as TransformerLens'
    def keys(self): return ['hook_embed', 'blocks.1.attn.hook_pattern', 'blocks.0.attn.hook_pattern', 'blocks.0.attn.hook_attn_scores']
    def __getitem__(self, name): return Tensor(A[int(name.split('.')[1])][np.newaxis])
class TensorFlow:
    shape = A.shape
    def numpy(self): return A
class Jax:
    shape = A.shape
    def __array__(self, *args, **kwargs): return A`;

for (const form of [
  'show(None, A)',
  'show(None, A.astype(np.float32))',
  'show(None, A.tolist())',
  'show(None, Tensor(A))',
  'show(None, TensorFlow())',
  'show(None, Jax())',
  'show(None, A[:, np.newaxis])',
  'show(None, batched, batch=1)',
  'show(None, list(batched), batch=1)',
  'show(None, list(A))',
  'show(None, [layer.tolist() for layer in A])',
  'show(None, tuple(Tensor(layer[np.newaxis]) for layer in A))',
  'show(None, tuple(Tensor(layer) for layer in batched), batch=np.int64(1))',
  'show(None, Outputs())',
  "show(None, {'logits': 1, 'attentions': list(A)})",
  'show(None, Cache())',
  "show(None, {'layers.1.pattern': A[1], 'layers.0.pattern': A[0]})",
]) {
  test(`the numbers of ${form}`, options, (t) => {
    const { format, version, attentions } = shown(t, form, sameWeights);
    assert.deepEqual({ format, version }, { format: 'attention-heads', version: 1 });
    assert.deepEqual(attentions, [{ kind: 'self', shape: [2, 3, 4, 5], dtype: 'float16', numbers: weightsOf([2, 3, 4, 5]) }]);
  });
}

test('a file of NumPy has the attentions and their tokens; tokens that are given come first', options, (t) => {
  const file = JSON.stringify(join(temporaryFolder(t), 'heads.npz'));
  const parts = `A, B = attention(2, 3, 4, 5), attention(2, 3, 5, 5)
np.savez(${file}, cross_attentions=A, encoder_attentions=B, decoder_tokens=list('abcd'), encoder_tokens=list('vwxyz'))`;
  const { attentions } = shown(t, `show(None, ${file})`, parts);
  assert.deepEqual(attentions, [
    { kind: 'encoder', queries: [...'vwxyz'], keys: [...'vwxyz'], shape: [2, 3, 5, 5], dtype: 'float16', numbers: weightsOf([2, 3, 5, 5]) },
    { kind: 'cross', queries: [...'abcd'], keys: [...'vwxyz'], shape: [2, 3, 4, 5], dtype: 'float16', numbers: weightsOf([2, 3, 4, 5]) },
  ]);
  const own = `from pathlib import Path
np.savez(${file}, attentions=attention(1, 1, 3, 3), tokens=['I', 'like', '茶'])`;
  assert.deepEqual(shown(t, `show(None, Path(${file}))`, own).attentions[0].queries, ['I', 'like', '茶']);
  assert.deepEqual(shown(t, `show(list('abc'), ${file})`, own).attentions[0].keys, ['a', 'b', 'c']);
  assert.match(runPython(`np.savez(${file}, weights=attention(1, 1, 3, 3))\nshow(None, ${file})`).stderr,
    /TypeError: attentions: expected outputs with attentions .* got dict with weights/);
  assert.match(runPython("show(None, 'heads.txt')").stderr, /ValueError: attentions: expected the path of an \.npz file, got heads\.txt/);
});

test('fewer axes are one layer, and one head', options, (t) => {
  const layer = shown(t, 'show(None, attention(1, 3, 4, 5)[0])').attentions[0];
  assert.deepEqual([layer.shape, layer.numbers], [[1, 3, 4, 5], weightsOf([1, 3, 4, 5])]);
  const head = shown(t, 'show(None, attention(1, 1, 4, 5)[0, 0].tolist())').attentions[0];
  assert.deepEqual([head.shape, head.numbers], [[1, 1, 4, 5], weightsOf([1, 1, 4, 5])]);
  const heads = shown(t, 'show(None, list(attention(2, 1, 4, 5)[:, 0]))').attentions[0];
  assert.deepEqual([heads.shape, heads.numbers], [[2, 1, 4, 5], weightsOf([2, 1, 4, 5])]);
  const named = shown(t, 'show(None, attention(2, 3, 4, 5), batch=1)').attentions[0];
  assert.deepEqual([named.shape, named.numbers], [[1, 3, 4, 5], weightsOf([2, 3, 4, 5]).slice(60)]);
});

test('the steps of generate are one matrix, whose earlier rows end with zeros', options, (t) => {
  const { attentions } = shown(t, "show(list('abcde'), steps)", `whole = attention(2, 3, 3, 3), attention(2, 3, 1, 4), attention(2, 3, 1, 5)
steps = tuple(tuple(Tensor(layer[np.newaxis]) for layer in step) for step in whole)`);
  const { shape, queries, keys, numbers } = attentions[0];
  assert.deepEqual({ shape, queries, keys }, { shape: [2, 3, 5, 5], queries: [...'abcde'], keys: [...'abcde'] });
  const expected = [];
  for (let l = 0; l < 2; l += 1) {
    for (let h = 0; h < 3; h += 1) {
      for (const [row, columns] of [[0, 3], [1, 3], [2, 3], [0, 4], [0, 5]]) {
        for (let j = 0; j < 5; j += 1) expected.push(j < columns ? weightAt(l, h, row, j, columns) : 0);
      }
    }
  }
  assert.deepEqual(numbers, expected);
});

const encoderDecoder = `class Outputs:
    encoder_attentions = list(attention(2, 3, 5, 5))
    decoder_attentions = [[Tensor(layer[np.newaxis]) for layer in step] for step in (attention(4, 3, 1, 1), attention(4, 3, 1, 2))]
    cross_attentions = [[Tensor(layer[np.newaxis]) for layer in step] for step in (attention(4, 3, 2, 5)[:, :, :1], attention(4, 3, 2, 5)[:, :, 1:])]`;

test('the outputs of an encoder-decoder are three sets with the tokens of both texts', options, (t) => {
  const { attentions } = shown(t, "show(['I', 'like'], Outputs(), keys=list('abcde'))", encoderDecoder);
  const [source, target] = [[...'abcde'], ['I', 'like']];
  assert.deepEqual(attentions.map(({ kind, shape, queries, keys }) => ({ kind, shape, queries, keys })), [
    { kind: 'encoder', shape: [2, 3, 5, 5], queries: source, keys: source },
    { kind: 'decoder', shape: [4, 3, 2, 2], queries: target, keys: target },
    { kind: 'cross', shape: [4, 3, 2, 5], queries: target, keys: source },
  ]);
  assert.deepEqual(attentions[2].numbers, weightsOf([4, 3, 2, 5]), 'the keys of an encoder stay the same in each step');
});

test('each kind can be given by itself', options, (t) => {
  const parts = "cross_attentions=Outputs.cross_attentions, encoder_attentions=Outputs.encoder_attentions, decoder_attentions=Outputs.decoder_attentions";
  const one = shown(t, `show(['I', 'like'], keys=list('abcde'), ${parts})`, encoderDecoder);
  assert.deepEqual(one, shown(t, "show(['I', 'like'], Outputs(), keys=list('abcde'))", encoderDecoder));
  const { attentions: [encoder] } = shown(t, "show(list('abcde'), encoder_attentions=Outputs.encoder_attentions)", encoderDecoder);
  assert.deepEqual([encoder.kind, encoder.queries, encoder.keys], ['encoder', [...'abcde'], [...'abcde']]);
});

test('queries and keys of one set can have words of their own', options, (t) => {
  const { attentions: [set] } = shown(t, "show(np.array(['q', '</script>']), attention(1, 1, 2, 3), keys=('a', '茶', '\"'))");
  assert.deepEqual([set.queries, set.keys], [['q', '</script>'], ['a', '茶', '"']]);
});

test('the names of an encoder-decoder’s cache say the kind', options, (t) => {
  const { attentions } = shown(t, 'show(None, cache)', `cache = {f'{name}.{layer}.attn.hook_pattern'.replace('cross.', 'decoder.').replace('attn', 'cross_attn' if name == 'cross' else 'attn'): attention(1, 2, *shape)
    for layer in (0, 1) for name, shape in (('encoder', (3, 3)), ('decoder', (2, 2)), ('cross', (2, 3)))}`);
  assert.deepEqual(attentions.map(({ kind, shape }) => [kind, shape]), [['encoder', [2, 2, 3, 3]], ['decoder', [2, 2, 2, 2]], ['cross', [2, 2, 2, 3]]]);
});

test('float16 is rounded to the nearest, float32 is what came', options, (t) => {
  const before = 'A = (np.arange(1, 10).reshape(1, 1, 3, 3) / 7).astype(np.float32)\nA[0, 0, 0, 0] = 3e-7';
  const [halves, floats] = ['float16', 'float32'].map((dtype) => shown(t, `show(None, A, dtype='${dtype}')`, `${before}\nwarnings.simplefilter('ignore')`).attentions[0]);
  assert.deepEqual([halves.dtype, floats.dtype], ['float16', 'float32']);
  assert.equal(floats.numbers[0], Math.fround(3e-7));
  assert.equal(floats.numbers[8], Math.fround(9 / 7));
  assert.equal(halves.numbers[0], 5 * 2 ** -24, 'the nearest of its steps');
  floats.numbers.forEach((number, index) => assert.ok(Math.abs(halves.numbers[index] - number) <= Math.max(number * 2 ** -11, 2 ** -25), String(index)));
});

test('the attributes are those of the element', options, (t) => {
  assert.equal(shown(t, "show(None, attention(2, 3, 2, 2), view='head', layer=np.int32(1), head=0, lang='zh', theme='dark', caption='a < \"b\"')").attributes,
    ' view="head" layer="1" head="0" lang="zh" theme="dark" caption="a &lt; &quot;b&quot;"');
  assert.equal(shown(t, 'show(None, attention(2, 3, 2, 2))').attributes, '');
});
