import { parseJson, wordOf, type JsonValue } from '../json';
import type { Word } from '../text';

/** A Package Deployer's `*.ppkg.json`: it may bind connection references by their logical names. */
export interface PackageManifestFacts {
  readonly kind: 'package-manifest';
  readonly faults: readonly [];
  readonly references: readonly Word[];
}

/** Comments are allowed: the build that uses the file takes them out. It lies outside solutions, so nothing is said of its faults. */
export function readPackageManifest(text: string): PackageManifestFacts {
  const { root } = parseJson(text, { comments: true });
  const references: Word[] = [];
  const open: JsonValue[] = root ? [root] : [];
  for (let value = open.pop(); value; value = open.pop()) {
    for (const member of value.members()) {
      const name = /^(?:connectionreference)?logicalname$/i.test(member.key) ? wordOf(member.value) : undefined;
      if (name) references.push(name);
      open.push(member.value);
    }
    for (const item of value.items()) open.push(item);
  }
  return { kind: 'package-manifest', faults: [], references: references.sort((a, b) => a.span.start - b.span.start) };
}
