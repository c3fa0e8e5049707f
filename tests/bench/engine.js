/** The forms of the engine that take part: plain attend, a session, two workers, reduced precision, another build. */

import { otherBuild } from './other-build.js';

/** @typedef {import('./problem.js').Problem} Problem */
/** @typedef {import('./contest.js').Contestant} Contestant */

/** @param {Problem} problem */
function optionsOf({ causal, window }) {
  return window === undefined ? { causal } : { causal: true, window: { left: window } };
}

/** @param {Problem} problem */
function tensorsOf({ H, G, Tq, Tk, D, query, key, value }) {
  return {
    query: { data: query, shape: [1, H, Tq, D] },
    key: { data: key, shape: [1, G, Tk, D] },
    value: { data: value, shape: [1, G, Tk, D] },
  };
}

/** @param {Float32Array} data @param {number} size */
function nested(data, size) {
  return Array.from({ length: data.length / size }, (_, i) => Array.from(data.subarray(i * size, (i + 1) * size)));
}

/**
 * The rows from first to end of every head.
 * @param {Problem} problem @param {Float32Array} data [1,G,Tk,D] @param {number} first @param {number} end
 */
function slice({ G, Tk, D }, data, first, end) {
  const part = new Float32Array(G * (end - first) * D);
  for (let g = 0; g < G; ++g) part.set(data.subarray((g * Tk + first) * D, (g * Tk + end) * D), g * (end - first) * D);
  return { data: part, shape: [1, G, end - first, D] };
}

/**
 * One step of a decoder: append a key and a value to a session that holds the others, attend, and remove them again
 * for the next call.
 * @param {any} attention @param {Problem} problem @param {string} [precision]
 */
function decodeBySession(attention, problem, precision) {
  if (typeof attention.session !== 'function') return { reason: 'this build has no session()' };
  const { H, G, Tk, D, query, key, value } = problem;
  const session = attention.session({
    batch: 1, numHeads: H, numKvHeads: G, headSize: D, valueSize: D, capacity: Tk, ...(precision && { precision }),
  });
  const append = 4096;
  for (let first = 0; first < Tk - 1; first += append) {
    const end = Math.min(first + append, Tk - 1);
    session.append({ key: slice(problem, key, first, end), value: slice(problem, value, first, end) });
  }
  const step = { key: slice(problem, key, Tk - 1, Tk), value: slice(problem, value, Tk - 1, Tk) };
  const inputs = { query: { data: query, shape: [1, H, 1, D] } };
  return {
    call: () => {
      session.append(step);
      const { output } = session.attend(inputs);
      session.truncate(Tk - 1);
      return output.data;
    },
    dispose: () => session.delete(),
  };
}

/** The largest error against float64 that the design allows; half and int8 keys have limits of their own. */
const tolerances = /** @type {const} */ ({ f32: 2e-6, f16: 2e-3, int8: 2e-2 });

/**
 * Plain attend, and for a decoder's step a session.
 * @param {any} attention
 * @param {Pick<Contestant, 'name' | 'own' | 'joins'>} who
 * @returns {Contestant}
 */
const plain = (attention, who) => ({
  ...who,
  tolerance: tolerances.f32,
  prepare: (problem, { kind, article }) => {
    if (kind === 'decode') return decodeBySession(attention, problem);
    const { query, key, value } = problem;
    // The article's vectors as a reader of the manual would pass them.
    const flat = { query: { data: query, shape: [1, 3] }, key: { data: key, shape: [3, 3] }, value: { data: value, shape: [3, 3] } };
    const tensors = article ? flat : tensorsOf(problem);
    const options = optionsOf(problem);
    return { call: () => (article ? attention.attend(tensors) : attention.attend(tensors, options)).output.data };
  },
});

/**
 * The forms of the engine; all others are compared with the first.
 * @param {any} attention the engine, of whichever version
 * @param {any} [other] that of another build
 * @returns {Contestant[]}
 */
export function engineContestants(attention, other) {
  /** @param {'f16' | 'int8'} precision @returns {Contestant} */
  const reduced = (precision) => ({
    name: `attention-lab, ${precision}`,
    own: true,
    tolerance: tolerances[precision],
    joins: ({ kind, name }) => kind === 'decode' || name === 'dense-1024',
    prepare: (problem, { kind }) => {
      if (kind === 'decode') return decodeBySession(attention, problem, precision);
      const [tensors, options] = [tensorsOf(problem), { ...optionsOf(problem), precision }];
      return { call: () => attention.attend(tensors, options).output.data };
    },
  });
  return [
    plain(attention, { name: 'attention-lab', own: true, joins: () => true }),
    ...other ? [plain(other, { name: otherBuild, joins: ({ kind }) => kind !== 'workers' })] : [],
    {
      name: 'attention-lab, nested arrays',
      own: true,
      tolerance: tolerances.f32,
      joins: ({ article }) => article === true,
      prepare: ({ query, key, value }) => {
        const inputs = { query: Array.from(query), key: nested(key, 3), value: nested(value, 3) };
        return { call: () => attention.attend(inputs).output.data };
      },
    },
    {
      name: 'attention-lab, two workers',
      own: true,
      tolerance: tolerances.f32,
      joins: ({ kind }) => kind === 'workers',
      prepare: (problem) => {
        if (typeof attention.attendAsync !== 'function') return { reason: 'this build has no attendAsync()' };
        const [tensors, options] = [tensorsOf(problem), optionsOf(problem)];
        return {
          async: true,
          call: async () => (await attention.attendAsync(tensors, options, { workers: 2 })).output.data,
        };
      },
    },
    reduced('f16'),
    reduced('int8'),
  ];
}
