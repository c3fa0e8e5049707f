/** The data within a figure: a script of type application/json or text/csv, or a block of code. */

import { fieldsOfChild } from '../state/damaged-text.js';
import { check, told } from '../state/figure-error.js';

/** @import { Fields } from '../state/figure-input.js' */

const scripts = 'script[type="application/json"], script[type="text/csv"]';

/** The data of a figure, of all that a page may keep in such a script. */
const looksLikeData = /"(?:attention-figure|weights|queries|keys)"\s*:|^\s*[[,]/;

/**
 * @param {HTMLElement} figure
 * @param {boolean} hasData whether attributes or properties say more than words
 * @returns {Fields}
 * @throws {import('../state/figure-error.js').FigureError} also where a publishing tool has moved the child out of the
 *   figure, or of the paragraph that it made around it: without its data it would be another figure
 */
export function readChild(figure, hasData) {
  const child = figure.querySelector(`${scripts}, pre`); // However deep: tools put paragraphs and highlighters around it.
  if (child) return fieldsOfChild(textOf(child));
  const next = hasData ? null : figure.nextElementSibling ?? figure.closest('p')?.nextElementSibling;
  check(!next?.matches(scripts) || !(next.matches('[type="text/csv"]') || looksLikeData.test(next.textContent)), 'data', 'missing', 'JSON or a table', told('a script behind the figure'));
  return {};
}

/** @param {Element} child @returns {string} without what pages put into a block of code, such as a button that copies it */
export function textOf(child) {
  return (child.querySelector('code') ?? child).textContent;
}

/**
 * Curly quotes around a value are none: HTML ends the value at its first blank, and the other words become attributes.
 * @param {HTMLElement} figure
 * @throws {import('../state/figure-error.js').FigureError}
 */
export function refuseCurlyQuotes(figure) {
  const { attributes } = figure;
  if (!Array.from(attributes).some(({ name }) => /”$/.test(name))) return;
  const opened = Array.from(attributes).find(({ value }) => /^[“”]/.test(value));
  check(!opened, opened?.name ?? '', 'syntax', 'straight quotes', opened?.value);
}
