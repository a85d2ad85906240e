/** By what a finding is known again after edits elsewhere in its file. */
export interface Identity {
  readonly rule: string;
  readonly path: string;
  readonly subject: string;
  /** Which it is of those that are equal in these three, from 0, in the order of their places. */
  readonly ordinal: number;
}

/** The identities of findings that are in the order of every report. */
export function identitiesOf(findings: readonly Omit<Identity, 'ordinal'>[]): readonly Identity[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, path, subject }) => {
    const key = JSON.stringify([rule, path, subject]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return { rule, path, subject, ordinal };
  });
}

/** 16 hexadecimal digits that tell a finding from every other, and hold as long as its identity does. */
export function fingerprintOf({ rule, path, subject, ordinal }: Identity): string {
  return hash(JSON.stringify([rule, path, subject, ordinal]))
    .toString(16)
    .padStart(16, '0');
}

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** FNV-1a in 64 bits, each UTF-16 unit taken at once: enough to tell things apart, and nothing here needs more. */
function hash(text: string): bigint {
  let result = OFFSET;
  for (let i = 0; i < text.length; i++) result = BigInt.asUintN(64, (result ^ BigInt(text.charCodeAt(i))) * PRIME);
  return result;
}
