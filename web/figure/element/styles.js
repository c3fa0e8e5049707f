/**
 * The figure's style sheet: one for all figures of a page, adopted, so that a policy may forbid inline styles. Sizes are in
 * pixels, as the picture's are: on a page with a small root font a finger still meets its 44. A larger one is followed.
 */

import { palette } from './palette.js';

const rules = `${palette}
:host{display:block;margin-block:1.5em;color:var(--figure-ink);
font:400 max(15px,.9375rem)/1.55 var(--figure-font,'Segoe UI',Roboto,'Noto Sans CJK SC',system-ui,sans-serif);
font-variant-numeric:tabular-nums;writing-mode:horizontal-tb;text-align:start;text-indent:0;text-transform:none;text-shadow:none;letter-spacing:0;word-spacing:0;white-space:normal;-webkit-text-size-adjust:100%}
.room{display:grid;grid-template-columns:minmax(88px,1fr)}
.shell{container-type:inline-size;contain-intrinsic-width:640px}
.shell:lang(en) *{font-variant-east-asian:proportional-width}
*,::before,::after{box-sizing:border-box}
[hidden],:host([hidden]),.stale:empty,.note:empty,.problem:empty,.complaint:empty,figcaption:empty{display:none!important}
p,h3,ol,figure,fieldset{margin:0;padding:0;border:0;min-width:0}
.figure{position:relative;padding:16px;background:var(--figure-paper);border:1px solid var(--figure-rule);border-radius:8px}
.stage{border-radius:3px;touch-action:pan-y pinch-zoom;cursor:crosshair;user-select:none;-webkit-user-select:none}
.plane{touch-action:none;cursor:default}
canvas{display:block;width:100%;height:0}
.shell[dir=rtl] [dir=ltr]{text-align:end}
:focus-visible{outline:2px solid var(--figure-accent);outline-offset:3px}
.computing{position:relative;z-index:2;display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center;justify-content:space-between;padding:4px 4px 4px 12px;background:var(--figure-paper);border:1px solid var(--figure-field);border-radius:6px}
.over{position:absolute;inset-inline:16px}
.line{display:flex;gap:8px}
.line,.vector,.steppers,.numbers{margin-block-start:10px}
.readout{flex:1;min-height:44px;padding-block:10px;overflow-wrap:anywhere}
.note,.complaint,.stale,label,legend,h5{font-size:.93em}
.note,label,legend,figcaption,h5,caption,thead td,:disabled,[aria-disabled]{color:var(--figure-muted)}
.complaint,.stale,.problem{color:var(--figure-printed)}
figcaption{margin-block-start:8px;padding-block-start:10px;border-block-start:1px solid var(--figure-rule);overflow-wrap:anywhere}
button,select,input{min-width:44px;min-height:44px;padding:6px 10px;color:inherit;font:inherit;background-color:var(--figure-paper);border:1px solid var(--figure-field);border-radius:6px}
button{cursor:pointer;border-color:var(--figure-rule)}
button:hover{border-color:var(--figure-field)}
[aria-disabled]{opacity:.6;cursor:default}
select,input{width:100%}
:disabled{border-style:dashed}
.menu{position:relative}
.menu-button,.panel button{font-size:1.33em;line-height:1}
.menu-list{position:absolute;inset-block-start:calc(100% + 4px);inset-inline-end:0;z-index:2;min-width:208px;max-width:calc(100cqi - 32px);padding:5px;background:var(--figure-paper);border:1px solid var(--figure-field);border-radius:8px;box-shadow:0 6px 19px #0003}
.above{inset-block:auto calc(100% + 4px)}
.menu-list button{width:100%;text-align:start}
.menu-list button,.panel button{border-color:transparent;background:none}
.menu-list :hover,.menu-list :focus,.chosen>*{background:var(--figure-highlight)!important}
.menu-list .apart{border-color:var(--figure-rule) #0000 #0000}
[aria-checked=true]::after{content:' ✓'}
.controls{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(11.2em,100%),1fr));gap:13px 16px;align-items:end;margin-block-end:16px}
.control{position:relative}
label,legend{display:block;padding:0}
.complaint{position:absolute;inset:calc(100% + 3px) 0 auto;z-index:1;padding:3px 8px;background:var(--figure-paper);border:1px solid;border-radius:5px}
.pair,.vector{display:grid;grid-template-columns:1fr 1fr;gap:0 10px;align-items:end}
.vector{max-width:480px}
legend{float:left;grid-column:1/-1}
.check{display:flex;gap:10px;align-items:center;min-height:44px;color:inherit;font-size:inherit;cursor:pointer}
.check input{flex:none;width:18px;min-width:0;height:18px;min-height:0;margin:0;accent-color:var(--figure-accent)}
.steppers{display:none;flex-wrap:wrap;gap:4px}
@media (hover:none),(any-pointer:coarse){.steppers{display:flex}}
.derive{margin-inline-start:auto}
.table-scroll{max-height:416px;overflow:auto}
table{border-collapse:collapse;font-size:.93em}
caption{padding-block-end:6px}
th,td{padding:4px 11px;border-block-end:1px solid var(--figure-rule);text-align:end;white-space:nowrap}
th{max-width:16em;overflow:hidden;text-overflow:ellipsis}
th,h3,.panel-name{font-size:1em;font-weight:600}
[scope=row]{position:sticky;inset-inline-start:0;background:var(--figure-paper)}
[scope=row],thead td,caption{text-align:start}
.panel{margin-block-start:16px;padding:6px 16px 16px;background:var(--figure-highlight);border-radius:6px}
.panel-head{display:flex;justify-content:space-between;align-items:center;gap:16px}
.panel-content{max-height:576px;overflow:auto}
.panel-name{margin-block-start:16px}
h4{margin:19px 0 5px;font-size:1em}
h5{margin:0;font-weight:400}
li{margin-block-start:13px;overflow-x:auto;list-style:none}
math{font-size:1.07em;margin-block:5px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.unseen .table-scroll{overflow:visible}
.shell:not(.drawn){display:grid}
.shell:not(.drawn)>:not(p){display:block;grid-area:1/1;min-width:0}
slot{z-index:1}
.shell:not(.drawn) .figure{border-color:#0000;background:none}
.shell:not(.drawn) .figure>:not(.stage,.computing){visibility:hidden}
@container (max-width:448px){.figure{padding:11px}.panel{padding:3px 10px 10px}math{font-size:.87em}.derive{margin:0}}
@media print{.controls,.computing,.menu,.vector,.steppers{display:none!important}.figure{break-inside:avoid;border:0;padding:0}.table-scroll{max-height:none;overflow:visible}canvas{height:auto!important}}
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
