/** The menu offers these entries. */

import { FigureError } from '../state/figure-error.js';
import { writers } from './exports.js';
import { messageOf } from '../words/texts.js';

/**
 * @import { AttentionFigureElement } from './attention-figure.js'
 * @import { FileKind } from './exports.js'
 * @import { FigureBody } from './figure-body.js'
 * @import { FigureModel } from './figure-model.js'
 * @import { Entry } from '../../base/menu.js'
 * @import { Text, TextKey } from '../words/texts.js'
 */

/**
 * @param {AttentionFigureElement} figure
 * @param {FigureModel} model
 * @param {FigureBody} body
 * @param {Text} text
 * @returns {Entry[]}
 */
export function menuOf(figure, model, body, text) {
  /** @param {string} name @param {() => unknown} act @param {Partial<Entry>} [more] @returns {Entry} */
  const entry = (name, act, more) => ({
    name,
    label: text(/** @type {TextKey} */ (`menu.${name}`)),
    act: async () => {
      try {
        await act();
      } catch (error) {
        body.notices.tell(text('menu.failed', { message: messageOf(error, text) }));
      }
    },
    ...more,
  });
  const link = entry('link', () => copyLink(figure, body, text), { apart: true });
  const kinds = /** @type {FileKind[]} */ (Object.keys(writers));
  return [
    entry('derivation', () => body.derive()),
    entry('table', () => (body.isTableShown = !body.isTableShown), { checked: body.isTableShown }),
    entry('undo', () => figure.undo(), { isOff: !model.canUndo, apart: true }),
    entry('redo', () => figure.redo(), { isOff: !model.canRedo }),
    // The whole map too: fingers that spread have magnified it.
    entry('reset', () => (body.picture.showWholeMap(), figure.reset()), { isOff: !body.picture.isZoomed && model.isInitial }),
    ...(figure.linkBase ? [link] : []),
    ...kinds.map((kind, index) => entry(kind, () => figure.save(kind), { apart: index === 0 })),
  ];
}

/**
 * @param {AttentionFigureElement} figure
 * @param {FigureBody} body
 * @param {Text} text
 */
async function copyLink(figure, body, text) {
  let link;
  try {
    link = await figure.link;
  } catch (error) {
    if (!(error instanceof FigureError && error.code === 'size')) throw error;
    await figure.save('json');
    return body.notices.tell(text('menu.tooLong'));
  }
  try {
    await navigator.clipboard.writeText(link);
    body.notices.tell(text('menu.copied'));
  } catch {
    body.notices.tell(text('menu.notCopied', { link }));
  }
}
