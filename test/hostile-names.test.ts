import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import {
  codeLenses,
  completionCard,
  completions,
  documentLinks,
  documentSymbols,
  hover,
  inlayHints,
  readinessRows,
  readinessTip,
  rules,
  signatureHelp,
  treeMarkdown,
  treeTip,
  type Scene,
  type Uri,
} from '../server/src/core';
import { folderWith, run } from './cli/run';
import { sceneOf } from './support/check-fix';
import { readFixture } from './support/fixture';
import { HOSTILE, named } from './support/hostile';
import { allRows, sourceFor } from './support/outline';
import { flowPath } from './support/solution';

/** What no terminal, log or editor is to get: control characters, and marks that turn the direction of writing. */
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

describe('a workspace whose names would be obeyed', () => {
  for (const name of HOSTILE) {
    describe(JSON.stringify(name), () => {
      const { files } = readFixture(named(name));
      const scene = sceneOf(files);

      it('is text in whatever an editor shows as Markdown', () => {
        const said = markdownIn(scene, files);
        assert.ok(said.length > 40, `${said.length}`);
        for (const it of said) assertInert(it);
      });

      it('stays on one line, and obeys nothing, where an editor shows plain text', () => {
        for (const it of plainIn(scene, files)) assert.doesNotMatch(it, OBEYED, JSON.stringify(it));
      });

      it('is text in all that the command prints', async () => {
        const folder = folderWith(named(name));
        for (const args of COMMANDS) {
          const { out, err } = await run([...args], folder);
          const what = `keyhook ${args.join(' ')}: ${err.slice(0, 300)}`;
          assert.doesNotMatch((args.includes('csv') ? out.replaceAll('\r\n', '\n') : out) + err, OBEYED, what);
          if (!args.includes('github')) assert.doesNotMatch(out + err, /^\s*::/m, what);
          assert.doesNotMatch(out.replace(/^##vso\[task\.logissue /gm, '') + err, /##(?:vso)?\[/, what);
          if (args.includes('markdown')) assertInert(out);
          if (args.includes('junit')) assert.equal(XMLValidator.validate(out), true, what);
          if (args.includes('svg')) assertDead(out);
          if (args.includes('json') || args.includes('sarif') || args.includes('gitlab')) JSON.parse(out);
        }
        const { code, err } = await run(['runbook', '.', '--out', 'pages'], folder);
        assert.equal(code, 0, err);
        for (const it of readdirSync(join(folder, 'pages'))) assertInert(readFileSync(join(folder, 'pages', it), 'utf8'));
      });
    });
  }
});

const FORMATS = ['text', 'json', 'sarif', 'github', 'azure', 'junit', 'gitlab', 'markdown'];
const COMMANDS: readonly (readonly string[])[] = [
  ...FORMATS.map((it) => ['check', '.', '--format', it]),
  ...['text', 'json', 'csv', 'markdown'].map((it) => ['list', '.', '--format', it]),
  ...['text', 'json', 'markdown'].map((it) => ['readiness', '.', '--format', it]),
  ...['svg', 'mermaid'].map((it) => ['diagram', flowPath(), '--format', it]),
  ['fix', '.', '--dry-run'],
  ['rules', '.'],
];

/** Every text that an editor takes for Markdown: hover, cards, signatures, tooltips and what is copied from the tree. */
function markdownIn(scene: Scene, files: ReadonlyMap<Uri, string>): string[] {
  const said: string[] = [];
  for (const [uri, text] of files)
    for (const { index } of text.matchAll(/["'>(]/g)) {
      said.push(hover(uri, index + 1, scene)?.markdown ?? '');
      const help = signatureHelp(uri, index + 1, scene);
      said.push(...(help ? [JSON.parse(JSON.stringify(help.documentation ?? '')) as string] : []));
    }
  for (const [uri, text] of files)
    for (const { index } of [...text.matchAll(/["'(]/g)].filter((_, at) => at % 9 === 0))
      for (const it of completions(uri, index + 1, scene).slice(0, 20)) said.push(completionCard(uri, it.kind, it.id, scene) ?? '');
  const source = sourceFor(scene, { rules: rules.map((it) => it.id) });
  for (const { path } of allRows(source)) said.push(treeTip(path, source), treeMarkdown(path, source));
  const rows = (path: readonly string[]): void => {
    for (const it of readinessRows(path, scene.snapshot)) {
      said.push(readinessTip(it.path, scene.snapshot));
      rows(it.path);
    }
  };
  rows([]);
  return said.filter((it) => it !== '');
}

/** Every text that an editor shows in the middle of a line. */
function plainIn(scene: Scene, files: ReadonlyMap<Uri, string>): string[] {
  const said: string[] = [];
  for (const [uri, text] of files) {
    said.push(...codeLenses(uri, scene).map((it) => it.title));
    said.push(...inlayHints(uri, { start: 0, end: text.length }, scene).map((it) => it.label));
    said.push(...documentLinks(uri, scene).map((it) => it.tooltip ?? ''));
    const open = [...documentSymbols(uri, scene)];
    for (let it = open.pop(); it; it = open.pop()) {
      said.push(it.name, it.detail ?? '');
      open.push(...it.children);
    }
  }
  const source = sourceFor(scene, { rules: rules.map((it) => it.id) });
  for (const { label, description, spoken } of allRows(source)) said.push(label, description, spoken);
  return said;
}

/** Nothing of a name means anything once escapes and code are taken out. */
function assertInert(markdown: string): void {
  const open = markdown.replace(/^```[^]*?^```$/gm, '').replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
  assert.doesNotMatch(
    open,
    /\]\((?:command|javascript|https:\/\/evil)|\]:|<\/?(?:img|script|text|svg|javascript)|\$\(|(?:https:\/\/|www\.|@)evil|^# a|^> c|\*\*d\*\*|~~f/im,
    JSON.stringify(markdown),
  );
  assert.doesNotMatch(markdown, OBEYED, JSON.stringify(markdown));
}

/** A picture that runs nothing and fetches nothing, whoever opens it. */
function assertDead(svg: string): void {
  assert.equal(XMLValidator.validate(svg), true);
  const tags = [...svg.matchAll(/<([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*\/?>/g)];
  assert.deepEqual(
    [...new Set(tags.map((it) => it[1]!))].filter((it) => !DRAWN.includes(it)),
    [],
  );
  for (const [, , attributes = ''] of tags) assert.doesNotMatch(attributes, /\s(?:on\w+|href|xlink:href|src)=|url\(/i);
  assert.doesNotMatch(/<style>([^]*?)<\/style>/.exec(svg)![1]!, /@import|url\(/);
}

const DRAWN = ['svg', 'title', 'style', 'rect', 'g', 'path', 'text', 'tspan', 'line', 'circle', 'polygon', 'polyline', 'defs', 'marker'];
