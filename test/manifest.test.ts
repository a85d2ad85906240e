import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Module = require('node:module');
import { join } from 'node:path';
import { rules } from '../server/src/core';
import type { Status } from '../server/src/protocol';

interface Command {
  readonly command: string;
  readonly when?: string;
}

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly image?: Readonly<Record<string, string>>; readonly altText?: string; readonly markdown?: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly l10n: string;
  readonly publisher: string;
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string; readonly icon?: string }[];
    readonly submenus: readonly { readonly id: string }[];
    readonly menus: Readonly<Record<string, readonly (Partial<Command> & { readonly submenu?: string })[]>>;
    readonly keybindings: readonly Command[];
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
    readonly jsonValidation: readonly { readonly url: string; readonly fileMatch: readonly string[] }[];
    readonly languages: readonly { readonly id: string; readonly filenames: readonly string[] }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default?: unknown; readonly additionalProperties?: { readonly enum: readonly string[] } }>
      >;
    };
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
const { contributes } = manifest;
const { commands, menus, keybindings, viewsWelcome, walkthroughs } = contributes;

const sources = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.ts'))
    .map((it) => readFileSync(join(folder, it), 'utf8'))
    .join('\n');

const client = sources('client/src');
const server = sources('server/src/lsp');

const named = commands.map((it) => it.command);
const views = Object.values(contributes.views).flat();
const inPalette = new Map(menus['commandPalette']?.map((it) => [it.command, it.when]));
const steps = walkthroughs.flatMap((it) => it.steps);

/** All that a pattern finds, each once. */
const found = (text: string, pattern: RegExp): readonly string[] => [...new Set([...text.matchAll(pattern)].map((it) => it[1]!))];

/** A text of the manifest, as a person reads it. */
const read = (text: string): string => text.replace(/^%(.*)%$/, (_, key: string) => texts[key] ?? '');

/** What `package.json` names is there, and what is there it names. */
describe('package.json', () => {
  const { registered, shownViews, contextKeys } = activated();

  it('names the commands that the client registers, but for its own', () => {
    assert.deepEqual([...named].sort(), registered.filter((it) => !it.startsWith('_')).sort());
    assert.ok(commands.every((it) => it.category === 'Keyhook'));
  });

  it('has the commands that the server names in its answers', () => {
    const answered = found(server, /'(_?keyhook\.\w+)'/g);
    assert.deepEqual(
      answered.filter((it) => !registered.includes(it)),
      [],
    );
  });

  it('has menus, keys and links for commands that there are', () => {
    const ofEditor = /^(workbench|editor|vscode)\.|^extension\.open$/;
    const links = [...viewsWelcome.map((it) => it.contents), ...steps.map((it) => it.description)].flatMap((it) =>
      found(read(it), /\(command:([\w.]+)/g),
    );
    const events = steps.flatMap((it) => it.completionEvents).flatMap((it) => found(it, /^onCommand:(.*)$/g));
    const inMenus = Object.values(menus).flatMap((its) => its.flatMap((it) => it.command ?? []));
    const asked = [
      ...inMenus,
      ...keybindings.map((it) => it.command),
      ...links,
      ...events,
      ...found(client, /executeCommand\(\s*'(_?keyhook\.[\w.]+)'/g),
    ];
    const known = [...named, ...views.map((it) => `${it.id}.focus`)];
    assert.deepEqual(
      [...new Set(asked)].filter((it) => !known.includes(it) && !ofEditor.test(it) && it !== 'problems.action.showQuickFixes'),
      [],
    );
  });

  it('hides in the palette what works on a row, and what nothing can be done with', () => {
    const alwaysThere = ['keyhook.explainRule', 'keyhook.openWalkthrough', 'keyhook.showOutput'];
    assert.deepEqual(
      named.filter((it) => !inPalette.has(it)),
      alwaysThere,
    );
    const inRows = new Set(menus['view/item/context']?.map((it) => it.command));
    const hidden = [...inPalette].filter(([, when]) => when === 'false').map(([command]) => command);
    assert.deepEqual(
      hidden.filter((it) => !inRows.has(it)),
      [],
    );
    const asking = [
      ...['renameByScheme', 'renameReference', 'replaceDirectConnections', 'removeReference'],
      'createSettings',
      'showFlow',
    ].map((it) => `keyhook.${it}`);
    assert.deepEqual([...inRows].filter((it) => !hidden.includes(it)).sort(), asking.sort());
    for (const [command, when] of inPalette)
      assert.match(when ?? '', /^false$|\bkeyhook\.(hasSolution|hasReferences|hasDirectConnections|canMerge|hasSettings)\b/, command);
  });

  it('asks only for context keys that the client sets, and for all of them', () => {
    const whens = [...Object.values(menus).flat(), ...keybindings, ...viewsWelcome].flatMap((it) => it.when ?? []);
    const asked = found(whens.join('\n'), /(?<![\w.=] )(?<!== )\b(keyhook\.\w+)/g).filter((it) => !views.some(({ id }) => id === it));
    assert.deepEqual([...asked].sort(), [...contextKeys].sort());
  });

  it('has the views, containers and submenus that it names', () => {
    const containers = Object.values(contributes.viewsContainers).flat();
    assert.deepEqual(
      Object.keys(contributes.views),
      containers.map((it) => it.id),
    );
    assert.deepEqual(
      views.map((it) => it.id),
      shownViews,
    );
    assert.ok(viewsWelcome.every((it) => views.some(({ id }) => id === it.view)));
    const shown = Object.values(menus).flatMap((its) => its.flatMap((it) => it.submenu ?? []));
    assert.deepEqual(
      contributes.submenus.map((it) => it.id),
      shown,
    );
    const ofEditor = ['commandPalette', 'editor/title', 'view/title', 'view/item/context', 'editor/context'];
    assert.deepEqual(
      Object.keys(menus).filter((it) => !ofEditor.includes(it)),
      shown,
    );
    const asked = found(JSON.stringify(contributes), /\b(?:view|focusedView) == ([\w.]+)/g);
    assert.deepEqual(
      asked,
      views.map((it) => it.id),
    );
  });

  it('has a walkthrough of five steps, each with something to do and a picture', () => {
    assert.deepEqual(
      walkthroughs.map((it) => it.id),
      found(client, new RegExp(`'${manifest.publisher}\\.${manifest.name}#([\\w.]+)'`, 'g')),
    );
    assert.equal(steps.length, 5);
    for (const { id, description, media, completionEvents } of steps) {
      assert.match(read(description), /^\[[^\]]+\]\(command:[^)]+\)$/m, id);
      if (media.markdown === undefined) assert.deepEqual(Object.keys(media.image ?? {}), ['light', 'dark', 'hc', 'hcLight'], id);
      assert.equal(media.altText === undefined, media.image === undefined, id);
      assert.ok(completionEvents.length > 0, id);
    }
  });

  it('names the settings that are read, each with what it is without being set', () => {
    const settings = found(server, /member\(\w+, '(\w+)'\)/g).filter((it) => it !== 'keyhook');
    const switches = ['codeLens', 'inlayHints'];
    const read = [
      ...settings.map((it) => `keyhook.${it}${switches.includes(it) ? '.enabled' : ''}`),
      ...found(client, /getConfiguration\(\s*'keyhook'\s*\)\s*\.get(?:<[^>]*>)?\(\s*'([\w.]+)'/g).map((it) => `keyhook.${it}`),
      ...found(client, /getConfiguration\(\)\s*\.get(?:<[^>]*>)?\(\s*'(keyhook\.[\w.]+)'/g),
      // the language client itself reads `<its id>.trace.server`
      ...found(client, /new LanguageClient\(\s*'(\w+)'/g).map((it) => `${it}.trace.server`),
    ];
    const { properties } = contributes.configuration;
    assert.deepEqual(Object.keys(properties).sort(), [...new Set(read)].sort());
    for (const [name, { default: value }] of Object.entries(properties)) assert.notEqual(value, undefined, name);
  });

  it('knows the configuration and its baseline by their names', () => {
    const of = (url: string): unknown => contributes.jsonValidation.find((it) => it.url === url)?.fileMatch;
    assert.deepEqual(of('./schemas/keyhook.schema.json'), ['keyhook.json', 'keyhook*.json', '!keyhook-baseline.json']);
    assert.deepEqual(of('./schemas/keyhook-baseline.schema.json'), ['keyhook-baseline.json']);
    assert.deepEqual(contributes.languages, [{ id: 'jsonc', filenames: ['keyhook.json'] }]); // or each comment would be marked
  });

  it('offers the severities that rules have', () => {
    const offered = contributes.configuration.properties['keyhook.rules']?.additionalProperties?.enum ?? [];
    for (const { id, severity } of rules) assert.ok(offered.includes(severity), id);
  });

  it('names files that are there, or are built', () => {
    const built = ['client', 'server', 'cli'].map((it) => `./dist/${it}.js`);
    for (const file of [manifest.main, ...Object.values(manifest.bin)]) assert.ok(built.includes(file), file);
    const compiled = (script: string): string => script.replace(/^out\/(.*)\.js$/, '$1.ts');
    const run = Object.values(manifest.scripts).flatMap((it) => found(it, /\bnode (\S+)/g));
    const icons = [...Object.values(contributes.viewsContainers).flat(), ...views, ...commands].flatMap((it) => it.icon ?? []);
    const media = steps.flatMap((it) => [...Object.values(it.media.image ?? {}), it.media.markdown ?? []].flat());
    const files = [
      ...[manifest.icon, join(manifest.l10n, 'bundle.l10n.json'), ...run.map(compiled)],
      ...[...icons.filter((it) => !it.startsWith('$(')), ...media, ...contributes.jsonValidation.map((it) => it.url)],
    ];
    for (const file of files) assert.ok(existsSync(file), file);
    const pictures = ['images', 'docs/walkthrough'].flatMap((folder) => readdirSync(folder).map((it) => `${folder}/${it}`));
    assert.deepEqual(
      pictures.filter((it) => !files.includes(it) && it !== 'images/icon.svg'), // what the icon is made of
      [],
    );
  });
});

/** What the client does with an editor, once it is active and the server has told of itself. */
function activated(): {
  readonly registered: readonly string[];
  readonly shownViews: readonly string[];
  readonly contextKeys: readonly string[];
} {
  const registered: string[] = [];
  const shownViews: string[] = [];
  const contextKeys = new Set<string>();
  const disposables: { dispose(): void }[] = [];
  const editor = anything({
    Disposable: (dispose: () => void) => ({ dispose }),
    registerCommand: (id: string) => void registered.push(id),
    createTreeView: (id: string) => void shownViews.push(id),
    executeCommand: (command: string, key: string) => void (command === 'setContext' && contextKeys.add(key)),
    findFiles: () => [],
  });
  const loader = Module as unknown as { _load(name: string, ...more: unknown[]): unknown };
  const load = loader._load;
  loader._load = (name, ...more) => (name === 'vscode' ? editor : load(name, ...more));
  try {
    const { activate } = require('../client/src/extension') as { activate(context: unknown): void };
    const { createStatus } = require('../client/src/status') as { createStatus(): { show(status: Status): void } };
    activate(anything({ push: (...its: { dispose(): void }[]) => void disposables.push(...its) }));
    const nothing = { revision: 1, settings: 0, solutions: 0, references: 0, directConnections: 0, errors: 0, warnings: 0, infos: 0 };
    createStatus().show({ busy: false, canMerge: false, ...nothing });
    for (const it of disposables) it.dispose();
  } finally {
    loader._load = load;
  }
  return { registered, shownViews, contextKeys: [...contextKeys] };
}

/** A thing that has every member and takes every call, and does something in those that are named. */
function anything(calls: Readonly<Record<string, (...args: never[]) => unknown>>, name = ''): unknown {
  const call = (args: unknown[]): object => (calls[name]?.(...(args as never[])) ?? anything(calls)) as object;
  return new Proxy(function () {}, {
    get(_, member) {
      if (member === Symbol.iterator) return () => [].values();
      return typeof member === 'symbol' || member === 'then' ? undefined : anything(calls, member);
    },
    set: () => true,
    apply: (_, __, args) => call(args),
    construct: (_, args) => call(args),
  });
}
