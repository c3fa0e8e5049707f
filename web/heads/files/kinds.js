/** The attentions of a transformer. */

/** @typedef {'self' | 'encoder' | 'decoder' | 'cross'} Kind cross: queries of the decoder, keys of the encoder */

/** What arrays of each kind are called, as in the outputs of Hugging Face's transformers. @type {Record<Kind, string>} */
export const kindNames = { self: 'attentions', encoder: 'encoder_attentions', decoder: 'decoder_attentions', cross: 'cross_attentions' };
