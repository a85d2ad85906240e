import { parseExpression } from '../expressions/parser';
import { nodesOf, type Accessor, type Call } from '../expressions/syntax';
import { templateOf } from '../expressions/template';
import { insideOf } from '../inside';
import { flowsNamed } from '../mentions';
import { parseJson, type JsonValue } from '../json';
import type { JsonPlace } from '../json-place';
import { givesItems } from './completion-functions';
import { Shapes, type Shape } from './completion-shapes';
import type { Asking, Offer } from './completion-slots';
import type { Standing } from './completion-standing';

/** A property that is asked for: of what a function gives, behind some accessors. */
export interface Wish {
  readonly of: Call;
  readonly before: readonly Accessor[];
  /** Behind a dot only names can stand. */
  readonly form: 'quoted' | 'bare' | 'dotted';
  /** Where it is to stand in the value of its string. */
  readonly start: number;
}

/** The properties that the flow tells of: by a schema, by an object that is written out, or by reading them in another place. */
export function propertiesOffered(wish: Wish, standing: Standing, place: JsonPlace, asking: Asking): readonly Offer[] {
  const { folder, scene } = asking;
  const { flow, order, step } = standing;
  const childBody = (id: string): Shape | undefined => {
    const [child] = flowsNamed(id, folder, scene.snapshot);
    return child && new Shapes(insideOf(child), scene.text(child.uri), () => undefined).answer();
  };
  const where = { inside: step && order.parentOf(step), lister: givesItems(standing) ? step : undefined };
  const shape = new Shapes(flow.inside, place.mended, childBody).behind(wish.of, wish.before, where);
  const known = [...(shape?.properties() ?? [])].map(({ name, title, type }) =>
    offerOf(name, [title, type].filter((it) => it !== '').join(', '), 0),
  );
  const names = new Set(known.map((it) => it.name.toLowerCase()));
  const used = usedIn(wish, place).filter((it) => !names.has(it.toLowerCase()));
  const isWritable = ({ name }: Offer): boolean => wish.form !== 'dotted' || /^[A-Za-z_]\w*$/.test(name);
  return [...known, ...used.map((it) => offerOf(it, 'used in this flow', 1))].filter(isWritable);
}

function offerOf(name: string, detail: string, rank: number): Offer {
  return { name, label: name, detail, kind: 'property', rank, id: name };
}

/** What the flow reads of the same thing elsewhere: all there is to know of what connectors give. */
function usedIn(wish: Wish, { mended, start }: JsonPlace): readonly string[] {
  const {
    name,
    arguments: [first],
  } = wish.of;
  const by = name.value.toLowerCase();
  if (by === 'item') return []; // another thing in each place
  const called = first?.kind === 'string' ? first.value.toLowerCase() : undefined;
  const found = new Map<string, string>();
  for (const { text, at } of stringsIn(parseJson(mended).root?.get('properties', 'definition'))) {
    if (!text.includes('@') || !text.toLowerCase().includes(by)) continue;
    for (const span of templateOf(text).expressions)
      for (const node of nodesOf(parseExpression(text, span).root)) {
        if (node.kind !== 'call' || node.name.value.toLowerCase() !== by) continue;
        const [its] = node.arguments;
        if ((its?.kind === 'string' ? its.value.toLowerCase() : undefined) !== called || !beginsLike(node, wish)) continue;
        const property = node.accessors[wish.before.length]?.name;
        const isAsked = at === start && property?.span.start === wish.start;
        if (property && property.value !== '' && !isAsked && !found.has(property.value.toLowerCase()))
          found.set(property.value.toLowerCase(), property.value);
      }
  }
  return [...found.values()];
}

function beginsLike({ accessors }: Call, { before }: Wish): boolean {
  return before.every((it, i) => keyOf(it) === keyOf(accessors[i]));
}

/** What an accessor takes; all items of an array are taken to be alike. */
function keyOf(accessor: Accessor | undefined): string | undefined {
  return accessor && (accessor.name ? `.${accessor.name.value.toLowerCase()}` : '[]');
}

/** What an object holds behind the names in it, the rest as it is written. */
function* stringsIn(root: JsonValue | undefined): Iterable<{ readonly text: string; readonly at: number }> {
  const open = root ? [root] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.characters !== undefined) yield { text: next.characters, at: next.inner.start };
    const members = [...next.members()];
    for (const { key, keySpan } of members) yield { text: key, at: keySpan.start };
    for (const { value } of members.toReversed()) open.push(value);
    for (const item of [...next.items()].toReversed()) open.push(item);
  }
}
