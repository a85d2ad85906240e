import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020';
import { pageText, rules, type RuleList } from '../../server/src/core';
import { run } from './run';

const page = (id: string): string => readFileSync(`docs/rules/${id}.md`, 'utf8');

describe('keyhook explain', () => {
  it('prints the page of every rule, as Markdown and for a terminal', async () => {
    for (const { id, summary } of rules) {
      const markdown = await run(['explain', id, '--format', 'markdown']);
      assert.deepEqual([markdown.code, markdown.err], [0, '']);
      assert.equal(markdown.out, page(id).replaceAll(/\{\|[\w-]+:|\|\}/g, ''), id);
      const { code, out, err } = await run(['explain', id]);
      assert.deepEqual([code, err], [0, '']);
      assert.ok(out.startsWith(`${id}\n\n${summary.replaceAll('**', '')}\n`), id);
      assert.doesNotMatch(out, /^```|\{\|[\w-]+:/m, id);
      assert.doesNotMatch(out.replaceAll(/^ {4}.*$/gm, ''), /^#|\*\*|\]\(/m, id);
    }
  });

  it('indents examples and keeps them as they are, and leaves the words of a link', () => {
    const text = [
      '# a-rule',
      '',
      'See **bold**, _slanted_, [a page](b.md#c) and `_code_ **too**`, snake_case_name.',
      '',
      '## Example',
      '',
      '```solution',
      '--- src/a.json',
      '',
      '{ "{|a-rule:key|}": "**x** [y](z)" }',
      '```',
      '',
    ].join('\n');
    const marked = { error: String, warning: String, info: String, faint: String, file: (it: string): string => `<${it}>` };
    assert.deepEqual(pageText(text, marked).split('\n'), [
      '<a-rule>',
      '',
      'See bold, slanted, a page and `_code_ **too**`, snake_case_name.',
      '',
      '<Example>',
      '',
      '    <--- src/a.json>',
      '',
      '    { "key": "**x** [y](z)" }',
      '',
    ]);
  });

  it('has colours on a terminal only, which change no word', async () => {
    const { out } = await run(['explain', 'direct-connection'], undefined, { colors: true });
    assert.match(out, /\u001b\[1m/);
    assert.equal(out.replaceAll(/\u001b\[\d+m/g, ''), (await run(['explain', 'direct-connection'])).out);
  });

  it('names a rule that may be meant', async () => {
    for (const [typed, message] of [
      ['direct-conection', "There is no rule 'direct-conection'; did you mean 'direct-connection'?\n"],
      ['unusedConnectionKey', "There is no rule 'unusedConnectionKey'; did you mean 'unused-connection-key'?\n"],
      ['inavlid-jsno', "There is no rule 'inavlid-jsno'; did you mean 'invalid-json'?\n"],
      ['xyz', "There is no rule 'xyz'.\n"],
      ['../rules/direct-connection', "There is no rule '../rules/direct-connection'; did you mean 'direct-connection'?\n"],
      ['README', "There is no rule 'README'.\n"],
    ])
      assert.deepEqual(await run(['explain', typed!]), { code: 2, out: '', err: message });
    assert.match((await run(['explain'])).err, /^Missing required argument 'rule'\n$/);
  });
});

describe('keyhook rules', () => {
  const fixed = new Set(readdirSync('docs/rules').filter((it) => /^After \*\*/m.test(readFileSync(`docs/rules/${it}`, 'utf8'))));

  it('prints every rule as JSON, as its schema says', async () => {
    const { code, out, err } = await run(['rules', '--format', 'json']);
    assert.deepEqual([code, err], [0, '']);
    const list = JSON.parse(out) as RuleList;
    const ajv = new Ajv({ strict: true });
    assert.ok(ajv.validate(JSON.parse(readFileSync('schemas/rules.schema.json', 'utf8')), list), ajv.errorsText());
    assert.deepEqual(
      list.rules,
      rules.map(({ id, severity, summary }) => ({ id, severity, summary, hasFixes: fixed.has(`${id}.md`) })),
    );
    assert.ok(list.rules.some((it) => it.hasFixes) && list.rules.some((it) => !it.hasFixes));
  });

  it('prints a line for each', async () => {
    const { out } = await run(['rules']);
    const width = Math.max(...rules.map((it) => it.id.length));
    assert.deepEqual(out.split('\n'), [
      ...rules.map(
        ({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${fixed.has(`${id}.md`) ? 'fix' : '   '}  ${summary}`,
      ),
      '',
    ]);
  });

  it('prints a table', async () => {
    const { out } = await run(['rules', '--format', 'markdown']);
    const [head, line, ...rows] = out.trimEnd().split('\n');
    assert.deepEqual([head, line], ['| rule | severity | fixes | what it reports |', '| --- | --- | --- | --- |']);
    assert.deepEqual(
      rows.map((it) => it.split(' | ').slice(0, 3).join(' ')),
      rules.map(({ id, severity }) => `| ${id} ${severity} ${fixed.has(`${id}.md`) ? 'yes' : ''}`),
    );
  });
});
