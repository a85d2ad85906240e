import { h } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Diagram } from '../core/diagram/diagram';
import { layOut } from '../core/diagram/layout';
import { Drawing, labelWidth, type DrawingState } from './drawing';
import { COLOURS, STYLE } from './style';
import { guessedWidth } from './text-width';
import { english } from './words';

/** Characters that no XML may have, and names in JSON may. */
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

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
  return `${renderToStaticMarkup(picture).replace(NO_XML, '\ufffd')}\n`;
}
