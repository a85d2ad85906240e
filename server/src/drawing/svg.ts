import { h } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Diagram } from '../core/diagram/diagram';
import { layOut } from '../core/diagram/layout';
import { Drawing, labelWidth, type DrawingState } from './drawing';
import { COLOURS, STYLE } from './style';
import { guessedWidth } from './text-width';
import { english } from './words';

/** Characters that no XML may have and names in JSON may, and those that a terminal would obey, or that turn the direction of writing. */
const NO_TEXT = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

/** What begins an order in the log of a pipeline, which may print the picture. */
const ORDER = /(#)#(?=(?:vso)?\[)|^( *):(?=:)/gim;

/** A flow as a picture that stands alone, in light or dark colours as the reader has them. */
export function diagramSvg(diagram: Diagram): string {
  const layout = layOut(diagram, () => false, labelWidth(guessedWidth));
  const { width, height } = layout;
  const state: DrawingState = { words: english, marked: undefined, isLive: false, measure: guessedWidth };
  const picture = h(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
    h('title', {}, diagram.name),
    h('style', {}, `${COLOURS}${STYLE}`),
    h('rect', { width: '100%', height: '100%', fill: 'var(--ground)' }),
    h(Drawing, { layout, state }),
  );
  return `${renderToStaticMarkup(picture).replace(NO_TEXT, '\ufffd').replace(ORDER, '$1$2\ufffd')}\n`;
}
