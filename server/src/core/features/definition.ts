import { guid } from '../facts/workflow';
import { neighboursOf, type Scene } from '../fix';
import { entryOf } from '../flow-entries';
import { insideOf } from '../inside';
import { flowsNamed, mentionsOf, type Mention } from '../mentions';
import type { ConnectionReference } from '../model';
import { folderOf } from '../occurrences';
import { resolve } from '../resolution';
import { stepAt } from '../step-at';
import type { Span, Uri } from '../text';
import { descendants, parseXml } from '../xml';
import { connectorIdAt, customConnectorsOf } from './connector-ids';
import { distinct, mentionedAt } from './mentioned';

/** Where something is defined. */
export interface Target {
  readonly uri: Uri;
  /** The name, where an editor puts the cursor. */
  readonly name: Span;
  /** All of it, for an editor that shows it in place. */
  readonly whole: Span;
}

/** Where what is written at an offset is defined: a logical name, a key, a flow's id, the id of a custom connector, and in a flow an action, a variable or a parameter. */
export function definitions(uri: Uri, offset: number, scene: Scene): readonly Target[] {
  const mentioned = mentionedAt(uri, offset, scene.snapshot);
  const targets = mentioned.length > 0 ? mentioned.flatMap((it) => targetsOf(it, scene)) : connectorTargets(uri, offset, scene);
  return distinct(targets, (it) => it.name.start);
}

function targetsOf(mention: Mention, scene: Scene): readonly Target[] {
  const { thing } = mention;
  switch (thing.kind) {
    case 'reference':
      return referencesFor(mention, scene).map(({ uri, logicalName, span }) => ({ uri, name: logicalName.span, whole: span }));
    case 'key':
      return entriesOf(thing.flow, thing.name, scene);
    case 'flow':
      return flowTargets(mention, scene);
    case 'action':
    case 'variable':
    case 'parameter':
      return nameTargets(mention, scene);
  }
}

/** A definition stands for itself; elsewhere the solution's own counts, and every other one only when it has none. */
function referencesFor({ thing: { name }, role, uri, span, folder }: Mention, scene: Scene): readonly ConnectionReference[] {
  const neighbours = neighboursOf(folder, scene);
  const all = neighbours.definers(name).map((it) => it.reference);
  if (role === 'definition') return all.filter((it) => it.uri === uri && it.logicalName.span.start === span.start);
  const found = resolve(name, folder, neighbours);
  return found.kind === 'own' ? [found.definition.reference] : all;
}

function entriesOf(uri: Uri, name: string, { snapshot }: Scene): readonly Target[] {
  const flow = folderOf(uri, snapshot)?.flows.find((it) => it.uri === uri);
  const entry = flow && entryOf(name, flow);
  if (!entry) return [];
  const { key, span } = entry;
  return [{ uri, name: key.span, whole: { start: key.span.start - 1, end: span.end } }]; // the quote before the key too
}

/** A definition stands for itself. The whole of an action is all of it, that of a variable the action that initializes it. */
function nameTargets({ thing, role, uri, span, folder }: Mention, { snapshot }: Scene): readonly Target[] {
  const flow = folder.flows.find((it) => it.uri === uri);
  const defined = mentionsOf(thing, snapshot).flatMap((it) => (it.role === 'definition' ? it.span : []));
  const names = role === 'definition' ? [span] : defined;
  return names.map((name) => ({ uri, name, whole: (flow && stepAt(insideOf(flow), name.start))?.span ?? name }));
}

/** A flow begins, for whoever reads it, at its trigger. Where its file is not there, its metadata is. */
function flowTargets({ thing, folder }: Mention, { snapshot }: Scene): readonly Target[] {
  const flows = flowsNamed(thing.name, folder, snapshot);
  const targets = flows.map(({ uri, triggerName, start }) => ({
    uri,
    name: triggerName?.span ?? start,
    whole: triggerName?.span ?? start,
  }));
  if (targets.length > 0) return targets;
  return mentionsOf(thing, snapshot).flatMap(({ role, uri, span }) => (role === 'definition' ? [{ uri, name: span, whole: span }] : []));
}

function connectorTargets(uri: Uri, offset: number, scene: Scene): readonly Target[] {
  const folder = folderOf(uri, scene.snapshot);
  const found = folder && connectorIdAt(uri, offset, folder, scene);
  if (!found) return [];
  return customConnectorsOf(found.name, folder, scene).flatMap((it): readonly Target[] => {
    const { roots } = parseXml(scene.text(it.uri));
    const element = [...descendants(roots, 'Connector')].find((one) => guid(one.child('connectorid')?.text().value ?? '') === it.id);
    const name = element?.child('name');
    return element && name ? [{ uri: it.uri, name: name.text().span, whole: element.span }] : [];
  });
}
