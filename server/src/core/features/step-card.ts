import { connectorLabel, connectorOfEntry, connectorOfOperation } from '../connector-identity';
import { statesInWords, wordsFor } from '../diagram/step-words';
import type { Block, Predecessor, Step } from '../facts/steps';
import { neighboursOf, type Scene } from '../fix';
import { entryOf } from '../flow-entries';
import { insideOf } from '../inside';
import type { Flow, Solution } from '../model';
import { placesNaming, type FlowName } from '../flow-names';
import { runOrderOf } from '../run-order';
import { inOneBreath } from '../strings';
import { referenceName } from './known-names';
import { code, escaped, listed, paragraphs, prose, quoted, strong } from './markdown';
import { usesInWords, usesOfName } from './use-counts';
import { variableCard } from './variable-card';

/** What a person wants to know of an action, in Markdown: what it does, through which connection, and when it runs. */
export function actionCard(step: Step, flow: Flow, folder: Solution, scene: Scene): string {
  return paragraphs(
    strong(step.name.value),
    paragraphs(...callInWords(step, flow, folder, scene)) || escaped(wordsFor(step).what),
    prose(step.description?.value ?? ''),
    turnInWords(step, flow),
    useInWords('action', step.name.value, flow, scene),
  );
}

/** What a person wants to know of a variable of a flow, in Markdown: its type, and where it gets its values. */
export function flowVariableCard(name: string, flow: Flow, scene: Scene): string {
  const starts = placesNaming('variable', name, flow).flatMap(({ role, step, name: at }) =>
    role === 'definition' && step ? { step, at } : [],
  );
  const [first] = starts;
  if (!first) return `No action of this flow initializes a variable ${quoted(name)}.`;
  const type = first.step.variables.find((it) => it.name === first.at)?.type ?? '';
  const { writers } = usesOfName('variable', name, flow, scene.text(flow.uri));
  return paragraphs(
    strong(first.at.value),
    type === '' ? 'Variable.' : `Variable of the type ${escaped(type)}.`,
    `Initialized in ${listed(starts.map((it) => it.step.name.value))}.`,
    writers.length > 0 ? `Written in ${listed([...new Set(writers)])}.` : 'Not written after that.',
    useInWords('variable', name, flow, scene),
  );
}

/** What a person wants to know of a parameter of a flow, in Markdown: above all the environment variable that it is. */
export function parameterCard(name: string, flow: Flow, folder: Solution, scene: Scene): string {
  const declared = placesNaming('parameter', name, flow).find((it) => it.role === 'definition')?.name.value;
  if (declared === undefined) return `This flow declares no parameter ${quoted(name)}.`;
  const variable = flow.variables.find((it) => it.parameter === declared);
  return paragraphs(
    strong(declared),
    'Parameter of this flow.',
    variable && variableCard(variable.schemaName.value, folder, scene),
    useInWords('parameter', name, flow, scene),
  );
}

function useInWords(kind: FlowName['kind'], name: string, flow: Flow, scene: Scene): string {
  const { expressions } = usesOfName(kind, name, flow, scene.text(flow.uri));
  const words = usesInWords({ expressions, writers: [] });
  if (words !== undefined) return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return kind === 'action' ? '' : 'No expression uses it.'; // most actions have nothing to give
}

/** The connector, the operation, and the connection that it goes through; nothing for what goes through none. */
function callInWords({ name, operation }: Step, flow: Flow, folder: Solution, scene: Scene): readonly string[] {
  const its = insideOf(flow).operations.find((it) => it.at.start === name.span.start);
  if (!its) return [];
  const neighbours = neighboursOf(folder, scene);
  const entry = entryOf(its.key.value, flow);
  const connector = (entry && connectorOfEntry(entry)) ?? connectorOfOperation(its);
  const called = [connector ? escaped(connectorLabel(connector, neighbours)) : '', code(operation ?? '')].filter((it) => it !== '');
  const reference = entry?.logicalName?.value;
  const label = reference === undefined ? undefined : (referenceName(reference, neighbours) ?? reference);
  return [
    called.length > 0 ? `${called.join(', ')}.` : '',
    label !== undefined
      ? `Connection reference: ${label === reference ? '' : `${escaped(label)} `}${code(reference!)}.`
      : entry
        ? 'It goes through a direct connection.'
        : `Its connection ${code(its.key.value)} is not declared in this flow.`,
  ];
}

/** When it runs: after which others, and in what. */
function turnInWords(step: Step, flow: Flow): string {
  const order = runOrderOf(insideOf(flow));
  const [parent, block] = [order.parentOf(step), order.blockOf(step)];
  const place = parent && block ? ` in ${insideInWords(block, parent)}` : '';
  const after = step.after.map(predecessorInWords);
  return after.length > 0 ? `Runs after ${inOneBreath(after)}${place && `,${place}`}.` : `Runs first${place}.`;
}

function predecessorInWords(before: Predecessor): string {
  const states = statesInWords(before);
  return `${quoted(before.name.value)}${states && ` ${escaped(states)}`}`;
}

/** Branches have names that people know them by. */
function insideInWords({ kind, key }: Block, parent: Step): string {
  const its = quoted(parent.name.value);
  if (kind === 'case') return `the case ${quoted(key?.value ?? '')} of ${its}`;
  if (kind === 'default') return `the default case of ${its}`;
  if (kind === 'else') return `the No branch of ${its}`;
  return /^if$/i.test(parent.type) ? `the Yes branch of ${its}` : its;
}
