import { isIncomplete } from './faults';
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
  const provider = providers(manifest, 'connectionreference', (it) => it.logicalName?.toLowerCase() === logicalName.toLowerCase());
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
 * A manifest that does not parse may say so in what could not be read of it.
 */
export function isProvided(manifest: Frame['manifest'], type: string, matches: (dependency: Dependency) => boolean): boolean {
  return isBroken(manifest) || providers(manifest, type, matches).some((it) => it !== 'Active');
}

function isBroken(manifest: Frame['manifest']): boolean {
  return manifest === undefined || isIncomplete(manifest.faults);
}

type Dependency = NonNullable<Frame['manifest']>['missingDependencies'][number];

function providers(manifest: Frame['manifest'], type: string, matches: (dependency: Dependency) => boolean): string[] {
  return (manifest?.missingDependencies ?? []).flatMap((it) => (it.type.toLowerCase() === type && matches(it) ? [it.solution ?? ''] : []));
}
