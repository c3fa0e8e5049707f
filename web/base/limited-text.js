/** Fields that take no more text than the page can lay out and read while somebody waits. */

/**
 * Listens before the field's owner does, so that what the owner reads is within the limit already.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {number} most UTF-16 units that it takes. What is typed or pasted beyond is left out by the browser, before it is laid out
 * @param {(left: number) => void} told how many units of the last edit were left out, 0 for none; called at each edit
 */
export function limitText(field, most, told) {
  field.maxLength = most;
  let offered = 0;
  field.addEventListener('beforeinput', (event) => {
    const { data, dataTransfer } = /** @type {InputEvent} */ (event);
    const inserted = data ?? dataTransfer?.getData('text/plain') ?? '';
    offered = field.value.length - ((field.selectionEnd ?? 0) - (field.selectionStart ?? 0)) + inserted.length;
  });
  field.addEventListener('input', () => {
    // A script may set more: the browser limits only what the reader does.
    const whole = Math.max(offered, field.value.length);
    offered = 0;
    if (field.value.length > most) field.value = field.value.slice(0, most);
    told(whole > most ? whole - field.value.length : 0);
  }, { capture: true });
}

/** Writes marks between the thousands, the same in both languages. @param {number} count */
export const countText = (count) => count.toLocaleString('en');
