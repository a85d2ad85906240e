import { connectorLabel, connectorOfEntry } from '../connector-identity';
import type { Connection } from '../facts/flow';
import { functionNamed } from '../expressions/functions';
import { guid } from '../facts/workflow';
import { neighboursOf, type Scene } from '../fix';
import { entryOf } from '../flow-entries';
import { placesNaming } from '../flow-names';
import { insideOf } from '../inside';
import { flowsNamed, type Mention, type Thing } from '../mentions';
import type { Flow, Solution } from '../model';
import { folderOf, occurrenceAt } from '../occurrences';
import { runOrderOf } from '../run-order';
import type { Span, Uri } from '../text';
import { connectorCard, flowCard, nameCard, referenceCard } from './cards';
import { connectorIdAt } from './connector-ids';
import { functionAt } from './expression-at';
import { functionCard } from './function-card';
import { keyUsesInWords } from './key-uses';
import { code, paragraphs, quoted, strong } from './markdown';
import { isOn, mentionedAt } from './mentioned';
import { actionCard, flowVariableCard, parameterCard } from './step-card';
import { variableAt, variableCard } from './variable-card';

type NameInFlow = Thing & { readonly kind: 'action' | 'variable' | 'parameter' };

/** What is said, and of which part of the text. */
interface Said {
  readonly span: Span;
  readonly markdown: string;
  /** Whether it follows from the file alone that it is said of. */
  readonly isAlone: boolean;
}

/** What is to be said of what stands at an offset, in Markdown, and of which part of the text it is said. */
export function hover(uri: Uri, offset: number, scene: Scene): Said | undefined {
  const folder = folderOf(uri, scene.snapshot);
  if (!folder) return undefined;
  const [mention] = mentionedAt(uri, offset, scene.snapshot);
  if (mention) return { span: mention.span, markdown: ofMention(mention, scene), isAlone: mention.thing.kind === 'variable' };
  const variable = variableAt(uri, offset, folder);
  if (variable) return { span: variable.span, markdown: variableCard(variable.value, folder, scene), isAlone: false };
  return ofDefinition(uri, offset, folder, scene) ?? ofConnector(uri, offset, folder, scene) ?? ofFunction(uri, offset, folder, scene);
}

function ofMention(mention: Mention, scene: Scene): string {
  const { thing, uri, span, folder } = mention;
  switch (thing.kind) {
    case 'reference': {
      const own = [...folder.references, ...folder.repeated].find((it) => it.uri === uri && it.logicalName.span.start === span.start);
      const written = occurrenceAt(uri, span.start, scene.snapshot)?.name.value ?? thing.name;
      return own ? referenceCard(own, folder, scene) : nameCard(written, folder, scene);
    }
    case 'flow':
      return ofFlow(thing.name, folder, scene);
    case 'key':
      return ofKey(thing.name, thing.flow, uri, scene);
    case 'action':
    case 'variable':
    case 'parameter':
      return ofName(thing, span, folder, scene);
  }
}

/** What a flow calls by a name inside itself. A trigger stands for its flow. */
function ofName({ kind, name: key, flow: uri }: NameInFlow, span: Span, folder: Solution, scene: Scene): string {
  const flow = folder.flows.find((it) => it.uri === uri);
  if (!flow) return code(key);
  const name = placesNaming(kind, key, flow).find((it) => it.name.span.start === span.start)?.name.value ?? key;
  if (kind === 'variable') return flowVariableCard(name, flow, scene);
  if (kind === 'parameter') return parameterCard(name, flow, folder, scene);
  const all = runOrderOf(insideOf(flow)).named(name);
  const step = all.find((it) => it.name.span.start === span.start) ?? all[0];
  if (!step) return `No action of this flow is called ${quoted(name)}.`;
  if (step.role === 'trigger') return flowCard(flow, scene);
  const call = flow.childFlows.find(({ at }) => at.start === step.name.span.start);
  return paragraphs(actionCard(step, flow, folder, scene), call && ofFlow(guid(call.flowId.value), folder, scene));
}

/** The file of a flow may not be there; then its metadata still tells its name. */
function ofFlow(id: string, folder: Solution, scene: Scene): string {
  const [flow] = flowsNamed(id, folder, scene.snapshot);
  if (flow) return flowCard(flow, scene);
  const [orphan] = neighboursOf(folder, scene).flows(id);
  return orphan ? paragraphs(strong(orphan.name), 'The file of this flow is not there.') : 'No flow of this workspace has this id.';
}

function ofKey(key: string, uri: Uri, from: Uri, scene: Scene): string {
  const folder = folderOf(uri, scene.snapshot);
  const flow = folder?.flows.find((it) => it.uri === uri);
  if (!folder || !flow) return code(key);
  const whose = uri === from ? 'this flow' : `the flow ${quoted(flow.name)}`;
  const entry = entryOf(key, flow);
  if (!entry) return `No connection of ${whose} has the key ${code(key)}.`;
  const use = `Key of ${uri === from ? "this flow's connections" : `the connections of ${whose}`}, ${keyUsesInWords(key, flow)}.`;
  return paragraphs(entry.logicalName ? nameCard(entry.logicalName.value, folder, scene) : directCard(entry, flow, folder, scene), use);
}

function directCard(entry: Connection, { legacy }: Flow, folder: Solution, scene: Scene): string {
  const connector = connectorOfEntry(entry);
  const to = connector ? `${strong(connectorLabel(connector, neighboursOf(folder, scene)))} ${code(connector.connector)}` : 'a connector';
  return `A direct connection to ${to}${legacy ? '' : ', which no export carries along'}.`;
}

/** The display name of a connection reference, in its definition. */
function ofDefinition(uri: Uri, offset: number, folder: Solution, scene: Scene): Said | undefined {
  for (const reference of [...folder.references, ...folder.repeated]) {
    const span = reference.displayName?.span;
    if (reference.uri === uri && span && isOn(offset, span))
      return { span, markdown: referenceCard(reference, folder, scene), isAlone: false };
  }
  return undefined;
}

function ofFunction(uri: Uri, offset: number, folder: Solution, scene: Scene): Said | undefined {
  const flow = folder.flows.find((it) => it.uri === uri);
  const found = flow && functionAt(flow, scene.text(uri), offset);
  const its = found && functionNamed(found.value);
  return its && { span: found.span, markdown: functionCard(its), isAlone: true };
}

function ofConnector(uri: Uri, offset: number, folder: Solution, scene: Scene): Said | undefined {
  const found = connectorIdAt(uri, offset, folder, scene);
  return found && { span: found.span, markdown: connectorCard(found.name, folder, scene), isAlone: false };
}
