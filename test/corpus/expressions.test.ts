import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { placeOf, type Span } from '../../server/src/core';
import { functionNamed } from '../../server/src/core/expressions/functions';
import { parseExpression } from '../../server/src/core/expressions/parser';
import { nodesOf, printed } from '../../server/src/core/expressions/syntax';
import { templateOf } from '../../server/src/core/expressions/template';
import { readFlow } from '../../server/src/core/facts/flow';
import type { Flaw, NameUse } from '../../server/src/core/facts/steps';
import { runOrderOf } from '../../server/src/core/run-order';
import { decode, uriOf } from '../../server/src/host/disk';
import { generator, pick } from '../support/random';
import { filesIn, FOLDERS, needCorpus } from './corpus';

const SEED = Number(process.env['KEYHOOK_SEED'] ?? 20_260_101);
const MUTATIONS = 40_000;
const BROKEN = 400;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a definition says, found without the product: every expression, the functions it calls, and the names they are given. */
interface Found {
  readonly expressions: string[];
  readonly functions: string[];
  readonly names: string[];
}

interface Flow {
  readonly path: string;
  readonly text: string;
  readonly found: Found;
}

const NAMING =
  /^(?:outputs|body|actions|result|actionOutputs|actionBody|formData(?:Multi)?Values?|multipartBody|items|iterationIndexes|variables|parameters)$/i;
const NO_EXPRESSIONS = ['type', 'kind', 'description', 'metadata', 'runAfter', 'actions', 'else', 'cases', 'default'];
const TOKENS = /'(?:[^']|'')*'|[A-Za-z_]\w*|\S/g;

describe('corpus: expressions', function () {
  this.timeout(300_000);
  before(needCorpus);

  let flows: readonly Flow[];
  let all: readonly string[];
  before(() => {
    flows = FOLDERS.flatMap(filesIn)
      .filter((path) => placeOf(uriOf(path))?.kind === 'flow')
      .map((path) => {
        const text = decode(readFileSync(path));
        return { path, text, found: foundIn(text) };
      });
    all = flows.flatMap((it) => it.found.expressions);
  });

  it('are all read, and say the same when they are written again', () => {
    for (const expression of all) {
      const { root, fault, doubleQuoted } = parseExpression(expression);
      assert.equal(fault, undefined, expression);
      assert.deepEqual(doubleQuoted, []);
      assert.equal(printed(root!), expression.match(TOKENS)!.join(''));
    }
    console.log(`      ${all.length} expressions in ${flows.length} flows`);
    assert.ok(all.length > 3_000);
  });

  it('call only functions that are known, with as many arguments as those take', () => {
    let calls = 0;
    for (const expression of all)
      for (const node of nodesOf(parseExpression(expression).root)) {
        if (node.kind !== 'call') continue;
        const its = functionNamed(node.name.value);
        assert.ok(its, node.name.value);
        const count = node.arguments.length;
        assert.ok(its.minArgs <= count && count <= (its.maxArgs ?? Infinity), `${its.name} with ${count}: ${expression}`);
        calls++;
      }
    assert.equal(calls, flows.flatMap((it) => it.found.functions).length);
  });

  it('have nothing wrong with them', () => {
    for (const { path, text } of flows) assert.deepEqual(flawsIn(text), [], path);
  });

  it('give the names that a plain search finds, each where it stands', () => {
    let names = 0;
    for (const { path, text, found } of flows) {
      const uses = usesIn(text);
      assert.deepEqual(uses.map((it) => `${it.by} ${it.name.value}`).sort(), [...found.names].sort(), path);
      for (const { name } of uses) assert.equal(meant(text, name.span), name.value, path);
      names += uses.length;
    }
    console.log(`      ${names} names in ${flows.flatMap((it) => it.found.functions).length} calls`);
  });

  it(`never stop the parser, whatever is changed in them, and all that it tells lies within (${MUTATIONS} with KEYHOOK_SEED=${SEED})`, () => {
    const random = generator(SEED);
    for (let i = 0; i < MUTATIONS; i++) {
      const text = mutated(pick(all, random), all, random);
      const what = `${JSON.stringify(text)} (number ${i} of KEYHOOK_SEED=${SEED})`;
      const before = text.slice(0, Math.floor(random() * 3));
      const span = { start: before.length, end: before.length + text.length };
      const { root, fault, doubleQuoted } = parseExpression(`${before}${text}'"})`, span);
      if (fault) assertWithin(fault.span, span, what);
      else assert.ok(root && printed(root).length > 0, what);
      for (const it of doubleQuoted) assertWithin(it, span, what);
      for (const node of nodesOf(root)) {
        assertWithin(node.span, span, what);
        if (node.kind === 'string') assertWithin(node.inner, node.span, what);
        if (node.kind !== 'call') continue;
        assertWithin(node.name.span, node.span, what);
        for (const it of node.arguments) if (it) assertWithin(it.span, node.span, what);
        for (const it of node.accessors) assertWithin(it.span, node.span, what);
        for (const at of node.separators) assert.ok(node.span.start <= at && at < node.span.end, what);
      }
      if (!fault) assert.equal(printed(parseExpression(printed(root!)).root!), printed(root!), what);
    }
  });

  it(`that are broken cost themselves only (${BROKEN} with KEYHOOK_SEED=${SEED})`, () => {
    const random = generator(SEED + 1);
    const strings = flows.flatMap((flow) =>
      [...flow.text.matchAll(/"inputs": *"(@[a-zA-Z][^"\\]*)"/g)].map((it) => ({
        flow,
        start: it.index + it[0].length - 1 - it[1]!.length,
        end: it.index + it[0].length - 1,
      })),
    );
    for (let i = 0; i < BROKEN; i++) {
      const { flow, start, end } = pick(strings, random);
      const broken = `@concat(${pick(['=', "'", '(', 'a b', '[', '@{', '}', '\\"', '.'], random)}`;
      const text = flow.text.slice(0, start) + broken + flow.text.slice(end);
      const shift = start + broken.length - end;
      const what = `${flow.path} at ${start} with ${broken}`;
      const elsewhere = ({ name: { value, span } }: NameUse): string => `${value} ${span.start < start ? span.start : span.start - shift}`;
      const kept = usesIn(flow.text).filter(({ name: { span } }) => span.end < start || span.start > end);
      assert.deepEqual(
        usesIn(text).map(elsewhere),
        kept.map(({ name: { value, span } }) => `${value} ${span.start}`),
        what,
      );
      const flaws = flawsIn(text);
      assert.equal(flaws.length, 1, what);
      assertWithin(flaws[0]!.span, { start, end: start + broken.length }, what);
    }
  });
});

function usesIn(text: string): readonly NameUse[] {
  const { inside } = readFlow(text);
  return [...runOrderOf(inside).steps.flatMap((it) => it.uses), ...inside.outputs.uses].sort(
    (a, b) => a.name.span.start - b.name.span.start,
  );
}

/** What is wrong with expressions; literals that belong elsewhere are none of those. */
function flawsIn(text: string): readonly Flaw[] {
  const kinds: readonly Flaw['kind'][] = [
    'syntax',
    'double-quoted',
    'too-long',
    'unknown-function',
    'argument-count',
    'literal',
    'loose-item',
  ];
  return runOrderOf(readFlow(text).inside).steps.flatMap((step) => step.flaws.filter((it) => kinds.includes(it.kind)));
}

/** What a place in an expression means, read by other means. */
function meant(text: string, { start, end }: Span): string {
  return (JSON.parse(`"${text.slice(start, end)}"`) as string).replaceAll("''", "'");
}

function foundIn(text: string): Found {
  const found: Found = { expressions: [], functions: [], names: [] };
  const { definition } = (JSON.parse(text) as { readonly properties: { readonly definition?: Record<string, Json> } }).properties;
  for (const it of [...members(definition?.['triggers']), ...members(definition?.['actions'])]) step(it[1], found);
  value(definition?.['outputs'] ?? null, found);
  return found;
}

const members = (it: Json | undefined): [string, Json][] =>
  typeof it === 'object' && it !== null && !Array.isArray(it) ? Object.entries(it) : [];

function step(its: Json, found: Found): void {
  for (const [key, it] of members(its)) {
    if (key === 'expression') condition(it, found);
    else if (!NO_EXPRESSIONS.includes(key)) value(it, found);
    const blocks = key === 'cases' ? members(it).map((one) => one[1]) : key === 'else' || key === 'default' ? [it] : [];
    for (const block of key === 'actions' ? [{ actions: it }] : blocks)
      for (const [name, actions] of members(block)) if (name === 'actions') for (const [, one] of members(actions)) step(one, found);
  }
}

function condition(it: Json, found: Found): void {
  if (members(it).length === 0) value(it, found);
  for (const [, operands] of members(it))
    for (const one of Array.isArray(operands) ? (operands as Json[]) : [operands]) condition(one, found);
}

function value(it: Json, found: Found): void {
  if (typeof it === 'string') string(it, found);
  if (Array.isArray(it)) for (const one of it as Json[]) value(one, found);
  for (const [key, one] of members(it)) {
    string(key, found);
    value(one, found);
  }
}

function string(text: string, found: Found): void {
  for (const { start, end } of templateOf(text).expressions) {
    const expression = text.slice(start, end);
    found.expressions.push(expression);
    const tokens = expression.match(TOKENS) ?? [];
    for (const [i, token] of tokens.entries()) {
      if (!/^\w/.test(token) || tokens[i + 1] !== '(') continue;
      found.functions.push(token);
      const name = tokens[i + 2]!;
      if (NAMING.test(token) && name.startsWith("'") && !/^'\$(?:connections|authentication)'$/.test(name))
        found.names.push(`${token.toLowerCase()} ${name.slice(1, -1).replaceAll("''", "'")}`);
    }
  }
}

function mutated(expression: string, all: readonly string[], random: () => number): string {
  let text = expression;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    const at = Math.floor(random() * (text.length + 1));
    const to = Math.min(text.length, at + 1 + Math.floor(random() * 4));
    const piece = pick(
      [
        "'",
        "''",
        '"',
        '(',
        ')',
        '[',
        ']',
        ',',
        '.',
        '?',
        '@',
        '@{',
        '}',
        ' ',
        '\u00a0',
        '1',
        '-',
        '+.',
        'e',
        'a',
        '_',
        '=',
        '\ud83d',
        '😀',
        '\\',
        '\n',
        pick(all, random),
      ],
      random,
    );
    const ways = [
      () => text.slice(0, at) + piece + text.slice(at),
      () => text.slice(0, at) + text.slice(to),
      () => text.slice(0, at) + piece + text.slice(to),
      () => text.slice(0, at),
      () => text.slice(at),
      () => text.slice(0, to) + text.slice(at),
    ];
    text = pick(ways, random)();
  }
  return text;
}

function assertWithin(inner: Span, outer: Span, what: string): void {
  if (!(outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end))
    assert.fail(`${what}: ${inner.start} to ${inner.end}`);
}
