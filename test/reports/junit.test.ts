import * as assert from 'node:assert/strict';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { junitXml } from '../../server/src/core';
import { check, folderWith, run } from '../cli/run';
import { located, reportOf } from '../support/located';
import { solution } from '../support/solution';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** What an element may hold, and its attributes, those it must have with an exclamation mark: junit-10.xsd of Jenkins' xunit plugin, as far as it is used. */
const schema: Readonly<Record<string, readonly [children: readonly string[], attributes: readonly string[]]>> = {
  testsuites: [['testsuite'], ['name', 'tests', 'failures', 'errors']],
  testsuite: [['testcase'], ['name!', 'tests!', 'failures!', 'errors!', 'skipped']],
  testcase: [
    ['failure', 'error', 'skipped', 'system-out'],
    ['name!', 'classname'],
  ],
  failure: [[], ['type', 'message']],
  error: [[], ['type', 'message']],
  skipped: [[], ['type', 'message']],
  'system-out': [[], []],
};

/** The one element of a text, which is valid. */
function parsed(xml: string): Element {
  assert.equal(XMLValidator.validate(xml), true);
  const all = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false }).parse(
    xml,
  ) as Record<string, unknown>[];
  const elements = all.filter((it) => !('?xml' in it)).map(elementOf);
  assert.equal(elements.length, 1);
  checkElement(elements[0]!);
  assert.equal(elements[0]!.name, 'testsuites');
  return elements[0]!;
}

function elementOf(node: Record<string, unknown>): Element {
  const [name = ''] = Object.keys(node).filter((it) => it !== ':@');
  const inside = node[name] as Record<string, unknown>[];
  return {
    name,
    attributes: (node[':@'] ?? {}) as Record<string, string>,
    children: inside.filter((it) => !('#text' in it)).map(elementOf),
    text: inside.map((it) => it['#text'] ?? '').join(''),
  };
}

function checkElement({ name, attributes, children }: Element): void {
  const [inside, known] = schema[name]!;
  for (const it of known.filter((it) => it.endsWith('!'))) assert.ok(it.slice(0, -1) in attributes, `${name} has ${it}`);
  for (const it of Object.keys(attributes))
    assert.ok(
      known.some((one) => one.replace('!', '') === it),
      `${name} may have ${it}`,
    );
  for (const it of children) {
    assert.ok(inside.includes(it.name), `${it.name} in ${name}`);
    checkElement(it);
  }
  if (name !== 'testsuite' && name !== 'testsuites') return;
  const cases = casesIn({ name, attributes, children, text: '' });
  const number = (kind: string): number => cases.filter((it) => it.children.some((one) => one.name === kind)).length;
  assert.deepEqual(
    [attributes['tests'], attributes['failures'], attributes['errors']],
    [cases.length, number('failure'), number('error')].map(String),
  );
}

function casesIn({ name, children }: Element): readonly Element[] {
  return name === 'testsuites' ? children.flatMap((it) => it.children) : children;
}

describe('JUnit', () => {
  it('is valid for the examples', async () => {
    const { out } = await run(['check', 'examples', '--format', 'junit']);
    const { findings } = await check(['examples']);
    const cases = casesIn(parsed(out)).filter((it) => it.attributes['name'] !== 'nothing found');
    assert.deepEqual(cases.map((it) => it.attributes['classname']).sort(), findings.map((it) => it.path).sort());
  });

  it('has as failures what makes the command end with 1, and tells of the rest', async () => {
    const { errors, warnings, infos } = (await check(['examples'])).summary;
    for (const [failOn, failures] of [
      ['error', errors],
      ['warning', errors + warnings],
      ['info', errors + warnings + infos],
    ] as const) {
      const { attributes } = parsed((await run(['check', 'examples', '--format', 'junit', '--fail-on', failOn])).out);
      assert.deepEqual([attributes['failures'], attributes['errors']], [`${failures}`, '0']);
    }
  });

  it('has a case for each finding in the suite of its solution, and one that passes where there is none', () => {
    const findings = [located(), located({ line: 9 }), located({ severity: 'info', subject: 'Ask <for> leave', rule: 'inactive-flow' })];
    const report = reportOf(findings);
    const suites = parsed(junitXml({ report, crashes: [], solutions: ['src', 'other'], fails: (it) => it === 'error' })).children;
    assert.deepEqual(
      suites.map(({ attributes, children }) => [
        attributes['name'],
        children.map((it) => [it.attributes, it.children.map((one) => [one.name, one.attributes, one.text])]),
      ]),
      [
        ['other', [[{ name: 'nothing found', classname: 'other' }, []]]],
        [
          'src',
          [
            [
              { name: 'direct-connection: shared_teams', classname: 'src/a.json' },
              [['failure', { type: 'error', message: 'Wrong.' }, 'src/a.json:3:7: Wrong.']],
            ],
            [
              { name: 'direct-connection: shared_teams (2)', classname: 'src/a.json' },
              [['failure', { type: 'error', message: 'Wrong.' }, 'src/a.json:9:7: Wrong.']],
            ],
            [{ name: 'inactive-flow: Ask <for> leave', classname: 'src/a.json' }, [['system-out', {}, 'src/a.json:3:7: info: Wrong.']]],
          ],
        ],
      ],
    );
  });

  it('tells what could not be read, and which rule failed', () => {
    const report = reportOf([], { problems: [{ path: 'src/b.json', message: 'cannot be read' }] });
    const [, beside] = parsed(junitXml({ report, crashes: ['The rule x failed.'], solutions: ['src'], fails: () => false })).children;
    assert.deepEqual(beside!.attributes, { name: 'keyhook', tests: '2', failures: '0', errors: '1', skipped: '1' });
    assert.deepEqual(
      beside!.children.map((it) => it.children[0]).map((it) => [it!.name, it!.attributes]),
      [
        ['skipped', { message: 'cannot be read' }],
        ['error', { message: 'The rule x failed.' }],
      ],
    );
  });

  it('is valid where nothing is found', async () => {
    const { out } = await run(['check', '.', '--format', 'junit'], folderWith(solution()));
    assert.deepEqual(
      casesIn(parsed(out)).map((it) => it.attributes['name']),
      ['nothing found'],
    );
  });

  it('writes nothing that XML has no way to write', () => {
    const evil = 'a\u0000b\u000bc\u001b[31m]]>&amp;<x a="\'">\ud800 \ufffe \n\t\u{1F600}';
    const report = reportOf([located({ message: evil, subject: evil, path: evil })]);
    const [only] = casesIn(parsed(junitXml({ report, crashes: [], solutions: [], fails: () => true })));
    const shown = 'a\ufffdb\ufffdc\ufffd[31m]]>&amp;<x a="\'">\ufffd \ufffd \ufffd\ufffd\u{1F600}';
    assert.deepEqual(only!.attributes, { name: `direct-connection: ${shown}`, classname: shown });
    assert.equal(only!.children[0]!.attributes['message'], shown);
  });
});
