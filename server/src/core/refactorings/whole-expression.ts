import { functionNamed } from '../expressions/functions';
import { parseExpression } from '../expressions/parser';
import type { Expression } from '../expressions/syntax';
import { templateOf } from '../expressions/template';
import { NO_EXPRESSIONS } from '../facts/step-reading';
import type { Step } from '../facts/steps';
import type { Scene } from '../fix';
import { insideOf } from '../inside';
import { placesInString, type JsonValue } from '../json';
import type { Flow } from '../model';
import { stepAt, stepJson } from '../step-at';
import type { Span } from '../text';
import { initializationsIn } from '../variables';
import { edited } from './edited';
import type { Offered } from './refactoring';

/**
 * Writes `@x` for a string that is `@{x}` and nothing else. The one keeps the type that the value has, the other makes a text of it: so
 * it is offered where the value surely is a text, and where another one may be wanted.
 */
export function conversions(flow: Flow, at: Span, scene: Scene): readonly Offered[] {
  const found = stringAt(flow, at, scene);
  if (!found) return [];
  const { step, path, text, inner } = found;
  const { kind, expressions, open } = templateOf(text);
  const [span] = expressions;
  if (kind !== 'mixed' || !span || open !== undefined || span.start !== 2 || span.end !== text.length - 1) return [];
  const { root, fault } = parseExpression(text, span);
  if (!root || fault) return [];
  const isSame = isText(root);
  if (!isSame && demandsText(path, step, flow)) return [];
  const places = placesInString(scene.text(flow.uri), inner, text);
  const inFile = (start: number): Span => ({ start: places(start), end: places(start + 1) });
  return [
    {
      kind: 'rewrite',
      title: isSame ? "Write '@…' for '@{…}', which is the same text" : "Write '@…' for '@{…}', which keeps the type of the value",
      safety: isSame ? 'safe' : 'review',
      subject: step.name.value,
      edits: () =>
        edited(scene, (edits) => {
          edits.replace(flow.uri, inFile(1), '');
          edits.replace(flow.uri, inFile(span.end), '');
        }),
    },
  ];
}

/** Whether a value is a text whatever happens. What is read from elsewhere may be missing. */
function isText(root: Expression): boolean {
  if (root.kind !== 'call') return root.kind === 'string';
  const its = functionNamed(root.name.value);
  return root.accessors.length === 0 && its?.returns === 'string' && its.category !== 'reference';
}

/** Members of an action, or of a trigger, that the platform takes a text for only. Those that are not named here may hold anything. */
const TEXTS: readonly RegExp[] = [
  /^inputs\/(?:host|authentication|headers|queries|schema|runError)\//,
  /^inputs\/(?:method|uri|path|cookie|authentication|format|joinWith|runStatus|name)$/,
  /^inputs\/(?:interval\/unit|until\/timestamp)$/,
  /^inputs\/(?:subscribe|unsubscribe)\/(?:method|uri|(?:headers|queries|authentication)\/.*)$/,
  /^(?:limit\/timeout|operationOptions)$/,
  /^recurrence\/(?:frequency|startTime|endTime|timeZone)$/,
];

function demandsText(path: readonly string[], step: Step, flow: Flow): boolean {
  const its = path.join('/');
  return TEXTS.some((it) => it.test(its)) || (/^inputs\/(?:value|variables\/\d+\/value)$/.test(its) && writesText(step, flow));
}

/** Whether what a step puts into a variable must be a text: for one that holds texts, and where nobody knows what it holds. */
function writesText({ type, writes, variables }: Step, flow: Flow): boolean {
  const its = type.toLowerCase();
  if (its === 'initializevariable') return variables.length === 0 || variables.some((it) => it.type === 'string' || it.type === '');
  if (its !== 'setvariable') return its === 'appendtostringvariable';
  const starts = initializationsIn(insideOf(flow)).get(writes?.value.toLowerCase() ?? '') ?? [];
  return starts.length === 0 || starts.some(({ variable }) => variable.type === 'string' || variable.type === '');
}

/** A string value that an action or a trigger evaluates. */
interface Evaluated {
  readonly step: Step;
  /** From the step down: the names of members and the numbers of items. */
  readonly path: readonly string[];
  readonly text: string;
  /** What stands between its quotes in the file. */
  readonly inner: Span;
}

function stringAt(flow: Flow, at: Span, scene: Scene): Evaluated | undefined {
  const step = stepAt(insideOf(flow), at.start);
  if (!step) return undefined;
  const { root, inFile } = stepJson(step, scene.text(flow.uri));
  const holds = ({ span }: JsonValue): boolean => inFile(span).start <= at.start && at.end <= inFile(span).end;
  const path: string[] = [];
  let value = root?.get(step.name.value);
  while (value && value.kind !== 'string') {
    const parts: { readonly key: string; readonly value: JsonValue }[] =
      value.kind === 'object' ? [...value.members()] : [...value.items()].map((it, index) => ({ key: `${index}`, value: it }));
    const part = parts.find((it) => holds(it.value));
    if (part) path.push(part.key);
    value = part?.value;
  }
  return value?.characters === undefined || NO_EXPRESSIONS.has(path[0] ?? '')
    ? undefined
    : { step, path, text: value.characters, inner: inFile(value.inner) };
}
