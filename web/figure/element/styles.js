import { adoptedSheet } from '../../base/adopted-sheet.js';
import { palette } from '../../draw/palette.js';
import shared from '../../draw/widget.css';
import own from './figure.css';

/** The figure's style sheet. */
export const figureSheet = adoptedSheet(`${palette}${shared}${own}`);
