/** The letters of a drawing: their size in pixels, and whether they are bold. */
export interface Letters {
  readonly size: number;
  readonly isBold: boolean;
}

export const NAME: Letters = { size: 13, isBold: true };
export const SMALL: Letters = { size: 11.5, isBold: false };
export const SMALL_BOLD: Letters = { size: 11.5, isBold: true };

/** How wide a text is in pixels. A page can ask its fonts; who draws without one has to guess. */
export type Measure = (text: string, letters: Letters) => number;

/** Parts of the size of the letters. Fonts differ, so these are on the wide side of what the usual ones have. */
const NARROW = 0.34;
const SMALL_LETTER = 0.57;
const CAPITAL = 0.7;
const WIDE = 0.92;
const IDEOGRAPH = 1.05;
const BOLD = 1.13;

export const guessedWidth: Measure = (text, { size, isBold }) => {
  let width = 0;
  for (const it of text) width += widthOf(it);
  return width * size * (isBold ? BOLD : 1);
};

function widthOf(character: string): number {
  if (/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/.test(character) || character.length > 1) return IDEOGRAPH;
  if (/[ilIjtfr.,:;'|!()[\]{} /\\-]/.test(character)) return NARROW;
  if (/[mwMW@%–—…]/.test(character)) return WIDE;
  return /[\p{Lu}_+=<>~#&]/u.test(character) ? CAPITAL : SMALL_LETTER;
}

/** As much of a text as there is room for, and an ellipsis where that is not all of it. */
export function fitted(text: string, letters: Letters, room: number, measure: Measure): string {
  const line = text.slice(0, LONGEST).replace(/\s+/g, ' ');
  if (text.length <= LONGEST && measure(line, letters) <= room) return line;
  const characters = [...line];
  let [fits, tooLong] = [0, characters.length + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (measure(`${characters.slice(0, middle).join('')}…`, letters) <= room) fits = middle;
    else tooLong = middle;
  }
  return `${characters.slice(0, fits).join('').trimEnd()}…`;
}

/** No room is enough for more characters. */
const LONGEST = 300;
