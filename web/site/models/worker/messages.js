/**
 * What the page and its worker say to each other. The page asks `{ id, kind, values }`, and the worker answers `{ id, event }` as
 * often as it likes, then `{ id, result }` or `{ id, fault }`. `{ id, kind: 'cancel' }` stops what was asked under that number.
 */

/**
 * @import { AttentionKind } from '../../../models/api/model.js'
 * @import { Precision } from '../../../models/runtime/held-tensors.js'
 *
 * @typedef {[layer: number, head: number, kind: AttentionKind]} HeadPlace
 * @typedef {{ data: Float32Array, shape: number[] }} Tensor
 *
 * @typedef {object} PageInput what a model is given: text, or ids, or a picture
 * @property {string} [text]
 * @property {number[]} [ids]
 * @property {string} [decoderText] what a decoder has written so far, where there are two stacks
 * @property {number[]} [decoderIds]
 * @property {Tensor} [pixels] [channels, height, width]
 *
 * @typedef {object} PictureFacts how pictures become pixels
 * @property {number} channels
 * @property {number} imageSize
 * @property {number[]} mean of a channel
 * @property {number[]} deviation of a channel
 * @property {boolean} isCropped a square of its middle; otherwise all of it, narrowed
 *
 * @typedef {object} OpenFacts
 * @property {string} family
 * @property {string} architecture
 * @property {string} format
 * @property {number} parameters
 * @property {number} memoryBytes
 * @property {{ kind: AttentionKind, layers: number, heads: number, headSize: number }[]} attentions
 * @property {number} positions Infinity without a limit
 * @property {boolean} hasVocabulary
 * @property {boolean} hasTwoStacks
 * @property {boolean} takesTokens
 * @property {PictureFacts | null} picture
 * @property {boolean} canWrite
 * @property {boolean} canCompare
 * @property {string | null} maskToken
 *
 * @typedef {object} Likely one of what a model thinks likely
 * @property {number} id of a token, or of a class
 * @property {string} name
 * @property {number} probability
 * @property {number} before with all heads
 *
 * @typedef {object} Prediction
 * @property {'next' | 'masked' | 'class'} of
 * @property {number} position of the token that it stands behind, or that is masked
 * @property {Likely[]} likely the likeliest first
 *
 * @typedef {object} RunOutcome
 * @property {File[]} files as <attention-heads> opens them
 * @property {AttentionKind[]} kinds of its attention sets, in their order
 * @property {number[]} ids of the tokens that went in; of the decoder where there is one
 * @property {Prediction[]} predictions
 * @property {number | null} moved how alike the hidden states are with all heads and with these: the mean of the tokens' cosines;
 *   null with all heads on
 *
 * @typedef {object} AttentionRow one query of a head, and all that its weights are made of
 * @property {Float32Array} query [headSize]
 * @property {Float32Array} keys [keys, headSize]
 * @property {Float32Array} weights [keys] the model's own
 * @property {{ raised: Pointed[], lowered: Pointed[] } | null} lens the next tokens that the head's output points at, and away from;
 *   null where the model has none
 * @property {number} scale
 * @property {number | null} softcap
 * @property {Float64Array | null} bias [keys] of the positions
 * @property {Uint8Array} isVisible [keys] 0: masked
 * @property {boolean} isCausal
 * @property {{ left: number, right: number } | null} window
 * @property {boolean} isTurned by their positions, before this (rotary embedding)
 *
 * @typedef {{ name: string, logit: number }} Pointed
 *
 * @typedef {{ temperature: number, topK?: number, topP?: number, seed: number, maxTokens: number }} WriteOptions
 * @typedef {{ id: number, token: string, probability: number }} WrittenToken
 *
 * @typedef {object} Tasks by what is asked for
 * @property {{ values: { files: (File | string)[], precision: Precision }, event: { read: number, total: number }, result: OpenFacts }} open
 * @property {{ values: { input: PageInput, without: HeadPlace[] }, event: { done: number, total: number }, result: RunOutcome }} run
 * @property {{ values: { place: HeadPlace, query: number }, event: never, result: AttentionRow }} row of what was run last
 * @property {{ values: { texts: [string, string] }, event: never, result: number }} compare
 * @property {{ values: { written: number[], without: HeadPlace[], options: WriteOptions }, event: WrittenToken, result: null }} write
 * @property {{ values: { ids: number[] }, event: never, result: string }} decode
 *
 * @typedef {{ argument: string, message: string, isAbort: boolean }} Fault
 */

export {};
