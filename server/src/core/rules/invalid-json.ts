import { EditSet } from '../edit-set';
import type { Facts } from '../facts/index';
import { isIncomplete, type Fault } from '../faults';
import type { Fix, Scene } from '../fix';
import { parseJson, type JsonMember, type JsonValue } from '../json';
import { recent } from '../memo';
import type { Draft, Rule } from '../rule';
import { faultDraft, syntaxFaults } from '../syntax';
import type { Span, Uri } from '../text';

export const invalidJson: Rule = {
  id: 'invalid-json',
  severity: 'error',
  summary: 'A file is not valid JSON.',

  check: (frame) => syntaxFaults(frame, 'JSON', faultsOf, mendedBy),

  *checkFlow(flow) {
    if (flow.faults.length === 0) return;
    const mended = mendedBy(flow.uri, flow);
    for (const it of flow.faults) yield { ...faultDraft(flow.uri, it, 'JSON'), ...mended(it) };
  },
};

const json: ReadonlySet<Facts['kind']> = new Set<Facts['kind']>(['flow', 'environment-variable-value', 'deployment-settings']);

/** Faults of JSON files, and of the JSON that stands inside an app's XML. */
function faultsOf(facts: Facts): readonly Fault[] {
  if (facts.kind === 'canvas-app') return facts.app?.faults ?? [];
  if (facts.kind === 'customizations') return facts.apps.flatMap((it) => it.faults);
  return json.has(facts.kind) ? facts.faults : [];
}

function mendedBy(uri: Uri, facts: Facts): (fault: Fault) => Pick<Draft, 'fixes'> {
  const canMend = json.has(facts.kind) && !isIncomplete(facts.faults);
  return ({ kind, span }) => (canMend && kind === 'duplicate-key' ? { fixes: (scene) => withoutEarlier(uri, span, scene) } : {});
}

/** Of two members that say the same the earlier can go. */
function* withoutEarlier(uri: Uri, span: Span, scene: Scene): Iterable<Fix> {
  const text = scene.text(uri);
  const twins = twinsIn(text).get(span.start);
  if (!twins || valueIn(text, twins.earlier) !== valueIn(text, twins.later)) return;
  yield {
    title: 'Remove the earlier of the two',
    safety: 'safe',
    preferred: true,
    edits: () => {
      const set = new EditSet(scene);
      set.json(uri).removeMemberAt(twins.object, twins.earlier);
      return set.build();
    },
  };
}

interface Twins {
  readonly object: JsonValue;
  readonly earlier: JsonMember;
  readonly later: JsonMember;
}

/** Members by where their keys stand, each with the last one before it that has the same key. Of one text, many are asked for. */
const twinsIn = recent(1, (text: string): ReadonlyMap<number, Twins> => {
  const found = new Map<number, Twins>();
  const open = [parseJson(text, { comments: true }).root];
  for (let object = open.pop(); object; object = open.pop()) {
    const before = new Map<string, JsonMember>();
    for (const later of object.members()) {
      const earlier = before.get(later.key);
      if (earlier) found.set(later.keySpan.start, { object, earlier, later });
      before.set(later.key, later);
      open.push(later.value);
    }
    for (const it of object.items()) open.push(it);
  }
  return found;
});

/** A value as it is written, but for blanks between its parts; comments count, for they would be lost. */
function valueIn(text: string, { value: { span } }: JsonMember): string {
  return text.slice(span.start, span.end).replace(/("(?:[^"\\]|\\.)*"?)|\s+/g, '$1');
}
