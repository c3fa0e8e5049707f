/** A figure is brought up to date from the moment it starts, and once for all that is set in a row. */

export class Updates {
  #draw;
  #canDraw;
  /** Counts the updates: only the last one draws. */
  #count = 0;
  #isStarted = false;
  #isQueued = false;
  /** These wait for the next drawing. @type {((error?: unknown) => void)[]} */
  #waiting = [];

  /**
   * @param {(isPast: () => boolean) => Promise<boolean>} draw resolves to false, drawing and showing nothing, once isPast()
   *   says that a later update has it to do; rejects with the problem that it has shown
   * @param {() => boolean} canDraw false until there is a place for a drawing; who waits for one goes on waiting
   */
  constructor(draw, canDraw) {
    this.#draw = draw;
    this.#canDraw = canDraw;
  }

  start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.queue();
  }

  queue() {
    if (this.#isQueued || !this.#isStarted) return;
    this.#isQueued = true;
    queueMicrotask(() => {
      this.#isQueued = false;
      this.#update();
    });
  }

  /** Settled with the next drawing. @returns {Promise<void>} */
  get next() {
    return new Promise((resolve, reject) => {
      this.#waiting.push((error) => (error ? reject(error) : resolve()));
    });
  }

  async #update() {
    if (!this.#canDraw()) return;
    const update = ++this.#count;
    let problem;
    try {
      const isDrawn = await this.#draw(() => update !== this.#count || this.#isQueued);
      if (!isDrawn) return this.#yield(update);
    } catch (error) {
      problem = error;
    }
    for (const settle of this.#waiting.splice(0)) settle(problem);
  }

  /** Leaves the drawing to a later update, which there is or will be. @param {number} update */
  #yield(update) {
    if (update === this.#count) this.queue();
  }
}
