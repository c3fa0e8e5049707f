// The element's properties, one for every attribute. Each takes what the attribute takes, or the value itself: JSDoc has
// no way to say that a property is read as one type and set as another, other than a getter and a setter for each.
import type { NormalizerName, ScoreName } from '../../engine/index.js';
import type { Causal, FigureState, ShownName, ViewName } from '../state/figure-state.js';

type TypedArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array
  | Float64Array;

/** As arrays or typed arrays. */
type Row = readonly number[] | TypedArray;
type Rows = readonly Row[];

/** As the engine returns it. */
interface Tensor {
  data: Row;
  shape: readonly number[];
  dtype?: string;
}

/** Of rank 1, 2 or 3, or of 4 with one batch. */
type Numbers = Row | Rows | readonly Rows[] | readonly (readonly Rows[])[] | Tensor;

/** 0 and false are masked; one row, or a row for each query. */
type Mask = readonly (number | boolean)[] | TypedArray;

type Words = readonly string[];

/** null, undefined: not given. */
type Text = string | null | undefined;

/** What each property takes, which frameworks hand over by the same names. */
export interface FigureGiven {
  view?: ViewName | null | undefined;
  shows?: ShownName | null | undefined;
  tokens?: Words | Text;
  queryTokens?: Words | Text;
  queries?: Numbers | Text;
  keys?: Numbers | Text;
  values?: Numbers | Text;
  weights?: Numbers | Text;
  score?: ScoreName | null | undefined;
  normalizer?: NormalizerName | null | undefined;
  temperature?: number | Text;
  scale?: number | Text;
  softcap?: number | Text;
  localFocus?: FigureState['localFocus'] | Text;
  sinks?: number | Row | Text;
  causal?: Causal | Text;
  window?: readonly number[] | Text;
  mask?: Mask | readonly Mask[] | Omit<Tensor, 'data'> & { data: Mask } | Text;
  compare?: Words | Text;
  head?: number | Text;
  cell?: number | readonly number[] | Text;
  domain?: Row | Text;
  caption?: Text;
  label?: Text;
  controls?: Text;
  theme?: Text;
  linkBase?: Text;
}

/** What is a field of the figure. */
export interface FigureInputs {
  get view(): ViewName;
  set view(value: FigureGiven['view']);
  get shows(): ShownName;
  set shows(value: FigureGiven['shows']);
  get tokens(): string[];
  set tokens(value: FigureGiven['tokens']);
  get queryTokens(): string[] | null;
  set queryTokens(value: FigureGiven['queryTokens']);
  get queries(): number[][][] | null;
  set queries(value: FigureGiven['queries']);
  get keys(): number[][][] | null;
  set keys(value: FigureGiven['keys']);
  get values(): number[][][] | null;
  set values(value: FigureGiven['values']);
  get weights(): number[][][] | null;
  set weights(value: FigureGiven['weights']);
  get score(): ScoreName;
  set score(value: FigureGiven['score']);
  get normalizer(): NormalizerName;
  set normalizer(value: FigureGiven['normalizer']);
  get temperature(): number | null;
  set temperature(value: FigureGiven['temperature']);
  get scale(): number | null;
  set scale(value: FigureGiven['scale']);
  get softcap(): number | null;
  set softcap(value: FigureGiven['softcap']);
  get localFocus(): FigureState['localFocus'];
  set localFocus(value: FigureGiven['localFocus']);
  /** One for each head. */
  get sinks(): number[] | null;
  set sinks(value: FigureGiven['sinks']);
  get causal(): Causal;
  set causal(value: FigureGiven['causal']);
  get window(): [number, number] | null;
  set window(value: FigureGiven['window']);
  get mask(): number[][] | null;
  set mask(value: FigureGiven['mask']);
  /** Such as 'dot cosine' or 'heads'; '' without a comparison. */
  get compare(): string;
  set compare(value: FigureGiven['compare']);
  get head(): number;
  set head(value: FigureGiven['head']);
  /** The chosen query, and the chosen key where there is one. */
  get cell(): number[];
  set cell(value: FigureGiven['cell']);
  get domain(): [number, number] | null;
  set domain(value: FigureGiven['domain']);
  get caption(): string;
  set caption(value: FigureGiven['caption']);
  get label(): string;
  set label(value: FigureGiven['label']);
}

/** How the element behaves. */
export interface FigureSettings {
  /** Such as 'score temperature'. */
  get controls(): string;
  set controls(value: FigureGiven['controls']);
  /** 'light', 'dark', or '' for the system's. */
  get theme(): string;
  set theme(value: FigureGiven['theme']);
  get linkBase(): string;
  set linkBase(value: FigureGiven['linkBase']);
}

export type InputName = keyof FigureInputs;
export type SettingName = keyof FigureSettings;
