/**
 * What a view is given, and what it gives.
 *
 * @import { DisplayList, Domain, Measure } from '../../draw/display-list.js'
 * @import { Zoom } from '../../draw/pan-zoom.js'
 * @import { Bounds } from '../../draw/plane-plot.js'
 * @import { ViewName } from '../state/schema.js'
 * @import { ViewTexts } from '../words/view-texts.js'
 *
 * @typedef {object} ViewState what a view reads of a FigureState
 * @property {ViewName} view
 * @property {string[]} tokens one for each key
 * @property {string[] | null} queryTokens one for each query; null: the tokens
 * @property {number[][][] | null} queries [H][Tq][D]
 * @property {number[][][] | null} keys [G][Tk][D]
 * @property {number[][][] | null} values [G][Tk][Dv]; null: the keys
 * @property {'score' | 'normalizer' | 'head' | null} compare
 * @property {number} head
 * @property {number} query
 * @property {number | null} key
 *
 * @typedef {object} ViewPanel
 * @property {string | null} name
 * @property {Float32Array | Float64Array} weights [Tq*Tk] or scores, with 0 where masked
 * @property {ArrayLike<number>} attended [Tq*Tk] 0 where masked
 * @property {ArrayLike<number> | null} output [Tq*Dv]
 * @property {number} [head] that it is of
 *
 * @typedef {object} ViewNumbers what a view reads of FigureNumbers
 * @property {number} rows Tq
 * @property {number} columns Tk
 * @property {boolean} isSupplied
 * @property {ViewPanel[]} panels
 * @property {Float64Array | null} [mean] [Tq*Tk] of heads
 * @property {Float64Array[]} [differences] [Tq*Tk] of each panel after the first and the first
 *
 * @typedef {object} Look what is seen of it now
 * @property {{ row: number, column: number } | null} crosshair
 * @property {Domain} domain of all panels' colours, kept while something is dragged
 * @property {Domain} [differenceDomain] of the differences, kept in the same way; follows the numbers without
 * @property {Zoom} zoom
 * @property {Bounds} [bounds] of the plane, kept while a vector is dragged; follows the vectors without
 * @property {ViewTexts} texts
 * @property {string[]} [panelTitles] in place of the panels' names
 * @property {string[]} [panelNotes] a line under each title: a head's mean and entropy
 * @property {boolean} [isInRow] several panels side by side, however narrow they become
 * @property {number} [only] the one of several panels that is seen, from 1; all without, or where that is no number
 * @property {number} [tallest] the most that a panel's plot may take, in CSS pixels: cells, bars, lines, plane
 * @property {{ left: number }} [row] of a panel in such a row, where what they have in common is written once: the room
 *   for the words of its rows, 0 where the panel at its left has them
 * @property {'ltr' | 'rtl'} dir
 *
 * @typedef {(state: ViewState, numbers: ViewNumbers, panel: ViewPanel, look: Look, width: number, measure: Measure,
 *   isAlone: boolean) => DisplayList} View of one panel; alone it has its own legend, several share one
 */

export {};
