import * as assert from 'node:assert/strict';
import { entryOf, fixesOf, inMemory, type Finding } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import { entry, flow, flowPath, metadata, oldOperation, operation, reference, solution } from '../support/solution';
import { inTime } from './limit';
import { Looking } from './looking';

/** What is large and stays so: a second for each file is a hundred times what a file of this size takes where cost grows with size. */
const MANY = 2_000;

const name = (index: number): string => `${['Get_items', 'Send_an_email', 'Apply_to_each', 'Update_item'][index % 4]}_(V2)_${index}`;
const after = (predecessor: string): object => ({ [predecessor]: ['Succeeded'] });
const each = <Value>(value: (index: number) => Value, count = MANY): Value[] => Array.from({ length: count }, (_, index) => value(index));
const actions = (of: (index: number) => object, count = MANY): object => Object.fromEntries(each((it) => [name(it), of(it)], count));
const flowWith = (parts: object, references: readonly string[] = []): string =>
  solution({ references }) + flow({ ...parts, indent: 0 }) + metadata();

const large: Readonly<Record<string, () => string>> = {
  'a chain of actions': () =>
    flowWith({
      connections: { shared_teams: entry('con_teams') },
      actions: actions((it) => ({ ...operation('shared_teams'), runAfter: it === 0 ? {} : after(name(it - 1)) })),
    }),
  'a circle of 10,000 actions': () =>
    flowWith({ actions: actions((it) => ({ type: 'Compose', inputs: 1, runAfter: after(name((it + 9_999) % 10_000)) }), 10_000) }),
  'actions that each use one beside them': () =>
    flowWith({ actions: actions((it) => ({ type: 'Compose', inputs: `@outputs('${name(it + 1)}')` })) }),
  'operations in the older form': () =>
    flowWith({ connections: { shared_teams: entry('con_teams') }, actions: actions(() => oldOperation('shared_teams')) }),
  'connection references': () =>
    solution({ references: each((it) => reference(`con_ref_${it}`, `shared_c${it}`, `Area – Thing ${it} – User`)) }),
  'a long expression': () => flowWith({ actions: { A: { type: 'Compose', inputs: `@concat(${"'a',".repeat(20_000)}'b')` } } }),
  'a text with many expressions': () => flowWith({ actions: { A: { type: 'Compose', inputs: "@{outputs('A')}".repeat(20_000) } } }),
};

describe('large files', function () {
  this.timeout(0); // what takes too long is stopped where it does

  for (const [what, source] of Object.entries(large))
    it(`are read and checked in time: ${what}`, () => {
      const { files } = readFixture(source());
      const looking = new Looking(files, [...files.keys()].at(-1)!, () => 0);
      looking.part('reading', files.size, () => {
        for (const uri of files.keys()) looking.read(uri);
      });
      looking.part('checking', files.size, () => looking.ask('checking', () => looking.findings()));
    });

  /** By the rule that finds fault with each of them. */
  const faulty: Readonly<Record<string, () => string>> = {
    'broken-run-after': () => flowWith({ actions: actions((it) => ({ type: 'Compose', inputs: 1, runAfter: after(`Nothing_${it}`) })) }),
    'unknown-action': () => flowWith({ actions: actions((it) => ({ type: 'Compose', inputs: `@outputs('Get_${it}')` })) }),
    'uninitialized-variable': () =>
      flowWith({
        actions: {
          ...actions((it) => ({ type: 'InitializeVariable', inputs: { variables: [{ name: `count${it}`, type: 'integer' }] } })),
          Read: { type: 'Compose', inputs: each((it) => `@variables('cuont${it}')`) },
        },
      }),
    'unused-connection-reference': () =>
      solution({ references: each((it) => reference(`con_ref_${it}`, 'shared_teams', `Area ${it} – Teams – User`)) }),
    'duplicate-connection-reference': () =>
      solution({ references: each((it) => reference(`con_ref_${it}`, 'shared_teams', `Teams ${it}`), MANY + 1) }),
    'several-references-for-connector': () =>
      flowWith(
        {
          connections: Object.fromEntries(each((it) => [`shared_teams_${it}`, entry(`con_ref_${it}`)], MANY + 1)),
          actions: actions((it) => operation(`shared_teams_${it}`), MANY + 1),
        },
        each((it) => reference(`con_ref_${it}`, 'shared_teams', `Teams ${it}`), MANY + 1),
      ),
  };

  for (const [rule, source] of Object.entries(faulty))
    it(`are checked, and all fixes are named, in time: ${rule} everywhere`, () => {
      const { files } = readFixture(source());
      const looking = new Looking(files, [...files.keys()].at(-1)!, () => 0);
      looking.part('reading', files.size, () => {
        for (const uri of files.keys()) looking.read(uri);
      });
      let its: readonly Finding[] = [];
      looking.part('checking', files.size, () => {
        its = looking.findings().filter((it) => it.rule.id === rule);
      });
      assert.equal(its.length, MANY);
      looking.part('naming fixes', files.size, () => {
        for (const it of its) for (const { title } of fixesOf(it, looking.scene)) assert.ok(title);
      });
    });

  it('may have 100 MB in one text', () => {
    const uri = ROOT + flowPath();
    const text = `{"properties":{"connectionReferences":{},"definition":{"triggers":{},"actions":{"A":{"inputs":"${'x'.repeat(100_000_000)}"}}}}}`;
    inTime(
      () => 'reading 100 MB',
      20,
      () => entryOf(inMemory(uri, text), text),
    );
  });
});
