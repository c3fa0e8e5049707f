/** The figure's style sheet: one for all figures of a page, adopted, so that a policy may forbid inline styles. */

import { palette } from './palette.js';

const rules = `${palette}
:host{display:block;margin-block:1.5em;container-type:inline-size;color:var(--figure-ink);
font:400 .9375rem/1.55 var(--figure-font,'Segoe UI',Roboto,'Noto Sans CJK SC',system-ui,sans-serif);
font-variant-numeric:tabular-nums;text-align:start;-webkit-text-size-adjust:100%}
.shell:lang(en) *{font-variant-east-asian:proportional-width}
*,::before,::after{box-sizing:border-box}
[hidden],:host([hidden]),.stale:empty,.note:empty,.problem:empty,.complaint:empty,figcaption:empty{display:none!important}
p,h3,ol,figure,fieldset{margin:0;padding:0;border:0;min-width:0}
.figure{position:relative;padding:1rem;background:var(--figure-paper);border:1px solid var(--figure-rule);border-radius:.5rem}
.stage{border-radius:.2rem;touch-action:pan-y pinch-zoom;cursor:crosshair;user-select:none;-webkit-user-select:none}
.plane{touch-action:none;cursor:default}
canvas{display:block;width:100%;height:0}
.shell[dir=rtl] [dir=ltr]{text-align:end}
:focus-visible{outline:2px solid var(--figure-accent);outline-offset:3px}
.line{display:flex;gap:.5rem}
.line,.vector,.steppers,.numbers{margin-block-start:.6rem}
.readout{flex:1;min-height:2.75rem;padding-block:.6rem;overflow-wrap:anywhere}
.note,.complaint,.stale,label,legend,h5{font-size:.875rem}
.note,label,legend,figcaption,h5,caption,thead td,:disabled,[aria-disabled]{color:var(--figure-muted)}
.complaint,.stale,.problem{color:var(--figure-printed)}
figcaption{margin-block-start:.5rem;padding-block-start:.6rem;border-block-start:1px solid var(--figure-rule);overflow-wrap:anywhere}
button,select,input{min-width:2.75rem;min-height:2.75rem;padding:.4rem .6rem;color:inherit;font:inherit;background-color:var(--figure-paper);border:1px solid var(--figure-field);border-radius:.4rem}
button{cursor:pointer;border-color:var(--figure-rule)}
button:hover{border-color:var(--figure-field)}
[aria-disabled]{opacity:.6;cursor:default}
select,input{width:100%}
:disabled{border-style:dashed}
.menu{position:relative}
.menu-button,.panel button{font-size:1.25rem;line-height:1}
.menu-list{position:absolute;inset-block-start:calc(100% + .25rem);inset-inline-end:0;z-index:2;min-width:13rem;max-width:calc(100cqi - 2rem);padding:.3rem;background:var(--figure-paper);border:1px solid var(--figure-field);border-radius:.5rem;box-shadow:0 .4rem 1.2rem #0003}
.above{inset-block:auto calc(100% + .25rem)}
.menu-list button{width:100%;text-align:start}
.menu-list button,.panel button{border-color:transparent;background:none}
.menu-list :hover,.menu-list :focus,.chosen>*{background:var(--figure-highlight)!important}
.apart{margin-block-start:.9rem}
.apart::before{content:'';display:block;margin:-.9rem -.6rem .8rem;border-block-start:1px solid var(--figure-rule)}
[aria-checked=true]::after{content:' ✓'}
.controls{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(10.5rem,100%),1fr));gap:.8rem 1rem;align-items:end;margin-block-end:1rem}
.control{position:relative}
label,legend{display:block;padding:0}
.complaint{position:absolute;inset:calc(100% + .2rem) 0 auto;z-index:1;padding:.2rem .5rem;background:var(--figure-paper);border:1px solid;border-radius:.3rem}
.pair,.vector{display:grid;grid-template-columns:1fr 1fr;gap:0 .6rem;align-items:end}
.vector{max-width:30rem}
legend{float:left;grid-column:1/-1}
.check{display:flex;gap:.6rem;align-items:center;min-height:2.75rem;color:inherit;font-size:inherit;cursor:pointer}
.check input{flex:none;width:1.15rem;min-width:0;height:1.15rem;min-height:0;margin:0;accent-color:var(--figure-accent)}
.steppers{display:none;flex-wrap:wrap;gap:.25rem}
@media (hover:none),(any-pointer:coarse){.steppers{display:flex}}
.plane~.steppers :not(.derive){display:none}
.derive{margin-inline-start:auto}
.table-scroll{max-height:26rem;overflow:auto}
table{border-collapse:collapse;font-size:.875rem}
caption{padding-block-end:.4rem}
th,td{padding:.25rem .7rem;border-block-end:1px solid var(--figure-rule);text-align:end;white-space:nowrap}
th{max-width:14rem;overflow:hidden;text-overflow:ellipsis}
th,h3,.panel-name{font-size:1em;font-weight:600}
[scope=row]{position:sticky;inset-inline-start:0;background:var(--figure-paper)}
[scope=row],thead td,caption{text-align:start}
.panel{margin-block-start:1rem;padding:.4rem 1rem 1rem;background:var(--figure-highlight);border-radius:.4rem}
.panel-head{display:flex;justify-content:space-between;align-items:center;gap:1rem}
.panel-content{max-height:36rem;overflow:auto}
.panel-name{margin-block-start:1rem}
h4{margin:1.2rem 0 .3rem;font-size:1em}
h5{margin:0;font-weight:400}
li{margin-block-start:.8rem;overflow-x:auto;list-style:none}
math{font-size:1rem;margin-block:.3rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.unseen .table-scroll{overflow:visible}
.shell:not(.drawn) .figure>:not(.stage){visibility:hidden}
@container (max-width:28rem){.figure{padding:.7rem}.panel{padding:.2rem .6rem .6rem}math{font-size:.8125rem}.derive{margin:0}}
@media (prefers-reduced-motion:no-preference){.panel{animation:unfold .16s ease-out}}
@keyframes unfold{from{opacity:0}}
@media print{.controls,.menu,.vector,.steppers{display:none!important}.figure{break-inside:avoid;border:0;padding:0}.table-scroll{max-height:none;overflow:visible}canvas{max-width:36rem;height:auto!important}}
@media (forced-colors:active){canvas{forced-color-adjust:none}[aria-disabled]{color:GrayText}}`;

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
