/**
 * The figure at the height of its frame. A parent that listens is told the height that the figure would
 * like; where the frame stays lower than that, the picture is narrowed until all of the figure is seen.
 */

/** How long a parent may take to make its frame as high as it was told. */
const patience = 150;

/** The picture gets no narrower: from there on the page scrolls. */
const narrowest = 150;

/** Narrowing stops when this close to the frame's height. */
const slack = 6;

export class Fit {
  #isFramed;
  #tell;
  #told = 0;
  /** Of the attempts only the last one goes on. */
  #attempt = 0;
  #isBusy = false;
  /** @type {HTMLElement | null} */
  #figure = null;

  /**
   * @param {boolean} isFramed
   * @param {(height: number) => void} tell
   */
  constructor(isFramed, tell) {
    this.#isFramed = isFramed;
    this.#tell = tell;
    if (!isFramed) return;
    addEventListener('resize', () => this.#fit());
    // A derivation or a table was opened, a caption wraps: the figure's own doing.
    new ResizeObserver(() => {
      if (!this.#isBusy && !this.#width) this.#say();
    }).observe(document.body);
  }

  /** @param {HTMLElement & { ready: Promise<void> }} figure new in the page */
  async watch(figure) {
    this.#figure = figure;
    await figure.ready.catch(() => {}); // It says itself what it lacks.
    await this.#fit();
  }

  leave() {
    this.#figure = null;
    if (this.#isFramed) this.#say();
  }

  get #width() {
    return this.#figure?.style.getPropertyValue('--picture-width') ?? '';
  }

  async #fit() {
    const figure = this.#figure;
    if (!figure || !this.#isFramed) return;
    this.#attempt += 1;
    const attempt = this.#attempt;
    /** @param {() => Promise<unknown>} wait @returns {Promise<boolean>} whether this attempt is still the one */
    const after = async (wait) => {
      await wait();
      return attempt === this.#attempt && figure.isConnected;
    };

    this.#isBusy = true;
    figure.style.removeProperty('--picture-width');
    if (!await after(drawn)) return;
    this.#say();
    if (heightOfPage() > innerHeight && await after(() => waited(patience))) await this.#narrow(figure, () => after(drawn));
    if (attempt === this.#attempt) this.#isBusy = false;
  }

  /**
   * Halving: the height grows with the width, if not evenly.
   * @param {HTMLElement} figure
   * @param {() => Promise<boolean>} afterDrawing
   */
  async #narrow(figure, afterDrawing) {
    const widest = figure.clientWidth;
    let [low, high] = [narrowest, widest];
    for (let step = 0; step < 7 && high - low > 2; step++) {
      const width = (low + high) / 2;
      figure.style.setProperty('--picture-width', `${width}px`);
      if (!await afterDrawing()) return;
      const left = innerHeight - heightOfPage();
      if (left < 0) high = width;
      else low = width;
      if (left >= 0 && left <= slack) return;
    }
    figure.style.setProperty('--picture-width', `${low}px`);
    await afterDrawing();
  }

  #say() {
    const height = heightOfPage();
    if (height === this.#told) return;
    this.#told = height;
    this.#tell(height);
  }
}

function heightOfPage() {
  return Math.ceil(document.documentElement.getBoundingClientRect().height);
}

/** A figure draws anew in the frame after its width has changed; the one after that sees it. */
async function drawn() {
  for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** @param {number} milliseconds */
function waited(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
