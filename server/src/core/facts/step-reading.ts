import { wordOf, type JsonMember, type JsonValue } from '../json';
import { own } from '../strings';
import type { Span, Word } from '../text';
import { ExpressionReading } from './expression-reading';
import { excesses } from './limits';
import { literals } from './literals';
import { missingProperties } from './required-properties';
import { rowsOf } from './rows';
import type { Block, OutputFacts, Predecessor, Step, VariableStart } from './steps';

/** Most steps have nothing of a kind: they share one empty list. */
const NONE: readonly never[] = [];

const some = <Item>(items: readonly Item[]): readonly Item[] => (items.length > 0 ? items : NONE);

/** By where they stand. */
const inOrder = <Item>(items: Item[], spanOf: (item: Item) => Span): readonly Item[] =>
  items.length > 1 ? items.sort((a, b) => spanOf(a).start - spanOf(b).start) : some(items);

const NO_OUTPUTS: OutputFacts = { uses: NONE, flaws: NONE };

/** Members of a step whose strings are names or prose, or that hold other steps. */
export const NO_EXPRESSIONS: ReadonlySet<string> = new Set([
  'type',
  'kind',
  'description',
  'metadata',
  'runAfter',
  'actions',
  'else',
  'cases',
  'default',
]);

/** Types, in lower case, that hand the items of a list to the expressions of their inputs. */
export const GIVES_ITEMS: ReadonlySet<string> = new Set(['query', 'select', 'table']);

/** Types, in lower case, that write a variable. */
const WRITING: ReadonlySet<string> = new Set([
  'setvariable',
  'appendtoarrayvariable',
  'appendtostringvariable',
  'incrementvariable',
  'decrementvariable',
]);

/** So deep may actions stand in one another and be read: the platform takes eight, and a text is not to end the stack. */
const DEEPEST = 100;

/** Reads the triggers and actions of one definition. */
export class StepReading {
  /** What `parameters('$connections')['key']` names, anywhere. */
  readonly keys: Word[] = [];
  namesKeysOtherwise = false;
  #depth = 0;

  /** Is told of each trigger and action as it is read. */
  constructor(
    private readonly text: string,
    private readonly onStep: (step: Pick<Step, 'role' | 'name'>, value: JsonValue) => void,
  ) {}

  triggers(triggers: JsonValue | undefined): readonly Step[] {
    return triggers ? this.#steps('trigger', triggers, false) : NONE;
  }

  block(kind: Block['kind'], actions: JsonValue, isInLoop: boolean, of?: Pick<Block, 'key' | 'compared'>): Block {
    this.#depth++;
    const steps = this.#depth > DEEPEST ? NONE : this.#steps('action', actions, isInLoop);
    this.#depth--;
    return { kind, key: of?.key, compared: of?.compared, span: actions.span, steps };
  }

  outputs(outputs: JsonValue | undefined): OutputFacts {
    if (!outputs) return NO_OUTPUTS;
    const reading = new ExpressionReading(this.text, false);
    reading.value(outputs, true);
    this.#keep(reading);
    return { uses: inOrder(reading.uses, (it) => it.name.span), flaws: inOrder(reading.flaws, (it) => it.span) };
  }

  #steps(role: Step['role'], values: JsonValue, isInLoop: boolean): readonly Step[] {
    const steps: Step[] = [];
    for (const it of values.members()) steps.push(this.#step(role, it, isInLoop));
    return some(steps);
  }

  #step(role: Step['role'], { key, keySpan, value }: JsonMember, isInLoop: boolean): Step {
    const name = { value: key, span: keySpan };
    const type = value.get('type')?.string ?? '';
    const its = type.toLowerCase();
    this.onStep({ role, name }, value);
    const reading = new ExpressionReading(this.text, isInLoop || GIVES_ITEMS.has(its));
    for (const member of value.members()) this.#member(member.key, member.value, its, reading);
    this.#keep(reading);
    const after = value.get('runAfter');
    const { flaws } = reading;
    for (const it of missingProperties({ role, type }, name, value)) flaws.push(it);
    for (const it of excesses({ role, type }, name, value)) flaws.push(it);
    for (const it of literals({ role, type }, name, value, this.text)) flaws.push(it);
    return {
      role,
      name,
      span: { start: keySpan.start - 1, end: value.span.end },
      type,
      kind: value.get('kind')?.string,
      description: wordOf(value.get('description')),
      operation: operationOf(value),
      after: after ? predecessorsIn(after) : NONE,
      afterSpan: after?.span,
      blocks: this.#blocks(value, isInLoop || its === 'foreach'),
      variables: its === 'initializevariable' ? variablesIn(value) : NONE,
      writes: WRITING.has(its) ? writtenName(value) : undefined,
      rows: rowsOf(role, value),
      uses: inOrder(reading.uses, (it) => it.name.span),
      flaws: inOrder(flaws, (it) => it.span),
    };
  }

  /** What is evaluated when the step has run may look at the step itself. */
  #member(key: string, value: JsonValue, type: string, reading: ExpressionReading): void {
    if (NO_EXPRESSIONS.has(key)) return;
    const isLate = key === 'trackedProperties' || (key === 'expression' && type === 'until');
    if (key === 'expression') reading.condition(value, isLate);
    else if (key === 'inputs' && value.get('unsubscribe'))
      for (const member of value.members()) reading.value(member.value, member.key === 'unsubscribe');
    else reading.value(value, isLate);
  }

  /** Wherever actions can stand, whatever the type says: types are many and drift in letter case. */
  #blocks(value: JsonValue, isInLoop: boolean): readonly Block[] {
    const blocks: Block[] = [];
    const actions = value.get('actions');
    if (actions?.kind === 'object') blocks.push(this.block('actions', actions, isInLoop));
    const otherwise = value.get('else', 'actions');
    if (otherwise?.kind === 'object') blocks.push(this.block('else', otherwise, isInLoop));
    for (const { key, keySpan, value: branch } of value.get('cases')?.members() ?? []) {
      const inside = branch.get('actions');
      const compared = branch.get('case');
      const of = { key: { value: key, span: keySpan }, compared: compared?.string ?? compared?.number?.toString() };
      if (inside?.kind === 'object') blocks.push(this.block('case', inside, isInLoop, of));
    }
    const rest = value.get('default', 'actions');
    if (rest?.kind === 'object') blocks.push(this.block('default', rest, isInLoop));
    return some(blocks);
  }

  #keep({ keys, namesKeysOtherwise }: ExpressionReading): void {
    for (const it of keys) this.keys.push(it);
    this.namesKeysOtherwise ||= namesKeysOtherwise;
  }
}

/** Operations of before 2020 stand in the metadata alone. */
function operationOf(step: JsonValue): string | undefined {
  const inputs = step.get('inputs');
  const host = inputs?.get('host', 'operationId') ?? inputs?.get('operationId');
  return (host ?? step.get('metadata', 'flowSystemMetadata', 'swaggerOperationId'))?.string;
}

function predecessorsIn(after: JsonValue): readonly Predecessor[] {
  const predecessors: Predecessor[] = [];
  for (const { key, keySpan, value } of after.members()) {
    const statuses: Word[] = [];
    for (const it of value.items()) {
      const status = wordOf(it);
      if (status) statuses.push(status);
    }
    predecessors.push({ name: { value: key, span: keySpan }, statuses });
  }
  return some(predecessors);
}

function variablesIn(step: JsonValue): readonly VariableStart[] {
  const variables: VariableStart[] = [];
  for (const it of step.get('inputs', 'variables')?.items() ?? []) {
    const name = wordOf(it.get('name'));
    if (name) variables.push({ name, type: own((it.get('type')?.string ?? '').toLowerCase()) });
  }
  return some(variables);
}

/** Undefined where it is told at run time only. */
function writtenName(step: JsonValue): Word | undefined {
  const name = wordOf(step.get('inputs', 'name'));
  return name?.value.startsWith('@') ? undefined : name;
}
