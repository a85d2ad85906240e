/** What is said of the content of files, wherever they are: nothing here needs a disk. */

/** A file over this size is no part of a solution that anybody wrote; reading it would only stop everything else. */
export const LARGEST = 64 * 1024 * 1024;
export const TOO_LARGE = 'is larger than 64 MB';

/** Something that could not be read, in words that go after its path. */
export interface Unread {
  readonly path: string;
  readonly message: string;
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const decoders: Readonly<Record<Encoding, { decode(bytes: Uint8Array): string }>> = {
  'utf-8': new TextDecoder('utf-8'),
  'utf-16le': new TextDecoder('utf-16le'),
  'utf-16be': new TextDecoder('utf-16be'),
};

/** Text without its byte order mark. UTF-16 is told by its mark: pipelines have written flows in it. */
export function decode(bytes: Uint8Array): string {
  return decoders[encodingOf(bytes)].decode(bytes);
}

export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
