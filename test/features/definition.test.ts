import * as assert from 'node:assert/strict';
import { definitions } from '../../server/src/core';
import { sceneOf } from '../support/check-fix';
import { everywhere } from '../support/everywhere';
import { readFixture, ROOT, type Fixture } from '../support/fixture';
import {
  app,
  appConnection,
  APIS,
  BUTTON,
  call,
  CHILD_ID,
  CUSTOM,
  CUSTOM_ELSEWHERE,
  CUSTOM_ID,
  customConnector,
  customReference,
  crlf,
  DAILY,
  entry,
  flow,
  flowUsing,
  ID,
  metadata,
  oldOperation,
  operation,
  reference,
  requiredReference,
  solution,
  workflow,
} from '../support/solution';

/** From every offset of each mark `at` the names marked `to` are found, in any order; tried with CRLF too. */
function leads(source: string): void {
  for (const written of [source, crlf(source)]) {
    const { files, marks } = readFixture(written);
    const scene = sceneOf(files);
    const wanted = marks.filter((it) => it.label === 'to').map(({ uri, span }) => `${uri} ${span.start}-${span.end}`);
    const from = marks.filter((it) => it.label === 'at');
    assert.ok(from.length > 0);
    for (const { uri, span } of from)
      for (let offset = span.start; offset <= span.end; offset++) {
        const found = definitions(uri, offset, scene);
        assert.deepEqual(
          found.map(({ uri: target, name }) => `${target} ${name.start}-${name.end}`).sort(),
          [...wanted].sort(),
          `${uri} ${files.get(uri)!.slice(span.start, span.end)} at ${offset - span.start}`,
        );
        for (const { name, whole } of found) assert.ok(whole.start <= name.start && name.end <= whole.end);
      }
  }
}

/** The texts that the definitions of what is marked `at` cover as a whole. */
function wholes(source: string): string[] {
  const { files, marks } = readFixture(source);
  const { uri, span } = marks.find((it) => it.label === 'at')!;
  return definitions(uri, span.start, sceneOf(files)).map((it) => files.get(it.uri)!.slice(it.whole.start, it.whole.end));
}

const textsOf = ({ marks, files }: Fixture, root: string): string[] =>
  marks.filter((it) => it.uri.startsWith(`${ROOT}${root}/`)).map(({ uri, span }) => files.get(uri)!.slice(span.start, span.end));

describe('the definition of a connection reference', () => {
  it('is found from every place where its name is written, in the solution that writes it or else in all', () => {
    const read = readFixture(everywhere((role) => `{|${role}:con_teams|}`));
    const scene = sceneOf(read.files);
    const places = read.marks.filter((it) => it.label === 'definition');
    const roots = ['src', 'raw'];
    assert.deepEqual(
      roots.map((it) => textsOf({ ...read, marks: places }, it).length),
      [1, 1],
    );
    assert.equal(read.marks.length, 21);
    for (const { uri, span } of read.marks) {
      const own = roots.find((it) => uri.startsWith(`${ROOT}${it}/`));
      const wanted = places.filter((it) => own === undefined || it.uri.startsWith(`${ROOT}${own}/`));
      for (const offset of [span.start, span.end])
        assert.deepEqual(
          definitions(uri, offset, scene)
            .map((it) => ({ uri: it.uri, span: it.name }))
            .sort((a, b) => (a.uri < b.uri ? -1 : 1)),
          wanted.map((it) => ({ uri: it.uri, span: it.span })).sort((a, b) => (a.uri < b.uri ? -1 : 1)),
          `${uri} ${span.start}`,
        );
    }
  });

  it('is nowhere beside the name', () => {
    const { files, marks } = readFixture(everywhere((role) => `{|${role}:con_teams|}`));
    const scene = sceneOf(files);
    for (const { uri, span } of marks)
      assert.deepEqual([...definitions(uri, span.start - 1, scene), ...definitions(uri, span.end + 1, scene)], []);
  });

  it('is the own one among copies, managed or nested', () => {
    const copy = (root: string, managed: '0' | '1', name: string): string => solution({ root, managed, references: [reference(name)] });
    leads(copy('managed', '1', 'con_teams') + copy('src', '0', '{|to:con_teams|}') + flowUsing('{|at:con_teams|}'));
    leads(copy('managed', '1', '{|to:con_teams|}') + copy('src', '0', 'con_teams') + flowUsing('{|at:con_teams|}', { root: 'managed' }));
    leads(
      copy('src', '0', 'con_teams') + copy('src/inner', '0', '{|to:con_teams|}') + flowUsing('{|at:con_teams|}', { root: 'src/inner' }),
    );
  });

  it('is in another solution, or in another copy, when the own one has none', () => {
    const flows = flowUsing('{|at:CON_Teams|}');
    leads(solution() + solution({ root: 'other', name: 'Other', references: [reference('{|to:con_teams|}')] }) + flows);
    leads(solution() + solution({ root: 'managed', managed: '1', references: [reference('{|to:con_teams|}')] }) + flows);
    leads(solution({ missing: [requiredReference('{|at:con_teams|}', 'Core (1.0)')] }) + flows);
  });

  it('is itself where it is defined, twice too', () => {
    leads(solution({ references: [reference('{|at:{|to:con_teams|}|}'), reference('con_teams')] }));
    leads(solution({ references: [reference('con_teams'), reference('{|at:{|to:con_teams|}|}')] }));
  });

  it('is found where characters of two units stand before it', () => {
    const named = reference('{|to:con_teams|}', 'shared_teams', 'Ümläut 😀😀');
    const text = { Text: { type: 'Compose', inputs: 'Grüße 😀' } };
    leads(solution({ references: [named], inline: '<!-- 😀 -->' }) + flowUsing('{|at:con_teams|}', { triggers: text }));
  });

  it('covers the whole element', () => {
    const [whole] = wholes(solution({ references: [reference('con_teams')] }) + flowUsing('{|at:con_teams|}'));
    assert.equal(whole, reference('con_teams').trim());
  });
});

describe('the definition of a key', () => {
  it('is its entry, from every operation, expression and app', () => {
    const computed = { type: 'Compose', inputs: "😀 @{parameters('$connections')['{|at:shared_teams|}']['connectionId']}" };
    const binding = appConnection('shared_logicflows', {
      parameterHints: { workflowEntityId: { value: ID } },
      parameterHintsV2: { workflowEntityId: { value: ID }, '{|at:shared_teams|}': { value: 'a' } },
    });
    leads(
      solution() +
        flow({
          connections: { other: entry('con_x'), '{|at:{|to:shared_teams|}|}': entry('con_teams') },
          triggers: { On: operation('{|at:shared_teams|}') },
          actions: { New: operation('{|at:shared_teams|}'), Old: oldOperation('{|at:shared_teams|}'), Text: computed },
        }) +
        app({ b: binding }) +
        flow({ root: 'elsewhere', connections: { shared_teams: entry('con_teams') } }),
    );
  });

  it('covers key and value', () => {
    const [whole] = wholes(flow({ connections: { a: entry('con_a') }, actions: { A: operation('{|at:a|}') }, indent: 0 }));
    assert.equal(whole, `"a":${JSON.stringify(entry('con_a'))}`);
  });

  it('is nowhere when nothing declares it', () => {
    leads(flow({ connections: { b: entry('con_a') }, actions: { A: operation('{|at:a|}') } }));
  });

  it('is in every copy of a flow that the app does not have in its own solution', () => {
    const keys = { workflowEntityId: { value: ID }, '{|at:shared_a|}': { value: 'x' } };
    const copy = (root: string): string => flow({ root, connections: { '{|to:shared_a|}': entry('con_a') } });
    leads(
      app({ b: appConnection('shared_logicflows', { parameterHintsV2: keys }) }, { root: 'apps' }) +
        solution({ root: 'apps', name: 'Apps' }) +
        copy('one') +
        copy('two'),
    );
  });
});

describe('the definition of a flow', () => {
  const child = flow({ name: 'Child', id: CHILD_ID, triggers: { '{|to:Ümläut_😀|}': BUTTON.manual } });

  it('is its trigger, from every place where its id is written', () => {
    const binding = { parameterHints: { workflowEntityId: { value: `{|at:${CHILD_ID}|}` } } };
    leads(
      solution({ flows: [`{|at:${CHILD_ID}|}`], missing: [`<Required type="29" id="{|at:{${CHILD_ID}}|}" />`] }) +
        flow({ actions: { One: call(`{|at:${CHILD_ID}|}`), Two: call(`{|at:${CHILD_ID.toUpperCase()}|}`) } }) +
        app({ a: appConnection('shared_logicflows', binding) }) +
        child +
        metadata({ name: 'Child', id: CHILD_ID, workflowId: `{|at:{${CHILD_ID}}|}` } as never) +
        flow({ root: 'copy', name: 'Child', id: CHILD_ID }),
    );
  });

  it('is every copy in other solutions when the own one has none', () => {
    leads(
      solution() +
        flow({ actions: { One: call(`{|at:${CHILD_ID}|}`) } }) +
        ['a', 'b'].map((root) => flow({ root, name: 'Child', id: CHILD_ID, triggers: { '{|to:On|}': DAILY.Every_day } })).join(''),
    );
  });

  it('is the start of a file without a trigger, and the metadata where there is no file', () => {
    const calling = solution() + flow({ actions: { One: call(`{|at:${CHILD_ID}|}`) } });
    leads(calling + flow({ name: 'Child', id: CHILD_ID, triggers: {} }).replace('{', '{|to:{|}'));
    leads(calling + metadata({ name: 'Child', id: CHILD_ID }).replace(`{${CHILD_ID}}`, `{|at:{|to:{${CHILD_ID}}|}|}`));
    leads(calling);
  });

  it('is found in the raw layout', () => {
    const inline = `<Workflows>${workflow({ workflowId: `{|at:{${ID}}|}` } as never)}</Workflows>\n`;
    leads(solution({ layout: 'raw', inline }) + flow({ triggers: { '{|to:On|}': DAILY.Every_day } }));
  });
});

describe('the definition of a custom connector', () => {
  const connector = (root = 'src', folder = 'Connectors'): string =>
    customConnector(root, folder).replace('<name>con_5Fleave', '<name>{|to:con_5Fleave|}');
  const uses =
    flow({
      connections: { key: { api: { name: `{|at:${CUSTOM_ELSEWHERE}|}`, logicalName: '{|at:con_5Fleave|}' }, connection: {} } },
      actions: { A: { ...operation('key', `${APIS}{|at:${CUSTOM}|}`) } },
    }) +
    app({ a: appConnection('x', { id: `/providers/microsoft.powerapps/apis/{|at:${CUSTOM}|}` }) }) +
    `--- src/settings.json\n{ "ConnectionReferences": [ { "LogicalName": "con_leave", "ConnectorId": "{|at:${APIS}${CUSTOM}|}" } ] }\n`;
  const references = [
    customReference('con_leave', `{|at:${CUSTOM}|}`).replace(`<connectorid>${CUSTOM_ID}`, `<connectorid>{|at:${CUSTOM_ID}|}`),
  ];

  it('is its file, from every id of it', () => {
    leads(
      solution({ references, missing: [`<Required type="372" schemaName="{|at:con_5Fleave|}" id="{{|at:${CUSTOM_ID}|}}" />`] }) +
        connector() +
        uses,
    );
  });

  it('is the own one among copies, and every copy where there is no own', () => {
    leads(solution({ references }) + connector() + customConnector('copy') + solution({ root: 'copy' }));
    leads(
      solution({ references }) +
        solution({ root: 'one', name: 'One' }) +
        connector('one') +
        solution({ root: 'two', name: 'Two' }) +
        connector('two'),
    );
  });

  it('is the one of several in the raw layout that has the id', () => {
    const other = `<Connector><connectorid>${ID}</connectorid><name>con_5Fother</name></Connector>`;
    const its = `<Connector><connectorid>${CUSTOM_ID.toUpperCase()}</connectorid><name>{|to:con_5Fleave|}</name></Connector>`;
    leads(solution({ layout: 'raw', references, inline: `<Connectors>${other}${its}</Connectors>` }));
  });

  it('is nowhere for connectors of the platform, and for what only looks like an id', () => {
    for (const text of ['shared_teams', CUSTOM, `x${CUSTOM}`, CUSTOM_ID])
      leads(solution() + flow({ actions: { Text: { type: 'Compose', inputs: `{|at:${text}|}` } } }));
    leads(solution() + customConnector() + flow({ actions: { Text: { type: 'Compose', inputs: `see.{|at:${CUSTOM}|}` } } }));
  });
});

describe('definitions', () => {
  it('are nowhere in files that are no solution’s', () => {
    const { files, marks } = readFixture(
      '--- notes/notes.json\n{ "a": "{|at:con_teams|}" }\n' + solution({ references: [reference('con_teams')] }),
    );
    assert.deepEqual(definitions(marks[0]!.uri, marks[0]!.span.start, sceneOf(files)), []);
  });

  it('are found in broken files as far as those can be read', () => {
    const broken = flowUsing('{|at:con_teams|}').replace(/"definition"[^]*/, '<<<<<<< HEAD\n');
    leads(solution({ references: [reference('{|to:con_teams|}')] }).replace('</ImportExportXml>\n---', '---') + broken);
  });
});
