import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExpression } from '../../server/src/core/expressions/parser';
import { nodesOf, type Expression } from '../../server/src/core/expressions/syntax';
import { templateOf } from '../../server/src/core/expressions/template';
import type { Span } from '../../server/src/core/text';
import { decode } from '../../server/src/host/disk';
import { CORPUS, needCorpus } from '../corpus/corpus';
import { languageOf, painted, type Painted } from './painted';

/** What a person sees of an expression: a function, a property, a string, a number, a word, the rest of it; blank beside it. */
const KINDS: Readonly<Record<string, string>> = {
  'support.function.flow-expression': 'f',
  'variable.other.property.flow-expression': 'p',
  'string.quoted.single.flow-expression': 's',
  'constant.numeric.flow-expression': 'n',
  'constant.language.flow-expression': 'c',
  'meta.embedded.inline.flow-expression': '_',
};

/** Flows of solutions and of packages; not the malformed ones, where merge markers hide how deep a string lies. */
const FLOW = /^(?!malformed).*(?:[\\/]workflows[\\/][^\\/]+|[\\/]definition)\.json$/i;

describe('corpus: the colours of expressions', () => {
  before(needCorpus);

  it('are those of what the parser finds, in every string of every flow', async () => {
    const json = await languageOf('source.json');
    const flows = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((it) => FLOW.test(it));
    const different: string[] = [];
    let expressions = 0;
    for (const path of flows) {
      for (const line of painted(json, decode(readFileSync(join(CORPUS, path))))) {
        assert.equal(line.signs.includes('!'), false, `${path}: ${line.line}`);
        for (const { index, 0: text } of line.line.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
          const { kinds, isBroken } = parsed(text);
          const actual = seen(line, index, text.length);
          if (kinds !== (isBroken ? actual.replace(/\S/g, '_') : actual)) different.push(`${path}: ${text}`);
          if (kinds.trim() !== '') expressions++;
        }
      }
    }
    assert.deepEqual(different, []);
    assert.ok(expressions > 3500, `there were ${expressions} strings with expressions`);
  });
});

/** The kind of each character as the grammar has it. */
function seen({ scopes }: Painted, start: number, length: number): string {
  const kinds = scopes.slice(start, start + length).map((it) => it.findLast((scope) => scope in KINDS));
  return kinds.map((it) => (it ? KINDS[it] : ' ')).join('');
}

/** The kind of each character of a JSON string as the parser has it; where an expression has a fault only how far it goes. */
function parsed(text: string): { readonly kinds: string; readonly isBroken: boolean } {
  const value = JSON.parse(text) as string;
  const kinds = Array.from({ length: value.length }, () => ' ');
  const fill = (kind: string, { start, end }: Span): unknown => kinds.fill(kind, start, end);
  let isBroken = false;
  for (const span of templateOf(value).expressions) {
    const { root, fault } = parseExpression(value, span);
    fill('_', span);
    if (fault) isBroken = true;
    else for (const node of nodesOf(root)) fillNode(node, fill);
  }
  const written = text.slice(1, -1).match(/\\u[\da-fA-F]{4}|\\.|[^]/g) ?? [];
  const spread = written.map((it, at) => kinds[at]!.repeat(it.length)).join('');
  return { kinds: ` ${isBroken ? spread.replace(/\S/g, '_') : spread} `, isBroken };
}

function fillNode(node: Expression, fill: (kind: string, span: Span) => unknown): void {
  if (node.kind !== 'call') fill(LEAVES[node.kind], node.span);
  else {
    fill('f', node.name.span);
    for (const { isDotted, name } of node.accessors) if (isDotted && name) fill('p', name.span);
  }
}

const LEAVES = { string: 's', number: 'n', word: 'c' } as const;
