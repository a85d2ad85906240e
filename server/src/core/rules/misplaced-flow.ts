import { isIncomplete } from '../faults';
import { basename, comparable } from '../files';
import { idInName } from '../link';
import { memo } from '../memo';
import { isDeployable, type Flow, type Frame, type Metadata } from '../model';
import type { Draft, Rule } from '../rule';

export const misplacedFlow: Rule = {
  id: 'misplaced-flow',
  severity: 'warning',
  summary: "A flow's file, its metadata and the solution's list of components do not agree.",

  *check(frame) {
    if (!isDeployable(frame)) return;
    for (const { uri, name, id, jsonFileName } of frame.orphans) {
      const file = nameIn(jsonFileName);
      yield {
        at: { uri, span: (jsonFileName ?? id).span },
        message: `The solution describes the flow '${name}', but its file '${file}' is not there: add the file, or remove the description.`,
        subject: id.value,
      };
    }
  },

  *checkFlow(flow, frame) {
    const fault = flow.legacy || !isDeployable(frame) ? undefined : faultOf(flow, frame);
    if (fault) yield { ...fault, subject: flow.id ?? basename(flow.uri) };
  },
};

const flowsListedIn = memo(
  ({ rootComponents }: Manifest): ReadonlySet<string> =>
    new Set(rootComponents.flatMap(({ type, id }) => (type === '29' && id ? id.value : []))),
);

type Manifest = NonNullable<Frame['manifest']>;

type Fault = Pick<Draft, 'at' | 'message'>;

/** The first thing that does not fit between a flow, its metadata and the manifest. */
function faultOf(flow: Flow, frame: Frame): Fault | undefined {
  const { layout, manifest } = frame;
  const { metadata, uri, name } = flow;
  if (!metadata) {
    if (unreadable(flow, frame)) return undefined;
    const where = layout === 'raw' ? 'customizations.xml does not describe it' : `'${basename(uri)}.data.xml' is not there`;
    return { at: { uri, span: flow.start }, message: `Flow '${name}' has no metadata (${where}): add it, or remove the flow.` };
  }
  if (metadata.jsonFileName && comparable(nameIn(metadata.jsonFileName)) !== comparable(basename(uri))) return otherName(flow, metadata);
  const written = idInName(uri);
  if (written && written !== metadata.id.value)
    return {
      at: { uri: metadata.uri, span: metadata.id.span },
      message: `Flow '${name}' has one id in its metadata and another in its file's name, '${basename(uri)}': they must be the same.`,
    };
  if (manifest && !flowsListedIn(manifest).has(metadata.id.value) && !isIncomplete(manifest.faults))
    return {
      at: { uri, span: flow.start },
      message: `Flow '${name}' lies in the solution's folder, but Solution.xml does not list it among the components: add it there, or remove the file.`,
    };
  return undefined;
}

function otherName({ name, uri }: Flow, metadata: Metadata): Fault {
  const { span } = metadata.jsonFileName ?? metadata.id;
  return {
    at: { uri: metadata.uri, span },
    message: `The metadata of flow '${name}' speaks of the file '${nameIn(metadata.jsonFileName)}', but the flow is in '${basename(uri)}': give both the same name.`,
  };
}

/** Whether the metadata may be there after all, in a file that could not be read to its end. */
function unreadable({ uri }: Flow, { layout, definesReferences, rest }: Frame): boolean {
  if (layout === 'raw') return !definesReferences; // inline, in the file that defines the references
  const beside = rest.get(`${uri}.data.xml`);
  return beside !== undefined && (beside.facts.kind === 'unread' || isIncomplete(beside.facts.faults));
}

/** The file's name in a `JsonFileName`, which is a path and no URI: a `%` in it is a `%`. */
function nameIn(path: Metadata['jsonFileName']): string {
  return path?.value.slice(path.value.lastIndexOf('/') + 1) ?? '';
}
