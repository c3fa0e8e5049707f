/** The score functions and normalisers in the order of the figure, each with its formula. */

import { normalizerFormulas, scoreFormulas } from '../../locales/methods.js';
import { normalizers as normalizerNames, scores as scoreNames } from '../../figure/state/methods.js';

export const scores = scoreNames.map((name) => ({ name, formula: scoreFormulas[name] }));
export const normalizers = normalizerNames.map((name) => ({ name, ...normalizerFormulas[name] }));
