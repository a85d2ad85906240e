import { namesIn, placesNaming, type FlowName } from '../flow-names';
import type { Scene } from '../fix';
import { folderOf } from '../occurrences';
import type { Span, Uri } from '../text';

/** A word whose meaning only the rest of the flow tells. */
export interface Token {
  readonly span: Span;
  readonly kind: FlowName['kind'];
  /** Where it gets its name. */
  readonly isDefinition: boolean;
}

/** The names of a flow's actions, variables and parameters, within a part of its file. A name that nothing has is a text like any other. */
export function semanticTokens(uri: Uri, { snapshot }: Scene, within?: Span): readonly Token[] {
  const flow = folderOf(uri, snapshot)?.flows.find((it) => it.uri === uri);
  if (!flow) return [];
  const isKnown = ({ kind, name }: FlowName): boolean => placesNaming(kind, name.value, flow).some((it) => it.role === 'definition');
  return namesIn(flow).flatMap((it) => {
    const { span } = it.name;
    const isWanted = span.start < span.end && (!within || (within.start <= span.end && span.start <= within.end));
    return isWanted && isKnown(it) ? [{ span, kind: it.kind, isDefinition: it.role === 'definition' }] : [];
  });
}
