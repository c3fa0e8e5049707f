// The article's listing: what the page says of it is compared with Python itself, which runs the quoted lines with NumPy in
// place of TensorFlow. Both broadcast by the same rules.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { findPython } from '../../web/build/programs.js';
import { modes, programOf, rows, rowsThatRun } from '../../web/site/lesson/listing/program.js';
import { keys, query, run } from '../../web/site/lesson/listing/run.js';
import { combine, first, reduceSum, shapeText, tensor, tensorText, times } from '../../web/site/lesson/listing/tensors.js';
import { attention } from './engine.js';

/** @import { Mode } from '../../web/site/lesson/listing/program.js' */

const python = findPython();
const needsPython = { skip: python ? false : 'no Python with NumPy here: install python3-numpy, or name one in PYTHON' };

/** Python stand-ins for the TensorFlow and matplotlib calls of the listing, on float64 arrays, before the listing itself. */
const driver = `
import contextlib, io, json, sys, traceback, types
import numpy as np

class Tensor(np.ndarray):
    def numpy(self):
        return np.asarray(self)

def as_tensor(x):
    return np.asarray(x, dtype=np.float64).view(Tensor)

tf = types.ModuleType("tensorflow")
tf.float32 = None
tf.constant = lambda values, dtype=None: as_tensor(values)
tf.reduce_sum = lambda x, axis=None: as_tensor(np.sum(np.asarray(x), axis=axis))
tf.concat = lambda parts, axis: as_tensor(np.concatenate([np.asarray(p) for p in parts], axis=axis))
tf.stack = lambda parts, axis=0: as_tensor(np.stack([np.asarray(p) for p in parts], axis=axis))
tf.math = types.SimpleNamespace(reduce_sum=tf.reduce_sum, sqrt=lambda x: as_tensor(np.sqrt(np.asarray(x))))
drawn = []
plt = types.ModuleType("matplotlib.pyplot")
for name in ["figure", "xlabel", "ylabel", "title", "legend", "show"]:
    setattr(plt, name, lambda *a, name=name, **k: drawn.append([name, *a]))
# As Axes.bar does: x, height and the rest are broadcast to one shape.
plt.bar = lambda x, height, label: drawn.append(["bar", np.broadcast_arrays(np.atleast_1d(list(x)), height)[1].tolist()])
matplotlib = types.ModuleType("matplotlib")
matplotlib.pyplot = plt
sys.modules.update({"tensorflow": tf, "matplotlib": matplotlib, "matplotlib.pyplot": plt})

space, error = {}, None
with contextlib.redirect_stdout(io.StringIO()) as printed:
    try:
        exec(compile(sys.stdin.read(), "main.py", "exec"), space)
    except Exception as problem:
        error = {"text": f"{type(problem).__name__}: {problem}", "line": traceback.extract_tb(problem.__traceback__)[-1].lineno}
variables = {name: {"shape": list(value.shape), "data": np.asarray(value).ravel().tolist()} for name, value in space.items() if isinstance(value, Tensor)}
json.dump({"error": error, "variables": variables, "drawn": drawn, "printed": printed.getvalue()}, sys.stdout)
`;

/** @param {Mode} mode */
function runPython(mode) {
  const { status, stdout, stderr } = spawnSync(/** @type {string} */ (python), ['-c', driver], { input: programOf(mode), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** @param {{ shape: number[], data: number[] }} got @param {{ shape: number[], data: number[] }} want @param {string} what */
function assertSame(got, want, what) {
  assert.deepEqual(got.shape, want.shape, `${what}: shape`);
  got.data.forEach((x, index) => assert.ok(Math.abs(x - want.data[index]) < 2e-6, `${what}: ${got.data} is not ${want.data}`));
}

test('as written, Python stops at line 13: key is not defined', needsPython, () => {
  const { error, printed, drawn } = runPython('written');
  assert.deepEqual(error, { text: "NameError: name 'key' is not defined", line: 13 });
  assert.equal(printed, '');
  assert.deepEqual(drawn, []);
  assert.equal(rowsThatRun('written').at(-1), '13');
  assert.match(rows.find(({ id }) => id === '13')?.text ?? '', /query \* key\b/);
});

for (const mode of modes.filter((each) => each !== 'written')) {
  test(`${mode}: every variable, the bars and what is printed are Python's`, needsPython, () => {
    const { error, variables, drawn, printed } = runPython(mode);
    assert.equal(error, null);
    const moments = run(attention, mode);
    const last = moments[moments.length - 1];
    assert.deepEqual([...last.variables.keys()].sort(), Object.keys(variables).sort());
    for (const [name, value] of last.variables) assertSame(value, variables[name], name);
    const [, heights] = drawn.find((/** @type {string[]} */ [name]) => name === 'bar');
    const bars = /** @type {{ shape: number[], data: number[] }} */ (last.drawn);
    assertSame({ shape: [3], data: bars.shape.length === 0 ? Array(3).fill(bars.data[0]) : bars.data }, { shape: [3], data: heights }, 'bars');
    const numbers = printed.replace('Weighted Output:', '').match(/-?[\d.]+/g).map(Number);
    assertSame({ shape: [numbers.length], data: last.printed?.data ?? [] }, { shape: [numbers.length], data: numbers }, 'printed');
    assert.equal(last.isShown, true);
  });
}

test('the chart of the listing: one number where a row is needed, or a row of components', () => {
  const rowsRun = run(attention, 'rows');
  assert.deepEqual(rowsRun.at(-1)?.drawn?.shape, []);
  assert.deepEqual(run(attention, 'stack').at(-1)?.drawn?.shape, [3]);
  assert.deepEqual(run(attention, 'stack').at(-1)?.variables.get('attention_scores')?.shape, [3, 3]);
});

test('what it meant is the engine’s attention, in float64 too', () => {
  const scores = keys.map((key) => key.reduce((total, x, index) => total + x * query[index], 0));
  const total = scores.reduce((sum, x) => sum + x, 0);
  const output = [0, 1, 2].map((column) => keys.reduce((sum, key, row) => sum + (scores[row] / total) * key[column], 0));
  assertSame(/** @type {any} */ (run(attention, 'meant').at(-1)?.printed), { shape: [3], data: output }, 'output');
});

test('tensors broadcast from the right, and refuse what does not fit', () => {
  assert.deepEqual(times(tensor([2], [1, 2]), tensor([2, 2], [1, 2, 3, 4])).data, [1, 4, 3, 8]);
  assert.deepEqual(times(tensor([2, 1], [1, 2]), tensor([2, 2], [1, 2, 3, 4])).data, [1, 2, 6, 8]);
  assert.deepEqual(reduceSum(tensor([2, 3], [1, 2, 3, 4, 5, 6]), 0), { shape: [3], data: [5, 7, 9] });
  assert.deepEqual(first(tensor([2, 2], [1, 2, 3, 4])), { shape: [2], data: [1, 2] });
  assert.throws(() => combine(tensor([1, 3], [1, 2, 3]), tensor([1, 9], Array(9).fill(0)), (a) => a), /1,3 and 1,9/);
  assert.equal(shapeText([3]), '(3,)');
  assert.equal(shapeText([]), '()');
  assert.equal(tensorText(tensor([2, 1, 2], [1, 2, 3, 4]), String), '[[[1, 2]],\n [[3, 4]]]');
});
