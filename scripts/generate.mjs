import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { format } from 'prettier';
import ts from 'typescript';
import { configurationSchema } from './configuration-schema.mjs';

/** Writes the files that are made from the rules and from the client's texts, or with `--check` only says which of them are stale. Run `npm run compile` before. */
const repository = new URL('../', import.meta.url);
const { rules } = createRequire(import.meta.url)('../out/server/src/core/index.js');

const SECTIONS = [
  {
    title: 'Flows and their connections',
    first: 'direct-connection',
  },
  {
    title: 'Connection references',
    first: 'unused-connection-reference',
  },
  {
    title: 'Deployment',
    first: 'missing-deployment-setting',
  },
  {
    title: 'The flow itself',
    first: 'invalid-expression',
  },
  {
    title: 'Configuration',
    first: 'invalid-configuration',
  },
  {
    title: 'Syntax',
    first: 'invalid-json',
  },
];

/** The rules stand in the order in which they are documented, but for the syntax, which is checked first and read about last. */
function sections() {
  const found = new Map(SECTIONS.map(({ title }) => [title, []]));
  let section;
  for (const rule of rules) {
    section = SECTIONS.find((it) => it.first === rule.id)?.title ?? section;
    if (!section) throw new Error(`${rule.id} stands before the first section`);
    found.get(section).push(rule);
  }
  return found;
}

function ruleList() {
  const lines = [
    '# Rules',
    '',
    '<!-- Written by `npm run generate` from the rules. -->',
    '',
    'What Keyhook checks. Each rule has a page that says why it matters, what to do, and when to turn it off; every example in it is a test.',
    '',
    'The severity is what a rule is unless the [configuration](../configuration.md) or `--rule id=severity` says otherwise; `off` rules are asked for that way. `keyhook check` ends with 1 when a finding is at or above `--fail-on`, which is `warning` when not given.',
  ];
  for (const [title, its] of sections()) {
    lines.push('', `## ${title}`, '', '| rule | severity | what it reports |', '| --- | --- | --- |');
    for (const { id, severity, summary } of its) lines.push(`| [${id}](${id}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** The manifest with the rules' ids in the settings, so that an editor completes them and marks a misspelt one. */
async function manifest() {
  const content = JSON.parse(await readFile(new URL('package.json', repository), 'utf8'));
  content.contributes.configuration.properties['keyhook.rules'].propertyNames = { enum: rules.map((it) => it.id).sort() };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** The schema of `keyhook.json`, as it is formatted here. */
async function schema() {
  const content = JSON.stringify(configurationSchema(rules));
  const { prettier } = JSON.parse(await readFile(new URL('package.json', repository), 'utf8'));
  return format(content, { ...prettier, parser: 'json' });
}

/** All that the client says, for whoever translates it: `l10n.t('text {0}', value)` wants the text as it stands. */
async function texts() {
  const folder = new URL('client/src/', repository);
  const names = (await readdir(folder, { recursive: true })).filter((it) => it.endsWith('.ts'));
  const said = await Promise.all(names.map(async (it) => textsIn(it, await readFile(new URL(it, folder), 'utf8'))));
  const sorted = [...new Set(said.flat())].sort();
  return `${JSON.stringify(Object.fromEntries(sorted.map((it) => [it, it])), undefined, 2)}\n`;
}

function textsIn(name, code) {
  const found = [];
  const source = ts.createSourceFile(name, code, ts.ScriptTarget.Latest);
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'l10n.t') {
      const [text] = node.arguments;
      if (!text || !ts.isStringLiteralLike(text)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        throw new Error(`client/src/${name}:${line + 1}: what 'l10n.t' is given first must be a text in quotes`);
      }
      found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = {
  'docs/rules/README.md': ruleList(),
  'schemas/keyhook.schema.json': await schema(),
  'package.json': await manifest(),
  'l10n/bundle.l10n.json': await texts(),
};

const stale = [];
for (const [path, content] of Object.entries(files)) {
  const file = new URL(path, repository);
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before?.replaceAll('\r\n', '\n') === content) continue;
  stale.push(path);
  if (!process.argv.includes('--check')) await writeFile(file, content);
}
if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`${path} is stale: run 'npm run generate'.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else for (const path of stale) console.log(`wrote ${path}`);
