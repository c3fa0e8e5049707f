/** What the command line says of itself. */

import { NORMALIZERS, SCORES } from '../engine/generated/boundary.js';

/** Those that need no number of their own, as entmax does. */
const normalizers = NORMALIZERS.filter((name) => name !== 'entmax');

export const commandHelp = `Usage: attention-lab run FILE [options]
FILE is JSON, - for standard input:
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
  --help, --version`;
