// @ts-nocheck None of these frameworks has to be there: what is not leaves its part without a meaning.
// <attention-figure> in React's JSX, and in Vue's templates and JSX.
import type { ChangeDetail } from './attention-figure.js';
import type { AttentionFigureElement } from './define.js';
import type { FigureGiven } from './figure-properties.js';

/** The attribute of a property: query-tokens of queryTokens. */
type Attribute<Name> = Name extends `${infer Sign}${infer Rest}`
  ? `${Sign extends Lowercase<Sign> ? Sign : `-${Lowercase<Sign>}`}${Attribute<Rest>}` : '';

/** The properties by their names, or the attributes as text; and the event, as React 19 hears it. */
export type FigureProps = FigureGiven & {
  [Name in keyof FigureGiven as Name extends Attribute<Name> ? never : Attribute<Name>]?: string;
} & {
  'onattention-change'?: (event: CustomEvent<ChangeDetail>) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'attention-figure': DetailedHTMLProps<HTMLAttributes<AttentionFigureElement>, AttentionFigureElement> & FigureProps;
    }
  }
}

/** Vue's own attributes, too: class, style, id, ... */
type VueProps = import('vue').HTMLAttributes & FigureProps & { onAttentionChange?: (event: CustomEvent<ChangeDetail>) => void };

declare module 'vue' {
  interface GlobalComponents {
    'attention-figure': new () => { $props: VueProps };
  }
}

declare module 'vue/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'attention-figure': VueProps;
    }
  }
}
