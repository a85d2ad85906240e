import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A screenshot in at most 256 colours, those that are alike taken for one: a third of the bytes, and the eye sees no difference. */
export function smaller(png: Buffer): Buffer {
  const { width, height, colours } = decoded(png);
  const palette = paletteOf(colours);
  const nearest = new Map<number, number>();
  const rows = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, at) => {
    const index = nearest.get(colour) ?? indexOfNearest(colour, palette);
    nearest.set(colour, index);
    rows[at + Math.floor(at / width) + 1] = index;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // eight bits a pixel, into a palette
  const parts = [
    part('IHDR', header),
    part('PLTE', Buffer.from(palette.flatMap((it) => [...channels(it)]))),
    part('IDAT', deflateSync(rows, { level: 9 })),
    part('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([png.subarray(0, 8), ...parts]);
}

/** The pixels as `0xRRGGBB`, row by row. Of a PNG as Chromium writes it: eight bits a channel, no palette, not interlaced. */
function decoded(png: Buffer): { readonly width: number; readonly height: number; readonly colours: Uint32Array } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const size = png[25] === 6 ? 4 : 3;
  const bytes = unfiltered(inflateSync(Buffer.concat([...data(png)])), width * size, size);
  const colours = new Uint32Array(width * height).map((_, at) => bytes.readUIntBE(at * size, 3));
  return { width, height, colours };
}

function* data(png: Buffer): Iterable<Buffer> {
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') yield png.subarray(at + 8, at + 8 + length);
    at += length + 12;
  }
}

/** Each row begins with how it was written: as the difference to the pixel at its left, above it, to their mean, or to what Paeth expects. */
function unfiltered(rows: Buffer, width: number, size: number): Buffer {
  const height = rows.length / (width + 1);
  const bytes = Buffer.alloc(height * width);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const left = x < size ? 0 : bytes[at - size]!;
      const above = y === 0 ? 0 : bytes[at - width]!;
      const corner = x < size || y === 0 ? 0 : bytes[at - width - size]!;
      const expected = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][rows[y * (width + 1)]!]!;
      bytes[at] = rows[y * (width + 1) + 1 + x]! + expected;
    }
  return bytes;
}

function paeth(left: number, above: number, corner: number): number {
  const distance = (it: number): number => Math.abs(left + above - corner - it);
  return [left, above, corner].reduce((best, it) => (distance(it) < distance(best) ? it : best));
}

/** Areas have these many colours, which stay as they are however alike; the others are the edges of letters. */
const areas = 32;

/** The most frequent colours and, of the others, those that differ from each other, as little as leaves 256 of them. */
function paletteOf(colours: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const it of colours) counts.set(it, (counts.get(it) ?? 0) + 1);
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  for (let apart = 0; ; apart++) {
    const palette: number[] = [];
    for (const [at, it] of frequent.entries())
      if (at < areas || palette.every((other) => distance(it, other) > apart * apart)) palette.push(it);
    if (palette.length <= 256) return palette;
  }
}

function indexOfNearest(colour: number, palette: readonly number[]): number {
  return palette.reduce((best, it, index) => (distance(colour, it) < distance(colour, palette[best]!) ? index : best), 0);
}

const channels = (colour: number): readonly [number, number, number] => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** Squared. */
function distance(a: number, b: number): number {
  const [one, other] = [channels(a), channels(b)];
  return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;
}

function part(kind: string, content: Buffer): Buffer {
  const part = Buffer.alloc(content.length + 12);
  part.writeUInt32BE(content.length, 0);
  part.write(kind, 4, 'latin1');
  content.copy(part, 8);
  part.writeUInt32BE(crc32(part.subarray(4, content.length + 8)), content.length + 8);
  return part;
}
