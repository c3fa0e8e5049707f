// The element's properties, one for every attribute. Each takes what the attribute takes, or the value itself: JSDoc has
// no way to say that a property is read as one type and set as another, other than a getter and a setter for each.
import type { NormalizerName, ScoreName } from '../../engine/index.js';
import type { Causal, FigureState, ShownName, ViewName } from '../state/figure-state.js';

type TypedArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array
  | Float64Array;

/** As arrays or typed arrays. */
type Row = readonly number[] | TypedArray;
type Rows = readonly Row[];

/** Of rank 1, 2 or 3. */
type Numbers = Row | Rows | readonly Rows[];

/** 0 and false are masked; one row, or a row for each query. */
type Mask = readonly (number | boolean)[] | TypedArray;

type Words = readonly string[];

/** null, undefined: not given. */
type Text = string | null | undefined;

/** What is a field of the figure. */
export interface FigureInputs {
  get view(): ViewName;
  set view(value: ViewName | null | undefined);
  get shows(): ShownName;
  set shows(value: ShownName | null | undefined);
  get tokens(): string[];
  set tokens(value: Words | Text);
  get queryTokens(): string[] | null;
  set queryTokens(value: Words | Text);
  get queries(): number[][][] | null;
  set queries(value: Numbers | Text);
  get keys(): number[][][] | null;
  set keys(value: Numbers | Text);
  get values(): number[][][] | null;
  set values(value: Numbers | Text);
  get weights(): number[][][] | null;
  set weights(value: Numbers | Text);
  get score(): ScoreName;
  set score(value: ScoreName | null | undefined);
  get normalizer(): NormalizerName;
  set normalizer(value: NormalizerName | null | undefined);
  get temperature(): number | null;
  set temperature(value: number | Text);
  get scale(): number | null;
  set scale(value: number | Text);
  get softcap(): number | null;
  set softcap(value: number | Text);
  get localFocus(): FigureState['localFocus'];
  set localFocus(value: FigureState['localFocus'] | Text);
  /** One for each head. */
  get sinks(): number[] | null;
  set sinks(value: number | Row | Text);
  get causal(): Causal;
  set causal(value: Causal | Text);
  get window(): [number, number] | null;
  set window(value: readonly number[] | Text);
  get mask(): number[][] | null;
  set mask(value: Mask | readonly Mask[] | Text);
  /** Such as 'dot cosine' or 'heads'; '' without a comparison. */
  get compare(): string;
  set compare(value: Words | Text);
  get head(): number;
  set head(value: number | Text);
  /** The chosen query, and the chosen key where there is one. */
  get cell(): number[];
  set cell(value: number | readonly number[] | Text);
  get domain(): [number, number] | null;
  set domain(value: Row | Text);
  get caption(): string;
  set caption(value: Text);
  get label(): string;
  set label(value: Text);
}

/** How the element behaves. */
export interface FigureSettings {
  /** Such as 'score temperature'. */
  get controls(): string;
  set controls(value: Text);
  /** 'light', 'dark', or '' for the system's. */
  get theme(): string;
  set theme(value: Text);
  get linkBase(): string;
  set linkBase(value: Text);
}

export type InputName = keyof FigureInputs;
export type SettingName = keyof FigureSettings;
