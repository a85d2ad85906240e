import * as assert from 'node:assert/strict';
import { applyEdits, renameAction, renameVariable, type Scene, type TextChange, type Uri } from '../../server/src/core';
import { insideOf } from '../../server/src/core/inside';
import type { Flow } from '../../server/src/core/model';
import type { Refactoring } from '../../server/src/core/refactorings/refactoring';
import { runOrderOf } from '../../server/src/core/run-order';
import { sceneOf } from '../support/check-fix';
import { needCorpus } from './corpus';
import { findingsIn, flowsIn, flowTexts, type Texts } from './flows';

type Members = Readonly<Record<string, unknown>>;

const CALLS =
  /\b(outputs|body|actions|items|result|iterationIndexes|actionOutputs|actionBody|formDataValue|formDataMultiValues|multipartBody|variables)\s*\(\s*'((?:[^']|'')*)'/gi;

/** How often each action, trigger and variable is named, by a search in the strings of the parsed file; names in lower case. */
function plainSearch(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const add = (kind: string, name: unknown): void => {
    const key = `${kind} ${String(name).toLowerCase()}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  };
  const search = (value: unknown): void => {
    if (typeof value === 'string' && /^@[^@]|@\{/.test(value) && !value.startsWith('@@'))
      for (const [, by = '', name = ''] of value.matchAll(CALLS))
        add(by.toLowerCase() === 'variables' ? 'variable' : 'action', name.replaceAll("''", "'"));
    if (typeof value === 'object' && value !== null)
      for (const [key, member] of Object.entries(value)) for (const it of Array.isArray(value) ? [member] : [key, member]) search(it);
  };
  const steps = (all: unknown): void => {
    for (const [name, value] of Object.entries((all ?? {}) as Members)) {
      const { type, kind, description, metadata, runAfter, actions, else: otherwise, cases, default: rest, ...own } = value as Members;
      void [kind, description, metadata];
      add('action', name);
      for (const it of Object.keys((runAfter ?? {}) as Members)) add('action', it);
      search(own);
      const inputs = (own['inputs'] ?? {}) as Members;
      if (/variable$/i.test(String(type)) && typeof inputs['name'] === 'string') add('variable', inputs['name']);
      for (const it of Array.isArray(inputs['variables']) && /^initializev/i.test(String(type)) ? inputs['variables'] : [])
        add('variable', (it as Members)['name']);
      for (const it of [otherwise, rest, { actions }, ...Object.values((cases ?? {}) as Members)])
        steps((it as Members | undefined)?.['actions']);
    }
  };
  const { properties } = JSON.parse(text) as { readonly properties?: { readonly definition?: Members } };
  const { triggers, actions, outputs } = properties?.definition ?? {};
  steps(triggers);
  steps(actions);
  search(outputs);
  return found;
}

const namesOf = (flow: Flow): readonly string[] => [
  ...new Map(
    runOrderOf(insideOf(flow)).steps.flatMap((it) => it.variables.map(({ name }) => [name.value.toLowerCase(), name.value])),
  ).values(),
];

/** All that a flow has renamed at once, each as if alone: no place names two things. `nameOf` says how, by its number. */
function renamed(
  flow: Flow,
  scene: Scene,
  nameOf: (what: string, number: number) => string,
): { readonly text: string; readonly made: readonly Refactoring[] } {
  const made = [
    ...runOrderOf(insideOf(flow)).steps.map((step, i) => renameAction(flow, step, nameOf('action', i), scene)),
    ...namesOf(flow).map((it, i) => renameVariable(flow, it, nameOf('variable', i), scene)),
  ];
  const edits = made.flatMap((it) => it.edits).flatMap((it) => (it as TextChange).edits);
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start);
  return { text: applyEdits(scene.text(flow.uri), sorted), made };
}

/** Without letter case and without a choice of escapes: uses may spell a name in another way, and a rename leaves one spelling. */
const folded = (text: string): string => text.replaceAll('\\u0027', "'").toLowerCase();

describe('corpus: renaming every action and every variable', () => {
  before(needCorpus);

  let texts: Texts;
  let started: Scene;
  let there: Texts;
  let after: Scene;
  const hostile = (what: string, number: number): string => `${what[0]}'"@(:é${number}`;

  before(() => {
    texts = flowTexts();
    started = sceneOf(texts);
    there = new Map(flowsIn(started).map((it) => [it.uri, renamed(it, started, hostile).text]));
    after = sceneOf(there);
  });

  it('writes as many places as a plain search finds', () => {
    let number = 0;
    for (const flow of flowsIn(started)) {
      const wanted = plainSearch(texts.get(flow.uri)!);
      const { made } = renamed(flow, started, hostile);
      const names = [
        ...runOrderOf(insideOf(flow)).steps.map((it) => `action ${it.name.value}`),
        ...namesOf(flow).map((it) => `variable ${it}`),
      ];
      for (const [i, name] of names.entries()) {
        const edits = made[i]!.edits.flatMap((it) => (it as TextChange).edits);
        assert.equal(edits.length, wanted.get(name.toLowerCase()), `${flow.uri} ${name}`);
        number += edits.length;
      }
    }
    assert.ok(number > 4_700, `${number} places`);
  });

  it('leaves no old name behind, and names nothing else', () => {
    for (const flow of flowsIn(after)) {
      const expected = plainSearch(texts.get(flow.uri)!);
      const original = flowsIn(started).find((it) => it.uri === flow.uri)!;
      for (const [kind, names] of [
        ['action', runOrderOf(insideOf(original)).steps.map((it) => it.name.value)] as const,
        ['variable', namesOf(original)] as const,
      ])
        for (const [i, name] of names.entries()) {
          const key = `${kind} ${name.toLowerCase()}`;
          expected.set(`${kind} ${hostile(kind, i)}`.toLowerCase(), expected.get(key)!);
          expected.delete(key);
        }
      assert.deepEqual(new Map([...plainSearch(there.get(flow.uri)!)].sort()), new Map([...expected].sort()), flow.uri);
    }
  });

  it('and back restores every byte', () => {
    const others: Uri[] = [];
    const all = flowsIn(started);
    for (const [i, flow] of flowsIn(after).entries()) {
      const original = all[i]!;
      const nameOf = (what: string, number: number): string =>
        what === 'action' ? runOrderOf(insideOf(original)).steps[number]!.name.value : namesOf(original)[number]!;
      const { text } = renamed(flow, after, nameOf);
      if (text === texts.get(flow.uri)) continue;
      others.push(flow.uri);
      assert.equal(folded(text), folded(texts.get(flow.uri)!), flow.uri);
    }
    assert.ok(others.length < 30, `${others.length} flows spell a name in two ways`);
  });

  it('makes no new finding', () => {
    const known = findingsIn(started);
    const worse = [...findingsIn(after)].filter(([key, number]) => number > (known.get(key) ?? 0));
    assert.deepEqual(worse, []);
  });
});
