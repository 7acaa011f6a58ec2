// The styles of the component. Custom properties that start with --liveness- are for the page; the others are internal.

const css = `
:host {
  --_accent: var(--liveness-accent, light-dark(#1d4ed8, #8fb4ff));
  --_on-accent: var(--liveness-on-accent, light-dark(#ffffff, #0b1530));
  --_good: var(--liveness-good, light-dark(#15803d, #4ade80));
  --_background: var(--liveness-background, light-dark(#ffffff, #12161f));
  --_color: var(--liveness-color, light-dark(#111827, #e8ecf4));
  --_muted: color-mix(in srgb, var(--_color) 72%, var(--_background));
  --_line: color-mix(in srgb, var(--_color) 16%, var(--_background));
  --_tint: color-mix(in srgb, var(--_accent) 9%, var(--_background));
  --_radius: var(--liveness-radius, 20px);
  color-scheme: light dark;
  container-type: inline-size;
  display: block;
  max-inline-size: 34rem;
  margin-inline: auto;
  color: var(--_color);
  font: 1rem/1.5 var(--liveness-font, system-ui, sans-serif);
  -webkit-text-size-adjust: 100%;
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
.screen {
  display: grid;
  justify-items: center;
  gap: 1rem;
  padding: 1.75rem;
  background: var(--_background);
  border: 1px solid var(--_line);
  border-radius: var(--_radius);
  text-align: center;
}
h2, p, ul { margin: 0; padding: 0; }
h2 { font-size: 1.375rem; font-weight: 650; line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance; outline: none; }
p { color: var(--_muted); text-wrap: pretty; max-inline-size: 26rem; }
slot { display: contents; }
::slotted(*) { margin: 0; }

.advice, .reasons { display: grid; gap: 0.625rem; list-style: none; text-align: start; max-inline-size: 24rem; margin-inline: auto; }
.advice li, .reasons li { position: relative; padding-inline-start: 1.75rem; text-wrap: pretty; }
.advice li::before, .reasons li::before {
  content: ""; position: absolute; inset-inline-start: 0.25rem; inset-block-start: 0.5em;
  inline-size: 0.5rem; block-size: 0.5rem; border-radius: 50%; background: var(--_accent);
}

.buttons { display: flex; flex-wrap: wrap; justify-content: center; gap: 0.75rem; inline-size: 100%; }
.buttons:empty { display: none; }
button, select {
  min-block-size: 3rem;
  padding: 0.625rem 1.5rem;
  border: 1.5px solid color-mix(in srgb, var(--_color) 55%, var(--_background));
  border-radius: min(var(--_radius), 1.5rem);
  background: transparent;
  color: inherit;
  font: inherit;
  font-weight: 600;
}
button { cursor: pointer; flex: 0 1 auto; }
button.primary { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
button:hover:not(:disabled) { filter: brightness(0.94); background-color: var(--_tint); }
button.primary:hover:not(:disabled) { background-color: var(--_accent); filter: brightness(1.08); }
button:disabled { cursor: default; opacity: 0.5; }
:is(button, select):focus-visible { outline: 3px solid var(--_accent); outline-offset: 3px; }
.cameras { display: grid; justify-items: center; gap: 0.25rem; max-inline-size: 100%; color: var(--_muted); font-size: 0.875rem; }
select { max-inline-size: 100%; padding-inline: 1rem; font-weight: 400; background: var(--_background); color: var(--_color); }

.drawing { inline-size: 6rem; block-size: 6rem; }
.drawing .line { fill: none; stroke: var(--_accent); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.drawing .dot { fill: var(--_accent); }
.drawing .arrow { stroke-width: 4; }
.start .drawing, .denied .camera-drawing { background: var(--_tint); border-radius: 50%; padding: 0.75rem; inline-size: 7rem; block-size: 7rem; }
.sign .disc { fill: color-mix(in srgb, var(--_sign) 14%, var(--_background)); }
.sign .line { stroke: var(--_sign); stroke-width: 6; }
.sign.good { --_sign: var(--_good); }
.sign.bad { --_sign: light-dark(#b42318, #ff8f85); }
.sign.open { --_sign: light-dark(#9a5b00, #f7c35c); }

.camera { padding: 1.25rem; }
.pose { display: flex; align-items: center; justify-content: center; gap: 1rem; min-block-size: 2.5rem; }
.pose:has(.drawing) { text-align: start; }
.pose .drawing { inline-size: 4rem; block-size: 4rem; flex: none; }
.step { font-size: 0.875rem; }
.stage {
  --_ratio: 1.3333;
  position: relative;
  overflow: hidden;
  inline-size: min(100%, 60svh * var(--_ratio));
  aspect-ratio: var(--_ratio);
  border-radius: calc(var(--_radius) * 0.7);
  background: #0b0f17;
}
.stage > * { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
.waiting { display: grid; place-items: center; }
.waiting .line { stroke: #8c97ab; }
.stage.open .waiting, .stage:not(.open) video { visibility: hidden; }
.stage.mirrored video { transform: scaleX(-1); }
.shade { fill: rgb(8 11 18 / 0.5); }
.halo, .edge, .ring { fill: none; }
.halo { stroke: rgb(8 11 18 / 0.55); }
.edge { stroke: #ffffff; }
.ring { stroke: #3ddc84; }
.ring[stroke-dasharray="0 100"] { visibility: hidden; }
.hint { display: grid; place-items: center; min-block-size: 3rem; font-size: 1.125rem; font-weight: 600; line-height: 1.3; color: var(--_color); text-wrap: balance; }
.hint.good { color: var(--_good); }

.photos { display: grid; gap: 0.75rem; inline-size: 100%; justify-items: center; list-style: none; }
.photos.several { display: flex; justify-content: center; }
.photos.several li { flex: 0 1 11rem; }
.photos li { display: grid; min-inline-size: 0; }
.photos canvas { display: block; max-inline-size: 100%; max-block-size: 55svh; block-size: auto; border-radius: calc(var(--_radius) * 0.7); transform: scaleX(-1); }
.photos canvas.chosen { transform: none; }

.sending, .result, .denied { align-content: center; min-block-size: 20rem; }
.spinner { inline-size: 3.5rem; block-size: 3.5rem; border: 5px solid var(--_line); border-block-start-color: var(--_accent); border-radius: 50%; animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }

@container (max-width: 26rem) {
  .screen { padding: 1.25rem 1rem; }
  .camera { padding: 0.75rem; gap: 0.75rem; }
  .buttons button { flex: 1 1 100%; }
  .camera .buttons button { flex: 1 1 auto; padding-inline: 1rem; }
}
@media (max-height: 30rem) and (orientation: landscape) {
  :host { max-inline-size: 52rem; }
  .start .drawing { display: none; }
  .camera { grid-template: "stage pose" auto "stage hint" 1fr "stage buttons" auto "stage cameras" auto / minmax(0, 3fr) minmax(11rem, 2fr); align-items: center; }
  .camera .pose { grid-area: pose; }
  .camera .stage { grid-area: stage; inline-size: min(100%, 86svh * var(--_ratio)); }
  .camera .hint { grid-area: hint; }
  .camera .buttons { grid-area: buttons; }
  .camera .cameras { grid-area: cameras; }
}
@media (prefers-reduced-motion: reduce) {
  .spinner { animation: none; border-color: var(--_accent); border-style: dotted; }
}
@media (forced-colors: active) {
  .drawing .line, .ring { stroke: CanvasText; }
  button.primary { border-width: 3px; }
}
`;

/** One style sheet for all components on a page; a policy against inline styles allows it. */
export const styleSheet = new CSSStyleSheet();
styleSheet.replaceSync(css);
