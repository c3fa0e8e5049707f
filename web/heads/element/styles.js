import { adoptedSheet } from '../../base/adopted-sheet.js';
import { palette } from '../../draw/palette.js';
import shared from '../../draw/widget.css';
import { headColors } from './colors.js';
import own from './heads.css';

/** The element's style sheet. */
export const headsSheet = adoptedSheet(`${palette}${headColors}${shared}${own}`);
