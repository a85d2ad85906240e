import { crc32, deflateRawSync } from 'node:zlib';

/** A file in a zip. What is given beside its content is what the zip says of it, true or not. */
export interface Packed {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** 8 is deflated, 0 is as it is. */
  readonly method?: number;
  /** The packed bytes, in the place of the packed content. */
  readonly packed?: Uint8Array;
  readonly size?: number;
  readonly packedSize?: number;
  readonly crc?: number;
  /** Bit 0: encrypted; bit 11: the name is in UTF-8. */
  readonly flags?: number;
  /** The mode that Unix gives the file. */
  readonly mode?: number;
  /** Where its local header is said to be. */
  readonly at?: number;
}

/** Writes a zip as its specification says (PKWARE's APPNOTE), for tests: honest ones and others. */
export function zipOf(files: readonly Packed[], { count = files.length } = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name: said, content = '', method = 8, flags = 0x800, mode = 0o100644, ...other } of files) {
    const [name, bytes] = [Buffer.from(said as string), Buffer.from(content as string)];
    const packed = Buffer.from(other.packed ?? (method === 8 ? deflateRawSync(bytes) : bytes));
    const { crc = crc32(bytes), size = bytes.length, packedSize = packed.length, at = offset } = other;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packedSize, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(at, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), common, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
