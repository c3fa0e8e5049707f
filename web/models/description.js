/**
 * What a model computes, as data: a family makes a description of a config and of the names of a checkpoint's tensors, and the
 * runtime follows it. Nothing here names a family.
 *
 * x is a token's row of `width` numbers. A block, attention or feed-forward, adds to it:
 *
 *     x = sum(shortcut(x) + layerScale * after(block(before(x))))
 *
 * where `before`, `after` and `sum` are norms, and one that is absent changes nothing.
 */

/**
 * A tensor of the checkpoint, or some of its rows. Its first axis counts them; the others, where it has more than two, are one row
 * together.
 * @typedef {object} TensorPart
 * @property {string} tensor its name in the checkpoint
 * @property {number} [firstRow] 0
 * @property {number} [rows] all
 * @property {boolean} [isTransposed] the file has [in, out]: rows are counted after it was turned
 * @property {string} [scales] the tensor whose numbers are the factors of this one's rows, where it is of type I8
 */

/**
 * Numbers that are held as float32 whatever the file has: a tensor (or some of its elements, counted as rows of one), or numbers
 * that no file holds, as Marian's positions. A tensor may have more axes than is told where a Floats stands, all of length 1, as
 * ViT's positions: only the order of its elements counts.
 * @typedef {TensorPart | { data: Float64Array, shape: number[] }} Floats
 */

/** y = W x + b; weights [out, in], held as the file has them. @typedef {{ weights: TensorPart, bias?: Floats }} Linear */

/**
 * @typedef {object} Norm
 * @property {'layer' | 'rms'} type layer: the mean is taken off; rms: it is not
 * @property {Floats} weight
 * @property {Floats} [bias]
 * @property {number} epsilon inside the root
 * @property {boolean} [addsOne] the weight is 1 + w
 */

/** @typedef {'none' | 'relu' | 'gelu' | 'gelu-tanh' | 'gelu-quick' | 'silu' | 'tanh'} Activation */

/**
 * Turns pairs of a head's elements by position * frequency.
 * @typedef {object} Rotary
 * @property {'half' | 'interleaved'} pairs t with t + n / 2, or 2t with 2t + 1, n being twice the count of frequencies; what is
 *   behind n stays
 * @property {Float64Array} frequencies
 * @property {number} [factor] of the turned elements (yarn): 1
 */

/**
 * A bias of the scores by distance, in buckets (T5, MPNet); added after the scale.
 * @typedef {object} RelativeBias
 * @property {Floats} table [buckets, heads]
 * @property {number} buckets
 * @property {number} maxDistance
 * @property {boolean} isBidirectional half of the buckets are for keys behind the query
 */

/**
 * Scores are q.k * scale, then softcap, then biases; then softmax.
 * @typedef {object} Attention
 * @property {Norm} [before]
 * @property {Norm} [after]
 * @property {Norm} [sum]
 * @property {Floats} [layerScale] [width]
 * @property {Linear} [shortcut] of x before it is added to: the block's output may be wider than its input
 * @property {number} heads
 * @property {number} kvHeads
 * @property {number} headSize
 * @property {number} scale
 * @property {number} [softcap]
 * @property {{ left: number, right: number }} [window] keys before and behind the query that it sees; -1: all
 * @property {number} [rotary] which of the stack's: absent is none
 * @property {boolean} [isBiased] whether the stack's relative bias is added
 * @property {Linear} query
 * @property {Linear} key
 * @property {Linear} value
 * @property {Linear} output
 * @property {Norm} [queryNorm] over each head's elements, before the rotation
 * @property {Norm} [keyNorm]
 */

/**
 * down(activation(up(x))), or down(activation(gate(x)) * up(x)).
 * @typedef {object} FeedForward
 * @property {Norm} [before]
 * @property {Norm} [after]
 * @property {Norm} [sum]
 * @property {Floats} [layerScale]
 * @property {Linear} [shortcut]
 * @property {Activation} activation
 * @property {Linear} [gate]
 * @property {Linear} up
 * @property {Linear} down
 */

/** @typedef {{ attention: Attention, cross?: Attention, feedForward: FeedForward }} Layer cross attends to the encoder's states */

/**
 * norm(scale * tokens[id] + positions[position] + tokenTypes[type]).
 * @typedef {object} TokenEmbedding
 * @property {'tokens'} input
 * @property {TensorPart} tokens [vocabulary, width]
 * @property {number} [scale] 1
 * @property {Floats} [positions] [positions, width]
 * @property {number} [paddingId] positions count only other tokens, from paddingId + 1 on; padding has paddingId (RoBERTa).
 *   Absent: 0, 1, 2 and on
 * @property {Floats} [tokenTypes] [types, width]
 * @property {Norm} [norm]
 */

/**
 * Patches row by row, each W patch + b with the patch's elements in the order [channels, height, width]; the class token first;
 * then positions are added, and the norm follows.
 * @typedef {object} PatchEmbedding
 * @property {'pixels'} input
 * @property {Linear} patches weights [width, channels * size * size]
 * @property {number} channels
 * @property {number} size
 * @property {number} imageSize the image that the positions are of: others resize them, if they may
 * @property {boolean} isResizable
 * @property {Floats} classToken [width]
 * @property {Floats} positions [1 + patches, width]
 * @property {Norm} [norm]
 */

/**
 * Convolutions over time, kernel 3, a zero on each side, each followed by an activation; then positions are added.
 * @typedef {object} FeatureEmbedding
 * @property {'features'} input [bins, frames]
 * @property {{ linear: Linear, stride: number, activation: Activation }[]} convolutions weights [out, in * 3], the kernel's three
 *   side by side as the file has them
 * @property {Floats} positions
 */

/**
 * @typedef {object} Stack
 * @property {TokenEmbedding | PatchEmbedding | FeatureEmbedding} embedding
 * @property {number} width
 * @property {boolean} isCausal
 * @property {Layer[]} layers
 * @property {Norm} [finalNorm]
 * @property {Rotary[]} [rotaries]
 * @property {RelativeBias} [relativeBias]
 */

/**
 * Takes rows of a stack's hidden states further: softcap(output(norm(activation(dense(scale * x)))) + bias), each step if it is
 * there; then length 1 where it is asked for.
 * @typedef {object} Head
 * @property {string} stack
 * @property {'all' | 'first' | 'last' | 'end' | 'mean' | 'first-and-mean'} rows last and mean: of the rows that are no padding;
 *   end: the first `endId` among the ids, or the largest id where `endId` is absent (CLIP); first-and-mean: the class token beside
 *   the mean of the patches, [2 * width] (DINOv2)
 * @property {number} [endId]
 * @property {number} [scale] 1
 * @property {Norm} [norm] here, before the dense step
 * @property {Linear} [dense]
 * @property {Activation} [activation]
 * @property {Norm} [denseNorm] after the activation
 * @property {Linear} [output]
 * @property {number} [softcap]
 * @property {boolean} [isNormalized] to length 1
 */

/**
 * @typedef {object} Description
 * @property {string} family
 * @property {string} architecture as the config names it
 * @property {Record<string, Stack>} stacks 'text' or 'vision'; 'encoder' and 'decoder'; CLIP has 'text' and 'vision'
 * @property {Record<string, Head>} heads by the result: logits, pooled, classLogits, sequenceRelationship, textEmbeds, imageEmbeds
 * @property {Floats} [logitScale] CLIP's, []: its exponential
 * @property {number} positions the most tokens that the model takes, Infinity without a limit
 * @property {{ bos?: number, eos?: number[], padding?: number, decoderStart?: number, mask?: number }} ids
 */

export {};
