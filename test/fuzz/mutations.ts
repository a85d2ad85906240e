import * as fc from 'fast-check';
import type { Span } from '../../server/src/core';
import { APIS, call, entry, oldOperation, operation, reference } from '../support/solution';
import { expressionText } from './expression';
import { hostileName } from './names';
import { partsOf, type Part } from './parts';

/** One change of a text, at places that are shares of what there is, so that it means something in every text. */
export interface Mutation {
  readonly how: 'replace' | 'take away' | 'double' | 'move' | 'swap' | 'wrap';
  readonly at: number;
  readonly other: number;
  /** What comes in the place of a value of JSON. */
  readonly json: string;
  /** What comes in the place of what stands in XML, as it is and not as a text. */
  readonly xml: string;
  readonly name: string;
}

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** A text of JSON, which may name a key twice and have numbers that no number can hold. */
const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'null',
        'true',
        'false',
        '0',
        '-1',
        '1e400',
        '-1e-400',
        '123456789012345678901234567890',
        '[]',
        '{}',
        '""',
      ),
    },
    { weight: 3, arbitrary: hostileName.map((it) => JSON.stringify(it)) },
    { weight: 2, arbitrary: expressionText.map((it) => JSON.stringify(it)) },
    {
      weight: 2,
      arbitrary: hostileName
        .chain((name) =>
          fc.constantFrom<unknown>(
            operation(name),
            oldOperation(name),
            call(name),
            entry(name),
            { [name]: operation(name) },
            { runAfter: { [name]: ['Succeeded'] }, type: 'Compose', inputs: name },
            { type: 'Scope', actions: { [name]: { type: name } } },
            { type: 'InitializeVariable', inputs: { variables: [{ name, type: name, value: name }] } },
            { LogicalName: name, ConnectionId: name, ConnectorId: APIS + name },
            { rule: name, path: name, subject: name, reason: name, until: name },
          ),
        )
        .map((it) => JSON.stringify(it)),
    },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((it) => `[${it.join(',')}]`) },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.tuple(hostileName, tie('value')), { maxLength: 3 })
        .map((it) => `{${it.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
    },
  ),
})).value;

const xmlText: fc.Arbitrary<string> = fc.oneof(
  hostileName,
  hostileName.map(asXml),
  hostileName.map((it) => `<![CDATA[${it}]]>`),
  hostileName.map((it) => `<!-- ${it} -->`),
  hostileName.map((it) => reference(asXml(it), asXml(it), asXml(it))),
  hostileName.map((it) => `<RootComponent type="29" id="${asXml(it)}" /><Workflow WorkflowId="${asXml(it)}" Name="${asXml(it)}" />`),
  jsonText,
  jsonText.map(asXml),
  fc.constantFrom('<', '</', '<a', '<a b=', '&', '<?x', '<a/>', '<a>x</a>', '{', '\0'),
);

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom('replace', 'replace', 'replace', 'take away', 'double', 'move', 'swap', 'wrap'),
  at: share,
  other: share,
  json: jsonText,
  xml: xmlText,
  name: hostileName,
});

/** The text with this change. */
export function mutated(text: string, { how, at, other, json, xml, name }: Mutation): string {
  const parts = partsOf(text);
  const part = parts[Math.floor(at * parts.length)];
  if (!part) return text + json;
  const alike = parts.filter((it) => it.kind === part.kind);
  const second = alike[Math.floor(other * alike.length)]!;
  const its = text.slice(part.start, part.end);
  switch (how) {
    case 'replace':
      return spliced(text, part, replacementOf(part, { json, xml, name }));
    case 'take away':
      return spliced(text, withComma(text, part), '');
    case 'double':
      return spliced(text, part, `${its}${between(part)}${its}`);
    case 'move':
      if (second.start < part.end) return text;
      return spliced(spliced(text, { start: second.end, end: second.end }, `${between(part)}${its}`), withComma(text, part), '');
    case 'swap':
      if (second.start < part.end) return text;
      return spliced(spliced(text, second, its), part, text.slice(second.start, second.end));
    case 'wrap':
      return spliced(text, part, wrapped(part, its, name));
  }
}

function replacementOf({ kind }: Part, { json, xml, name }: Pick<Mutation, 'json' | 'xml' | 'name'>): string {
  switch (kind) {
    case 'value':
    case 'item':
      return json;
    case 'key':
      return JSON.stringify(name);
    case 'member':
      return `${JSON.stringify(name)}:${json}`;
    case 'attribute':
      return ` ${name}="${asXml(name)}"`;
    case 'quoted':
      return asXml(name);
    case 'element':
    case 'content':
      return xml;
    case 'line':
      return name;
  }
}

function wrapped({ kind }: Part, its: string, name: string): string {
  if (kind === 'value' || kind === 'item') return name.length % 2 === 0 ? `[${its}]` : `{${JSON.stringify(name)}:${its}}`;
  if (kind === 'element' || kind === 'content') return `<x a="${asXml(name)}">${its}</x>`;
  return its;
}

function between({ kind }: Part): string {
  return kind === 'item' || kind === 'member' || kind === 'value' ? ',' : '';
}

function withComma(text: string, part: Part): Span {
  if (part.kind !== 'item' && part.kind !== 'member') return part;
  const behind = /^\s*,/.exec(text.slice(part.end, part.end + 200));
  if (behind) return { start: part.start, end: part.end + behind[0].length };
  const before = /,\s*$/.exec(text.slice(Math.max(0, part.start - 200), part.start));
  return before ? { start: part.start - before[0].length, end: part.end } : part;
}

function spliced(text: string, { start, end }: Span, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** A text as XML writes it, as far as XML can. */
export function asXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
