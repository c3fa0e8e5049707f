/** What the command line says of itself. */

import { NORMALIZERS, SCORES } from '../engine/generated/boundary.js';

/** Those that need no number of their own, as entmax does. */
const normalizers = NORMALIZERS.filter((name) => name !== 'entmax');

export const commandHelp = `Usage: attention-lab run FILE [options]
       attention-lab model FOLDER --text TEXT [options]

run: attention of numbers. FILE is JSON, - for standard input:
  { "query": [0.1, 0.2], "key": [[...], ...], "value": [[...], ...], "mask": ..., "pastKey": ...,
    "pastValue": ..., "params": {...}, "options": {...} }
Tensors are nested arrays, or { "data": [...], "shape": [...], "dtype": "float32" }, where dtype
may be left out; a mask is of true and false, or of numbers that are added, -Infinity too. NaN and
Infinity may stand bare, as Python writes them; UTF-8, or UTF-16 with a byte order mark.
Options, which win over those in the file:
  --score NAME           ${SCORES.join(', ')}
  --normalizer NAME      ${normalizers.join(', ')}
  --temperature T        divides the scores
  --scale S              multiplies them
  --softcap C            c tanh(s / c)
  --causal               a query sees no later key
  --window LEFT,RIGHT    keys around the query; -1 is no limit
  --num-heads H          of packed tensors
  --num-kv-heads G
  --weights              print the weights too
  --scores STAGE         print the scores: scaled, capped, biased or weights
  --explain              print every stage
  --row B,H,I            with --explain: one row term by term
  --format json|table    json unless told otherwise

model: attention of a transformer, and what it writes. FOLDER has the model's files: config.json,
*.safetensors and tokenizer.json, as Hugging Face has them; or it is a .gguf file, or a folder
with a model of llama2.c. Nothing leaves the machine. Options:
  --pair TEXT            a second text
  --kind self|encoder|cross
                         self unless told otherwise
  --layer N --head N     one head, both from 0; all heads without them
  --format json|npz|table
                         npz: all heads, for NumPy; table: one head, or the text that is written
  --generate N           writes on, N tokens at most
  --temperature T        0, the likeliest token, unless told otherwise
  --top-k K, --top-p P   only the K likeliest, or those with a probability of P together
  --seed S               the same seed chooses the same
  --precision stored|f32|int8
                         how matrices are held
  --help, --version`;
