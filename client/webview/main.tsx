import { render } from 'preact';
import { STYLE } from '../../server/src/drawing';
import type { FromPage, PageStart, PageState } from '../src/diagram-messages';
import { App } from './app';
import { measuring } from './measure';
import { PAGE } from './style';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(`${STYLE}${PAGE}`);
document.adoptedStyleSheets = [sheet];

const editor = acquireVsCodeApi();
const start = JSON.parse(document.getElementById('start')!.textContent!) as PageStart;
const host = {
  start,
  kept: editor.getState(),
  say: (message: FromPage) => editor.postMessage(message),
  keep: (state: PageState) => editor.setState(state),
};
const measure = measuring(getComputedStyle(document.body).fontFamily);
render(<App host={host} measure={measure} />, document.body);
