import { functionNamed } from '../expressions/functions';
import { insideOf } from '../inside';
import { memo } from '../memo';
import { flowsNamed } from '../mentions';
import { neighboursOf, type Scene } from '../fix';
import type { FileKind } from '../layout';
import type { Solution } from '../model';
import { folderOf } from '../occurrences';
import { runOrderOf } from '../run-order';
import type { Span, Uri } from '../text';
import { connectorCard, flowCard, nameCard, referenceCard } from './cards';
import { slotInFlow, slotInPackage, slotInPackageFlow, slotInSettings } from './completion-json';
import { inOrder, offersFor } from './completion-offers';
import type { Asking, Offer, Slot } from './completion-slots';
import { slotInAgentData, slotInAgents, slotInCustomizations, slotInManifest } from './completion-xml';
import { functionCard } from './function-card';
import { hasInOrder } from './letters';
import { code } from './markdown';
import { actionCard, flowVariableCard, parameterCard } from './step-card';
import { variableCard } from './variable-card';

/** Something that could stand at a place. */
export interface Completion {
  /** What is put in the place of the span. */
  readonly text: string;
  readonly span: Span;
  /** What the list shows: what is written, without quotes and the like; for a flow its name. */
  readonly label: string;
  /** A name for it, shown beside the label. */
  readonly detail: string;
  readonly kind: Offer['kind'];
  /** What is typed may match this: what is written, and the names. */
  readonly filter: string;
  /** Those that fit best come first; equal ones by their labels. */
  readonly rank: number;
  /** By what its documentation is found. */
  readonly id: string;
  /** What an editor writes that can put the cursor into it, at `$0` or `$1`: of functions with arguments. */
  readonly snippet?: string;
  readonly isDeprecated?: true;
}

/** Files that may lie outside of solutions. */
const slotsAnywhere: Partial<Readonly<Record<FileKind, (asking: Asking) => Slot | undefined>>> = {
  'deployment-settings': slotInSettings,
  'package-manifest': slotInPackage,
};

const slotsInSolutions: typeof slotsAnywhere = {
  flow: slotInFlow,
  'yaml-flow': slotInFlow,
  'package-flow': slotInPackageFlow,
  customizations: slotInCustomizations,
  'raw-customizations': slotInCustomizations,
  solution: slotInManifest,
  'raw-solution': slotInManifest,
  'bot-references': slotInAgents,
  'bot-data': slotInAgentData,
};

/**
 * What could be written at an offset; nothing where it is not for us to say. Where names of the whole workspace are more than `most`,
 * as many of what matches the text before the offset as fit best.
 */
export function completions(uri: Uri, offset: number, scene: Scene, most = Infinity): readonly Completion[] {
  const folder = folderOf(uri, scene.snapshot);
  const entry = folder?.entries.get(uri);
  if (!folder || !entry || folder.otherWorkflows.has(uri)) return [];
  const isSolution = scene.snapshot.folders.solution(folder.root) !== undefined;
  const slotIn = slotsAnywhere[entry.kind] ?? (isSolution ? slotsInSolutions[entry.kind] : undefined);
  if (!slotIn) return [];
  const asking = { entry, folder, text: scene.text(uri), offset, scene };
  const slot = slotIn(asking);
  if (!slot) return [];
  const { span, write, wanted } = slot;
  const offers = offersFor(wanted, asking);
  const count = offers.reduce((sum, it) => sum + it.length, 0);
  const shown =
    wanted.kind === 'own' || count <= most ? inOrder(offers.flat()) : likely(offers, asking.text.slice(span.start, offset), most);
  return shown.map(({ name, ...rest }) => {
    const text = write(name);
    return { text, span, filter: text, ...rest };
  });
}

/** Those that an editor would show for what is typed, as far as they are not too many. */
function likely(lists: readonly (readonly Offer[])[], typed: string, most: number): readonly Offer[] {
  const letters = typed.replace(/^[\s"]+/, '').toLowerCase();
  return inOrder(lists.flatMap((it) => fitting(it, letters))).slice(0, most);
}

/** Whoever types asks again with a letter more: nothing fits then that did not before. */
function fitting(offers: readonly Offer[], letters: string): readonly Offer[] {
  const last = fittingLast(offers);
  const before = letters.startsWith(last.letters) ? last.offers : offers;
  last.offers = before.filter(({ name, filter = name }) => hasInOrder(filter.toLowerCase(), letters));
  last.letters = letters;
  return last.offers;
}

const fittingLast = memo((offers: readonly Offer[]) => ({ letters: '', offers }));

/** What a person wants to know of one of them, in Markdown; undefined when it is not known any more. */
export function completionCard(uri: Uri, kind: Completion['kind'], id: string, scene: Scene): string | undefined {
  const folder = folderOf(uri, scene.snapshot);
  if (!folder) return undefined;
  switch (kind) {
    case 'reference':
      return cardOfReference(id, folder, scene);
    case 'variable':
      return variableCard(id, folder, scene);
    case 'key':
      return cardOfKey(uri, id, folder, scene);
    case 'connector':
      return connectorCard({ connector: id }, folder, scene);
    case 'flow': {
      const [flow] = flowsNamed(id, folder, scene.snapshot);
      return flow && flowCard(flow, scene);
    }
    case 'function': {
      const its = functionNamed(id);
      return its && functionCard(its);
    }
    case 'action':
    case 'flow-variable':
    case 'parameter':
      return cardInFlow(uri, kind, id, folder, scene);
    case 'property':
    case 'status':
    case 'type':
      return undefined;
  }
}

function cardInFlow(
  uri: Uri,
  kind: 'action' | 'flow-variable' | 'parameter',
  name: string,
  folder: Solution,
  scene: Scene,
): string | undefined {
  const flow = folder.flows.find((it) => it.uri === uri);
  if (!flow) return undefined;
  if (kind === 'flow-variable') return flowVariableCard(name, flow, scene);
  if (kind === 'parameter') return parameterCard(name, flow, folder, scene);
  const [step] = runOrderOf(insideOf(flow)).named(name);
  return step && actionCard(step, flow, folder, scene);
}

function cardOfReference(logicalName: string, folder: Solution, scene: Scene): string | undefined {
  const [definer] = neighboursOf(folder, scene).definers(logicalName);
  const solution = scene.snapshot.folders.solution(definer?.reference.solution);
  return definer && solution && referenceCard(definer.reference, solution, scene);
}

function cardOfKey(uri: Uri, key: string, folder: Solution, scene: Scene): string | undefined {
  const its = folder.flows.find((it) => it.uri === uri)?.connections.find((it) => it.key.value === key);
  if (!its) return undefined;
  const connector = its.connector ? connectorCard({ ...its, connector: its.connector }, folder, scene) : '';
  const card = its.logicalName ? nameCard(its.logicalName.value, folder, scene) : `Direct connection\n\n${connector}`.trimEnd();
  return `Key ${code(key)}\n\n${card}`;
}
