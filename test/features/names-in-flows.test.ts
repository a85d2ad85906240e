import * as assert from 'node:assert/strict';
import { definitions, highlights, hover, references, semanticTokens } from '../../server/src/core';
import { minified, sceneOf } from '../support/check-fix';
import { readFixture, ROOT, type Mark } from '../support/fixture';
import { crlf, entry, flow, flowPath, operation, reference, solution, variable } from '../support/solution';
import { meaning } from './meaning';

const writings: readonly ((source: string) => string)[] = [(it) => it, crlf];
const placed = ({ uri, span }: Pick<Mark, 'uri' | 'span'>): string => `${uri.slice(ROOT.length)} ${span.start}-${span.end}`;
const after = (...names: readonly string[]): object => Object.fromEntries(names.map((it) => [it, ['Succeeded']]));
const compose = (inputs: unknown, ...names: readonly string[]): object => ({ runAfter: after(...names), type: 'Compose', inputs });

/**
 * From both ends of every mark all are found as references, those labelled `definition` as definitions too, and those labelled
 * so or `write` are highlighted as written. A copy of the flow in another solution has nothing to say.
 */
function found(source: string, number: number): void {
  for (const write of writings) {
    const { files, marks } = readFixture(
      write(source + flow({ root: 'copy', actions: { Load: compose(1), B: compose("@body('Load')") } })),
    );
    const scene = sceneOf(files);
    assert.equal(marks.length, number);
    const inOrder = [...marks].sort((a, b) => a.span.start - b.span.start);
    const uses = inOrder.filter((it) => it.label !== 'definition');
    for (const { uri, span } of marks)
      for (const offset of [span.start, span.end]) {
        assert.deepEqual(references(uri, offset, true, scene).map(placed), inOrder.map(placed));
        assert.deepEqual(references(uri, offset, false, scene).map(placed), uses.map(placed));
        assert.deepEqual(
          definitions(uri, offset, scene).map(({ name }) => placed({ uri, span: name })),
          inOrder.filter((it) => it.label === 'definition').map(placed),
        );
        assert.deepEqual(
          highlights(uri, offset, scene).map((it) => `${placed({ uri, span: it.span })} ${it.isWrite}`),
          inOrder.map((it) => `${placed(it)} ${it.label !== 'use'}`),
        );
      }
  }
}

describe('what a flow names inside itself', () => {
  it('an action is found from its key, from runAfter and from every expression, in any letter case', () => {
    found(
      solution() +
        flow({
          actions: {
            '{|definition:Load|}': compose(1),
            Next: { ...compose(`😀 \\" @{outputs('{|use:LOAD|}')?['Load']}`), runAfter: { '{|use:Load|}': ['Failed'] } },
            Text: { type: 'Compose', description: "outputs('Load')", inputs: { [`@{body('{|use:load|}')}`]: ['Load', "outputs('Load')"] } },
          },
        }),
      4,
    );
  });

  it('a loop is found where its items are named, and a trigger where its outputs are', () => {
    found(
      solution() +
        flow({
          actions: { '{|definition:Each|}': { type: 'Foreach', foreach: '@x()', actions: { A: compose("@items('{|use:each|}')?['a']") } } },
        }),
      2,
    );
    found(
      solution() +
        flow({ triggers: { '{|definition:manual|}': { type: 'Request' } }, actions: { A: compose("@outputs('{|use:manual|}')") } }),
      2,
    );
  });

  it('a variable is found where it is initialized, written and read', () => {
    found(
      solution() +
        flow({
          actions: {
            Start: {
              type: 'InitializeVariable',
              inputs: { variables: [{ name: '{|definition:it’s "a"|}'.replaceAll('"', "'"), type: 'string' }] },
            },
            Set: {
              type: 'SetVariable',
              inputs: { name: "{|write:it’s 'a'|}", value: "@concat(variables('{|use:it’s ''a''|}'), 'it’s a')" },
            },
          },
        }),
      3,
    );
  });

  it('a parameter is found where it is declared and read', () => {
    found(
      solution() +
        flow({
          parameters: { '{|definition:Site (con_Site)|}': { type: 'String' } },
          actions: { A: compose("@parameters('{|use:site (con_Site)|}')") },
        }),
      2,
    );
  });

  it('every definition is found where a name is given twice', () => {
    const { files, marks } = readFixture(
      solution() +
        flow({
          actions: {
            One: { type: 'Scope', actions: { '{|to:A|}': compose(1) } },
            '{|to:a|}': compose(1),
            End: compose("@outputs('{|at:A|}')"),
          },
        }),
    );
    const at = marks.find((it) => it.label === 'at')!;
    assert.deepEqual(
      definitions(at.uri, at.span.start, sceneOf(files)).map(({ name }) => placed({ uri: at.uri, span: name })),
      marks.filter((it) => it.label === 'to').map(placed),
    );
  });

  it('nothing is found for a name that nothing has', () => {
    const { files, marks } = readFixture(solution() + flow({ actions: { A: compose("@outputs('{|at:None|}')") } }));
    const { uri, span } = marks[0]!;
    assert.deepEqual(definitions(uri, span.start, sceneOf(files)), []);
    assert.deepEqual(references(uri, span.start, true, sceneOf(files)).map(placed), marks.map(placed));
  });

  it('a definition covers the whole action, and the initialization of a variable', () => {
    const start = { type: 'InitializeVariable', inputs: { variables: [{ name: 'n', type: 'string' }] } };
    const source = flow({ indent: 0, actions: { A: start, B: compose("@{outputs('{|at:A|}')}@{variables('{|at:n|}')}") } });
    const { files, marks } = readFixture(source);
    for (const { uri, span } of marks)
      assert.deepEqual(
        definitions(uri, span.start, sceneOf(files)).map(({ whole }) => files.get(uri)!.slice(whole.start, whole.end)),
        [`"A":${JSON.stringify(start)}`],
      );
  });
});

/** What is said at each mark, which it covers, by the labels of the marks; the same on one line. */
function saidIn(source: string): Record<string, string> {
  const { files, marks } = readFixture(source);
  const plain = (markdown: string): string => markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  const said = marks.map(({ uri, span, label }) => {
    const all = [span.start, span.end].map((it) => hover(uri, it, sceneOf(files)));
    for (const it of all) assert.deepEqual(it?.span, span, label);
    assert.equal(all[0]!.markdown, all[1]!.markdown);
    return [label, plain(all[0]!.markdown)];
  });
  return Object.fromEntries(said) as Record<string, string>;
}

describe('hover inside a flow', () => {
  const actions = {
    '{|key:Post_it|}': { ...operation('teams'), description: 'Tells the *team*.' },
    Check: {
      runAfter: { '{|after:Post_it|}': ['Succeeded'] },
      type: 'If',
      expression: { and: [{ equals: ["@outputs('{|use:POST_IT|}')?['a']", 1] }] },
      actions: { '{|yes:Yes|}': compose("@{body('Post_it')}@{body('Post_it')}") },
      else: {
        actions: { First: compose(1), '{|no:No|}': { ...compose(1), runAfter: { First: ['Failed', 'TimedOut'], Other: ['Skipped'] } } },
      },
    },
    Choose: {
      runAfter: after('Check'),
      type: 'Switch',
      expression: '@1',
      cases: { Case_2: { case: 'x', actions: { '{|case:In_case|}': compose(1) } } },
      default: { actions: { '{|default:In_default|}': compose(1) } },
    },
    Each: { type: 'Foreach', foreach: '@x()', runAfter: {}, actions: { '{|loop:In_loop|}': { type: 'SendIt' } } },
    Direct: { ...operation('{|x:direct|}'.slice(4, -2)), runAfter: after('Each') },
    Lost: compose("@outputs('{|unknown:Nobody|}')"),
  };

  it('says of an action what it does, through what, and when it runs', () => {
    const source =
      solution({ references: [reference('con_teams')] }) +
      flow({ connections: { teams: entry('con_teams'), direct: entry(undefined) }, actions });
    const post =
      '**Post_it**\n\nMicrosoft Teams, `DoIt`.\n\nConnection reference: Absence – Teams – Service Account `con_teams`.\n\nTells the *team*.\n\nRuns first.\n\nUsed by 2 expressions.';
    assert.deepEqual(saidIn(source), {
      key: post,
      after: post,
      use: post,
      yes: "**Yes**\n\nCompose\n\nRuns first in the Yes branch of 'Check'.",
      no: "**No**\n\nCompose\n\nRuns after 'First' has failed, timed out and 'Other' is skipped, in the No branch of 'Check'.",
      case: "**In_case**\n\nCompose\n\nRuns first in the case 'Case_2' of 'Choose'.",
      default: "**In_default**\n\nCompose\n\nRuns first in the default case of 'Choose'.",
      loop: "**In_loop**\n\nSend it\n\nRuns first in 'Each'.",
      unknown: "No action of this flow is called 'Nobody'.",
    });
  });

  it('says of an action that its connection is direct, or not declared', () => {
    const source = flow({
      connections: { a: entry(undefined) },
      actions: { '{|direct:A|}': operation('a'), '{|lost:B|}': operation('b', '') },
    });
    assert.deepEqual(saidIn(source), {
      direct: '**A**\n\nMicrosoft Teams, `DoIt`.\n\nIt goes through a direct connection.\n\nRuns first.',
      lost: '**B**\n\n`DoIt`.\n\nIts connection `b` is not declared in this flow.\n\nRuns first.',
    });
  });

  it('says of a variable its type, where it gets its values and who reads it', () => {
    const start = (name: string, type?: string): object => ({ type: 'InitializeVariable', inputs: { variables: [{ name, type }] } });
    const source = flow({
      actions: {
        Start_it: start('{|definition:n|}', 'Integer'),
        Bare: start('{|bare:m|}'),
        Set_it: { type: 'SetVariable', inputs: { name: '{|write:N|}', value: 1 } },
        Add: { type: 'IncrementVariable', inputs: { name: 'n', value: 1 } },
        Read: compose("@{variables('{|read:n|}')} @{variables('{|unknown:Nothing|}')}"),
        Again: compose("@add(variables('n'), variables('n'))"),
      },
    });
    const card =
      "**n**\n\nVariable of the type integer.\n\nInitialized in 'Start_it'.\n\nWritten in 'Set_it' and 'Add'.\n\nUsed by 2 expressions.";
    assert.deepEqual(saidIn(source), {
      definition: card,
      write: card,
      read: card,
      bare: "**m**\n\nVariable.\n\nInitialized in 'Bare'.\n\nNot written after that.\n\nNo expression uses it.",
      unknown: "No action of this flow initializes a variable 'Nothing'.",
    });
  });

  it('says of a parameter which environment variable it is', () => {
    const source =
      solution() +
      variable('con_Site', { label: 'Absence Site', default: 'https://x' }) +
      flow({
        parameters: { '{|site:Site (con_Site)|}': { type: 'String', metadata: { schemaName: 'con_Site' } }, '{|own:x|}': { type: 'Int' } },
        actions: { A: compose("@parameters('{|read:SITE (con_Site)|}')"), B: compose("@parameters('{|unknown:y|}')") },
      });
    const card =
      '**Site (con_Site)**\n\nParameter of this flow.\n\n**Absence Site** `con_Site`\n\nEnvironment variable of the type text.\n\nDefault: https://x\n\nUsed by 1 expression.';
    assert.deepEqual(saidIn(source), {
      site: card,
      read: card,
      own: '**x**\n\nParameter of this flow.\n\nNo expression uses it.',
      unknown: "This flow declares no parameter 'y'.",
    });
  });

  it('says of a function how it is called and what it gives', () => {
    const source = flow({
      triggers: { t: { type: 'Request', conditions: [{ expression: '@equals(1, {|trigger:TriggerOutputs|}())' }] } },
      actions: {
        Each: {
          type: 'Foreach',
          foreach: "@{|loop:createArray|}('a')",
          actions: { A: compose("\\\"😀 @{toLower({|item:item|}()['concat'])} {|x-text:utcNow|}()@{1}") },
        },
        If: {
          type: 'If',
          expression: { and: [{ '{|condition:startsWith|}': ["@{|nested:concat|}({|string:string|}(1), 'trim(1)')", 'a'] }] },
          actions: {},
        },
        Keys: compose({ "@{{|key:toUpper|}('a')}": 1 }),
      },
    });
    const said = saidIn(source.replaceAll(/\{\|x-text:(\w+)\|\}/g, '$1'));
    assert.deepEqual(Object.fromEntries(Object.entries(said).map(([label, text]) => [label, text.split('\n')[0]])), {
      trigger: '`triggerOutputs(): any`',
      loop: '`createArray(object1: any, ...objectN: any): array`',
      item: '`item(): any`',
      condition: '`startsWith(text: string, searchText: string): boolean`',
      nested: '`concat(text1: string, ...textN: string): string`',
      string: '`string(value: any): string`',
      key: '`toUpper(text: string): string`',
    });
    assert.match(said['nested']!, /^`concat[^]*\n\nJoins its arguments into one string, in order\.$/);
  });

  it('says nothing of what is not evaluated, and of what is no function', () => {
    const source = flow({
      actions: {
        Text: {
          type: 'Compose',
          description: "@{|x:concat|}('a')",
          inputs: ["@@{{|x:concat|}('a')}", "{|x:concat|}('a')", "@{{|x:noSuch|}('{|x:concat|}')} {|x:concat|}('a')"],
        },
        Check: { type: 'If', metadata: { and: "@{|x:concat|}('a')" }, expression: { '{|x:noSuch|}': 1 }, actions: {} },
      },
    });
    const { files, marks } = readFixture(source);
    assert.equal(marks.length, 8);
    for (const { uri, span } of marks) assert.equal(hover(uri, span.start + 1, sceneOf(files)), undefined);
  });

  it('shows names that look like markup as text', () => {
    for (const name of ['[x](command:y)', '<img onerror=alert(1)>', '__proto__', 'constructor', '**a**`b`', 'a\u202eb', '![i](http://x)']) {
      const source = flow({
        triggers: {},
        parameters: { [`{|at:${name}|}`]: {} },
        actions: {
          [`{|at:${name}|}`]: { type: name, description: name, runAfter: { [name]: [name] } },
          Start: { type: 'InitializeVariable', inputs: { variables: [{ name: `{|at:${name}|}`, type: name }] } },
          [`${name}2`]: { type: 'SetVariable', inputs: { name, value: `@{outputs('{|at:x${name}|}')}@{variables('{|at:x${name}|}')}` } },
        },
      });
      const { files, marks } = readFixture(source);
      assert.equal(marks.length, 5);
      for (const { uri, span } of marks) {
        const { markdown } = hover(uri, span.start, sceneOf(files))!;
        assert.match(markdown, /./);
        for (const line of markdown.split('\n'))
          assert.match(meaning(line.replace(/^\*\*((?:\\.|[^*\\])*)\*\*/, '$1')), /^[.,\-]*$/, `${name}: ${line}`);
      }
    }
  });
});

describe('semantic tokens', () => {
  const source =
    solution() +
    flow({
      parameters: { p: { type: 'String' } },
      actions: {
        Start: { type: 'InitializeVariable', inputs: { variables: [{ name: "it's", type: 'string' }] } },
        Read: compose(`😀 \\" @{variables('IT''S')}@{outputs('start')}@{parameters('p')}`, 'Start', 'Nobody'),
        Unknown: compose("@{variables('x')}@{outputs('x')}@{parameters('x')}@{parameters('$connections')}outputs('Start')"),
      },
    });
  const uri = ROOT + flowPath();

  function tokens(write: (text: string) => string, within?: string): readonly string[] {
    const files = new Map([...readFixture(source).files].map(([it, text]) => [it, it === uri ? write(text) : text]));
    const text = files.get(uri)!;
    const start = within === undefined ? undefined : text.indexOf(within);
    const span = start === undefined ? undefined : { start, end: start + within!.length };
    return semanticTokens(uri, sceneOf(files), span).map(
      (it) => `${it.kind}${it.isDefinition ? '!' : ''} ${text.slice(it.span.start, it.span.end)}`,
    );
  }

  it('mark the names of actions, variables and parameters that there are, where they stand', () => {
    const wanted = [
      'parameter! p',
      'action! manual',
      'action! Start',
      "variable! it's",
      'action! Read',
      'action Start',
      "variable IT''S",
      'action start',
      'parameter p',
      'action! Unknown',
    ];
    assert.deepEqual(
      tokens((it) => it),
      wanted,
    );
    assert.deepEqual(tokens(crlf), wanted);
    assert.deepEqual(
      tokens((it) => minified(it, uri)),
      wanted,
    );
  });

  it('are those of a part of the file where that is asked for', () => {
    assert.deepEqual(
      tokens((it) => it, "@{variables('IT''S')}"),
      ["variable IT''S"],
    );
  });

  it('are none in files that are no flows', () => {
    const scene = sceneOf(readFixture(source).files);
    assert.deepEqual([...semanticTokens(`${ROOT}src/Other/Solution.xml`, scene), ...semanticTokens(`${ROOT}none.json`, scene)], []);
  });
});
