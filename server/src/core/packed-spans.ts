import type { Span } from './text';

/** So many characters a call can take. */
const CHUNK = 8192;

/** Spans in a hundredth of the memory: of each its start and its length, seven bits a character, an eighth where more follow. */
export function packSpans(spans: readonly Span[]): string {
  const codes: number[] = [];
  for (const { start, end } of spans) {
    put(codes, start);
    put(codes, end - start);
  }
  let packed = '';
  for (let i = 0; i < codes.length; i += CHUNK) packed += String.fromCharCode(...codes.slice(i, i + CHUNK));
  return packed;
}

function put(codes: number[], number: number): void {
  let rest = number;
  for (; rest > 0x7f; rest >>>= 7) codes.push(0x80 | (rest & 0x7f));
  codes.push(rest);
}

/** Gives the spans again, one a call, in the order in which they were packed. */
export function unpackSpans(packed: string): () => Span {
  let at = 0;
  const next = (): number => {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const code = packed.charCodeAt(at++);
      number |= (code & 0x7f) << shift;
      if (code <= 0x7f) return number;
    }
  };
  return () => {
    const start = next();
    return { start, end: start + next() };
  };
}
