import * as assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createColors } from 'picocolors';
import { main } from '../../server/src/cli/main';
import { defaultNaming, fixesOf, rules, type CheckReport, type Inventory } from '../../server/src/core';
import { findingsOf, onDisk } from '../support/workspace-on-disk';
import { CORPUS, needCorpus } from './corpus';

const TYPE = 'Service Account';

/** What one `keyhook fix --unsafe` makes of a real repository whose references nobody ever named. */
describe('keyhook fix --unsafe on automation-kit', () => {
  let folder: string;
  let listedBefore: Inventory;
  let checkedBefore: CheckReport;
  let code: number;

  before(needCorpus);
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keyhook-'));
    cpSync(join(CORPUS, 'automation-kit'), folder, { recursive: true });
    listedBefore = await json(folder, 'list');
    checkedBefore = await json(folder, 'check');
    code = await run(folder, 'fix', '--unsafe', '--type', TYPE);
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  it('leaves no duplicate, default-named or redundant finding that has a fix', async () => {
    const ids = ['duplicate-connection-reference', 'duplicate-display-name', 'default-name', 'off-scheme-name', 'redundant-connection-key'];
    const counted = (report: CheckReport): number => report.findings.filter((it) => ids.includes(it.rule)).length;
    assert.equal(counted(checkedBefore) > 60, true, 'there was nothing to do');
    const now = onDisk(folder);
    const naming = { ...defaultNaming, type: TYPE };
    const left = ids.flatMap((id) => {
      const { findings, scene } = findingsOf(
        now,
        rules.find((it) => it.id === id)!,
        naming,
      );
      return findings.flatMap((it) => fixesOf(it, scene).map((fix) => `${it.message} ${fix.title}`));
    });
    assert.deepEqual(left, []);
    assert.ok(code < 2);
  });

  it('changes nothing the second time', async () => {
    const once = bytesIn(folder);
    await run(folder, 'fix', '--unsafe', '--type', TYPE);
    assert.deepEqual(bytesIn(folder), once);
  });

  it('leaves no file behind that was not there', () => {
    assert.deepEqual([...bytesIn(folder).keys()], [...bytesIn(join(CORPUS, 'automation-kit')).keys()]);
  });

  it('keeps every operation on its connector, as keyhook list tells before and after', async () => {
    const listed = await json<Inventory>(folder, 'list');
    assert.deepEqual(operationsIn(listed), operationsIn(listedBefore));
    const references = (of: Inventory): number => of.solutions.reduce((sum, it) => sum + it.connectionReferences.length, 0);
    assert.ok(references(listed) < references(listedBefore));
    for (const { connectionReferences, flows } of listed.solutions) {
      const known = new Set(connectionReferences.map((it) => it.logicalName.toLowerCase()));
      for (const { connections, name } of flows)
        for (const it of connections)
          assert.ok(known.has(it.connectionReference!.toLowerCase()), `${name} is bound to ${it.connectionReference}`);
    }
  });
});

/** Of each flow every operation with the connector it reaches, through the flow's entry and through the reference. */
function operationsIn({ solutions }: Inventory): Record<string, string[]> {
  return Object.fromEntries(
    solutions.flatMap(({ flows, connectionReferences }) =>
      flows.map(({ path, connections }) => [
        path,
        connections
          .flatMap(({ connector, connectionReference, operations }) => {
            const its = connectionReferences.find((it) => it.logicalName.toLowerCase() === connectionReference?.toLowerCase());
            return operations.map((operation) => `${operation}: ${connector} through a reference of ${its?.connector}`);
          })
          .sort(),
      ]),
    ),
  );
}

async function run(cwd: string, ...args: readonly string[]): Promise<number> {
  return (await output(cwd, args)).code;
}

async function json<Result>(cwd: string, command: string): Promise<Result> {
  return JSON.parse((await output(cwd, [command, '--format', 'json'])).out) as Result;
}

async function output(cwd: string, args: readonly string[]): Promise<{ code: number; out: string }> {
  let [out, err] = ['', ''];
  const terminal = {
    out: (it: string) => void (out += it),
    err: (it: string) => void (err += it),
    colors: createColors(false),
    progress: false,
  };
  const code = await main(args, cwd, terminal);
  assert.ok(code < 2, err);
  return { code, out };
}

function bytesIn(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  const paths = files.map((it) => join(it.parentPath, it.name)).sort();
  return new Map(paths.map((it) => [it.slice(folder.length), readFileSync(it, 'latin1')]));
}
