// Opens the figure that the address carries, as a page for figures does.

import { readLink } from '../../web/figure/state/figure-link.js';

const { state, settings } = await readLink(location.hash);
const figure = /** @type {import('../../web/figure/element/attention-figure.js').AttentionFigureElement} */ (
  document.createElement('attention-figure'));
figure.id = 'opened';
figure.state = state;
for (const [name, value] of Object.entries(settings)) figure.setAttribute(name, value);
document.body.append(figure);
