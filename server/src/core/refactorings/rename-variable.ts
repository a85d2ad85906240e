import { EditSet } from '../edit-set';
import { templateOf } from '../expressions/template';
import { Refusal, type Scene } from '../fix';
import { placesNaming, writtenAs } from '../flow-names';
import type { Flow } from '../model';
import type { Refactoring } from './refactoring';
import { descriptionNote } from './rename-action';

/** Why a variable of a flow cannot have a name, as a sentence; undefined when it can. */
export function refusedVariableName(flow: Flow, from: string, to: string): string | undefined {
  const name = to.trim();
  const its = definedAs(from, flow);
  if (name === '') return `The variable '${its}' needs a name: write one.`;
  if (name === its) return `The variable '${its}' has this name already: choose another one.`;
  if (name.startsWith('@') || templateOf(name).kind !== 'literal')
    return `'${name}' is an expression, which cannot be a name: write a plain text.`;
  if (/\p{Cc}/u.test(name)) return 'The name of a variable stands on one line: leave out line breaks, tabs and the like.';
  if (name.toLowerCase() === from.toLowerCase() || placesNaming('variable', name, flow).length === 0) return undefined;
  return `This flow has a variable '${definedAs(name, flow)}' already: choose another name.`;
}

/**
 * Gives a variable another name where it is initialised, and wherever the flow reads or writes it, in whatever letter case.
 * Throws `Refusal`.
 */
export function renameVariable(flow: Flow, from: string, to: string, scene: Scene): Refactoring {
  const places = placesNaming('variable', from, flow);
  if (places.length === 0) throw new Refusal(`This flow has no variable '${from}': check the name.`);
  const reason = refusedVariableName(flow, from, to);
  if (reason) throw new Refusal(reason);
  const name = to.trim();
  const set = new EditSet(scene);
  for (const { name: at, role } of places) if (at.value !== name) set.replace(flow.uri, at.span, writtenAs(name, role));
  return { edits: set.build(), notes: descriptionNote(definedAs(from, flow), flow) };
}

/** A variable's name as its initialisation writes it; as it is where there is none. */
export function definedAs(name: string, flow: Flow): string {
  const places = placesNaming('variable', name, flow);
  return (places.find((it) => it.role === 'definition') ?? places[0])?.name.value ?? name;
}
