// The recipes of the module's README, run with modules that give what transformers and TransformerLens give, in small.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { kRoot, temporaryFolder } from './child.js';
import { readTag, runPython, skip, withStandIn } from './python-module.js';

/** @param {string} name @returns {string[]} the blocks of Python in a document */
const blocksOf = (name) => Array.from(readFileSync(join(kRoot, 'python', name), 'utf8').matchAll(/```python\n([^]*?)```/g), ([, block]) => block);

const [, ...recipes] = blocksOf('README.md');

/** Shapes and names as the real ones have them. A model that was not loaded with 'eager' has no attention, as theirs. */
const transformers = `import numpy as np

class Numbers:
    def __init__(self, numbers): self.numbers = numbers
    def tolist(self): return list(self.numbers)

class Outputs(dict):
    def __getattr__(self, name):
        if name not in self: raise AttributeError(name)
        return self[name]

class Tensor:
    def __init__(self, *shape): self.shape = shape
    def detach(self): return self
    def float(self): return self
    def cpu(self): return self
    def numpy(self): return np.full(self.shape, 1 / self.shape[-1])

class AutoTokenizer:
    @staticmethod
    def from_pretrained(name): return AutoTokenizer()
    def __call__(self, text, return_tensors): return Outputs(input_ids=[Numbers(range(len(text.split())))], attention_mask=None)
    def convert_ids_to_tokens(self, numbers): return [f't{number}' for number in numbers]
    def decode(self, numbers): return f'w{numbers[0]}'

class AutoImageProcessor:
    @staticmethod
    def from_pretrained(name): return lambda image, return_tensors: Outputs(pixel_values=image)

class Model:
    @classmethod
    def from_pretrained(cls, name, attn_implementation=None):
        model = cls()
        model.layer = (lambda *shape: Tensor(*shape)) if attn_implementation == 'eager' else lambda *shape: None
        return model
    def layers(self, rows, columns): return tuple(self.layer(1, 3, rows, columns) for _ in range(4))

class AutoModel(Model):
    def __call__(self, output_attentions, input_ids=None, pixel_values=None, attention_mask=None):
        count = 197 if input_ids is None else len(input_ids[0].numbers)
        return Outputs(last_hidden_state=0, attentions=self.layers(count, count) if output_attentions else None)

class AutoModelForCausalLM(Model):
    def generate(self, input_ids, attention_mask, max_new_tokens, output_attentions, return_dict_in_generate):
        count = len(input_ids[0].numbers)
        steps = tuple(self.layers(1 if step else count, count + step) for step in range(max_new_tokens))
        return Outputs(sequences=[Numbers(range(count + max_new_tokens))], attentions=steps)

class AutoModelForSeq2SeqLM(Model):
    def generate(self, input_ids, attention_mask, num_beams, output_attentions, return_dict_in_generate):
        count, written = len(input_ids[0].numbers), 5
        return Outputs(
            sequences=[Numbers(range(written + 1))], encoder_attentions=self.layers(count, count),
            decoder_attentions=tuple(self.layers(1, 1 + step) for step in range(written)),
            cross_attentions=tuple(self.layers(1, count) for step in range(written)))
`;

const transformerLens = `from transformers import Tensor

class HookedTransformer:
    @staticmethod
    def from_pretrained(name): return HookedTransformer()
    def run_with_cache(self, text): return None, {f'blocks.{layer}.attn.hook_{name}': Tensor(1, 3, 4, 4) for name in ('pattern', 'q') for layer in range(4)}
    def to_str_tokens(self, text): return ['<|endoftext|>', *text.split()]
`;

/** What each recipe shows: kind, shape, the first query and the last key of each set. */
const shown = [
  [['self', [4, 3, 3, 3], 't0', 't2']],
  [['self', [4, 3, 10, 10], 'w0', 'w9']],
  [['encoder', [4, 3, 7, 7], 't0', 't6'], ['decoder', [4, 3, 5, 5], 't0', 't4'], ['cross', [4, 3, 5, 7], 't0', 't6']],
  [['self', [2, 3, 197, 197], '[CLS]', '13,13']],
  [['self', [4, 3, 4, 4], '<|endoftext|>', 'tea']],
];

test('each recipe is five lines, and shows the attention with its tokens', { skip }, (t) => {
  const folder = withStandIn(temporaryFolder(t));
  writeFileSync(join(folder, 'transformers.py'), transformers);
  writeFileSync(join(folder, 'transformer_lens.py'), transformerLens);
  const program = recipes.map((recipe) => recipe.replace(/^(show\(.*)$/m, 'print(($1).tag)')).join('\n');
  const { stdout, stderr } = runPython(`sys.path.insert(0, '.')\nimage = None\n${program}`, { scripts: folder, cwd: folder });
  assert.equal(stderr, '');
  const sets = stdout.trim().split('\n').map((tag) => readTag(tag).attentions.map(({ kind, shape, queries, keys }) => [kind, shape, queries?.[0], keys?.at(-1)]));
  assert.deepEqual(sets, shown);
  for (const recipe of recipes) assert.ok(recipe.trim().split('\n').length <= 5, recipe);
});

test('both languages have the same programs, but for the words', () => {
  /** @param {string} name */
  const wordless = (name) => blocksOf(name).map((block) => block.replace(/#.*/g, '#'));
  assert.deepEqual(wordless('README.zh.md'), wordless('README.md'));
});
