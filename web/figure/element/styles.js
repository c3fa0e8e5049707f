/** The figure's style sheet: one for all figures of a page, adopted, so that a policy may forbid inline styles. */

import { palette } from './palette.js';

const rules = `${palette}
:host{display:block;margin-block:1.5em;container-type:inline-size;color:var(--figure-ink);
font:400 .9375rem/1.55 var(--figure-font,-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Noto Sans CJK SC','Source Han Sans SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif);
font-variant-numeric:tabular-nums;text-align:start;text-size-adjust:100%;-webkit-text-size-adjust:100%}
.shell:lang(en) *{font-variant-east-asian:proportional-width}
*,::before,::after{box-sizing:border-box}
[hidden],:host([hidden]){display:none!important}
p,h3,figure,fieldset,figcaption{margin:0;padding:0;border:0;min-width:0}
.figure{position:relative;padding:1rem;background:var(--figure-paper);border:1px solid var(--figure-rule);border-radius:.5rem}
.stage{position:relative;border-radius:.2rem;touch-action:pan-y pinch-zoom;cursor:crosshair;user-select:none;-webkit-user-select:none}
.stage.plane{touch-action:none;cursor:default}
canvas{display:block;width:100%;height:0}
.shell[dir=rtl] [dir=ltr]{text-align:end}
:focus-visible{outline:2px solid var(--figure-accent);outline-offset:3px}
.line{display:flex;gap:.5rem;align-items:flex-start;margin-block-start:.6rem}
.readout{flex:1;min-height:2.75rem;padding-block:.6rem;overflow-wrap:anywhere}
.note,.complaint,.stale{color:var(--figure-muted);font-size:.875rem}
.complaint,.stale,.problem{color:var(--figure-printed)}
figcaption{margin-block-start:.5rem;padding-block-start:.6rem;color:var(--figure-muted);border-block-start:1px solid var(--figure-rule);overflow-wrap:anywhere}
button,select,input{min-height:2.75rem;color:inherit;font:inherit;background-color:var(--figure-paper);border:1px solid var(--figure-field);border-radius:.4rem}
button{min-width:2.75rem;padding:.4rem .7rem;border-color:var(--figure-rule);cursor:pointer}
button:hover{border-color:var(--figure-field)}
button[aria-disabled=true]{color:var(--figure-muted);opacity:.6;cursor:default}
select,input:not([type=checkbox]){width:100%;padding:.4rem .6rem}
select:disabled,input:disabled{color:var(--figure-muted);border-style:dashed}
.menu{position:relative;flex:none}
.menu-button{font-size:1.25rem;line-height:1}
.menu-list{position:absolute;inset-block-start:calc(100% + .25rem);inset-inline-end:0;z-index:2;min-width:13rem;max-width:calc(100cqi - 2rem);padding:.3rem;background:var(--figure-paper);border:1px solid var(--figure-field);border-radius:.5rem;box-shadow:0 .4rem 1.2rem #0003}
.menu-list.above{inset-block:auto calc(100% + .25rem)}
.menu-list button{display:block;width:100%;border-color:transparent;text-align:start}
.menu-list button:hover,.menu-list button:focus{background:var(--figure-highlight)}
.menu-list .apart{margin-block-start:.7rem}
.menu-list .apart::before{content:'';display:block;margin:-.8rem -.4rem .7rem;border-block-start:1px solid var(--figure-rule)}
[aria-checked=true]::after{content:' ✓'}
.controls{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(10.5rem,100%),1fr));gap:.8rem 1rem;align-items:end;margin-block-end:1rem}
.control label,legend,.control>span{display:block;padding:0;color:var(--figure-muted);font-size:.875rem}
.control{position:relative}
.control .complaint{position:absolute;inset:calc(100% + .2rem) 0 auto;z-index:1;padding:.2rem .5rem;background:var(--figure-paper);border:1px solid currentColor;border-radius:.3rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 .5rem;align-items:end}
.check{display:flex;gap:.6rem;align-items:center;min-height:2.75rem;cursor:pointer}
.control.check span{color:var(--figure-ink);font-size:inherit}
input[type=checkbox]{flex:none;width:1.15rem;min-height:0;height:1.15rem;margin:0;accent-color:var(--figure-accent)}
.vector{display:grid;grid-template-columns:1fr 1fr;gap:0 .8rem;align-items:end;max-width:30rem;margin-block-start:.6rem}
.vector legend{float:left;grid-column:1/-1}
.steppers{display:none;flex-wrap:wrap;gap:.25rem;margin-block-start:.6rem}
@media (hover:none),(any-pointer:coarse){.steppers{display:flex}}
.steppers .derive{margin-inline-start:auto}
.numbers{margin-block-start:.6rem}
.table-scroll{max-height:26rem;overflow:auto}
.unseen .table-scroll{overflow:visible}
table{border-collapse:collapse;font-size:.875rem}
caption{padding-block-end:.4rem;color:var(--figure-muted);text-align:start}
th,td{padding:.25rem .7rem;border-block-end:1px solid var(--figure-rule);text-align:end;white-space:nowrap}
th{font-weight:600;max-width:14rem;overflow:hidden;text-overflow:ellipsis}
th[scope=row]{position:sticky;inset-inline-start:0;background:var(--figure-paper);text-align:start}
thead td{color:var(--figure-muted);text-align:start}
.chosen>*{background:var(--figure-highlight)!important}
.panel{margin-block-start:1rem;padding:.4rem 1rem 1rem;background:var(--figure-highlight);border-radius:.4rem}
.panel-head{display:flex;justify-content:space-between;align-items:center;gap:1rem}
.panel h3{font-size:1rem;font-weight:600}
.panel button{border-color:transparent;background:none;font-size:1.25rem}
.panel-content{max-height:36rem;overflow:auto}
.panel-name{margin-block-start:1rem;font-weight:600}
.panel h4{margin:1.2rem 0 .3rem;font-size:.9375rem}
.panel h5{margin:0;font-size:.875rem;font-weight:400;color:var(--figure-muted)}
.panel ol{margin:0;padding:0;list-style:none}
.panel li{margin-block-start:.8rem;overflow-x:auto}
.panel math{font-size:1rem;margin-block:.3rem}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.shell:not(.drawn) .figure>:not(.stage){visibility:hidden}
@container (max-width:28rem){.figure{padding:.7rem}.panel{padding:.2rem .6rem .6rem}.panel math{font-size:.8125rem}.steppers .derive{margin-inline-start:0}}
@media (prefers-reduced-motion:no-preference){.panel{animation:unfold .16s ease-out}}
@keyframes unfold{from{opacity:0}}
@media print{.line,.controls,.menu,.vector,.steppers{display:none!important}.figure{break-inside:avoid;border:0;padding:0}.table-scroll{max-height:none;overflow:visible}canvas{max-width:36rem;height:auto!important}}
@media (forced-colors:active){canvas{forced-color-adjust:none}[aria-disabled=true]{color:GrayText}}`;

/** A sheet can be adopted only in the document that it was made for. @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();

/**
 * @param {Document} document
 * @returns {CSSStyleSheet}
 */
export function figureSheet(document) {
  const known = sheets.get(document);
  if (known) return known;
  const sheet = new (document.defaultView ?? window).CSSStyleSheet();
  sheet.replaceSync(rules);
  sheets.set(document, sheet);
  return sheet;
}
