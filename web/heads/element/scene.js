/**
 * What all parts of the element show at a time.
 *
 * @import { HexColor } from '../../draw/display-list.js'
 * @import { AttentionSet, OpenSet } from '../files/axes.js'
 * @import { Grid } from '../state/grids.js'
 * @import { Preparation } from '../state/preparing.js'
 * @import { Survey } from '../state/survey.js'
 * @import { ViewState } from '../state/view-state.js'
 * @import { Text } from '../words/texts.js'
 *
 * @typedef {object} Scene
 * @property {AttentionSet[]} sets all that is open
 * @property {Grid[]} grids of the sets whose heads are shown small: the chosen one among them
 * @property {OpenSet} set the chosen one
 * @property {ViewState} view
 * @property {Preparation} preparation of its matrices
 * @property {Survey} survey of its heads
 * @property {Text} text
 * @property {HexColor[]} colors of the chosen head and of those over it
 */

export {};
