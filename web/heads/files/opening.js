/** One opening of files: it can be stopped, and tells how far it is. */

import { HeadsError } from './heads-error.js';

export class Opening {
  #size;
  #before = 0;
  #share = 0;
  #signal;
  #onProgress;

  /**
   * @param {Blob[]} files
   * @param {AbortSignal} [signal]
   * @param {(share: number) => void} [onProgress]
   */
  constructor(files, signal, onProgress) {
    this.#size = files.reduce((sum, { size }) => sum + size, 0);
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /**
   * @param {number} bytes that are done of the file that is being opened
   * @throws {HeadsError} aborted
   */
  reached(bytes) {
    if (this.#signal?.aborted) throw new HeadsError('aborted', 'aborted');
    // Members of a ZIP file may stand in another order than its directory.
    this.#share = Math.max(this.#share, Math.min(1, (this.#before + bytes) / Math.max(1, this.#size)));
    this.#onProgress?.(this.#share);
  }

  /** @param {Blob} file that is open now */
  finished(file) {
    this.reached(file.size);
    this.#before += file.size;
  }
}
