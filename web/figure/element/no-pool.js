/** In the place of web/engine/pool.js where everything is in one file: no workers, so a call is computed at once. */

export class Pool {
  /**
   * @template Result
   * @param {unknown} settings
   * @param {() => unknown} read
   * @param {() => Result} attend
   * @returns {Promise<Result>}
   */
  async attend(settings, read, attend) {
    return attend();
  }
}
