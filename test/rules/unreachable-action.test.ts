import * as assert from 'node:assert/strict';
import { checkAll, checkFindings } from '../support/check';
import { crlf, flow, ID, metadata, solution } from '../support/solution';

const RULE = 'unreachable-action';
const marked = (name: string): string => `{|${RULE}:${name}|}`;
const GET = { type: 'Http', inputs: { method: 'GET', uri: '@triggerBody()' } };
const after = (names: readonly string[]): object => Object.fromEntries(names.map((it) => [it, ['Succeeded']]));
const text = (inputs: unknown, ...names: string[]): object => ({ type: 'Compose', inputs, runAfter: after(names) });
const scope = (actions: object, ...names: string[]): object => ({ type: 'Scope', actions, runAfter: after(names) });
const each = (actions: object, ...names: string[]): object => ({
  type: 'Foreach',
  foreach: '@triggerBody()',
  actions,
  runAfter: after(names),
});
const until = (expression: string, actions: object): object => ({ type: 'Until', expression, limit: { count: 5 }, actions });
const from = (actions: object, more: object = {}): string => solution({ flows: [ID] }) + metadata() + flow({ actions, ...more });

/** What is said of the one place that is marked, behind who says it. */
function said(actions: object, more: object = {}): string {
  const findings = checkFindings(RULE, from(actions, more));
  assert.equal(findings.length, 1);
  return findings[0]!.message.replace(/^The (?:action|trigger) '\w+' of flow 'Ask for leave' /, '');
}

describe(RULE, () => {
  it('is the only thing said of the name', () => {
    checkAll(from({ Get: GET, Text: text(`@outputs('${marked('Get')}')`) }));
  });

  it('says who names what, and where that stands', () => {
    const [finding] = checkFindings(RULE, from({ Get_it: GET, Text: text(`@outputs('${marked('get_it')}')`) }));
    assert.equal(
      finding?.message,
      "The action 'Text' of flow 'Ask for leave' refers to 'Get_it', which need not have run by then: let it run after 'Get_it'.",
    );
    assert.equal(finding.subject, 'Get_it');
    assert.deepEqual(
      finding.related?.map((it) => it.message),
      ["The action 'Get_it'"],
    );
  });

  describe('tells apart', () => {
    it('an action that is not waited for', () => {
      assert.equal(
        said({ Get: GET, Each: each({ If: scope({ Text: text(`@body('${marked('Get')}')`) }) }) }),
        "refers to 'Get', which need not have run by then: let 'Each' run after 'Get'.",
      );
      assert.equal(
        said({ A: scope({ Get: GET }), B: scope({ Text: text(`@body('${marked('Get')}')`) }) }),
        "refers to 'Get', which need not have run by then: let 'B' run after 'A'.",
      );
    });

    it('one that runs only afterwards', () => {
      assert.equal(
        said({ Text: text(`@body('${marked('Get')}')`), Then: text(1, 'Text'), Get: { ...GET, runAfter: after(['Then']) } }),
        "refers to 'Get', which runs only after it: refer to an action that runs before.",
      );
      assert.equal(
        said({ A: scope({ Text: text(`@body('${marked('Get')}')`) }), B: scope({ Get: GET }, 'A') }),
        "refers to 'Get', which runs only after 'A': refer to an action that runs before.",
      );
    });

    it('one in another branch', () => {
      assert.equal(
        said({
          If: {
            type: 'If',
            expression: true,
            actions: { Get: GET },
            else: { actions: { Scope: scope({ Text: text(`@body('${marked('Get')}')`) }) } },
          },
        }),
        "refers to 'Get', which stands in another branch of 'If', and only one of them runs: refer to an action before that.",
      );
    });

    it('itself, what holds it, and what it holds', () => {
      assert.equal(
        said({ Text: text(`@outputs('${marked('Text')}')`) }),
        'refers to itself, and has no outcome before it has run: refer to an action before it.',
      );
      assert.equal(
        said({ Outer: scope({ Inner: scope({ Text: text(`@result('${marked('Outer')}')`) }) }) }),
        "refers to 'Outer', in which it stands and which has not ended then: refer to an action that runs before it.",
      );
      assert.equal(
        said({ If: { type: 'If', expression: `@equals(outputs('${marked('Get')}'), 1)`, actions: { Scope: scope({ Get: GET }) } } }),
        "refers to 'Get', which stands inside of it and runs only then: refer to an action that runs before it.",
      );
      assert.equal(
        said({ Each: { type: 'Foreach', foreach: `@outputs('${marked('Get')}')`, actions: { Get: GET } } }),
        "refers to 'Get', which stands inside of it and runs only then: refer to an action that runs before it.",
      );
    });

    it('one that lies in two loops', () => {
      assert.equal(
        said({ Outer: each({ Scope: scope({ Inner: each({ Get: GET }) }) }), Text: text(`@outputs('${marked('Get')}')`, 'Outer') }),
        "refers to 'Get' from outside of the loops 'Outer' and 'Inner', and can look into one only: refer to it inside of them, or keep in a variable what is needed.",
      );
    });

    it('a trigger, for which no action has run', () => {
      const triggers = { On: { type: 'Recurrence', recurrence: {}, conditions: [{ expression: `@equals(body('${marked('Get')}'), 1)` }] } };
      assert.equal(said({ Get: GET }, { triggers }), "refers to 'Get', and no action has run when the trigger fires: name none there.");
    });

    it('a loop that is no Foreach, or that it does not stand in', () => {
      assert.equal(
        said({ Get: GET, Text: text(`@items('${marked('Get')}')`, 'Get') }),
        "reads the item of 'Get', which is no Foreach: name the loop that it stands in.",
      );
      assert.equal(
        said({ Text: text(`@items('${marked('manual')}')`) }),
        "reads the item of 'manual', which is no Foreach: name the loop that it stands in.",
      );
      assert.equal(
        said({ Each: each({}), Text: text(`@items('${marked('Each')}')`, 'Each') }),
        "reads the item of 'Each', and does not stand in that loop: move it into the loop.",
      );
      assert.equal(
        said({ Each: each({}), Other: each({ Scope: scope({ Text: text(`@items('${marked('Each')}')`) }) }, 'Each') }),
        "reads the item of 'Each', and does not stand in that loop: name 'Other', in which it does.",
      );
      assert.equal(
        said({ Each: { ...each({}), foreach: `@items('${marked('Each')}')` } }),
        "reads the item of 'Each', which it has inside the loop only: move the expression into the loop.",
      );
      assert.equal(
        said({ Until: until('@true', { Text: text(`@items('${marked('Until')}')`) }) }),
        "reads the item of 'Until', which is no Foreach: name the loop that it stands in.",
      );
      assert.equal(
        said({ Each: each({ Text: text(`@iterationIndexes('${marked('Each')}')`) }) }),
        "reads the count of 'Each', which is no Until: name the loop that it stands in.",
      );
    });

    it('the outputs of the definition, which stand in no loop', () => {
      const source = from({ Each: each({ Get: GET }) }).replace(
        '"actions": {',
        `"outputs": { "a": { "value": "@items('${marked('Each')}')" } }, "actions": {`,
      );
      const [finding] = checkFindings(RULE, source);
      assert.equal(
        finding?.message,
        "An output of flow 'Ask for leave' reads the item of 'Each', and does not stand in that loop: move it into the loop.",
      );
    });
  });

  it('lets expressions name what has run, the trigger, and loops around them', () => {
    checkFindings(
      RULE,
      from({
        Get: GET,
        Each: each(
          {
            Inner: each({
              Text: text("@concat(items('each'), items('Inner'), outputs('Get'), outputs('manual'), triggerBody())"),
              Next: text("@outputs('text')", 'Text'),
            }),
          },
          'Get',
        ),
        Until: until("@equals(outputs('Try'), iterationIndexes('Until'))", { Try: text("@iterationIndexes('Until')") }),
        Tracked: { ...text(1), trackedProperties: { a: "@outputs('Tracked')" } },
        Last: text("@concat(result('Each'), outputs('Inner'), outputs('Try'))", 'Each', 'Until'),
      }),
    );
    const source = from({ Each: each({ Get: GET }) }).replace(
      '"actions": {',
      `"outputs": { "a": { "value": "@outputs('Get')" } }, "actions": {`,
    );
    checkFindings(RULE, source);
  });

  it('says nothing of names that nobody or more than one has', () => {
    checkFindings(RULE, from({ Text: text("@outputs('Gone')") }));
    checkFindings(RULE, from({ Text: text("@outputs('Get')"), Get: GET, Scope: scope({ get: GET }) }));
  });

  it('does not repeat what follows from a broken runAfter', () => {
    const reads = "@outputs('Get')";
    checkFindings(RULE, from({ Get: GET, Text: text(reads, 'Gone') }));
    checkFindings(RULE, from({ Get: GET, Text: text(1, 'Gone'), Next: text(reads, 'Text'), Deep: scope({ More: text(reads) }, 'Next') }));
    checkFindings(RULE, from({ Get: GET, A: text(reads, 'B'), B: text(1, 'A') }));
    checkFindings(RULE, from({ Scope: scope({ Get: GET }), Text: text(reads, 'Get') }));
    checkAll(from({ Get: GET, Text: text(reads, '{|broken-run-after:Gone|}') }));
    checkFindings(
      RULE,
      from({
        Get: GET,
        Text: text(1, 'Gone'),
        Own: text(`@outputs('${marked('Own')}')`, 'Text'),
        Beside: text(`@outputs('${marked('Get')}')`),
      }),
    );
  });

  it('is silent where the file is broken', () => {
    checkFindings(
      RULE,
      flow({ actions: { Get: GET, Text: text("@outputs('Get')") } }).replace('"schemaVersion"', '"a": ?, "schemaVersion"'),
    );
  });

  it('reads CRLF and minified text', () => {
    const actions = { Get: GET, Text: text(`@outputs('${marked('Get')}')`) };
    checkFindings(RULE, crlf(from(actions)));
    checkFindings(RULE, flow({ actions, indent: 0 }));
  });
});
