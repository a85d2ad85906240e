import { flowsNamed, mentionAt, type Mention } from '../mentions';
import { folderOf } from '../occurrences';
import type { Span, Uri } from '../text';
import type { Snapshot } from '../workspace';

/** What is written under an offset: one thing, but for a key that an app hands to a flow of which only other solutions have copies, all alike. */
export function mentionedAt(uri: Uri, offset: number, snapshot: Snapshot): readonly Mention[] {
  const mention = mentionAt(uri, offset, snapshot);
  if (!mention) return [];
  const { thing, role, folder } = mention;
  if (thing.kind !== 'key' || role !== 'app') return [mention];
  const flow = folderOf(thing.flow, snapshot)?.flows.find((it) => it.uri === thing.flow);
  return flowsNamed(flow?.id ?? '', folder, snapshot).map((it) => ({ ...mention, thing: { ...thing, flow: it.uri } }));
}

/** Whether a cursor there stands on this: its end counts too. */
export function isOn(offset: number, { start, end }: Span): boolean {
  return start <= offset && offset <= end;
}

/** Each place once. */
export function distinct<Place extends { readonly uri: Uri }>(
  places: readonly Place[],
  startOf: (place: Place) => number,
): readonly Place[] {
  return [...new Map(places.map((it) => [`${startOf(it)} ${it.uri}`, it])).values()];
}
