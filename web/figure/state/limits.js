/** The most that a figure takes. */
export const limits = Object.freeze({
  /** Tq and Tk. */
  tokens: 2048,
  /** Tokens whose vectors are made from their spelling. */
  spelledTokens: 512,
  /** D and Dv. */
  components: 256,
  /** H. */
  heads: 16,
  /** H Tq Tk: one map of 2048 x 2048. */
  cells: 2048 * 2048,
  /** Characters of one token. */
  tokenLength: 256,
});
