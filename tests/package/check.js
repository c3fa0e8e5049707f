// The program of every tool does this with the package: the article's numbers, and a long call with two workers. The file is
// copied into the program, so it uses nothing else of this project.

/** The article's three vectors. */
const query = [0.1, 0.2, 0.3];
const key = [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]];

/** The result that README.md promises, in double. */
function truth() {
  const exponentials = key.map((row) => Math.exp(row.reduce((sum, x, i) => sum + x * query[i], 0)));
  const total = exponentials.reduce((sum, x) => sum + x, 0);
  return exponentials.map((x) => x / total);
}

/** @param {number} seed @param {number[]} shape */
function tensor(seed, shape) {
  const data = new Float32Array(shape.reduce((product, n) => product * n, 1));
  let state = seed;
  for (let i = 0; i < data.length; ++i) data[i] = (state = (state * 16807) % 2147483647) / 2147483647 - 0.5;
  return { data, shape };
}

/**
 * The workers that run now, and where they came from.
 * @returns {{ running: Set<any>, origins: Set<string> }}
 */
function watchWorkers() {
  const seen = { running: new Set(), origins: new Set() };
  const process = globalThis.process;
  if (typeof Worker === 'function') {
    globalThis.Worker = class extends Worker {
      /** @param {string | URL} address @param {WorkerOptions} [options] */
      constructor(address, options) {
        super(address, options);
        seen.running.add(this);
        seen.origins.add(String(address).startsWith('blob:') ? 'text' : 'file');
      }

      terminate() {
        seen.running.delete(this);
        return super.terminate();
      }
    };
  } else if (process?.on) {
    process.on('worker', (/** @type {any} */ worker) => {
      seen.running.add(worker);
      worker.once('exit', () => seen.running.delete(worker));
    });
  }
  return seen;
}

/**
 * @param {any} library what `import * as library from 'attention-lab'` gives
 * @returns {Promise<{ article: boolean, refused: boolean, same: boolean, workers: number, from: string } | { error: string }>}
 */
export async function check({ loadAttention, AttentionError }) {
  try {
    const seen = watchWorkers();
    const attention = await loadAttention();
    const { output, weights } = attention.attend({ query, key, value: key }, { score: 'dot', weights: true });
    const expected = truth();
    const article = expected.every((weight, i) => Math.abs(weight - weights.data[i]) < 2e-6)
      && [0, 1, 2].every((c) => Math.abs(expected.reduce((sum, weight, i) => sum + weight * key[i][c], 0) - output.data[c]) < 2e-6);
    let refused = false;
    try {
      attention.attend({ query: [1, 2], key, value: key });
    } catch (error) {
      refused = error instanceof AttentionError && /** @type {any} */ (error).code === 'shape';
    }
    const inputs = { query: tensor(1, [1, 4, 700, 24]), key: tensor(2, [1, 4, 700, 24]), value: tensor(3, [1, 4, 700, 24]) };
    const options = { causal: true, normalizer: 'entmax15' };
    const long = await attention.attendAsync(inputs, options, { workers: 2 });
    const whole = attention.attend(inputs, options);
    const same = whole.output.data.every((/** @type {number} */ x, /** @type {number} */ i) => Object.is(x, long.output.data[i]));
    return { article, refused, same, workers: seen.running.size, from: [...seen.origins].join(' then ') };
  } catch (error) {
    return { error: String(error) + (error && /** @type {any} */ (error).cause ? ` (${/** @type {any} */ (error).cause})` : '') };
  }
}
