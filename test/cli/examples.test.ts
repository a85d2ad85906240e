import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Lines, rules } from '../../server/src/core';
import { decode } from '../../server/src/host/disk';
import { check } from './run';

/** The tables of the examples' own page were written by hand, without the code: what is golden is not merely what the code does. */
const page = readFileSync('examples/README.md', 'utf8');

interface Expected {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly marked: string;
}

function table(heading: string): Expected[] {
  const section = page.split(/^## /m).find((it) => it.startsWith(`${heading}\n`));
  assert.ok(section, `there is no section '${heading}'`);
  return [...section.matchAll(/^\| `([\w-]+)` \| (\w+) \| (.+?):(\d+):(\d+) \| `(.+?)` \| .* \|$/gm)].map(
    ([, rule = '', severity = '', path = '', line, column, marked = '']) => ({
      rule,
      severity,
      path,
      line: Number(line),
      column: Number(column),
      marked,
    }),
  );
}

/** The findings of the command in the table's form; what is marked is taken from the files by the findings' own positions. */
async function found(...options: string[]): Promise<Expected[]> {
  const { findings } = await check(['.', ...options], 'examples/contoso');
  return findings.map(({ rule, severity, path, line, column, endLine, endColumn }) => {
    const lines = decode(readFileSync(`examples/contoso/${path}`)).split('\n');
    assert.equal(line, endLine, `${path}:${line}: a mark of the examples lies in one line`);
    return { rule, severity, path, line, column, marked: lines[line - 1]!.slice(column - 1, endColumn - 1) };
  });
}

const sorted = (of: readonly Expected[]): string[] =>
  of.map(({ rule, severity, path, line, column, marked }) => `${path}:${line}:${column} ${severity} ${rule} '${marked}'`).sort();

describe('examples', () => {
  it('has the findings its page promises, and no other', async () => {
    const expected = table('What must be found');
    const [, total, errors, warnings, infos] = /^(\d+) findings: (\d+) errors, (\d+) warnings, (\d+) infos/m.exec(page)!.map(Number);
    assert.equal(expected.length, total);
    assert.deepEqual(sorted(await found()), sorted(expected));
    const { summary } = await check(['examples']);
    assert.deepEqual([summary.errors, summary.warnings, summary.infos], [errors, warnings, infos]);
  });

  it('has further ones when the rules that are off are switched on', async () => {
    const off = rules.filter((it) => it.severity === 'off').map((it) => it.id);
    const switchedOn = await found(...off.flatMap((it) => ['--rule', `${it}=info`]));
    const expected = table('What must be found when switched on').map((it) => ({ ...it, severity: 'info' }));
    assert.ok(expected.length > 0);
    assert.deepEqual(sorted(switchedOn.filter((it) => off.includes(it.rule))), sorted(expected));
    assert.deepEqual(sorted(switchedOn.filter((it) => !off.includes(it.rule))), sorted(table('What must be found')));
  });

  it('shows every rule at least once', () => {
    const shown = new Set([...table('What must be found'), ...table('What must be found when switched on')].map((it) => it.rule));
    assert.deepEqual(
      rules.map((it) => it.id).filter((it) => !shown.has(it)),
      [],
    );
  });

  it('has relations that lead to places in the files', async () => {
    const { findings } = await check(['.'], 'examples/contoso');
    for (const { path, line, column } of findings.flatMap((it) => it.related)) {
      const text = decode(readFileSync(`examples/contoso/${path}`));
      assert.ok(column <= (text.split('\n')[line - 1] ?? '').length, `${path}:${line}:${column}`);
      assert.ok(new Lines(text).positionAt(text.length).line >= line - 1);
    }
  });
});
