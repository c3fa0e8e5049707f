/** Markup that the sections' figures have in common. */

import { Markup, html } from '../../../base/html.js';
import { markup, markupText } from '../../../base/markup.js';
import { row } from '../../../mathml/mathml.js';
import { filled } from '../../../base/filled.js';
import { aboutWidth, drawingOf } from './drawing.js';

/**
 * @import { DisplayList, Measure } from '../../../draw/display-list.js'
 * @import { Part } from '../../../mathml/mathml.js'
 * @import { Content } from '../../../base/html.js'
 */

/** The width of a written drawing in CSS pixels: between that of a phone and that of a column. */
const writtenWidth = 440;

/** @param {(width: number, measure: Measure) => DisplayList} layout @returns {Markup} the svg element */
export const drawn = (layout) => new Markup(drawingOf(layout(writtenWidth, aboutWidth)));

/**
 * A written picture, which the class Picture brings alive.
 * @param {string} id
 * @param {string} label what it shows, in words
 * @param {(width: number, measure: Measure) => DisplayList} layout
 */
export const pictureMarkup = (id, label, layout) => html`<div class="picture" id="${id}"><div class="picture-drawing" role="img" aria-label="${label}"><div aria-hidden="true">
${drawn(layout)}
</div></div></div>`;

/**
 * A slider that start.js brings alive. Without scripts it is hidden, since it would do nothing.
 * @param {object} slider
 * @param {string} slider.id
 * @param {Content} slider.label
 * @param {number} slider.min
 * @param {number} slider.max
 * @param {number} slider.step
 * @param {number} slider.value
 * @param {string} slider.shown the value as it is printed beside the slider
 */
export const sliderMarkup = ({ id, label, min, max, step, value, shown }) => html`<div class="slider">
  <label for="${id}">${label}</label> <output for="${id}" aria-live="off">${shown}</output>
  <input type="range" id="${id}" min="${min}" max="${max}" step="${step}" value="${value}" autocomplete="off">
</div>`;

/** Mathematics on a line of its own. @param {...Part} parts */
export const formula = (...parts) => new Markup(markupText(markup('math', { display: 'block', class: 'formula' }, row(...parts))));

/** Mathematics within a sentence. @param {...Part} parts */
export const inline = (...parts) => new Markup(markupText(markup('math', {}, row(...parts))));

/**
 * A sentence with mathematics in it.
 * @param {string} text with {braces}
 * @param {Record<string, Content>} values
 */
export const sentence = (text, values) => new Markup(filled(html`${text}`.text, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, html`${value}`.text]))));

/**
 * A formula taken apart: each sign, and what it says.
 * @param {readonly (readonly [sign: Content, meaning: Content])[]} signs
 */
export const signsMarkup = (signs) => html`<dl class="signs">
${signs.map(([sign, meaning]) => html`  <div><dt>${sign}</dt><dd>${meaning}</dd></div>
`)}</dl>`;
