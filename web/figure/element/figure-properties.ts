// The element's properties, one for every attribute. Each takes what the attribute takes, or the value itself: JSDoc has
// no way to say that a property is read as one type and set as another, other than a getter and a setter for each.
import type { FigureState } from '../state/schema.js';

type TypedArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array
  | Float64Array;

/** A row of numbers is an array or a typed array. */
type Row = readonly number[] | TypedArray;
type Rows = readonly Row[];

/** A tensor as the engine returns it. */
interface Tensor {
  data: Row;
  shape: readonly number[];
  dtype?: string;
}

/** Numbers have rank 1, 2 or 3, or 4 with one batch. */
type Numbers = Row | Rows | readonly Rows[] | readonly (readonly Rows[])[] | Tensor;

/** 0 and false are masked; one row, or a row for each query. */
type Mask = readonly (number | boolean)[] | TypedArray;

type Words = readonly string[];

/** null, undefined: not given. */
type Text = string | null | undefined;

/** These fields of the figure are properties. `compare` and `cell` stand for those that are none. */
type FieldName = Exclude<keyof FigureState, 'compared' | 'query' | 'key'> | 'cell';

/** Some properties take more than their text and what they read as. */
interface Wider {
  tokens: Words;
  queryTokens: Words;
  queries: Numbers;
  keys: Numbers;
  values: Numbers;
  weights: Numbers;
  sinks: number | Row;
  window: readonly number[];
  mask: Mask | readonly Mask[] | Omit<Tensor, 'data'> & { data: Mask };
  compare: Words;
  cell: number | readonly number[];
  domain: Row;
}

/** A name is one of those that there are; all else may be a text. */
type Taken<Value> = Value extends string ? Value | null | undefined : Value | Text;

/** Each property takes this. Frameworks hand it over by the same names. */
export type FigureGiven = {
  [Name in FieldName]?: Name extends keyof Wider ? Wider[Name] | Text : Name extends keyof FigureState ? Taken<FigureState[Name]> : never;
} & {
  [Name in keyof FigureSettings]?: Text;
};

/** These properties are fields of the figure. A field without a property is an error below, a property without a field is one here. */
export interface FigureInputs {
  get view(): FigureState['view'];
  set view(value: FigureGiven['view']);
  get shows(): FigureState['shows'];
  set shows(value: FigureGiven['shows']);
  get tokens(): FigureState['tokens'];
  set tokens(value: FigureGiven['tokens']);
  get queryTokens(): FigureState['queryTokens'];
  set queryTokens(value: FigureGiven['queryTokens']);
  get queries(): FigureState['queries'];
  set queries(value: FigureGiven['queries']);
  get keys(): FigureState['keys'];
  set keys(value: FigureGiven['keys']);
  get values(): FigureState['values'];
  set values(value: FigureGiven['values']);
  get weights(): FigureState['weights'];
  set weights(value: FigureGiven['weights']);
  get score(): FigureState['score'];
  set score(value: FigureGiven['score']);
  get normalizer(): FigureState['normalizer'];
  set normalizer(value: FigureGiven['normalizer']);
  get temperature(): FigureState['temperature'];
  set temperature(value: FigureGiven['temperature']);
  get scale(): FigureState['scale'];
  set scale(value: FigureGiven['scale']);
  get softcap(): FigureState['softcap'];
  set softcap(value: FigureGiven['softcap']);
  get localFocus(): FigureState['localFocus'];
  set localFocus(value: FigureGiven['localFocus']);
  /** One for each head. */
  get sinks(): FigureState['sinks'];
  set sinks(value: FigureGiven['sinks']);
  get causal(): FigureState['causal'];
  set causal(value: FigureGiven['causal']);
  get window(): FigureState['window'];
  set window(value: FigureGiven['window']);
  get mask(): FigureState['mask'];
  set mask(value: FigureGiven['mask']);
  /** Such as 'dot cosine' or 'heads'; '' without a comparison. */
  get compare(): string;
  set compare(value: FigureGiven['compare']);
  get head(): FigureState['head'];
  set head(value: FigureGiven['head']);
  /** The chosen query, and the chosen key where there is one. */
  get cell(): number[];
  set cell(value: FigureGiven['cell']);
  get domain(): FigureState['domain'];
  set domain(value: FigureGiven['domain']);
  get caption(): FigureState['caption'];
  set caption(value: FigureGiven['caption']);
  get label(): FigureState['label'];
  set label(value: FigureGiven['label']);
}

/** These properties say how the element behaves. */
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

/** Does not compile where one of the names is no property. */
type Properties<Names extends keyof FigureInputs> = Names;

export type InputName = Properties<FieldName>;
export type SettingName = keyof FigureSettings;
