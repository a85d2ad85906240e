import type { FlowInside } from './facts/flow';
import type { Step } from './facts/steps';
import { grouped } from './grouped';
import { insideOf } from './inside';
import { jsonString } from './json';
import { memo } from './memo';
import type { Flow } from './model';
import { runOrderOf } from './run-order';
import type { Word } from './text';

/** A place in a flow where something of the flow itself is named. */
export interface FlowName {
  /** A trigger is named as actions are. */
  readonly kind: 'action' | 'variable' | 'parameter';
  /** The span covers what stands between the quotes of the JSON string, or of the string of the expression. */
  readonly name: Word;
  /** Where it gets its name, where a variable is written, where `runAfter` names an action, or where an expression does. */
  readonly role: 'definition' | 'write' | 'after' | 'use';
  /** The trigger or action it stands in, or is the name of; undefined for parameters and in the outputs of the definition. */
  readonly step: Step | undefined;
}

/** Parameters that the platform itself brings, and that nobody names anew. */
const OF_THE_PLATFORM: ReadonlySet<string> = new Set(['$connections', '$authentication']);

interface FlowNames {
  /** In document order. */
  readonly all: readonly FlowName[];
  readonly byName: ReadonlyMap<string, readonly FlowName[]>;
}

const namesOf = memo((inside: FlowInside): FlowNames => {
  const all = [...gathered(inside)].sort((a, b) => a.name.span.start - b.name.span.start);
  return { all, byName: grouped(all, (it) => keyOf(it.kind, it.name.value)) };
});

/** Every place in a flow where an action, the trigger, a variable or a parameter of it is named, in document order. */
export function namesIn(flow: Flow): readonly FlowName[] {
  return namesOf(insideOf(flow)).all;
}

/** The places where one of them is named, in any letter case, as the platform compares names; in document order. */
export function placesNaming(kind: FlowName['kind'], name: string, flow: Flow): readonly FlowName[] {
  return namesOf(insideOf(flow)).byName.get(keyOf(kind, name)) ?? [];
}

/** A name as it is written in such a place, between the quotes. */
export function writtenAs(name: string, role: FlowName['role']): string {
  return jsonString(role === 'use' ? name.replaceAll("'", "''") : name);
}

function keyOf(kind: FlowName['kind'], name: string): string {
  return `${kind} ${name.toLowerCase()}`;
}

function* gathered(inside: FlowInside): Iterable<FlowName> {
  for (const step of runOrderOf(inside).steps) {
    yield { kind: 'action', name: step.name, role: 'definition', step };
    for (const { name } of step.after) yield { kind: 'action', name, role: 'after', step };
    for (const { name } of step.variables) yield { kind: 'variable', name, role: 'definition', step };
    if (step.writes) yield { kind: 'variable', name: step.writes, role: 'write', step };
    for (const { kind, name } of step.uses) yield { kind: kind === 'loop' ? 'action' : kind, name, role: 'use', step };
  }
  for (const { kind, name } of inside.outputs.uses) yield { kind: kind === 'loop' ? 'action' : kind, name, role: 'use', step: undefined };
  for (const name of inside.parameters)
    if (!OF_THE_PLATFORM.has(name.value)) yield { kind: 'parameter', name, role: 'definition', step: undefined };
}
