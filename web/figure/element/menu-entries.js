/** What the menu offers. */

import { FigureError } from '../state/figure-error.js';
import { messageOf } from './texts.js';

/**
 * @import { AttentionFigureElement } from './attention-figure.js'
 * @import { writers } from './exports.js'
 * @import { FigureBody } from './figure-body.js'
 * @import { FigureModel } from './figure-model.js'
 * @import { Entry } from './menu.js'
 * @import { Text } from './texts.js'
 */

/** @type {(keyof typeof writers)[]} */
const kinds = ['png', 'svg', 'csv', 'json', 'html', 'numpy'];

/**
 * @param {AttentionFigureElement} figure
 * @param {FigureModel} model
 * @param {FigureBody} body
 * @param {Text} text
 * @returns {Entry[]}
 */
export function menuOf(figure, model, body, text) {
  /** @param {() => Promise<unknown>} act */
  const trying = (act) => () => act().catch((error) => body.tell(text('menu.failed', { message: messageOf(error, text) })));
  return [
    { name: 'derivation', label: text('menu.derivation'), act: () => body.derive() },
    {
      name: 'table',
      label: text('menu.table'),
      checked: body.isTableShown,
      act: () => (body.isTableShown = !body.isTableShown),
    },
    { name: 'undo', label: text('menu.undo'), disabled: !model.canUndo, act: () => figure.undo(), apart: true },
    { name: 'redo', label: text('menu.redo'), disabled: !model.canRedo, act: () => figure.redo() },
    { name: 'reset', label: text('menu.reset'), disabled: model.isInitial, act: () => figure.reset() },
    ...(figure.linkBase ? [{ name: 'link', label: text('menu.link'), act: trying(() => copyLink(figure, body, text)), apart: true }] : []),
    ...kinds.map((name, index) => ({
      name,
      label: text(`menu.${name}`),
      apart: index === 0,
      act: trying(() => figure.save(name)),
    })),
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
    body.tell(text('menu.tooLong'));
    return;
  }
  try {
    await navigator.clipboard.writeText(link);
    body.tell(text('menu.copied'));
  } catch {
    body.tell(text('menu.notCopied', { link }));
  }
}
