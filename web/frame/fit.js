/**
 * The figure at the height of its frame. A parent that listens is told the height that the figure would
 * like; where the frame stays lower than that, the picture is narrowed until all of the figure is seen.
 */

import { heightOfPage, tellHeight } from './host.js';

/** @typedef {import('../figure/element/attention-figure.js').AttentionFigureElement} Figure */

/** How long a parent may take to make its frame as high as it was told. */
const patience = 150;

/** A picture of panels in a row, or of one, gets no narrower; a page too high even so keeps it full, and scrolls. */
const narrowest = { row: 360, one: 220 };

/** Frames as low as the fixed height of the builder's line, and wide enough for what stands side by side. */
const low = { height: 460, width: 560 };

/** Each width that is tried is this much of the one before. */
const step = 0.92;

export class Fit {
  #isFramed;
  /** Of the attempts only the last one goes on. */
  #attempt = 0;
  #isBusy = false;
  #arrangedAt = 0;
  /** @type {Figure | null} */
  #figure = null;

  /** @param {boolean} isFramed */
  constructor(isFramed) {
    this.#isFramed = isFramed;
    if (!isFramed) return;
    addEventListener('resize', () => this.#fit());
    // A derivation or a table was opened, a caption wraps: the figure's own doing.
    new ResizeObserver(() => {
      if (!this.#isBusy && !this.#width) tellHeight();
    }).observe(document.body);
  }

  /** @param {Figure} figure new in the page */
  async watch(figure) {
    this.#figure = figure;
    this.#arrangedAt = 0;
    await figure.ready.catch(() => {}); // It says itself what it lacks.
    await this.#fit();
  }

  leave() {
    this.#figure = null;
    if (this.#isFramed) tellHeight();
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
    this.#arrange(figure);
    figure.style.removeProperty('--picture-width');
    if (!await after(drawn)) return;
    tellHeight();
    if (heightOfPage() > innerHeight && await after(() => waited(patience))) await this.#narrow(figure, () => after(drawn));
    if (attempt === this.#attempt) this.#isBusy = false;
  }

  /**
   * Once for each width: a parent that gives more height would otherwise be asked for another one. What stands beside a
   * picture in a low frame is its text; where panels are compared, one panel beside the other; with planes, both.
   * @param {Figure} figure
   */
  #arrange(figure) {
    if (this.#arrangedAt === innerWidth) return;
    this.#arrangedAt = innerWidth;
    const isLow = innerHeight <= low.height && innerWidth >= low.width;
    const { classList } = document.documentElement;
    const isPlane = isLow && figure.view === 'plane';
    classList.toggle('low', isLow);
    classList.toggle('plane', isPlane);
    classList.toggle('beside', isPlane || (isLow && figure.compare === ''));
  }

  /**
   * Tries one width after another, the widest first: panels and labels that wrap make a narrower picture higher at times.
   * @param {Figure} figure
   * @param {() => Promise<boolean>} afterDrawing
   */
  async #narrow(figure, afterDrawing) {
    figure.style.setProperty('visibility', 'hidden');
    try {
      const least = document.documentElement.classList.contains('beside') ? narrowest.one : narrowest.row;
      for (let width = figure.clientWidth * step; width >= least; width *= step) {
        figure.style.setProperty('--picture-width', `${width}px`);
        if (!await afterDrawing() || heightOfPage() <= innerHeight) return;
      }
      figure.style.removeProperty('--picture-width');
    } finally {
      figure.style.removeProperty('visibility');
    }
  }
}

/** A figure draws anew in the frame after its width has changed; the one after that sees it. */
async function drawn() {
  for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** @param {number} milliseconds */
function waited(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
