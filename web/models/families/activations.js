/** The names that configs have for activations. */

/** @import { Activation } from '../description.js' @import { ConfigFields, FieldName } from './config-fields.js' */

/** @type {Record<string, Activation>} */
const activations = {
  relu: 'relu',
  gelu: 'gelu',
  gelu_python: 'gelu',
  gelu_new: 'gelu-tanh',
  gelu_fast: 'gelu-tanh',
  gelu_pytorch_tanh: 'gelu-tanh',
  quick_gelu: 'gelu-quick',
  silu: 'silu',
  swish: 'silu',
  tanh: 'tanh',
};

/** @param {ConfigFields} fields @param {FieldName} field @returns {Activation} */
export const activationOf = (fields, field) => activations[fields.choice(field, Object.keys(activations))];
