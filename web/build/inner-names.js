/**
 * Names of properties that only the figure's own code reads: in its files they are shortened, which saves a reader 300 bytes.
 * No name that an author, a page, a link, an export, the module or a text may know; see tests/node/figure-inner-names.test.js.
 */
export const innerNames = [
  'arePrinted', 'barAxis', 'baseline', 'byCharacter', 'calculation', 'canRedo', 'canUndo', 'cellsImage', 'complain',
  'crosshair', 'differenceAxis', 'differenceDomain', 'diverging', 'edited', 'expire', 'extent', 'formula', 'hasHalo',
  'hasLegend', 'heightOf', 'highlighted', 'isCrisp', 'isDifference', 'isEmpty', 'isInRow', 'isInitial', 'isMasking',
  'isMirrored', 'isMoved', 'isNothing', 'isOff', 'isPreview', 'isRightToLeft', 'isSpelled', 'isTableShown', 'isZoomed',
  'keyAxis', 'keyToken', 'linksAll', 'linksStrongest', 'notes', 'numerators', 'originX', 'originY', 'overhang', 'panelNotes',
  'panelTitles', 'pictures', 'places', 'pointed', 'preview', 'queryAxis', 'queryToken', 'radicand', 'renew', 'reserve',
  'samples', 'sequential', 'slanted', 'spelledTokens', 'strong', 'tables', 'tallest', 'targetAt', 'texts', 'thickness',
  'ticks', 'tokenLength', 'valuesAreKeys', 'weightAxis',
];
