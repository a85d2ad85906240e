import { guid } from '../facts/workflow';
import type { Neighbours } from '../neighbours';

/** What a person calls the reference of this logical name; undefined when nobody defines it, so for a pipeline's token too. */
export function referenceName(logicalName: string, neighbours: Neighbours): string | undefined {
  return neighbours.definers(logicalName)[0]?.reference.label;
}

/** What a person calls the flow of this id; undefined when the workspace has none. */
export function flowName(id: string, neighbours: Neighbours): string | undefined {
  return neighbours.flows(guid(id))[0]?.name || undefined;
}
