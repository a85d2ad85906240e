import { crc32, inflateRawSync } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { entryOf, inMemory, placeOf, type FileChange, type Uri } from '../core';
import { decode, LARGEST } from './content';
import { codeOf, folderOfZip, reasonOf, uriOf } from './disk';

/** What a zip may hold at most: more than any solution has, and what a small machine can take. */
const MOST_FILES = 50_000;
const MOST_BYTES = 512 * 1024 * 1024;
/** How much smaller than its text a file may be. Real solutions stay below 50; what is made to fill a disk reaches 1000. */
const RATIO = 200;
const SMALL = 1024 * 1024;

/** Why nothing of a zip is read, in words that go after a colon. */
export class ZipRefusal extends Error {}

/**
 * Reads every file of ours in a zip; others are not even unpacked, so a zip in a zip stays one. What its headers claim is checked
 * before anything is unpacked and never believed. The zip stays closed, so the texts are kept. Throws `ZipRefusal` when anything in it is not as a solution's zip has it.
 */
export async function readZip(path: string): Promise<readonly FileChange[]> {
  const { openPromise } = await import('yauzl'); // only who names a zip pays for it
  const zip = await reading(() => openPromise(path, { autoClose: false, decodeStrings: false }));
  try {
    const packed = await packedIn(zip);
    requireApart(packed);
    const changes: FileChange[] = [];
    for (const { name, uri, entry } of ours(packed, path)) {
      const text = decode(await unpacked(name, entry, zip));
      const change = { uri, entry: entryOf(inMemory(uri, text), text) };
      if (!change.entry) continue; // a JSON file that holds no deployment settings
      changes.push(change);
    }
    return changes;
  } finally {
    zip.close();
  }
}

interface Packed {
  readonly name: string;
  readonly entry: Entry;
}

async function packedIn(zip: ZipFile): Promise<readonly Packed[]> {
  const { getFileNameLowLevel } = await import('yauzl');
  requireFew(zip.entryCount);
  const packed: Packed[] = [];
  const entries = zip.eachEntry();
  for (;;) {
    const next = await reading(() => entries.next());
    if (next.done) return packed;
    const { value: entry } = next;
    const said = await reading(() => getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false));
    packed.push({ name: nameOf(said), entry });
    requireFew(packed.length);
  }
}

function requireFew(files: number): void {
  if (files > MOST_FILES) throw new ZipRefusal(`it holds more than ${MOST_FILES.toLocaleString('en')} files`);
}

/** The name without parts that say nothing. One that could lead anywhere else is refused, whoever has it: such a zip is an attack. */
function nameOf(said: string): string {
  const refuse = (what: string): never => {
    throw new ZipRefusal(`the name '${said}' in it ${what}`);
  };
  if (said.includes('\0')) refuse('has a character that no file name may have');
  if (/^(?:\/|[a-z]:)/i.test(said)) refuse('is that of a place outside of it');
  const parts = said.split('/').filter((it) => it !== '' && it !== '.');
  if (parts.includes('..')) refuse('leads out of it');
  return parts.join('/') + (said.endsWith('/') ? '/' : '');
}

const ENCRYPTED = 'it is encrypted. Unpack it with its password, and name the folder';
const LINK = 0o120000;
const KIND = 0o170000;

/** Each is a file of its own: no link, not encrypted, and not made of the bytes of another. */
function requireApart(packed: readonly Packed[]): void {
  const names = new Set<string>();
  for (const { name, entry } of packed) {
    if (((entry.externalFileAttributes >>> 16) & KIND) === LINK) throw new ZipRefusal(`'${name}' in it is a link`);
    if (entry.isEncrypted()) throw new ZipRefusal(ENCRYPTED);
    if (!name.endsWith('/') && names.size === names.add(name).size) throw new ZipRefusal(`'${name}' is in it twice`);
  }
  const inOrder = [...packed].sort((a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader);
  for (const [index, { name, entry }] of inOrder.entries()) {
    const next = inOrder[index + 1];
    const end = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER + entry.fileNameRaw.length + entry.compressedSize;
    if (next && end > next.entry.relativeOffsetOfLocalHeader) throw new ZipRefusal(`'${name}' and '${next.name}' in it overlap`);
  }
}

const LOCAL_HEADER = 30; // bytes before the name

/** What is to be unpacked, by name. Throws when that is more than there is room for. */
function ours(packed: readonly Packed[], path: string): readonly (Packed & { readonly uri: Uri })[] {
  const builds = packed.flatMap(({ name }) => {
    const folder = /^(.*\/)?[^/]*\.cdsproj$/.exec(name);
    return folder ? [`${folder[1] ?? ''}bin/`, `${folder[1] ?? ''}obj/`] : [];
  });
  const chosen: (Packed & { uri: Uri })[] = [];
  let bytes = 0;
  for (const { name, entry } of packed) {
    const uri = uriOf(`${folderOfZip(path)}/${name}`);
    const kind = name.endsWith('/') ? undefined : placeOf(uri)?.kind;
    if (kind === undefined || builds.some((it) => name.startsWith(it))) continue;
    const isLarge = Math.max(entry.uncompressedSize, entry.compressedSize) > LARGEST;
    if (isLarge && kind === 'deployment-settings') continue; // any JSON file may be one, none of that size is
    if (isLarge) throw new ZipRefusal(`'${name}' in it is larger than 64 MB`);
    if (entry.uncompressedSize > SMALL && entry.uncompressedSize > RATIO * entry.compressedSize)
      throw new ZipRefusal(`'${name}' in it unpacks to more than ${RATIO} times its size`);
    bytes += entry.uncompressedSize;
    if (bytes > MOST_BYTES) throw new ZipRefusal('what Keyhook would read of it is larger than 512 MB');
    chosen.push({ name, entry, uri });
  }
  return chosen.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const STORED = 0;
const DEFLATED = 8;

/** The bytes of a file, as many as its header claims. Memory is never taken for more. */
async function unpacked(name: string, entry: Entry, zip: ZipFile): Promise<Uint8Array> {
  const { compressionMethod, uncompressedSize: size } = entry;
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED)
    throw new ZipRefusal(`'${name}' in it is packed in a way that Keyhook does not know (${compressionMethod})`);
  const packed = await reading(async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry, { decodeFileData: false })) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  });
  const bytes = compressionMethod === STORED ? packed : inflated(packed, size, name);
  if (bytes.length !== size || crc32(bytes) !== entry.crc32) throw new ZipRefusal(`'${name}' in it is damaged`);
  return bytes;
}

function inflated(packed: Buffer, size: number, name: string): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw new ZipRefusal(`'${name}' in it is ${codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'larger than it says' : 'damaged'}`);
  }
}

/** What the library finds is said in our words. */
async function reading<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall !== undefined) throw new ZipRefusal(`it ${reasonOf(error)}`);
    throw new ZipRefusal(/encryption/.test(message) ? ENCRYPTED : 'it is no zip file, or it is cut off or damaged');
  }
}
