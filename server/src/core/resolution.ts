import type { MissingDependency } from './facts/solution';
import { isIncomplete } from './faults';
import { grouped } from './grouped';
import { memo } from './memo';
import type { Flow, Frame } from './model';
import type { Neighbours } from './neighbours';
import type { Definition } from './tables';
import type { Word } from './text';

/** Where a connection reference that a flow names comes from. */
export type Resolution =
  /** This solution defines it. */
  | { readonly kind: 'own'; readonly definition: Definition }
  /** Another solution of the workspace does. */
  | { readonly kind: 'sibling'; readonly definition: Definition }
  /** Only another copy of this very solution does. */
  | { readonly kind: 'twin'; readonly definition: Definition }
  /** A solution outside the workspace brings it. */
  | { readonly kind: 'provided'; readonly by: string }
  /** It was in the maker's environment and in no solution. */
  | { readonly kind: 'unshipped' }
  | { readonly kind: 'undefined' }
  /** The files of this solution do not tell which references it has. */
  | { readonly kind: 'unknown' };

/** Every place where a flow names a connection reference. Legacy packages do not. */
export function* namedReferences({ legacy, connections }: Flow): Iterable<Word> {
  if (legacy) return;
  for (const { logicalName } of connections) if (logicalName) yield logicalName;
}

/** A place that a pipeline fills in before the import. */
const PIPELINE_TOKEN = /^(?:#\{.*\}#|\$\(.*\)|\$\{.*\}|\{\{.*\}\})$/;

/** What brings a reference, from the nearest to the farthest; names compare without letter case. */
export function resolve(logicalName: string, { root, manifest, definesReferences }: Frame, neighbours: Neighbours): Resolution {
  const definers = neighbours.definers(logicalName);
  const own = nearest(
    logicalName,
    definers.filter((it) => it.reference.solution === root),
  );
  if (own) return { kind: 'own', definition: own };
  if (!definesReferences || PIPELINE_TOKEN.test(logicalName)) return { kind: 'unknown' };
  const sibling = nearest(
    logicalName,
    definers.filter((it) => it.uniqueName.toLowerCase() !== manifest?.uniqueName.toLowerCase()),
  );
  if (sibling) return { kind: 'sibling', definition: sibling };
  const provider = providersOf(dependenciesOn('connectionreference', 'logicalName', logicalName, manifest));
  const named = provider.find((it) => it !== 'Active' && it !== '');
  if (named) return { kind: 'provided', by: named };
  if (definers[0]) return { kind: 'twin', definition: definers[0] };
  if (provider.includes('Active')) return { kind: 'unshipped' };
  if (provider.length > 0) return { kind: 'unknown' };
  return { kind: isBroken(manifest) ? 'unknown' : 'undefined' };
}

/** The definition that writes the name the same way, else the first. */
function nearest(logicalName: string, definitions: readonly Definition[]): Definition | undefined {
  return definitions.find((it) => it.reference.logicalName.value === logicalName) ?? definitions[0];
}

/**
 * Whether a named solution, not only the maker's own environment, brings a component this one lacks.
 * `dependencies` are those on it. A manifest that does not parse may say so in what could not be read of it.
 */
export function isProvided(manifest: Frame['manifest'], dependencies: readonly MissingDependency[]): boolean {
  return isBroken(manifest) || providersOf(dependencies).some((it) => it !== 'Active');
}

/** What a missing dependency may call the component. */
type NamedBy = 'logicalName' | 'schemaName' | 'id';

/** The missing dependencies on a component of a type, which is given in lower case, by its name in any letter case. */
export function dependenciesOn(type: string, by: NamedBy, name: string, manifest: Frame['manifest']): readonly MissingDependency[] {
  return (manifest && dependenciesIn(manifest).get(`${type} ${by} ${name.toLowerCase()}`)) ?? [];
}

const dependenciesIn = memo(
  ({ missingDependencies }: NonNullable<Frame['manifest']>): ReadonlyMap<string, readonly MissingDependency[]> => {
    const namings: readonly NamedBy[] = ['logicalName', 'schemaName', 'id'];
    const named = missingDependencies.flatMap((it) =>
      namings.flatMap((by) => {
        const name = it[by];
        return name === undefined ? [] : { key: `${it.type.toLowerCase()} ${by} ${name.toLowerCase()}`, it };
      }),
    );
    return new Map([...grouped(named, ({ key }) => key)].map(([key, its]) => [key, its.map(({ it }) => it)]));
  },
);

function isBroken(manifest: Frame['manifest']): boolean {
  return manifest === undefined || isIncomplete(manifest.faults);
}

function providersOf(dependencies: readonly MissingDependency[]): readonly string[] {
  return dependencies.map((it) => it.solution ?? '');
}
