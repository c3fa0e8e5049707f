/** All weights of a panel, as a map of which a part may be seen. */

import { partOf } from '../../draw/pan-zoom.js';
import { heatmapList } from '../../draw/heatmap.js';

/** @type {import('./view.js').View} */
export function heatmapView(state, numbers, { weights, attended }, look, width, measure, isAlone) {
  const { texts, crosshair, domain, zoom, row, tallest } = look;
  return heatmapList(
    {
      rows: state.queryTokens ?? state.tokens,
      columns: state.tokens,
      weights,
      attended,
      domain,
      part: partOf(zoom, numbers.rows, numbers.columns),
      chosen: state.query,
      crosshair,
      hasLegend: isAlone,
      left: row?.left,
      tallest,
      texts: {
        queryAxis: row ? '' : texts.queryAxis,
        keyAxis: row ? '' : texts.keyAxis,
        weight: texts.weight,
        masked: texts.masked,
      },
    },
    width,
    measure,
  );
}
