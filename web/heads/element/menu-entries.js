/** The menu offers these entries. */

import { messageOf } from '../words/messages.js';
import { writers } from './exports.js';

/**
 * @import { Entry } from '../../base/menu.js'
 * @import { FileKind } from './exports.js'
 * @import { HeadsBody } from './heads-body.js'
 * @import { Text } from '../words/texts.js'
 *
 * @typedef {{ reset: () => void, save: (kind: FileKind) => Promise<void> }} Saved the element, as far as its menu knows it
 */

/**
 * @param {Saved} heads
 * @param {HeadsBody} body
 * @param {{ isReset: boolean, hasTable: boolean }} shown isReset: the author's view; hasTable: a matrix or a strip
 * @param {Text} text
 * @returns {Entry[]}
 */
export function menuOf(heads, body, { isReset, hasTable }, text) {
  /** @param {'table' | 'reset' | FileKind} name @param {() => unknown} act @param {Partial<Entry>} [more] @returns {Entry} */
  const entry = (name, act, more) => ({
    name,
    label: text(`menu.${name}`),
    act: async () => {
      try {
        await act();
      } catch (error) {
        body.tell(text('menu.failed', { message: messageOf(error, text) }));
      }
    },
    ...more,
  });
  const kinds = /** @type {FileKind[]} */ (Object.keys(writers));
  return [
    entry('table', () => (body.isTableShown = !body.isTableShown), { checked: body.isTableShown, isOff: !hasTable }),
    entry('reset', () => heads.reset(), { isOff: isReset }),
    ...kinds.map((kind, index) => entry(kind, () => heads.save(kind), { apart: index === 0 })),
  ];
}
