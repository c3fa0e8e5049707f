/** What a reader can take from a section: the page's link, files, and a figure to go on with. Loaded after the first drawing. */

import { copied } from '../../base/copy.js';
import { disable, whenPressed } from '../../base/dom.js';
import { saveFile } from '../../base/save.js';
import { FigureError } from '../../figure/state/figure-error.js';
import { mostLink, writeLink } from '../../figure/state/figure-link.js';
import { exampleCsv, exampleFigure, exampleJson } from './example-files.js';
import { bindText, text } from './language.js';
import { sentenceCsv, sentenceFigure } from './sentence-files.js';

/**
 * @import { FigureState } from '../../figure/state/schema.js'
 * @import { Address } from './address.js'
 * @import { ExampleSection } from './example-section.js'
 * @import { SentenceSection } from './sentence-section.js'
 *
 * @typedef {object} Gifts
 * @property {() => boolean} isDrawn whether there is anything to take
 * @property {Record<string, () => void>} files for each button's name, the function that saves the file
 * @property {() => FigureState | null} figure null if no figure shows the same
 */

/**
 * @param {HTMLElement} place
 * @param {Address} address
 * @param {ExampleSection} example
 */
export function takeExample(place, address, example) {
  return new Take(place, address, {
    isDrawn: () => example.drawn !== null,
    files: {
      json: () => example.drawn && saveFile('attention-example.json', new Blob([exampleJson(example.drawn.state)], { type: 'application/json' })),
      csv: () => example.drawn && saveFile('attention-example.csv', new Blob([exampleCsv(example.drawn.state, example.drawn.numbers)], csvType)),
    },
    figure: () => example.drawn && exampleFigure(example.drawn.state, text('edit.query')),
  });
}

/**
 * @param {HTMLElement} place
 * @param {Address} address
 * @param {SentenceSection} sentence
 */
export function takeSentence(place, address, sentence) {
  return new Take(place, address, {
    isDrawn: () => sentence.drawn !== null,
    files: {
      csv: () => sentence.drawn && saveFile('attention-sentence.csv', new Blob(sentenceCsv(sentence.drawn.tokens, sentence.drawn.numbers, sentence.scores()), csvType)),
    },
    figure: () => sentence.drawn && sentenceFigure(sentence.drawn.tokens, sentence.drawn.state),
  });
}

/** The figure's address is written so many milliseconds after the last edit. */
const pause = 150;

const csvType = { type: 'text/csv;charset=utf-8' };

class Take {
  #address;
  #gifts;
  #link;
  #files;
  #figure;
  #said;
  #note;
  /** Long figures take time to compress, so only the last one counts. */
  #written = 0;
  #timer = 0;

  /**
   * @param {HTMLElement} place
   * @param {Address} address
   * @param {Gifts} gifts
   */
  constructor(place, address, gifts) {
    this.#address = address;
    this.#gifts = gifts;
    this.#link = named(place, 'link', HTMLButtonElement);
    this.#figure = named(place, 'figure', HTMLAnchorElement);
    this.#said = named(place, 'said', HTMLElement);
    this.#note = named(place, 'note', HTMLElement);
    whenPressed(this.#link, () => void this.#copy());
    disable(this.#link, false);
    this.#files = Object.entries(gifts.files).map(([name, save]) => {
      const button = named(place, name, HTMLButtonElement);
      whenPressed(button, save);
      return button;
    });
  }

  /** Updates everything to what is drawn and to the page's language. */
  show() {
    this.#said.textContent = '';
    for (const button of this.#files) disable(button, !this.#gifts.isDrawn());
    // A map of many words is not written again at each key stroke.
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#showFigure(), pause);
  }

  async #showFigure() {
    this.#written += 1;
    const mine = this.#written;
    const figure = this.#gifts.figure();
    const link = figure && (await writeLink(figure).catch(emptyWhereTooLong));
    if (mine !== this.#written) return;
    if (link) this.#figure.href = `./builder.html${link}`;
    else this.#figure.removeAttribute('href');
    this.#note.hidden = Boolean(link) || !this.#gifts.isDrawn();
    bindText(this.#note, figure ? 'take.figureTooLong' : 'take.noFigure', () => ({ most: mostLink }));
  }

  async #copy() {
    const { link } = this.#address;
    const said = link === null ? 'take.tooLong' : (await copied(link)) ? 'take.copied' : 'take.notCopied';
    this.#said.textContent = text(said, { most: mostLink });
  }
}

/** @param {unknown} error @returns {''} */
function emptyWhereTooLong(error) {
  if (error instanceof FigureError && error.code === 'size') return '';
  throw error;
}

/**
 * @template {HTMLElement} Kind
 * @param {HTMLElement} place
 * @param {string} name
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function named(place, name, kind) {
  const node = place.querySelector(`[data-take=${name}]`);
  if (!(node instanceof kind)) throw new Error(`#${place.id}: expected a ${kind.name} with data-take="${name}", got ${node?.tagName ?? 'nothing'}`);
  return node;
}
