/** The shapes and letters of a drawing. Colours are variables: an editor and a picture have each their own. */
export const STYLE = `
.step .body { fill: var(--box); }
.step .frame { fill: none; stroke: var(--line); stroke-width: 1; pointer-events: none; }
.step.holder > .body { fill: var(--holder); }
.step > .behind { fill: var(--box); stroke: var(--line); }
.step.marked > .frame { stroke: var(--marked); stroke-width: 2.5; }
.sign rect { fill: var(--sign); }
.sign path { fill: none; stroke: var(--on-sign); stroke-width: 1.4; stroke-linejoin: round; stroke-linecap: round; }
.sign.trigger { --sign: #0f7b6c; }
.sign.connector { --sign: #1f6feb; }
.sign.condition, .sign.switch, .sign.scope, .sign.loop { --sign: #5c6773; }
.sign.variable { --sign: #8a3fc7; }
.sign.data { --sign: #a8541a; }
.sign.http, .sign.response { --sign: #2f7d32; }
.sign.delay, .sign.end { --sign: #b3303c; }
.sign.flow { --sign: #b0307f; }
.sign.action { --sign: #5c6773; }
text { font-family: var(--font); font-size: 11.5px; fill: var(--quiet); }
.name { font-size: 13px; font-weight: 600; fill: var(--text); }
.problems text { font-weight: 600; fill: var(--text); }
.alarm .shape { fill: var(--alarm); stroke: var(--alarm); stroke-width: 1; stroke-linejoin: round; }
.alarm .mark { fill: none; stroke: var(--on-alarm); stroke-width: 1.6; stroke-linecap: round; }
.problems.error { --alarm: var(--error); }
.problems.warning { --alarm: var(--warning); }
.problems.info { --alarm: var(--info); }
.fold rect { fill: transparent; }
.fold path { fill: none; stroke: var(--quiet); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.branch .ground { fill: var(--branch); stroke: var(--branch-line); }
.branch > .label { font-weight: 600; fill: var(--text); text-anchor: middle; }
.branch > .nothing { font-style: italic; text-anchor: middle; }
.edge .way { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.edge .tip { fill: var(--edge); }
.edge.other .way { stroke-dasharray: 5 4; }
.edge rect { fill: var(--ground); stroke: var(--edge); }
.edge text { text-anchor: middle; fill: var(--text); }
`;

/** The colours of a picture that stands alone. */
export const COLOURS = `
:root {
  --font: 'Segoe UI', -apple-system, BlinkMacSystemFont, 'Helvetica Neue', Arial, sans-serif;
  --ground: #f6f7f9; --box: #ffffff; --holder: #eef0f4; --branch: #ffffff99; --branch-line: #d5d9e0; --line: #c3c9d2; --edge: #7c8694;
  --text: #1b1f24; --quiet: #57606a; --marked: #0969da; --on-sign: #ffffff;
  --error: #c62828; --warning: #b26a00; --info: #1f6feb; --on-alarm: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #17191d; --box: #24272d; --holder: #1e2126; --branch: #17191d99; --branch-line: #363b44; --line: #444b56; --edge: #8b94a1;
    --text: #e8eaed; --quiet: #a7b0bb; --marked: #58a6ff; --error: #f26d6d; --warning: #e3b341; --info: #6cb6ff; --on-alarm: #17191d;
  }
}
`;
