/**
 * Paper shows the whole page, so sections that the reader has not come near yet start before it is printed. A browser that
 * is about to print waits for no file and for no task, so everything that the sections need is loaded while the page is idle.
 */

import { nextTurn } from '../../base/turns.js';
import { allFiguresForPaper } from './figures.js';
import { hurry } from './turns.js';

/** @import { Load, Starter } from './section.js' */

/** Safari has no requestIdleCallback. */
const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

/**
 * @param {ReadonlyMap<HTMLElement, Load>} asleep the sections that have not started
 * @param {(section: HTMLElement, loaded?: Starter) => Promise<void>} wake starts one
 */
export function startPrinting(asleep, wake) {
  /** @type {Map<HTMLElement, Starter>} */
  const loaded = new Map();

  addEventListener('beforeprint', () => {
    hurry(true);
    allFiguresForPaper();
    for (const [section, starter] of loaded) void wake(section, starter);
  });
  addEventListener('afterprint', () => hurry(false));

  return {
    /**
     * Loads what all sections need, a file at a time. Then data-printable says that all of them are there, for tests that
     * print.
     * @param {(() => Promise<unknown>)[]} shared what they share
     */
    prepare(shared) {
      const loads = [...asleep].map(([section, load]) => async () => loaded.set(section, await load()));
      const begin = async () => {
        for (const load of [...shared, ...loads]) {
          await new Promise((resolve) => whenIdle(resolve));
          // A section that cannot be loaded says so itself when the reader comes near.
          await load().catch(console.info);
        }
        document.documentElement.dataset.printable = '';
      };
      if (document.readyState === 'complete') void begin();
      else addEventListener('load', () => void begin());
    },

    /** Prints from a button of the page. Unlike the browser's own command, this one can wait until everything has started. */
    async print() {
      await Promise.all([...asleep.keys()].map((section) => wake(section)));
      await Promise.allSettled([...document.querySelectorAll('attention-figure')].map((figure) => figure.ready));
      await nextTurn();
      window.print();
    },
  };
}
