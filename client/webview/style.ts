/** The page around a drawing, and the colours of the editor's theme. */
export const PAGE = `
:root { color-scheme: light dark; }
body {
  --font: var(--vscode-font-family);
  --ground: var(--vscode-editor-background);
  --box: color-mix(in srgb, var(--vscode-editor-foreground) 11%, var(--vscode-editor-background));
  --holder: color-mix(in srgb, var(--vscode-editor-foreground) 4%, var(--vscode-editor-background));
  --branch: color-mix(in srgb, var(--vscode-editor-foreground) 7%, var(--vscode-editor-background));
  --branch-line: color-mix(in srgb, var(--vscode-editor-foreground) 14%, var(--vscode-editor-background));
  --line: color-mix(in srgb, var(--vscode-editor-foreground) 24%, var(--vscode-editor-background));
  --edge: color-mix(in srgb, var(--vscode-editor-foreground) 55%, var(--vscode-editor-background));
  --text: var(--vscode-editor-foreground);
  --quiet: var(--vscode-descriptionForeground);
  --marked: var(--vscode-focusBorder);
  --error: var(--vscode-problemsErrorIcon-foreground, var(--vscode-editorError-foreground));
  --warning: var(--vscode-problemsWarningIcon-foreground, var(--vscode-editorWarning-foreground));
  --info: var(--vscode-problemsInfoIcon-foreground, var(--vscode-editorInfo-foreground));
  --on-alarm: var(--vscode-editor-background);
  --on-sign: #ffffff;
  margin: 0; padding: 0; height: 100vh; display: flex; flex-direction: column; overflow: hidden;
  background: var(--ground); color: var(--text); font: 13px var(--font);
}
body.vscode-light {
  --box: var(--vscode-editor-background);
  --holder: color-mix(in srgb, var(--vscode-editor-foreground) 6%, var(--vscode-editor-background));
  --branch: color-mix(in srgb, var(--vscode-editor-foreground) 2%, var(--vscode-editor-background));
}
body.vscode-high-contrast, body.vscode-high-contrast-light {
  --box: var(--ground); --holder: var(--ground); --branch: var(--ground);
  --line: var(--vscode-contrastBorder); --branch-line: var(--vscode-contrastBorder); --edge: var(--text); --quiet: var(--text);
  --marked: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
}
body.vscode-high-contrast .sign rect, body.vscode-high-contrast-light .sign rect { fill: var(--ground); stroke: var(--line); }
body.vscode-high-contrast .sign path, body.vscode-high-contrast-light .sign path { stroke: var(--text); }
body.vscode-high-contrast .branch .ground, body.vscode-high-contrast-light .branch .ground { stroke-dasharray: 2 3; }

.bar {
  flex: none; display: flex; align-items: center; gap: 4px; padding: 4px 8px; min-height: 26px;
  border-bottom: 1px solid var(--vscode-editorGroup-border, var(--line)); background: var(--vscode-editor-background);
}
.bar .about { flex: 1; min-width: 0; display: flex; align-items: center; gap: 8px; padding-left: 4px; }
.bar .flow { font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.bar .problems { flex: none; display: inline-flex; align-items: center; gap: 4px; font-size: 12px; }
.bar .problems svg { width: 14px; height: 14px; }
button {
  font: 12px var(--font); color: var(--vscode-icon-foreground, var(--text)); background: transparent; border: 1px solid transparent; border-radius: 5px;
  min-width: 24px; height: 24px; padding: 0 5px; display: inline-flex; align-items: center; justify-content: center; cursor: pointer;
}
button:hover { background: var(--vscode-toolbar-hoverBackground); outline: 1px dashed var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px; }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
button svg { width: 16px; height: 16px; fill: none; stroke: currentColor; stroke-width: 1.3; stroke-linecap: round; stroke-linejoin: round; }
button.scale { min-width: 46px; font-variant-numeric: tabular-nums; }
.note {
  flex: none; padding: 5px 12px; font-size: 12px; color: var(--vscode-inputValidation-warningForeground, var(--text));
  background: var(--vscode-inputValidation-warningBackground, var(--holder)); border-bottom: 1px solid var(--vscode-inputValidation-warningBorder, var(--line));
}
.paper { flex: 1; min-height: 0; overflow: auto; display: grid; outline: none; cursor: grab; }
.paper.dragged, .paper.dragged * { cursor: grabbing; user-select: none; }
.paper > svg { display: block; margin: auto; flex: none; }
.paper > p { margin: auto; color: var(--quiet); }
.step { cursor: pointer; outline: none; }
.step:hover > .body, .step:hover > .frame { stroke: var(--edge); }
.step:has(.step:hover) > .body, .step:has(.step:hover):not(.marked) > .frame { stroke: var(--line); }
.step.marked > .frame { stroke: var(--marked) !important; stroke-width: 2.5; }
.step:focus-visible > .frame { stroke: var(--vscode-focusBorder) !important; stroke-width: 3; stroke-dasharray: none; }
.step.marked:not(:focus-visible) > .body { fill: color-mix(in srgb, var(--marked) 12%, var(--box)); }
.step.marked > .what, .step.marked > .connection { fill: var(--text); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.fold:hover rect { fill: var(--vscode-toolbar-hoverBackground); }
`;
