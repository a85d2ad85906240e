import { appConnectionsIn } from '../app-connections';
import type { Connection } from '../facts/flow';
import type { Scene } from '../fix';
import { useOf } from '../flow-entries';
import { namesIn } from '../flow-names';
import { mentionsOf } from '../mentions';
import type { ConnectionReference, Flow, Solution } from '../model';
import { folderOf } from '../occurrences';
import { count } from '../reports/check';
import type { Span, Uri } from '../text';
import { usesInWords, usesOf } from '../uses';
import { keyUsesInWords } from './key-uses';
import { usesInWords as nameUsesInWords, usesOfName } from './use-counts';

/** A line that an editor shows above a place. */
export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** Where the name stands whose uses are shown when it is chosen; undefined when there are none to show. */
  readonly usesAt: number | undefined;
}

/** Above each definition who uses it, above each entry of a flow's connections what goes through it, above a trigger who calls the flow, above actions and variables what names them. */
export function codeLenses(uri: Uri, scene: Scene): readonly Lens[] {
  const folder = folderOf(uri, scene.snapshot);
  if (!folder) return [];
  const definitions = [...folder.references, ...folder.repeated].filter((it) => it.uri === uri);
  const flow = folder.flows.find((it) => it.uri === uri);
  return [...definitions.map((it) => ofReference(it, folder, scene)), ...(flow ? lensesIn(flow, scene) : [])].sort(
    (a, b) => a.span.start - b.span.start,
  );
}

function lensesIn(flow: Flow, scene: Scene): readonly Lens[] {
  const callers = flow.triggerName && callersOf(flow, scene);
  const source = scene.text(flow.uri);
  const names = namesIn(flow).flatMap(({ kind, role, name: { value, span } }): readonly Lens[] => {
    if (kind === 'parameter' || role !== 'definition') return [];
    const said = [
      span.start === flow.triggerName?.span.start ? callers : undefined,
      nameUsesInWords(usesOfName(kind, value, flow, source)),
    ];
    const title = said.filter((it) => it !== undefined).join(', ');
    return title === '' ? [] : [used(span, title)];
  });
  return [...flow.connections.map((it) => ofEntry(it, flow)), ...names];
}

function used(span: Span, title: string): Lens {
  return { span, title, usesAt: span.start };
}

function unused(span: Span, title: string): Lens {
  return { span, title, usesAt: undefined };
}

function ofReference(reference: ConnectionReference, { frame }: Solution, scene: Scene): Lens {
  const { span } = reference.logicalName;
  const uses = usesInWords(usesOf(scene.snapshot.neighbourhood.seenFrom('').users(reference.logicalName.value)));
  if (uses !== '') return used(span, `used by ${uses}`);
  const mayUse = new Set(
    appConnectionsIn(frame)
      .to(reference)
      .map((it) => it.app),
  ).size;
  return unused(span, mayUse > 0 ? `may be used by ${count(mayUse, 'app')}` : 'not used');
}

function ofEntry({ key: { value, span } }: Connection, flow: Flow): Lens {
  return (useOf(value, flow) ? used : unused)(span, keyUsesInWords(value, flow));
}

/** The flows and apps that call a flow; undefined when none does. */
function callersOf({ id }: Flow, { snapshot }: Scene): string | undefined {
  const mentions = id === undefined ? [] : mentionsOf({ kind: 'flow', name: id }, snapshot);
  const flows = new Set(mentions.flatMap((it) => (it.role === 'call' ? it.uri : [])));
  const folders = new Set(mentions.flatMap((it) => (it.role === 'app' ? it.folder : [])));
  const apps = [...folders].flatMap((it) => it.apps).filter((app) => app.connections.some((it) => it.flowId?.value === id)); // one file may speak for several
  const callers = [...(flows.size > 0 ? [count(flows.size, 'flow')] : []), ...(apps.length > 0 ? [count(apps.length, 'app')] : [])];
  return callers.length > 0 ? `called by ${callers.join(', ')}` : undefined;
}
