import { AttentionError, show } from '../wasm/error.js';
import { FOCUSES, INPUTS, NORMALIZERS, PRECISIONS, SCALARS, SCALARS_AT, SCORES } from './generated/boundary.js';
import { alibiOf, causalOf } from './positions.js';
import { choice, flag, number, ownOf, plain, record, unknown, whole } from './records.js';
import { OUTPUT, SLOT, lowestBit, placesOf } from './slots.js';

/** @typedef {import('./tensor.js').TensorLike} TensorLike */
/** @typedef {import('./tensor.js').NestedBooleans} NestedBooleans */

/**
 * What the projected scores and the predictive focus need.
 * @typedef {object} Params
 * @property {TensorLike} [weight] general [D,Dk], concat [A,D+Dk], location [Tk,D]
 * @property {TensorLike} [vector] concat and additive [A]
 * @property {TensorLike} [queryWeight] additive [A,D]
 * @property {TensorLike} [keyWeight] additive [A,Dk]
 * @property {TensorLike} [bias] additive [A]; absent is 0
 * @property {TensorLike} [focusWeight] predictive focus [A,D]
 * @property {TensorLike} [focusVector] predictive focus [A]
 */

/**
 * @typedef {object} Inputs
 * @property {TensorLike} query [B,H,Tq,D]; packed heads [B,Tq,H*D]; one head [Tq,D]; one query [D]
 * @property {TensorLike} key [B,G,Tk,Dk]; [B,Tk,G*Dk]; [Tk,Dk]
 * @property {TensorLike} value [B,G,Tk,Dv]; [B,Tk,G*Dv]; [Tk,Dv]
 * @property {TensorLike | NestedBooleans} [mask] broadcasts to [B,H,Tq,Tk]; true attends, numbers are added
 * @property {TensorLike} [pastKey] [B,G,P,Dk], before the keys
 * @property {TensorLike} [pastValue] [B,G,P,Dv], before the values
 * @property {Params} [params]
 */

/**
 * @typedef {object} LocalFocus weights times exp(-(j-p)^2 / (2 sigma^2)); Luong et al. 2015
 * @property {ArrayLike<number> | 'monotonic' | 'predictive'} center p for each query [Tq]; p = i; or
 *   p = Tk sigmoid(focusVector^T tanh(focusWeight q))
 * @property {number} sigma above 0, in keys
 */

/**
 * The options of every call.
 * @typedef {object} SharedOptions
 * @property {import('./generated/boundary.js').ScoreName} [score] 'scaled-dot'
 * @property {import('./generated/boundary.js').NormalizerName} [normalizer] 'softmax'; 'sum' for the score 'linear'
 * @property {number} [alpha] above 1, of the normaliser 'entmax', which has to have one: near 1 almost softmax, 2 is sparsemax
 * @property {number} [temperature] above 0, divides the scores; 1
 * @property {number} [scale] 1, for scaled-dot 1/sqrt(D)
 * @property {number} [softcap] c above 0: c tanh(s/c)
 * @property {boolean | 'bottom-right'} [causal] j <= i + offset, the length of the past; with 'bottom-right' Tk - Tq,
 *   so that the last query stands at the last key. The offset moves the window and ALiBi, too
 * @property {{ left?: number, right?: number }} [window] keys around i + offset; -1 or absent is no limit
 * @property {ArrayLike<number> | BigInt64Array} [keyLengths] [B], 0 to Tk: keys from there on are masked
 * @property {ArrayLike<number> | BigInt64Array} [documents] lengths of packed sequences that lie one behind the other, 0 or
 *   more each and Tk in all: a query sees only keys of the one that its place, i + offset, lies in. Beside every other mask
 * @property {ArrayLike<number> | import('./positions.js').Alibi} [alibi] [H] slopes, or how slopes and distances come about
 * @property {ArrayLike<number>} [sinks] [H], a logit for each head that takes part in the normaliser and has no value: it
 *   joins a row's scores after scale, softcap, bias and masks, and the temperature divides it too. For softmax, sparsemax,
 *   entmax15, entmax and hardmax. A row without keys has weights and output of 0
 * @property {LocalFocus} [localFocus]
 * @property {Precision} [precision] how keys and values are held: 'f32', half or a quarter of it; 'f32'
 * @property {number} [numHeads] query heads of packed tensors; 1
 * @property {number} [numKvHeads] key-value heads of packed tensors; numHeads
 */

/**
 * @typedef {object} AttendOnly
 * @property {boolean} [weights] return the weights
 * @property {boolean} [logSumExp] of a softmax: return the logarithm of each row's sum
 * @property {boolean} [present] return keys and values with the past in front
 * @property {'scaled' | 'capped' | 'biased' | 'weights'} [scores] return the scores at this stage
 */
/** @typedef {SharedOptions & AttendOnly} AttendOptions */

/**
 * @typedef {object} ExplainOnly
 * @property {{ batch?: number, head?: number, query?: number }} [row] the row to show term by term; absent ones are 0
 */
/** @typedef {SharedOptions & ExplainOnly} ExplainOptions */

/**
 * @typedef {object} IterateOnly
 * @property {number} [steps] at most so many; 100
 * @property {number} [tolerance] at rest when no component moves by more; 1e-6
 */
/** @typedef {SharedOptions & IterateOnly} IterateOptions */

/** @typedef {typeof import('./generated/boundary.js').PRECISIONS[number]} Precision */
/** @typedef {'attend' | 'explain' | 'iterate' | 'append' | 'session'} Method */

const INPUT = placesOf(INPUTS);
const SCORE = placesOf(SCORES);
const NORMALIZER = placesOf(NORMALIZERS);
const PRECISION = placesOf(PRECISIONS);

/** These are looked up only once, because the look-up would slow down a small call. */
const { query: QUERY, key: KEY, value: VALUE } = INPUT;
const { session: SESSION, inputs: PRESENT, outputs: ASKED, score: SCORE_AT, normalizer: NORMALIZER_AT } = SLOT;

/** The bit that asks for the output. */
const OUTPUT_ASKED = 1 << OUTPUT.output;

/** The stages that attend can return as `scores`. */
const STAGES = ['scaled', 'capped', 'biased', 'weights'];

/** Reads a call: its numbers go into the slots, and its tensors stay as the caller gave them. */
export class Request {
  /** The caller's tensor for each of INPUTS, or undefined. @type {unknown[]} */
  tensors = INPUTS.map(() => undefined);
  /** How many elements each has, known once it is described. */
  elements = INPUTS.map(() => 0);
  /** One bit for each of INPUTS that the call has. */
  present = 0;
  /** The bytes that the tensors take in the arena, known once they are described. */
  bytes = 0;
  /** One bit for each of OUTPUTS. */
  #outputs = 0;
  /** The output that attend returns as `scores`, or -1. */
  stage = -1;
  returnsWeights = false;
  returnsLogSumExp = false;
  returnsPresent = false;
  /** The row that explain shows term by term. @type {{ batch: number, head: number, query: number } | null} */
  row = null;
  /** @type {Float64Array} */
  #slots = new Float64Array(0);

  /**
   * Reads a call. Writes the numbers into the slots; the tensors stay where they are.
   * @param {Float64Array} slots
   * @param {Method} method
   * @param {unknown} inputs
   * @param {unknown} options
   * @param {number} session the address of a session's cache, NaN without one
   * @throws {AttentionError} type, option, range
   */
  read(slots, method, inputs, options, session) {
    for (let i = 0; i < SCALARS.length; ++i) slots[SCALARS_AT + i] = NaN; // fill() would take longer.
    slots[SESSION] = session;
    this.#slots = slots;
    this.present = 0;
    this.stage = -1;
    this.returnsWeights = this.returnsLogSumExp = this.returnsPresent = false;
    this.row = null;
    this.#outputs = 0;
    this.#readInputs(plain(inputs, 'inputs'));
    if (options !== undefined) this.#readOptions(record(options, 'options'), method);
    if (method === 'attend') this.#outputs |= OUTPUT_ASKED;
    if (method === 'explain') {
      for (let stage = OUTPUT.output; stage <= OUTPUT.rowSum; ++stage) this.#outputs |= 1 << stage;
      slots[SLOT.explain] = 1;
    }
    if (method === 'iterate') {
      this.#outputs |= 1 << OUTPUT.states;
      if (Number.isNaN(slots[SLOT.steps])) slots[SLOT.steps] = 100;
      if (Number.isNaN(slots[SLOT.tolerance])) slots[SLOT.tolerance] = 1e-6;
    }
    slots[PRESENT] = this.present;
    slots[ASKED] = this.#outputs;
  }

  /** Lets go of the caller's tensors. */
  clear() {
    for (let rest = this.present; rest !== 0; rest &= rest - 1) this.tensors[lowestBit(rest)] = undefined;
  }

  /** @param {number} input index in INPUTS @param {unknown} tensor */
  #add(input, tensor) {
    this.tensors[input] = tensor;
    this.present |= 1 << input;
  }

  /** @param {Record<string, unknown>} inputs */
  #readInputs(inputs) {
    for (const name of Object.keys(inputs)) {
      const tensor = inputs[name];
      if (tensor === undefined) continue;
      switch (name) {
        case 'query': this.#add(QUERY, tensor); break;
        case 'key': this.#add(KEY, tensor); break;
        case 'value': this.#add(VALUE, tensor); break;
        case 'mask': case 'pastKey': case 'pastValue': this.#add(INPUT[name], tensor); break;
        case 'params': this.#readParams(record(tensor, name)); break;
        default: throw unknown(name, 'query, key, value, mask, pastKey, pastValue or params');
      }
    }
  }

  /** @param {Record<string, unknown>} params */
  #readParams(params) {
    for (const name of Object.keys(params)) {
      const index = INPUT[`params.${name}`];
      const tensor = params[name];
      if (tensor === undefined) continue;
      if (index === undefined) {
        throw unknown(`params.${name}`, 'weight, vector, queryWeight, keyWeight, bias, focusWeight or focusVector');
      }
      this.#add(index, tensor);
    }
  }

  /** @param {Record<string, unknown>} options @param {Method} method */
  #readOptions(options, method) {
    for (const name of Object.keys(options)) {
      const value = options[name];
      if (value === undefined) continue;
      switch (name) {
        case 'score': this.#slots[SCORE_AT] = choice(name, value, SCORE); break;
        case 'normalizer': this.#slots[NORMALIZER_AT] = choice(name, value, NORMALIZER); break;
        case 'alpha': case 'temperature': case 'scale': case 'softcap': this.#slots[SLOT[name]] = number(name, value); break;
        case 'causal': this.#slots[SLOT.causal] = causalOf(value); break;
        case 'precision': this.#slots[SLOT.precision] = choice(name, value, PRECISION); break;
        case 'numHeads': case 'numKvHeads': this.#slots[SLOT[name]] = whole(name, value); break;
        case 'window': this.#readWholes('window', record(value, name), ['left', 'right']); break;
        case 'keyLengths': case 'documents': case 'sinks': this.#add(INPUT[name], value); break;
        case 'alibi': this.#readAlibi(value); break;
        case 'localFocus': this.#readFocus(value); break;
        default: this.#readOwnOption(method, name, value);
      }
    }
  }

  /** The options of one method alone. @param {Method} method @param {string} name @param {unknown} value */
  #readOwnOption(method, name, value) {
    switch (`${method}.${name}`) {
      case 'attend.weights':
        this.returnsWeights = flag(name, value);
        if (this.returnsWeights) this.#outputs |= 1 << OUTPUT.weights;
        break;
      case 'attend.logSumExp':
        this.returnsLogSumExp = flag(name, value);
        if (this.returnsLogSumExp) this.#outputs |= 1 << OUTPUT.logSumExp;
        break;
      case 'attend.present':
        this.returnsPresent = flag(name, value);
        if (this.returnsPresent) this.#outputs |= (1 << OUTPUT.presentKey) | (1 << OUTPUT.presentValue);
        break;
      case 'attend.scores':
        if (typeof value !== 'string' || !STAGES.includes(value)) {
          throw new AttentionError('option', name, `expected one of ${STAGES.join(', ')}, got ${show(value)}`);
        }
        this.stage = OUTPUT[value];
        this.#outputs |= 1 << this.stage;
        break;
      case 'explain.row':
        this.row = this.#readRow(record(value, name));
        this.#outputs |= (1 << OUTPUT.products) | (1 << OUTPUT.weightedValues);
        break;
      case 'session.batch': case 'session.headSize': case 'session.valueSize': case 'session.capacity':
        this.#slots[SLOT[name]] = whole(name, value);
        break;
      case 'iterate.steps': this.#slots[SLOT.steps] = whole(name, value); break;
      case 'iterate.tolerance': this.#slots[SLOT.tolerance] = number(name, value); break;
      default: throw unknown(name, `an option of ${method}`);
    }
  }

  /** @param {Record<string, unknown>} row */
  #readRow(row) {
    const slots = this.#slots;
    slots[SLOT['row.batch']] = slots[SLOT['row.head']] = slots[SLOT['row.query']] = 0;
    this.#readWholes('row', row, ['batch', 'head', 'query']);
    return { batch: slots[SLOT['row.batch']], head: slots[SLOT['row.head']], query: slots[SLOT['row.query']] };
  }

  /** @param {string} option @param {Record<string, unknown>} values @param {string[]} names */
  #readWholes(option, values, names) {
    for (const name of Object.keys(values)) {
      if (!names.includes(name)) throw unknown(`${option}.${name}`, names.join(' or '));
      const value = values[name];
      if (value !== undefined) this.#slots[SLOT[`${option}.${name}`]] = whole(`${option}.${name}`, value);
    }
  }

  /** @param {unknown} value */
  #readAlibi(value) {
    const { slopes, distance } = alibiOf(value);
    this.#slots[SLOT['alibi.distance']] = distance;
    if (slopes !== undefined) this.#add(INPUT.alibi, slopes);
  }

  /** @param {unknown} value */
  #readFocus(value) {
    const { center, sigma, ...others } = ownOf(value, 'localFocus');
    for (const name of Object.keys(others)) throw unknown(`localFocus.${name}`, 'center or sigma');
    if (sigma === undefined) throw new AttentionError('missing', 'localFocus.sigma', 'expected a number above 0, got none');
    this.#slots[SLOT['localFocus.sigma']] = number('localFocus.sigma', sigma);
    if (center === 'monotonic' || center === 'predictive') {
      this.#slots[SLOT.localFocus] = FOCUSES.indexOf(center);
    } else if (typeof center === 'string') {
      throw new AttentionError('option', 'localFocus.center', `expected numbers, 'monotonic' or 'predictive', got ${show(center)}`);
    } else if (center === undefined) {
      throw new AttentionError('missing', 'localFocus.center', "expected numbers, 'monotonic' or 'predictive', got none");
    } else {
      this.#slots[SLOT.localFocus] = FOCUSES.indexOf('given');
      this.#add(INPUT['localFocus.center'], center);
    }
  }
}
