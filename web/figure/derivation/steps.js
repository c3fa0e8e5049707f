/**
 * What a derivation is made of: plain data.
 *
 * @import { ScoreName } from '../../engine/index.js'
 * @import { NormalizerName } from '../state/methods.js'
 * @import { MaskReason } from '../compute/masked-cells.js'
 *
 * @typedef {object} Derivation
 * @property {string} queryToken '' where it has no name
 * @property {string} keyToken
 * @property {number} query i, from 0
 * @property {number} key j, from 0
 * @property {number} head from 0
 * @property {number} heads H
 * @property {ScoreName} score
 * @property {NormalizerName} normalizer
 * @property {boolean} isSupplied whether the author gave the weights
 * @property {boolean} isSpelled whether the vectors are made from the tokens' spelling
 * @property {MaskReason | null} masked
 * @property {boolean} isEmpty whether all keys of the row are masked
 * @property {Step[]} steps in the order of the computation; those from weightedValue on are fed by the weight
 *
 * @typedef {AnyStep & { isHeld?: boolean }} Step isHeld: numbers of it lie beyond float32 and are held at its end
 * @typedef {SuppliedStep | ProductsStep | CosineStep | ScaleStep | CapStep | MaskStep | NumeratorStep | RowSumStep
 *   | WeightStep | WeightedValueStep | OutputStep} AnyStep
 *
 * @typedef {{ kind: 'supplied', weight: number, rowSum: number }} SuppliedStep
 *
 * @typedef {object} ProductsStep
 * @property {'products'} kind
 * @property {ScoreName} score
 * @property {{ query: number, key: number, product: number }[]} terms for location `key` is the matrix's entry
 * @property {number} sum the raw score; for cosine the dot product
 *
 * @typedef {{ kind: 'cosine', dot: number, query: number[], key: number[], score: number }} CosineStep
 *
 * @typedef {object} ScaleStep
 * @property {'scale'} kind
 * @property {number} score
 * @property {number | null} factor null: one over the root of D
 * @property {number} dimensions D
 * @property {number} scaled
 *
 * @typedef {{ kind: 'cap', score: number, cap: number, capped: number }} CapStep
 * @typedef {{ kind: 'mask', reason: MaskReason }} MaskStep the weight is exactly 0
 *
 * @typedef {object} NumeratorStep what stands above the line
 * @property {'numerator'} kind
 * @property {NormalizerName} normalizer
 * @property {number} key j, from 0
 * @property {number} capped the score as it is by then
 * @property {number | null} temperature null: none
 * @property {number} largest such score of the row, its sink included
 * @property {number} winner the key of the largest numerator, from 0; -1: the sink
 * @property {boolean} hasSink
 * @property {number} keys Tk
 * @property {number | null} threshold tau of sparsemax and entmax15
 * @property {number[]} scores all such scores of the row that are not masked
 * @property {number} numerator
 *
 * @typedef {{ kind: 'rowSum', numerators: RowTerm[], sink: Sink | null, sum: number }} RowSumStep over the keys that are not
 *   masked, and the sink
 * @typedef {{ logit: number, numerator: number }} Sink
 * @typedef {{ key: number, value: number }} RowTerm
 *
 * @typedef {object} WeightStep
 * @property {'weight' | 'focus'} kind focus: with a local one
 * @property {NormalizerName} normalizer
 * @property {number} numerator
 * @property {number} sum
 * @property {number} weight
 * @property {number} key j, from 0
 * @property {number} [center] p, the row's, on the same scale
 * @property {number} [sigma]
 *
 * @typedef {{ kind: 'weightedValue', weight: number, value: number[], weighted: number[] }} WeightedValueStep
 * @typedef {{ kind: 'output', weighted: { key: number, values: number[] }[], output: number[] }} OutputStep of the keys that are not masked
 */

export {};
