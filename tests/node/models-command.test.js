/** `attention-lab model`: every flag, each format, and its messages when it fails. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kRoot, runNode } from './child.js';
import { floats, safetensors } from './models-written.js';
import { readTag, runPython, skip as noPython, withStandIn } from './python-module.js';

const kCli = join(kRoot, 'lib', 'cli.js');
const kFolder = mkdtempSync(join(tmpdir(), 'attention-lab-model-'));
test.after(() => rmSync(kFolder, { recursive: true, force: true }));

/** @param {string[]} pieces each a word, ▁ for the space before it */
const tokenizerOf = (pieces) => JSON.stringify({
  added_tokens: [],
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' },
  decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' },
  model: { type: 'Unigram', unk_id: 0, vocab: pieces.map((piece) => [piece, -1]) },
});

/** A folder with a small GPT-2 of random numbers, whose words are these. */
const kWords = ['<unk> ', '▁the', '▁cat', '▁sat', '▁on', '▁mat', '▁日本'];
const kModel = writeGpt2(join(kFolder, 'gpt2'));

/** @param {string} folder */
function writeGpt2(folder) {
  let state = 7;
  const random = () => (state = state * 48271 % 0x7fffffff) / 0x7fffffff * 4 - 2;
  /** @param {...number} shape */
  const tensor = (...shape) => ({ dtype: 'F32', shape, data: floats(...Array.from({ length: shape.reduce((a, b) => a * b) }, random)) });
  /** @param {number} layer */
  const layerOf = (layer) => Object.fromEntries(Object.entries({
    'ln_1.weight': [8], 'ln_1.bias': [8], 'attn.c_attn.weight': [8, 24], 'attn.c_attn.bias': [24], 'attn.c_proj.weight': [8, 8], 'attn.c_proj.bias': [8],
    'ln_2.weight': [8], 'ln_2.bias': [8], 'mlp.c_fc.weight': [8, 32], 'mlp.c_fc.bias': [32], 'mlp.c_proj.weight': [32, 8], 'mlp.c_proj.bias': [8],
  }).map(([name, shape]) => [`transformer.h.${layer}.${name}`, tensor(...shape)]));
  mkdirSync(folder);
  writeFileSync(join(folder, 'config.json'), JSON.stringify({
    model_type: 'gpt2', architectures: ['GPT2LMHeadModel'], vocab_size: kWords.length, n_positions: 16, n_embd: 8, n_layer: 2, n_head: 2,
    activation_function: 'gelu_new', layer_norm_epsilon: 1e-5,
  }));
  writeFileSync(join(folder, 'tokenizer.json'), tokenizerOf(kWords));
  writeFileSync(join(folder, 'model.safetensors'), safetensors({
    'transformer.wte.weight': tensor(kWords.length, 8), 'transformer.wpe.weight': tensor(16, 8), ...layerOf(0), ...layerOf(1),
    'transformer.ln_f.weight': tensor(8), 'transformer.ln_f.bias': tensor(8),
  }));
  return folder;
}

/** @param {...string} flags */
const model = (...flags) => runNode([kCli, 'model', kModel, ...flags]);

/** @param {...string} flags @returns {any} */
function printed(...flags) {
  const { status, stdout, stderr } = model(...flags);
  assert.deepEqual([status, stderr], [0, ''], stderr);
  return JSON.parse(stdout);
}

const kText = ['--text', 'the cat sat on'];
const all = printed(...kText);

test('json has the tokens and the weights of all heads', () => {
  assert.deepEqual(all.tokens, ['▁the', '▁cat', '▁sat', '▁on']);
  assert.deepEqual([all.attentions.length, all.attentions[0].length], [2, 2]);
  for (const rows of all.attentions.flat()) {
    for (const [i, row] of rows.entries()) {
      assert.ok(Math.abs(row.reduce((/** @type {number} */ sum, /** @type {number} */ weight) => sum + weight, 0) - 1) < 1e-6);
      assert.ok(row.every((/** @type {number} */ weight, /** @type {number} */ j) => (j <= i ? weight > 0 : weight === 0)));
    }
  }
});

test('one head alone, in json and as a table', () => {
  const { tokens, layer, head, attention } = printed(...kText, '--layer', '1', '--head', '0');
  assert.deepEqual({ tokens, layer, head, attention }, { tokens: all.tokens, layer: 1, head: 0, attention: all.attentions[1][0] });
  const { stdout } = model(...kText, '--layer', '1', '--head', '0', '--format', 'table');
  const [header, ...rows] = stdout.trimEnd().split('\n');
  assert.deepEqual(header.trim().split(/\s+/), all.tokens);
  assert.deepEqual(rows.map((row) => row.trim().split(/\s+/)),
    attention.map((/** @type {number[]} */ weights, /** @type {number} */ i) => [all.tokens[i], ...weights.map((weight) => weight.toFixed(4))]));
  assert.equal(new Set([header, ...rows].map((row) => row.length)).size, 1);
});

test('a second text comes behind the first one', () => {
  assert.deepEqual(printed(...kText, '--pair', 'the mat').tokens, [...all.tokens, '▁the', '▁mat']);
});

test('precision: int8 has other digits, near those of f32', () => {
  const [stored, f32, int8] = [all, printed(...kText, '--precision', 'f32'), printed(...kText, '--precision', 'int8')].map(({ attentions }) => attentions.flat(3));
  assert.deepEqual(stored, f32);
  assert.notDeepEqual(f32, int8);
  assert.ok(int8.every((/** @type {number} */ weight, /** @type {number} */ i) => Math.abs(weight - f32[i]) < 0.1));
});

test('it writes on: a number of tokens, by chance and by a seed', () => {
  const likeliest = printed('--text', 'the', '--generate', '5');
  assert.equal(likeliest.generated.length, 5);
  for (const { id, token, probability } of likeliest.generated) {
    assert.equal(token, kWords[id]);
    assert.ok(probability > 1 / kWords.length && probability <= 1);
  }
  assert.equal(likeliest.text, likeliest.generated.map((/** @type {any} */ { token }) => token.replace('▁', ' ')).join('').trimStart());
  const { stdout } = model('--text', 'the', '--generate', '5', '--format', 'table');
  assert.equal(stdout, `${likeliest.text}\n`);
  const random = ['--text', 'the', '--generate', '12', '--temperature', '50'];
  const [one, again, other] = ['1', '1', '2'].map((seed) => printed(...random, '--seed', seed).text);
  assert.equal(one, again);
  assert.notEqual(one, other);
  const twelve = printed('--text', 'the', '--generate', '12').text;
  assert.notEqual(one, twelve);
  assert.equal(printed(...random, '--top-k', '1').text, twelve);
  assert.equal(printed(...random, '--top-p', '0.01').text, twelve);
});

test('npz: NumPy reads all heads and the tokens, and the Python module shows them', { skip: noPython }, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [kCli, 'model', kModel, '--text', 'the cat 日本', '--format', 'npz'], { maxBuffer: 1 << 26 });
  assert.deepEqual([status, String(stderr)], [0, '']);
  const file = join(kFolder, 'heads.npz');
  writeFileSync(file, stdout);
  const read = runPython(`
file = np.load(${JSON.stringify(file)})
print(json.dumps({name: [str(file[name].dtype), file[name].tolist()] for name in file.files}))`);
  assert.equal(read.stderr, '');
  const { tokens, attentions } = printed('--text', 'the cat 日本');
  assert.deepEqual(JSON.parse(read.stdout), { attentions: ['float32', attentions], tokens: ['<U4', tokens] });
  const shown = runPython(`print(show(None, ${JSON.stringify(file)}, dtype='float32').tag)`, { scripts: withStandIn(join(kFolder, 'scripts')) });
  assert.equal(shown.stderr, '');
  const [set] = readTag(shown.stdout).attentions;
  assert.deepEqual({ ...set, numbers: Array.from(set.numbers) },
    { kind: 'self', queries: tokens, keys: tokens, shape: [2, 2, 3, 3], dtype: 'float32', numbers: attentions.flat(3) });
});

const t5 = join(kRoot, '../shared/models/checkpoints/t5-classic');

test('kind: the encoder, and the decoder to it', { skip: existsSync(t5) ? false : 'no ../shared/models/checkpoints here' }, () => {
  const folder = join(kFolder, 't5');
  cpSync(t5, folder, { recursive: true });
  writeFileSync(join(folder, 'tokenizer.json'), tokenizerOf(kWords));
  /** @param {...string} flags */
  const cli = (...flags) => JSON.parse(runNode([kCli, 'model', folder, '--text', 'the cat sat', ...flags]).stdout);
  const [encoder, cross, own] = [cli('--kind', 'encoder'), cli('--kind', 'cross'), cli()];
  assert.deepEqual([encoder.tokens, cross.keyTokens, cross.tokens.length, own.tokens], [kWords.slice(1, 4), kWords.slice(1, 4), 1, cross.tokens]);
  assert.deepEqual([encoder, cross, own].map(({ attentions }) => [attentions[0][0].length, attentions[0][0][0].length]), [[3, 3], [1, 3], [1, 1]]);
  const npz = spawnSync(process.execPath, [kCli, 'model', folder, '--text', 'the cat sat', '--kind', 'cross', '--format', 'npz']).stdout.toString('latin1');
  for (const name of ['cross_attentions', 'decoder_tokens', 'encoder_tokens']) assert.ok(npz.includes(`${name}.npy`), name);
});

/** Wrong arguments, and what is said. @type {[string[], RegExp][]} */
const kUsage = [
  [['model'], /^attention-lab: model: expected one folder or file, got nothing$/m],
  [['model', 'a', 'b', '--text', 'x'], /^attention-lab: model: expected one folder or file, got a b$/m],
  [['model', kModel], /^attention-lab: --text: expected a text, got none$/m],
  [['model', kModel, ...kText, '--format', 'csv'], /^attention-lab: --format: expected json, npz or table, got csv$/m],
  [['model', kModel, ...kText, '--kind', 'both'], /^attention-lab: --kind: expected self, encoder or cross, got both$/m],
  [['model', kModel, ...kText, '--precision', 'int4'], /^attention-lab: --precision: expected stored, f32 or int8, got int4$/m],
  [['model', kModel, ...kText, '--layer', '0'], /^attention-lab: --head: expected one beside --layer, got none$/m],
  [['model', kModel, ...kText, '--head', '0'], /^attention-lab: --layer: expected one beside --head, got none$/m],
  [['model', kModel, ...kText, '--layer', 'first', '--head', '0'], /^attention-lab: --layer: expected a number, got first$/m],
  [['model', kModel, ...kText, '--format', 'table'], /^attention-lab: --format: expected --layer and --head beside table, got none$/m],
  [['model', kModel, ...kText, '--format', 'npz', '--generate', '2'], /^attention-lab: --format: expected json or table for one head and for --generate, got npz$/m],
  [['model', kModel, ...kText, '--seed', '2'], /^attention-lab: --seed: expected --generate beside it, got none$/m],
  [['model', kModel, ...kText, '--score', 'dot'], /^attention-lab: Unknown option '--score'/m],
];

for (const [args, message] of kUsage) {
  test(`usage: ${args.slice(1).join(' ').replace(kModel, 'FOLDER')}`, () => {
    const { status, stdout, stderr } = runNode([kCli, ...args]);
    assert.deepEqual([status, stdout], [2, ''], stderr);
    assert.match(stderr, message);
  });
}

/** What the model cannot take, and what is said. @type {[string[], RegExp][]} */
const kFaults = [
  [[join(kFolder, 'nowhere'), ...kText], /^attention-lab: .*nowhere: expected a file or a folder, got ENOENT/],
  [[kModel, ...kText, '--layer', '2', '--head', '0'], /^attention-lab: layer: expected a whole number from 0 to 1, got 2$/m],
  [[kModel, ...kText, '--layer', '0', '--head', '-1'], /^attention-lab: head: expected a whole number from 0 to 1, got -1$/m],
  [[kModel, ...kText, '--kind', 'cross'], /^attention-lab: kind: expected self or one of text, got "cross"$/m],
  [[kModel, ...kText, '--generate', '0'], /^attention-lab: maxTokens: expected a whole number from 1 on, got 0$/m],
  [[kModel, ...kText, '--generate', '2', '--top-p', '2'], /^attention-lab: topP: expected a number above 0 and up to 1, got 2$/m],
  [[kModel, '--text', 'the '.repeat(17)], /^attention-lab: text: expected at most 16 tokens/],
];

for (const [args, message] of kFaults) {
  test(`fault: ${args.slice(1).join(' ').slice(0, 60)}`, () => {
    const { status, stdout, stderr } = runNode([kCli, 'model', ...args]);
    assert.deepEqual([status, stdout], [1, ''], stderr);
    assert.match(stderr, message);
  });
}

test('model --help is the help of all', () => {
  const { status, stdout } = runNode([kCli, 'model', '--help']);
  assert.equal(status, 0);
  assert.match(stdout, /attention-lab model FOLDER --text TEXT/);
  const flags = ['text', 'pair', 'layer', 'head', 'kind', 'format', 'generate', 'temperature', 'top-k', 'top-p', 'seed', 'precision'];
  for (const flag of flags) assert.ok(stdout.includes(`--${flag} `), flag);
});
