/** Tells which part of a model cannot be used, what was expected there, and what came. */
export class ModelError extends Error {
  /**
   * @param {string} argument a field of the config, or a tensor
   * @param {string} fault 'expected ..., got ...'
   */
  constructor(argument, fault) {
    super(`${argument}: ${fault}`);
    this.name = 'ModelError';
    this.argument = argument;
  }
}
