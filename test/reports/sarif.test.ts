import * as assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { Log, Region, ReportingDescriptor, Result } from 'sarif';
import { rules, sarifLog } from '../../server/src/core';
import { decode } from '../../server/src/host/disk';
import { check, folderWith, run, textsIn, write } from '../cli/run';
import { located, reportOf } from '../support/located';
import { entry, flow, metadata, operation, reference, solution, ID } from '../support/solution';

const {
  id: _,
  $schema: __,
  ...schema
} = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<
  string,
  unknown
>; // of an older draft, whose other words mean the same to Ajv
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema);

async function log(args: readonly string[], cwd?: string, environment = {}): Promise<Log> {
  const { out, err } = await run(['check', ...args, '--format', 'sarif'], cwd, { environment });
  if (out === '') throw new Error(err);
  const parsed = JSON.parse(out) as Log;
  assert.ok(validate(parsed), JSON.stringify(validate.errors?.slice(0, 5), undefined, 2));
  return parsed;
}

const results = ({ runs }: Log): readonly Result[] => runs[0]!.results!;
const uriOf = (it: Result): string => it.locations![0]!.physicalLocation!.artifactLocation!.uri!;
const fingerprints = (it: Log): string[] => results(it).map(({ partialFingerprints }) => partialFingerprints!['keyhook/v1']!);

/** The offset of a place, counted in UTF-16 units from 1. */
function offset(text: string, line: number, column: number): number {
  const lines = text.split('\n');
  assert.ok(line <= lines.length && column <= lines[line - 1]!.length + 1, `${line}:${column} is in the text`);
  return lines.slice(0, line - 1).reduce((sum, it) => sum + it.length + 1, 0) + column - 1;
}

const covered = (text: string, { startLine, startColumn, endLine, endColumn }: Region): [number, number] => [
  offset(text, startLine!, startColumn!),
  offset(text, endLine!, endColumn!),
];

const direct =
  solution({ flows: [ID] }) +
  flow({ connections: { shared_teams: entry(undefined) }, actions: { Act: operation('shared_teams') } }) +
  metadata();

describe('SARIF', () => {
  it('fits the types that everybody uses, and says which version it is', () => {
    const empty: Log = sarifLog(
      { report: reportOf([]), crashes: [], solutions: [], fails: () => false },
      { version: '1.2.3', rules: [], fixes: [] },
    );
    assert.equal(empty.version, '2.1.0');
    assert.equal(empty.runs[0]?.tool.driver.semanticVersion, '1.2.3');
    assert.ok(validate(empty));
  });

  it('is valid for the examples with every rule on, and holds every finding', async () => {
    const on = rules.flatMap((it) => ['--rule', `${it.id}=error`]);
    const { findings } = await check(['examples', ...on]);
    assert.deepEqual(
      results(await log(['examples', ...on])).map((it) => [
        it.ruleId,
        decodeURI(uriOf(it)),
        it.message.text,
        it.locations![0]!.physicalLocation!.region,
      ]),
      findings.map(({ rule, path, message, line, column, endLine, endColumn }) => [
        rule,
        path,
        message,
        { startLine: line, startColumn: column, endLine, endColumn },
      ]),
    );
  });

  it('brings every rule with its page', async () => {
    const { driver } = (await log(['examples'])).runs[0]!.tool;
    assert.deepEqual(
      driver.rules?.map((it) => it.id),
      rules.map((it) => it.id),
    );
    for (const [index, { id, severity, summary }] of rules.entries()) {
      const { shortDescription, help, defaultConfiguration }: ReportingDescriptor = driver.rules![index]!;
      assert.equal(shortDescription?.text, summary);
      assert.ok(help!.markdown!.startsWith(`# ${id}\n\n${summary}`));
      assert.doesNotMatch(help!.markdown!, /\{\|[\w-]+:|\|\}/);
      const expected = severity === 'off' ? { enabled: false } : { level: severity === 'info' ? 'note' : severity };
      assert.deepEqual(defaultConfiguration, expected);
    }
  });

  it('refers to rules by their place', async () => {
    const { runs } = await log(['examples']);
    for (const { ruleId, ruleIndex } of runs[0]!.results!) assert.equal(runs[0]!.tool.driver.rules![ruleIndex!]!.id, ruleId);
  });

  it('has the severity that a rule is given as level', async () => {
    for (const [severity, level] of [
      ['error', 'error'],
      ['warning', 'warning'],
      ['info', 'note'],
    ])
      assert.deepEqual(
        results(await log(['.', '--rule', `direct-connection=${severity}`], folderWith(direct))).map((it) => [it.ruleId, it.level]),
        [['direct-connection', level]],
      );
  });

  it('says what could not be read, and which rule failed', async () => {
    const folder = folderWith(`${direct}--- y/solutions/Y/solution.yml\nx\n`);
    const { invocations } = (await log(['.'], folder)).runs[0]!;
    assert.equal(invocations![0]!.executionSuccessful, true);
    assert.deepEqual(
      invocations![0]!.toolExecutionNotifications!.map((it) => [
        it.level,
        it.message.text,
        it.locations![0]!.physicalLocation!.artifactLocation!.uri,
      ]),
      [['warning', 'y is in the YAML layout: its flows are read, its connection references are not', 'y']],
    );
    const rule = rules.find((it) => it.id === 'inactive-flow')! as { checkFlow: unknown };
    const { checkFlow: real } = rule;
    rule.checkFlow = () => {
      throw new Error('no luck');
    };
    try {
      const [invocation] = (await log(['.'], folderWith(direct))).runs[0]!.invocations!;
      assert.equal(invocation!.executionSuccessful, false);
      assert.match(invocation!.toolExecutionNotifications![0]!.message.text!, /^The rule inactive-flow failed: no luck\./);
    } finally {
      rule.checkFlow = real;
    }
  });

  it('spells paths as URIs, from the root of what the pipeline has checked out', async () => {
    const folder = folderWith(direct.replaceAll('--- src/', '--- a b/100% #ü/src/'));
    const [result] = results(await log(['.'], join(folder, 'a b'), { GITHUB_WORKSPACE: folder }));
    assert.equal(uriOf(result!), `a%20b/100%25%20%23%C3%BC/src/Workflows/Askforleave-${ID.toUpperCase()}.json`);
    const change = result!.fixes![0]!.artifactChanges[0]!;
    assert.match(change.artifactLocation.uri!, /^a%20b\/100%25%20%23%C3%BC\/src\//);
    for (const other of ['/elsewhere', join(folder, 'a b'), join(folder, 'a')])
      assert.match(uriOf(results(await log(['.'], join(folder, 'a b'), { GITHUB_WORKSPACE: other }))[0]!), /^100%25/, other);
  });

  it('keeps a message from being read as something else', () => {
    const messages = ["Flow '{0}' and {12}, not {a} or {}", '[a](1) \\ [b]', '[a] (b)'];
    const report = reportOf(messages.map((message) => located({ message })));
    const written: Log = sarifLog({ report, crashes: [], solutions: ['.'], fails: () => true }, { version: '1.0.0', rules: [], fixes: [] });
    assert.deepEqual(
      results(written).map((it) => it.message.text),
      ["Flow '{{0}}' and {{12}}, not {a} or {}", '\\[a\\](1) \\\\ \\[b\\]', '[a] (b)'],
    );
  });

  describe('fixes', () => {
    it('are the first of each finding, but for those that are refused', async () => {
      const { findings } = await check(['examples']);
      const all = results(await log(['examples']));
      let left = 0;
      for (const [index, { fixes }] of findings.entries()) {
        const titles = fixes.slice(0, 1).map((it) => it.title);
        const written = (all[index]!.fixes ?? []).map((it) => it.description!.text!);
        assert.deepEqual(
          written,
          titles.filter((it) => written.includes(it)),
        );
        left += titles.length - written.length;
      }
      assert.ok(left > 0, 'the examples have fixes that are refused');
      assert.ok(
        all.some((it) => it.fixes && it.fixes[0]!.artifactChanges.length > 1),
        'and one of several files',
      );
    });

    it('are left out after the first thousand', async () => {
      const connections = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, entry('con_teams')]));
      const flows = Array.from({ length: 22 }, (_, index) => flow({ connections, name: `F${index}` }));
      const all = results(await log(['.'], folderWith(solution({ references: [reference('con_teams')] }) + flows.join(''))));
      assert.equal(all.filter((it) => it.ruleId === 'unused-connection-key').length, 50 * 22);
      const mended = all.filter((it) => it.fixes);
      assert.ok(mended.length <= 1000 && mended.length > 900, `${mended.length} have a fix`);
    });

    it('make of the files what keyhook fix makes of them', async () => {
      const folder = folderWith();
      cpSync('examples/contoso', folder, { recursive: true });
      const rule = 'redundant-connection-key';
      const found = results(await log(['.'], folder)).filter((it) => it.ruleId === rule);
      assert.ok(found.length > 0);
      const before = textsIn(folder);
      for (const { fixes } of found)
        for (const { artifactLocation, replacements } of fixes![0]!.artifactChanges) {
          const path = decodeURI(artifactLocation.uri!);
          const text = decode(readFileSync(join(folder, path)));
          const edited = replacements.reduceRight((it, { deletedRegion, insertedContent }) => {
            const [start, end] = covered(text, deletedRegion);
            return it.slice(0, start) + (insertedContent?.text ?? '') + it.slice(end);
          }, text);
          write(folder, path, edited);
        }
      const byHand = textsIn(folder);
      assert.notDeepEqual(byHand, before);
      const other = folderWith();
      cpSync('examples/contoso', other, { recursive: true });
      await run(['fix', '--unsafe', '--rule', rule], other);
      const { [Object.keys(byHand).find((it) => byHand[it] !== before[it])!]: mended } = textsIn(other);
      assert.ok(Object.values(byHand).includes(mended!));
    });
  });

  describe('fingerprints', () => {
    it('survive that lines move, and that other findings come', async () => {
      const folder = folderWith();
      cpSync('examples/contoso', folder, { recursive: true });
      const before = await log(['.'], folder);
      const byHand = new Map(results(before).map((it, index) => [fingerprints(before)[index]!, it]));
      assert.equal(byHand.size, results(before).length, 'each is another');
      for (const path of Object.keys(textsIn(folder)).filter((it) => /\.(?:json|xml)$/.test(it) && !it.includes('packages/'))) {
        const bytes = readFileSync(join(folder, path));
        if (bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0xef) continue;
        const text = bytes.toString();
        write(
          folder,
          path,
          path.endsWith('.json')
            ? text.replace('{', '\n\n  {  ')
            : text.replace(/(?=<(?:ImportExportXml|Workflow|CanvasApp)\b)/, '<!-- here\n\n -->  '),
        );
      }
      write(folder, 'solutions/aaa/Other/Solution.xml', '<ImportExportXml');
      const after = await log(['.'], folder);
      const moved = results(after).filter((it, index) => {
        const same = byHand.get(fingerprints(after)[index]!);
        if (same) assert.deepEqual([same.ruleId, uriOf(same)], [it.ruleId, uriOf(it)]);
        return same && same.locations![0]!.physicalLocation!.region!.startLine !== it.locations![0]!.physicalLocation!.region!.startLine;
      });
      assert.deepEqual(
        [...byHand.keys()].filter((it) => !fingerprints(after).includes(it)),
        [],
      );
      assert.ok(moved.length > 20, `${moved.length} findings moved`);
      assert.ok(results(after).length > results(before).length, 'there is a finding more');
    });

    it('hold a number where a flow has the same fault twice', async () => {
      const twice = { Act: operation('gone'), Other: { type: 'Scope', actions: { Act: operation('gone') } } };
      const folder = folderWith(solution({ flows: [ID] }) + flow({ actions: twice }) + metadata());
      assert.equal(new Set(fingerprints(await log(['.'], folder))).size, results(await log(['.'], folder)).length);
    });
  });
});
