import * as assert from 'node:assert/strict';
import { definitions, highlights, references } from '../../server/src/core';
import { sceneOf } from '../support/check-fix';
import { everywhere } from '../support/everywhere';
import { readFixture, ROOT, type Mark } from '../support/fixture';
import {
  app,
  appConnection,
  call,
  CHILD_ID,
  crlf,
  entry,
  flow,
  ID,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
} from '../support/solution';

const inWords = ({ uri, span }: Pick<Mark, 'uri' | 'span'>): string => `${uri.slice(ROOT.length)} ${span.start}-${span.end}`;

/** From every mark all marks are found, those labelled `definition` only when they are wanted; and in its own file they are highlighted. */
function found(source: string, number: number): void {
  for (const written of [source, crlf(source)]) {
    const { files, marks } = readFixture(written);
    const scene = sceneOf(files);
    assert.equal(marks.length, number);
    const uses = marks.filter((it) => it.label !== 'definition');
    for (const { uri, span } of marks)
      for (const offset of [span.start, span.end]) {
        const places = (with_: boolean): string[] => references(uri, offset, with_, scene).map(inWords).sort();
        assert.deepEqual(places(true), marks.map(inWords).sort());
        assert.deepEqual(places(false), uses.map(inWords).sort());
        assert.deepEqual(
          highlights(uri, offset, scene).map((it) => `${inWords({ uri, span: it.span })} ${it.isWrite}`),
          marks
            .filter((it) => it.uri === uri)
            .sort((a, b) => a.span.start - b.span.start)
            .map((it) => `${inWords(it)} ${it.label === 'definition'}`),
        );
      }
    for (const { uri, span } of marks)
      for (const offset of [span.start - 1, span.end + 1])
        assert.deepEqual([references(uri, offset, true, scene), highlights(uri, offset, scene)], [[], []]);
  }
}

describe('references and highlights', () => {
  it('are every place where a connection reference is named, its definitions when they are wanted', () => {
    found(
      everywhere((role) => `{|${role}:con_teams|}`),
      21,
    );
  });

  it('do not mind the letter case', () => {
    const names = ['con_teams', 'CON_Teams'];
    const flows = names.map((it, i) => flow({ name: `F${i}`, id: i === 0 ? ID : CHILD_ID, connections: { a: entry(`{|use:${it}|}`) } }));
    found(solution({ references: [reference('{|definition:Con_teams|}')] }) + flows.join(''), 3);
  });

  it('are every place where a flow is meant', () => {
    const id = `{|use:${CHILD_ID}|}`;
    const binding = { parameterHints: { workflowEntityId: { value: id } } };
    found(
      solution({ flows: [CHILD_ID], missing: [`<Required type="29" id="{|use:{${CHILD_ID.toUpperCase()}}|}" />`] }).replace(
        `{${CHILD_ID}}`,
        `{|use:{${CHILD_ID}}|}`,
      ) +
        flow({ actions: { One: call(id), 'Zwei_😀': call(`{|use:${CHILD_ID.toUpperCase()}|}`) } }) +
        app({ a: appConnection('shared_logicflows', binding) }, { root: 'apps' }) +
        flow({ name: 'Child', id: CHILD_ID }) +
        metadata({ name: 'Child', id: CHILD_ID }).replace(`{${CHILD_ID}}`, `{|definition:{${CHILD_ID}}|}`),
      6,
    );
  });

  it("are every place where a key of one flow is meant, and none where another flow's is", () => {
    const key = '{|use:shared_teams|}';
    const keys = { workflowEntityId: { value: ID }, [key]: { value: 'x' } };
    found(
      solution() +
        flow({
          connections: { '{|definition:shared_teams|}': entry('con_teams') },
          actions: {
            New: operation(key),
            Old: oldOperation(key),
            Text: { type: 'Compose', inputs: `@parameters('$connections')['${key}']` },
          },
        }) +
        app({ a: appConnection('shared_logicflows', { parameterHintsV2: keys }) }) +
        flow({ name: 'Other', id: CHILD_ID, connections: { shared_teams: entry('con_teams') }, actions: { A: operation('shared_teams') } }),
      5,
    );
  });

  it('are those of every copy where an app may mean any, each once', () => {
    const copy = (root: string): string =>
      solution({ root, name: root }) +
      flow({ root, connections: { '{|definition:shared_a|}': entry('con_a') }, actions: { A: operation('{|use:shared_a|}') } });
    const source =
      solution({ root: 'apps', name: 'Apps' }) +
      app(
        {
          b: appConnection('shared_logicflows', {
            parameterHintsV2: { workflowEntityId: { value: ID }, '{|app:shared_a|}': { value: 'x' } },
          }),
        },
        { root: 'apps' },
      ) +
      copy('one') +
      copy('two');
    const { files, marks } = readFixture(source);
    const at = marks.find((it) => it.label === 'app')!;
    const scene = sceneOf(files);
    assert.deepEqual(references(at.uri, at.span.start, true, scene).map(inWords).sort(), marks.map(inWords).sort());
    assert.deepEqual(highlights(at.uri, at.span.start, scene), [{ span: at.span, isWrite: false }]);
  });

  it('are those of the flow at its trigger, and at the start of a flow without one, where its definition leads', () => {
    const calls = (triggers: object): string =>
      flow({ name: 'Child', id: CHILD_ID, triggers }) + flow({ actions: { Call: call(`{|use:${CHILD_ID}|}`) } });
    for (const triggers of [{ manual: { type: 'Request' } }, {}]) {
      const { files, marks } = readFixture(solution() + calls(triggers));
      const scene = sceneOf(files);
      const [target] = definitions(marks[0]!.uri, marks[0]!.span.start, scene);
      assert.deepEqual(references(target!.uri, target!.name.start, false, scene).map(inWords), marks.map(inWords));
    }
  });

  it('are none for what is no name, and in files that are no solution’s', () => {
    const source =
      solution({ references: [reference('con_teams', '{|x:shared_teams|}', '{|x:con_teams|} 2')] }) +
      '--- notes/notes.json\n{ "a": "{|x:con_teams|}" }\n';
    const { files, marks } = readFixture(source);
    for (const { uri, span } of marks)
      assert.deepEqual([...references(uri, span.start, true, sceneOf(files)), ...highlights(uri, span.start, sceneOf(files))], []);
  });
});
