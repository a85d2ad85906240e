import * as assert from 'node:assert/strict';
import { literalAt, Refusal, type Scene } from '../../server/src/core';
import { literalNamed, variableNames, type VariableNames } from '../../server/src/core/refactorings/variable-names';
import { sceneOf } from '../support/check-fix';
import { readFixture } from '../support/fixture';
import { titlesAt } from '../support/offered';
import { flow, solution } from '../support/solution';

const SITE = 'https://contoso.sharepoint.com/sites/absence';

const http = (uri: string): object => ({ type: 'Http', inputs: { method: 'GET', uri } });
const DEFINED = `--- src/environmentvariabledefinitions/con_Site/environmentvariabledefinition.xml
<environmentvariabledefinition schemaname="con_Site">
  <defaultvalue>${SITE}</defaultvalue>
  <displayname default="Absence site" />
  <type>100000000</type>
</environmentvariabledefinition>
`;
const twice = flow({ actions: { Get_list: http(SITE), Again: http(SITE) } });

const open = (fixture: string): { scene: Scene; uri: string; at: number } => {
  const scene = sceneOf(readFixture(fixture).files);
  const { uri } = scene.snapshot.solutions[0]!.flows[0]!;
  return { scene, uri, at: scene.text(uri).indexOf(SITE) };
};

function names(fixture: string, typed: { displayName?: string; schemaName?: string } = {}): VariableNames {
  const { scene, uri, at } = open(fixture);
  return variableNames(literalAt(uri, at, scene)!, typed, scene);
}

describe('variableNames', () => {
  it('proposes both, and makes the one of the other', () => {
    const { refused, warning, ...proposed } = names(solution() + twice);
    assert.deepEqual([refused, warning, proposed.places], [undefined, undefined, 2]);
    assert.ok(proposed.displayName !== '' && proposed.schemaName.startsWith('con_'), JSON.stringify(proposed));
    assert.deepEqual(names(solution() + twice, { displayName: 'Ablage für Übersicht' }), {
      displayName: 'Ablage für Übersicht',
      schemaName: 'con_AblagefurUbersicht',
      places: 2,
    });
    assert.deepEqual(names(solution() + twice, { displayName: 'Site', schemaName: 'con_Other' }), {
      displayName: 'Site',
      schemaName: 'con_Other',
      places: 2,
    });
  });

  it('says why a name cannot be, and what is strange about one', () => {
    const source = solution() + twice + DEFINED;
    assert.equal(names(source, { displayName: ' ' }).refused, 'An environment variable needs a display name: write one.');
    assert.equal(
      names(source, { displayName: 'Site' }).refused,
      "The schema name 'con_Site' is taken by the environment variable 'Absence site': choose another one.",
    );
    assert.match(names(source, { displayName: 'Site', schemaName: 'Site' }).refused ?? '', /^'Site' cannot be a schema name/);
    const { refused, warning } = names(source, { displayName: 'Site', schemaName: 'fab_Site' });
    assert.deepEqual([refused, warning], [undefined, "Names of the publisher of 'Absence' begin with 'con_'."]);
    assert.equal(names(source, { displayName: 'Site', schemaName: 'CON_Page' }).warning, undefined);
  });

  it('refuses at once what no variable is for', () => {
    const secret = {
      type: 'Http',
      inputs: { method: 'GET', uri: SITE, headers: { Authorization: 'Bearer 8fK2mQ7xLw9ZtR4vN1pB6yHc3JdS5gUa' } },
    };
    const { scene, uri } = open(solution() + flow({ actions: { Get: secret } }));
    const literal = literalAt(uri, scene.text(uri).indexOf('Bearer'), scene)!;
    assert.throws(() => variableNames(literal, {}, scene), /^Error: This is a secret/);
  });

  it('is about a text that is still there', () => {
    const { scene, uri, at } = open(solution() + twice);
    assert.equal(literalNamed(uri, at, SITE, scene).step.name.value, 'Get_list');
    for (const [offset, value] of [
      [at, 'another'],
      [0, SITE],
    ] as const)
      assert.throws(() => literalNamed(uri, offset, value, scene), Refusal);
  });
});

describe('what is offered on a text of a flow', () => {
  const extractions = (fixture: string): readonly string[] => titlesAt(fixture, SITE).filter((it) => /environment variable/.test(it));

  it('is an environment variable: one that has this value, and a new one, here or wherever it stands', () => {
    const made = names(solution() + twice).displayName;
    assert.deepEqual(extractions(solution() + twice), [
      `Extract into the new environment variable '${made}'`,
      `Extract into the new environment variable '${made}' in all 2 places of this flow`,
    ]);
    assert.deepEqual(extractions(solution() + flow({ actions: { Get_list: http(SITE) } }) + DEFINED), [
      "Use the environment variable 'Absence site'",
      `Extract into the new environment variable '${made}'`,
    ]);
  });

  it('is none in a solution whose source is elsewhere', () => {
    assert.deepEqual(extractions(solution({ managed: '1' }) + twice), []);
  });
});
