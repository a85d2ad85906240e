import * as assert from 'node:assert/strict';
import { azureAnnotations, githubAnnotations } from '../../server/src/core';
import { check } from '../cli/run';
import { located, reportOf } from '../support/located';

const finding = located();

const evil = 'a%0A, b: c; d]e % f\n::error::g\r##vso[task.setvariable variable=x]y\u001b[31m\u{1F600}';
/** What is left of it: a line break and an order to the log are no part of a name. */
const shown = 'a%0A, b: c; d]e % f\uFFFD::error::g\uFFFD#\uFFFDvso[task.setvariable variable=x]y\uFFFD[31m\u{1F600}';

/** What GitHub's runner makes of a line (actions/runner, ActionCommand.cs). */
function githubCommand(line: string): { command: string; properties: Record<string, string>; data: string } {
  const [, command = '', list = '', data = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line)!;
  const unescape = (text: string): string =>
    text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
  const properties = list.split(',').map((it) => [it.slice(0, it.indexOf('=')), unescape(it.slice(it.indexOf('=') + 1))] as const);
  return {
    command,
    properties: Object.fromEntries(properties),
    data: data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%'),
  };
}

/** What the agent of Azure Pipelines makes of a line (azure-pipelines-agent, Command.cs). */
function azureCommand(line: string): { command: string; properties: Record<string, string>; data: string } {
  const [, command = '', list = '', data = ''] = /##vso\[([\w.]+) (.*?)\](.*)$/.exec(line)!;
  const unescape = (text: string): string =>
    text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%5D', ']').replaceAll('%AZP25', '%');
  const properties = list.split(';').map((it) => [it.slice(0, it.indexOf('=')), unescape(it.slice(it.indexOf('=') + 1))] as const);
  return { command, properties: Object.fromEntries(properties), data: unescape(data) };
}

describe('annotations for GitHub Actions', () => {
  it('say the place, the rule and the message', () => {
    const all = (['error', 'warning', 'info'] as const).map((severity) => ({ ...finding, severity }));
    assert.equal(
      githubAnnotations(reportOf(all)),
      ['error', 'warning', 'notice']
        .map((it) => `::${it} file=src/a.json,line=3,endLine=3,col=7,endColumn=9,title=direct-connection::Wrong.\n`)
        .join(''),
    );
  });

  it('name columns only within one line, for GitHub takes them for those of the first', () => {
    const [line = ''] = githubAnnotations(reportOf([{ ...finding, endLine: 4 }])).split('\n');
    assert.deepEqual(githubCommand(line).properties, { file: 'src/a.json', line: '3', endLine: '4', title: 'direct-connection' });
  });

  it('let no name be a part of the command', () => {
    const lines = githubAnnotations(reportOf([{ ...finding, message: evil, path: evil }])).split('\n');
    assert.deepEqual([lines.length, lines[1]], [2, '']);
    const { command, properties, data } = githubCommand(lines[0]!);
    assert.deepEqual(
      [command, properties['file'], properties['line'], properties['title'], data],
      ['error', shown, '3', 'direct-connection', shown],
    );
  });

  it('warn of what could not be read', () => {
    assert.equal(
      githubAnnotations(reportOf([], { problems: [{ path: 'src/b.json', message: 'cannot be read: permission denied' }] })),
      '::warning file=src/b.json,title=not read::src/b.json cannot be read: permission denied\n',
    );
  });

  it('are nothing where nothing is found', () => assert.equal(githubAnnotations(reportOf([])), ''));
});

describe('annotations for Azure Pipelines', () => {
  it('say the place, the rule and the message of errors and warnings', () => {
    const all = (['error', 'warning', 'info'] as const).map((severity) => ({ ...finding, severity }));
    assert.equal(
      azureAnnotations(reportOf(all)),
      ['error', 'warning']
        .map((it) => `##vso[task.logissue type=${it};sourcepath=src/a.json;linenumber=3;columnnumber=7;code=direct-connection]Wrong.\n`)
        .join(''),
    );
  });

  it('let no name be a part of the command', () => {
    const lines = azureAnnotations(reportOf([{ ...finding, message: evil, path: evil }])).split('\n');
    assert.deepEqual([lines.length, lines[1]], [2, '']);
    const { command, properties, data } = azureCommand(lines[0]!);
    assert.deepEqual([command, properties['sourcepath'], properties['code'], data], ['task.logissue', shown, 'direct-connection', shown]);
  });

  it('warn of what could not be read', () => {
    assert.equal(
      azureAnnotations(reportOf([], { problems: [{ path: 'src/b.json', message: 'cannot be read' }] })),
      '##vso[task.logissue type=warning;sourcepath=src/b.json;code=not read]src/b.json cannot be read\n',
    );
  });
});

it('annotations of the examples are read as what they say', async () => {
  const report = await check(['examples']);
  const read = githubAnnotations(report).split('\n').slice(0, -1).map(githubCommand);
  assert.deepEqual(
    read.map(({ properties, data }) => [properties['title'], properties['file'], Number(properties['line']), data]),
    report.findings.map((it) => [it.rule, it.path, it.line, it.message]),
  );
  const issues = azureAnnotations(report).split('\n').slice(0, -1).map(azureCommand);
  assert.deepEqual(
    issues.map(({ properties, data }) => [properties['code'], properties['sourcepath'], Number(properties['linenumber']), data]),
    report.findings.filter((it) => it.severity !== 'info').map((it) => [it.rule, it.path, it.line, it.message]),
  );
});
