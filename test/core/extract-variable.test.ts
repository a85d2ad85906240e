import * as assert from 'node:assert/strict';
import {
  extractVariable,
  literalAt,
  literalsLike,
  newVariableFor,
  refusedNewVariable,
  type Literal,
  type Scene,
} from '../../server/src/core';
import { afterEdits, sceneOf } from '../support/check-fix';
import { checkRefactoring } from '../support/refactor';
import { readFixture, ROOT } from '../support/fixture';
import { flow, flowPath, settings, solution, variable } from '../support/solution';

const FLOW = ROOT + flowPath();
const DEFINITION = `${ROOT}src/environmentvariabledefinitions/con_Site/environmentvariabledefinition.xml`;
const NEW = { displayName: "Eva's Site", schemaName: 'con_Site' };

/** The scene of a fixture, and the literal at the place that it marks. */
function marked(source: string): { readonly scene: Scene; readonly literal: Literal | undefined } {
  const { files, marks } = readFixture(source);
  const scene = sceneOf(files);
  return { scene, literal: literalAt(marks[0]!.uri, marks[0]!.span.start, scene) };
}

const compose = (inputs: unknown, more: object = {}): string => flow({ actions: { Note: { type: 'Compose', inputs, ...more } } });

/** What becomes of the inputs of the one action when the marked literal is extracted. */
function inputsAfter(inputs: unknown): unknown {
  const { files } = readFixture(solution() + compose(inputs));
  const { scene, literal } = marked(solution() + compose(inputs));
  const after = afterEdits(extractVariable(literal!, NEW, 'here', scene).edits, files).get(FLOW)!;
  const { definition } = (
    JSON.parse(after) as { properties: { definition: { actions: { Note: { inputs: unknown } }; parameters: object } } }
  ).properties;
  assert.deepEqual(definition.parameters, {
    $connections: { defaultValue: {}, type: 'Object' },
    "Eva's Site (con_Site)": { defaultValue: literal!.value, type: 'String', metadata: { schemaName: 'con_Site' } },
  });
  return definition.actions.Note.inputs;
}

describe('literalAt', () => {
  const at = (inputs: unknown): readonly [string, string, string] | undefined => {
    const { literal } = marked(solution() + compose(inputs));
    return literal && [literal.form, literal.value, literal.property];
  };

  it('finds a text, text between expressions, and what a function is given', () => {
    assert.deepEqual(at('{|x:hello|}'), ['whole', 'hello', 'inputs']);
    assert.deepEqual(at({ deep: [{ 'a/b': 'say {|x:hello|}' }] }), ['whole', 'say hello', 'a/b']);
    assert.deepEqual(at('Dear @{triggerBody()}, {|x:hello|}'), ['text', ', hello', 'inputs']);
    assert.deepEqual(at("@concat('{|x:it''s|}', triggerBody())"), ['argument', "it's", 'inputs']);
    assert.deepEqual(at("a @{concat('{|x:b|}')} c"), ['argument', 'b', 'inputs']);
    assert.deepEqual(at('{|x:@@odata|}'), ['whole', '@odata', 'inputs']);
  });

  it('finds none in names, numbers, keys and what is not for people to choose', () => {
    assert.equal(at("@outputs('{|x:Note|}')"), undefined);
    assert.equal(at("@triggerBody()?['{|x:a|}']"), undefined);
    assert.equal(at({ a: 1, b: '{|x:|}' }), undefined);
    assert.equal(at({ schema: { type: '{|x:object|}' } }), undefined);
    assert.equal(at({ host: { operationId: '{|x:DoIt|}' } }), undefined);
    assert.equal(at("@concat('{|x:a|}'"), undefined);
    const scene = sceneOf(readFixture(solution() + compose('x')).files);
    assert.equal(literalAt(FLOW, 0, scene), undefined);
    assert.equal(literalAt(`${ROOT}src/Other/Solution.xml`, 5, scene), undefined);
    const legacy = compose('{|x:hello|}').replace(
      /^--- \S+/,
      '--- Microsoft.Flow/flows/5d2c8a70-1f7b-ed11-81ad-000d3a4a1b2c/definition.json',
    );
    assert.equal(marked(legacy).literal, undefined);
  });

  it('leaves the name of a variable and a description out', () => {
    const initialize = (name: string, value: string): string =>
      flow({ actions: { Start: { type: 'InitializeVariable', inputs: { variables: [{ name, type: 'string', value }] } } } });
    assert.equal(marked(solution() + initialize('{|x:Site|}', 'x')).literal, undefined);
    assert.equal(marked(solution() + initialize('Site', '{|x:x|}')).literal?.value, 'x');
    assert.equal(marked(solution() + compose('x', { description: '{|x:hello|}' })).literal, undefined);
  });
});

describe('newVariableFor', () => {
  const named = (source: string): string => {
    const { scene, literal } = marked(solution() + source);
    const { displayName, schemaName } = newVariableFor(literal!, scene);
    return `${displayName} ${schemaName}`;
  };

  it('names it by what it is, else by the property, the variable or the action', () => {
    assert.equal(named(compose('{|x:hello|}')), 'Note con_Note');
    assert.equal(named(compose({ 'emailMessage/replyTo': '{|x:hello|}' })), 'Reply To con_ReplyTo');
    assert.equal(named(compose({ 'emailMessage/Link': '{|x:https://contoso.com|}' })), 'Link URL con_LinkURL');
    assert.equal(named(compose({ baseUrl: '{|x:https://contoso.com|}' })), 'Base Url con_BaseUrl');
    const set = flow({ actions: { Set: { type: 'SetVariable', inputs: { name: 'target_site', value: '{|x:x|}' } } } });
    assert.equal(named(set), 'Target Site con_TargetSite');
    assert.equal(named(compose({ '???': '{|x:hello|}' })), 'Value con_Value');
  });

  it('takes names that are free', () => {
    assert.equal(named(compose('{|x:hello|}') + variable('con_Note') + variable('con_X', { label: 'Note 2' })), 'Note 3 con_Note3');
  });
});

describe('refusedNewVariable', () => {
  const { scene } = marked(solution() + compose('{|x:x|}') + variable('con_Taken', { label: 'Taken' }));
  const refused = (schemaName: string, displayName = 'Site'): string | undefined =>
    refusedNewVariable({ displayName, schemaName }, scene.snapshot.solutions[0]!, scene);

  it('takes good names and refuses others in words', () => {
    assert.equal(refused('con_Site'), undefined);
    assert.equal(refused('svr__Site'), undefined);
    assert.match(refused('Site')!, /^'Site' cannot be a schema name: /);
    assert.match(refused('con_My Site')!, /cannot be a schema name/);
    assert.equal(refused('CON_taken'), "The schema name 'CON_taken' is taken by the environment variable 'Taken': choose another one.");
    assert.match(refused(`con_${'x'.repeat(97)}`)!, /has more than 100 characters: shorten it\.$/);
    assert.match(refused('con_Site', 'x'.repeat(101))!, /more than 100/);
    assert.match(refused('con_Site', ' ')!, /needs a display name/);
  });
});

describe('extractVariable', () => {
  it('writes the use as its place wants it', () => {
    assert.equal(inputsAfter('{|x:hello|}'), "@parameters('Eva''s Site (con_Site)')");
    assert.equal(inputsAfter('Dear @{triggerBody()}{|x:, hello|}'), "Dear @{triggerBody()}@{parameters('Eva''s Site (con_Site)')}");
    assert.equal(inputsAfter("@concat('{|x:a|}', triggerBody())"), "@concat(parameters('Eva''s Site (con_Site)'), triggerBody())");
    assert.deepEqual(inputsAfter({ 'say "x"\n': "@{concat('\"{|x:a|}')}" }), {
      'say "x"\n': "@{concat(parameters('Eva''s Site (con_Site)'))}",
    });
  });

  it('defines the variable in the language of the solution, in the folder of the others, and with a default where there are no settings', () => {
    const source =
      solution({ inline: '<Languages><Language>1031</Language></Languages>' }) +
      compose('{|x:R&D <a>|}') +
      variable('con_Other').replace('environmentvariabledefinitions', 'EnvironmentVariableDefinitions');
    const { scene, literal } = marked(source);
    const { edits, notes } = extractVariable(literal!, NEW, 'here', scene);
    assert.deepEqual(
      edits.find((it) => it.kind === 'create'),
      {
        kind: 'create',
        uri: DEFINITION.replace('environmentvariabledefinitions', 'EnvironmentVariableDefinitions'),
        text: `<environmentvariabledefinition schemaname="con_Site">
  <defaultvalue>R&amp;D &lt;a&gt;</defaultvalue>
  <displayname default="Eva's Site">
    <label description="Eva's Site" languagecode="1031" />
  </displayname>
  <introducedversion>1.0.0.0</introducedversion>
  <iscustomizable>1</iscustomizable>
  <isrequired>0</isrequired>
  <secretstore>0</secretstore>
  <type>100000000</type>
</environmentvariabledefinition>`,
      },
    );
    assert.deepEqual(notes, [
      "No deployment settings are here for 'Absence', so the value is the default of the environment variable: an environment that has another one sets it.",
    ]);
  });

  it('writes line ends so that no reader of XML makes others of them', () => {
    const source = solution() + compose('{|x:a\r\nb|}');
    const { scene, literal } = marked(source);
    const { edits } = extractVariable(literal!, NEW, 'here', scene);
    assert.match(afterEdits(edits, readFixture(source).files).get(DEFINITION)!, /<defaultvalue>a&#xD;\nb<\/defaultvalue>/);
  });

  it('puts the value into the settings of every environment and leaves those that do not parse', () => {
    const values = (environment: string): string => settings(`s/${environment}.json`, { variables: { con_Other: 'x' } });
    const broken = values('bad').replace(/\]\s*\}\s*$/, '');
    const source = solution() + compose('{|x:hello|}') + variable('con_Other') + values('test') + values('prod') + broken;
    const { files } = readFixture(source);
    const { scene, literal } = marked(source);
    const { edits, notes } = extractVariable(literal!, NEW, 'here', scene);
    const after = afterEdits(edits, files);
    for (const environment of ['test', 'prod'])
      assert.deepEqual(JSON.parse(after.get(`${ROOT}s/${environment}.json`)!), {
        EnvironmentVariables: [
          { SchemaName: 'con_Other', Value: 'x' },
          { SchemaName: 'con_Site', Value: 'hello' },
        ],
      });
    assert.equal(after.get(`${ROOT}s/bad.json`), files.get(`${ROOT}s/bad.json`));
    assert.doesNotMatch(after.get(DEFINITION)!, /defaultvalue/);
    assert.deepEqual(notes, [
      "The value stands in 's/prod.json' and 's/test.json' now: change it there where an environment has another one.",
      "'s/bad.json' does not parse and was left as it is: mend it, and add 'con_Site' with its value.",
    ]);
  });

  it('leaves the value that settings have for it already, and keeps its own as the default', () => {
    const of = (value: string): string => settings('s/test.json', { variables: { con_Other: 'x', CON_site: value } });
    const source = (value: string): string => solution() + compose('{|x:hello|}') + variable('con_Other') + of(value);
    const extracted = (value: string): { readonly files: ReadonlyMap<string, string>; readonly notes: readonly string[] } => {
      const { scene, literal } = marked(source(value));
      const { edits, notes } = extractVariable(literal!, NEW, 'here', scene);
      return { files: afterEdits(edits, readFixture(source(value)).files), notes };
    };
    const other = extracted('old');
    assert.match(other.files.get(DEFINITION)!, /<defaultvalue>hello<\/defaultvalue>/);
    assert.deepEqual(other.notes, [
      'The value is the default of the environment variable: an environment that has another one sets it.',
      "'s/test.json' has an entry for 'con_Site' already, which was left as it is: see that its value is the right one.",
    ]);
    const same = extracted('hello');
    assert.doesNotMatch(same.files.get(DEFINITION)!, /defaultvalue/);
    assert.deepEqual(same.notes, ["The value stands in 's/test.json' now: change it there where an environment has another one."]);
    for (const [value, { files }] of [
      ['old', other],
      ['hello', same],
    ] as const)
      assert.equal(files.get(`${ROOT}s/test.json`), readFixture(of(value)).files.get(`${ROOT}s/test.json`));
  });

  it('replaces the same text everywhere in the flow, or says that it was left', () => {
    const source = solution() + compose({ a: '{|x:hello|}', b: ['hello', 'Hello'], c: "@concat('hello', outputs('hello'))" });
    const { scene, literal } = marked(source);
    assert.equal(literalsLike(literal!, scene).length, 3);
    const after = afterEdits(extractVariable(literal!, NEW, 'flow', scene).edits, readFixture(source).files).get(FLOW)!;
    const use = "parameters('Eva''s Site (con_Site)')";
    const { actions } = (JSON.parse(after) as { properties: { definition: { actions: object } } }).properties.definition;
    assert.deepEqual(actions, {
      Note: { type: 'Compose', inputs: { a: `@${use}`, b: [`@${use}`, 'Hello'], c: `@concat(${use}, outputs('hello'))` } },
    });
    assert.match(
      extractVariable(literal!, NEW, 'here', scene).notes.at(-1)!,
      /^The same text stands in 2 other places of this flow, which were left as they are\.$/,
    );
  });

  it('uses a variable that there is, through the parameter that is there or a new one', () => {
    const site = variable('con_Site', { label: 'Site', default: 'hello' }).replace(
      '<displayname',
      '<description default="Where it is" />\n  <displayname',
    );
    const refactor = (scene: Scene) => {
      const text = scene.text(FLOW);
      const literal = literalAt(FLOW, text.indexOf('hello', text.indexOf('actions')), scene)!;
      return extractVariable(literal, scene.snapshot.solutions[0]!.variables[0]!, 'here', scene);
    };
    const parameter = (name: string, more: object = {}): object => ({
      [name]: { defaultValue: 'hello', type: 'String', metadata: { schemaName: 'con_Site', ...more } },
    });
    const note = (inputs: string): object => ({ Note: { type: 'Compose', inputs } });
    checkRefactoring(
      solution() + site + flow({ actions: note('hello') }),
      refactor,
      flow({ actions: note("@parameters('Site (con_Site)')"), parameters: parameter('Site (con_Site)', { description: 'Where it is' }) }),
    );
    checkRefactoring(
      solution() + site + flow({ actions: note('hello'), parameters: parameter('Place') }),
      refactor,
      flow({ actions: note("@parameters('Place')"), parameters: parameter('Place') }),
    );
  });

  it('makes the parameters of a definition that has none', () => {
    const source = solution() + compose('{|x:hello|}').replace(/\s*"parameters": \{[^]*?\n {6}\},/, '');
    const { scene, literal } = marked(source);
    const after = afterEdits(extractVariable(literal!, NEW, 'here', scene).edits, readFixture(source).files).get(FLOW)!;
    assert.match(after, /"contentVersion": "1\.0\.0\.0",\s+"parameters": \{\s+"Eva's Site \(con_Site\)": \{/);
  });

  it('refuses in words', () => {
    const refused = (source: string, reason: RegExp, name = NEW): void => {
      const { scene, literal } = marked(source);
      assert.throws(() => extractVariable(literal!, name, 'here', scene), reason);
    };
    refused(compose('{|x:hello|}'), /lies in no unpacked solution.*add the flow to a solution first/);
    refused(solution() + compose(`{|x:${'x'.repeat(2001)}|}`), /can have 2000 characters, and this text has 2001: take a part of it/);
    refused(solution({ managed: '1' }) + compose('{|x:hello|}'), /kept here as a managed solution/);
    refused(solution() + compose('{|x:hello|}'), /cannot be a schema name/, { displayName: 'Site', schemaName: 'Site' });
    refused(solution() + compose('{|x:hello|}') + variable('con_Site'), /is taken by the environment variable 'con_Site'/);
    refused(
      solution() + flow({ actions: { A: { type: 'Http', inputs: { authentication: { password: '{|x:P4ssw0rd|}' } } } } }),
      /This is a secret.*Azure Key Vault/,
    );
    const parameters = { "eva's site (con_site)": { type: 'String', defaultValue: '' } };
    refused(
      solution() + flow({ parameters, actions: { A: { type: 'Compose', inputs: '{|x:hello|}' } } }),
      /has a parameter 'Eva's Site \(con_Site\)' that is no environment variable: choose another name/,
    );
  });
});
