import type { Measure } from '../../server/src/drawing';

/** Asks the page's own font. What was measured is remembered: names come again with every change. */
export function measuring(font: string): Measure {
  const context = document.createElement('canvas').getContext('2d')!;
  const known = new Map<string, number>();
  return (text, { size, isBold }) => {
    const letters = `${isBold ? 600 : 400} ${size}px ${font}`;
    const key = `${letters}\n${text}`;
    const width = known.get(key) ?? measured(context, letters, text);
    known.set(key, width);
    return width;
  };
}

function measured(context: CanvasRenderingContext2D, letters: string, text: string): number {
  context.font = letters;
  return context.measureText(text).width;
}
