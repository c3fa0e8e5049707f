// Every name that crosses the boundary, in the order of cpp/attn/names.h: the order is the number that
// is sent. layout.js tells when the two files differ.

export const SCORES = /** @type {const} */ ([
  'scaled-dot', 'dot', 'cosine', 'euclidean', 'general', 'concat', 'additive', 'location', 'linear',
]);

export const NORMALIZERS = /** @type {const} */ ([
  'softmax', 'sparsemax', 'entmax15', 'entmax', 'hardmax', 'sigmoid', 'sum', 'article', 'article-code',
]);

/** What the module can find wrong; AttentionError has more codes. */
export const CODES = /** @type {const} */ ([
  'ok', 'missing', 'shape', 'size', 'value', 'option', 'range', 'undefined-row', 'memory',
]);

export const INPUTS = /** @type {const} */ ([
  'query', 'key', 'value', 'pastKey', 'pastValue', 'mask', 'keyLengths', 'alibi', 'sinks', 'documents',
  'localFocus.center', 'params.weight', 'params.vector', 'params.queryWeight', 'params.keyWeight', 'params.bias',
  'params.focusWeight', 'params.focusVector',
]);

export const SCALARS = /** @type {const} */ ([
  'score', 'normalizer', 'alpha', 'temperature', 'scale', 'softcap', 'causal', 'window.left', 'window.right',
  'alibi.distance', 'localFocus', 'localFocus.sigma', 'numHeads', 'numKvHeads', 'inputs', 'outputs', 'explain', 'row.batch',
  'row.head', 'row.query', 'part.unit', 'part.units', 'part.query', 'part.queries',
  'session', 'batch', 'headSize', 'valueSize', 'capacity', 'precision', 'steps', 'tolerance',
]);

export const OUTPUTS = /** @type {const} */ ([
  'output', 'weights', 'scores', 'scaled', 'capped', 'withBias', 'biased', 'rowMax', 'exponentials', 'rowSum',
  'products', 'weightedValues', 'logSumExp', 'presentKey', 'presentValue', 'states',
]);

/** How keys and values are held: f32 as they come, half precision, or int8 with a scale for each row. */
export const PRECISIONS = /** @type {const} */ (['f32', 'f16', 'int8']);

/** Where local attention looks: its number is the place in this list, and 0 is nowhere. */
export const FOCUSES = /** @type {const} */ (['none', 'given', 'monotonic', 'predictive']);

/** How ALiBi counts from a query to a key: its number is the place in this list, and 0 is not at all. */
export const ALIBIS = /** @type {const} */ (['none', 'past', 'both']);

/** @typedef {typeof SCORES[number]} ScoreName */
/** @typedef {typeof NORMALIZERS[number]} NormalizerName */
/** @typedef {typeof INPUTS[number]} InputName */
/** @typedef {typeof SCALARS[number]} ScalarName */
/** @typedef {typeof OUTPUTS[number]} OutputName */
