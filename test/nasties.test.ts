import * as assert from 'node:assert/strict';
import { createLinter, entryOf, inMemory, placeOf, rules, Workspace, type Entry, type Finding, type Uri } from '../server/src/core';
import { decode } from '../server/src/host/disk';
import { assertFindingsInside, assertInside } from './support/inside';
import { readFixture, ROOT } from './support/fixture';
import { withoutPlaces } from './support/without-places';
import {
  app,
  appConnection,
  CONNECTOR,
  customConnector,
  entry,
  flow,
  flowPath,
  ID,
  metadata,
  oldOperation,
  operation,
  reference,
  solution,
  workflow,
} from './support/solution';

/** A small solution with a file of every kind we read. */
const files = readFixture(
  [
    solution({ flows: [ID], references: [reference('con_teams')] }),
    flow({ connections: { shared_teams: entry('con_teams') }, actions: { A: operation('shared_teams'), B: oldOperation('shared_teams') } }),
    metadata(),
    customConnector(),
    app({ '362c4cb3-aaaa-4b0e-8f0a-0123456789ab': appConnection('shared_teams') }),
    '--- src/Assets/botcomponent_connectionreferenceset.xml\n<botcomponent_connectionreferenceset><botcomponent_connectionreference connectionreferenceid.connectionreferencelogicalname="con_teams" /></botcomponent_connectionreferenceset>\n',
    '--- src/botcomponents/con_bot.topic.X/data\nkind: X\nconnectionReference: con_teams\n',
    '--- src/environmentvariabledefinitions/con_site/environmentvariabledefinition.xml\n<environmentvariabledefinition schemaname="con_site"><displayname default="Site"><label description="Site" languagecode="1033" /></displayname></environmentvariabledefinition>\n',
    '--- src/environmentvariabledefinitions/con_site/environmentvariablevalues.json\n{ "environmentvariablevalues": { "environmentvariablevalue": { "value": "x" } } }\n',
    '--- src/manifest.ppkg.json\n{ "ConnectionReferences": [{ "LogicalName": "con_teams" }] }\n',
    `--- raw/solution.xml\n<ImportExportXml><SolutionManifest><UniqueName>Raw</UniqueName></SolutionManifest></ImportExportXml>\n`,
    `--- raw/customizations.xml\n<ImportExportXml><Workflows>${workflow()}</Workflows><Connectors>${CONNECTOR}</Connectors></ImportExportXml>\n`,
    flow({ root: 'raw' }),
    `--- package/Microsoft.Flow/flows/${ID}/definition.json\n{"properties":{"displayName":"P","definition":{},"connectionReferences":{}}}\n`,
    '--- yaml/solutions/X/solution.yml\nsolution: {}\n',
    flow({ root: 'yaml', folder: 'modernflows' }),
  ].join(''),
).files;

const before = new Map([...files].map(([uri, text]) => [uri, reading(uri, text)]));

function reading(uri: Uri, text: string): Entry {
  return entryOf(inMemory(uri, text), text)!;
}

/** Reads this text as a file of each kind, and lints its solution with it. */
function survive(text: string, only: (uri: Uri) => boolean = () => true): void {
  for (const uri of files.keys()) {
    if (!only(uri)) continue;
    const what = `${uri.slice(ROOT.length)} with ${text.length} characters '${text.slice(0, 40)}'`;
    const its = reading(uri, text);
    assertInside(its.facts, text.length, what);
    assertFindingsInside(lint(new Map(before).set(uri, its)), (it) => (it === uri ? text.length : files.get(it)?.length), what);
  }
}

function lint(entries: ReadonlyMap<Uri, Entry>): Finding[] {
  const linter = createLinter({
    rules,
    severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity),
    onCrash: (rule, error) => {
      throw new Error(`${rule.id} threw ${String(error)}`, { cause: error });
    },
  });
  return [...linter.run(new Workspace().apply([...entries].map(([uri, its]) => ({ uri, entry: its }))))].flatMap((it) => it.findings);
}

const isJson = (uri: Uri): boolean => uri.endsWith('.json');
const isXml = (uri: Uri): boolean => uri.endsWith('.xml');
const DEPTHS = [200, 999, 1_001, 2_000, 3_000, 4_500, 10_000];

/** `open` and `close` around each other, so many times. */
const nested = (depth: number, open: string, close: string, core = ''): string => open.repeat(depth) + core + close.repeat(depth);

const inFlow = (actions: string): string =>
  `{"properties":{"connectionReferences":{},"definition":{"triggers":{},"actions":${actions}}},"schemaVersion":"1.0.0.0"}`;

describe('nasty texts', function () {
  this.timeout(120_000);

  it('cover every kind of file', () => {
    const kinds = new Set([...files.keys()].map((it) => placeOf(it)?.kind));
    assert.equal(kinds.size, 16, [...kinds].join(', '));
    assert.deepEqual(
      lint(before)
        .map((it) => it.rule.id)
        .filter((it) => it.startsWith('invalid-')),
      [],
    );
  });

  for (const depth of DEPTHS)
    it(`survives ${depth.toLocaleString('en')} levels`, () => {
      survive(nested(depth, '[', ']'), isJson);
      survive(nested(depth, '{"a":', '}', '1'), isJson);
      survive(nested(depth, '{"a":', ''), isJson);
      survive(inFlow(nested(depth, '{"A":{"actions":', '}}', '{}')), isJson);
      survive(inFlow(nested(depth, '{"A":{"else":{"actions":', '}}}', '{}')), isJson);
      survive(inFlow(nested(depth, '{"A":{"cases":{"x":{"actions":', '}}}}', '{}')), isJson);
      survive(inFlow(nested(depth, '{"A":{"default":{"actions":', '}}}', '{}')), isJson);
      survive(inFlow(`{"A":{"inputs":${nested(depth, '[', ']')}}}`), isJson);
      survive(nested(depth, '<a>', '</a>'), isXml);
      survive(nested(depth, '<a>', ''), isXml);
      for (const name of ['connectionreference', 'Workflow', 'CanvasApp', 'Connector', 'RootComponent', 'MissingDependency'])
        survive(`<ImportExportXml>${nested(depth, `<${name}>`, `</${name}>`)}</ImportExportXml>`, isXml);
      survive(
        `<CanvasApp><Name>x</Name><ConnectionReferences>${nested(depth, '{"a":', '}', '1')}</ConnectionReferences></CanvasApp>`,
        isXml,
      );
    });

  it('survives names that every object has', () => {
    for (const name of [
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'valueOf',
      '#text',
      ':@',
      '?xml',
      'length',
    ]) {
      survive(`{"${name}":{"${name}":1}}`, isJson);
      const its = `{"${name}":{"api":{"name":"${name}"},"connection":{"connectionReferenceLogicalName":"${name}"}}}`;
      survive(
        `{"properties":{"connectionReferences":${its},"definition":{"${name}":{},"triggers":{"${name}":{"type":"${name}"}},"actions":{"${name}":${JSON.stringify(operation(name))}}}}}`,
        isJson,
      );
      if (!/^[\w]+$/.test(name)) continue;
      survive(`<${name}><${name}>x</${name}></${name}>`, isXml);
      survive(
        `<ImportExportXml ${name}="x"><connectionreferences>${reference(name, name, name)}</connectionreferences></ImportExportXml>`,
        isXml,
      );
      survive(
        `<CanvasApp><Name>${name}</Name><ConnectionReferences>{"${name}":{"id":"${name}"}}</ConnectionReferences></CanvasApp>`,
        isXml,
      );
    }
  });

  it('keeps what such names say', () => {
    const { facts } = reading(
      ROOT + flowPath(),
      '{"properties":{"connectionReferences":{"__proto__":{"connection":{}},"constructor":{"connection":{}}},"definition":{"actions":{}}}}',
    );
    assert.deepEqual(facts.kind === 'flow' && facts.connections.map((it) => it.key.value), ['__proto__', 'constructor']);
  });

  it('survives texts with next to nothing in them', () => {
    for (const text of [
      '',
      ' ',
      '\n',
      '\r\n',
      '\0',
      '\uFEFF',
      '\uFFFD',
      '[]',
      '{}',
      '1',
      '"x"',
      '"',
      'null',
      'true',
      '<',
      '>',
      '</',
      '<>',
      '</>',
      '<a',
      '<a/>',
      '&',
      '-',
      '\\',
    ])
      survive(text);
    for (const bytes of [
      [],
      [0xef, 0xbb, 0xbf],
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0xff],
      [0xff, 0xfe, 0x7b],
      [0xfe, 0xff, 0xd8, 0x00],
      [0xc3],
      [0xed, 0xa0, 0x80],
    ])
      survive(decode(Uint8Array.from(bytes)));
  });

  it('survives values of another kind than expected', () => {
    for (const value of ['1', '"x"', 'null', 'true', '[]', '[{}]', '{}', '[[]]', '""']) {
      survive(`{"properties":${value}}`, isJson);
      survive(`{"properties":{"connectionReferences":${value},"definition":${value}}}`, isJson);
      survive(
        `{"properties":{"connectionReferences":{"k":${value}},"definition":{"triggers":${value},"actions":${value},"parameters":${value}}}}`,
        isJson,
      );
      survive(
        `{"properties":{"connectionReferences":{"k":{"api":${value},"connection":${value},"runtimeSource":${value},"impersonation":${value},"id":${value}}},"definition":{"actions":{"A":${value}}}}}`,
        isJson,
      );
      survive(inFlow(`{"A":{"inputs":${value},"actions":${value},"else":${value},"cases":${value},"default":${value}}}`), isJson);
      survive(inFlow(`{"A":{"inputs":{"host":${value}}}}`), isJson);
      survive(
        inFlow(
          `{"A":{"inputs":{"host":{"connectionName":${value},"apiId":${value},"connection":${value},"workflowReferenceName":${value}}}}}`,
        ),
        isJson,
      );
      survive(
        `<CanvasApp><Name>x</Name><ConnectionReferences>${value}</ConnectionReferences><CdsDependencies>${value}</CdsDependencies></CanvasApp>`,
        isXml,
      );
      survive(
        `<CanvasApp><ConnectionReferences>{"k":{"id":${value},"parameterHints":${value},"parameterHintsV2":${value}}}</ConnectionReferences></CanvasApp>`,
        isXml,
      );
    }
  });

  it('survives characters that do not belong there', () => {
    for (const [uri, text] of files)
      for (const odd of ['\0', '\uD800', '\uDC00', '\uFEFF', '\u2028', '\u0085', '\uFFFF', '😀'])
        for (const at of [0, 1, Math.floor(text.length / 3), Math.floor(text.length / 2), text.length])
          survive(text.slice(0, at) + odd + text.slice(at), (it) => it === uri);
  });

  it('never expands an entity', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "con_teams">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "${`&a${i === 0 ? '' : i - 1};`.repeat(10)}">`).join('')}]>`;
    const external = '<!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
    for (const prolog of [bomb, external, '<!DOCTYPE x>', '<!DOCTYPE x [', '<!DOCTYPE', '<?xml version="1.0"?>'])
      for (const inside of ['&a;', '&a29;', '&#0;', '&#x110000;', '&#xD800;', '&#99999999;', '&;', '&lt;'])
        for (const text of [
          `${prolog}<ImportExportXml><connectionreferences>${reference(`con_${inside}`, `shared_${inside}`, inside)}</connectionreferences></ImportExportXml>`,
          `${prolog}<CanvasApp><Name>${inside}</Name><ConnectionReferences>{"${inside}":{}}</ConnectionReferences></CanvasApp>`,
        ]) {
          survive(text, isXml);
          for (const uri of [...files.keys()].filter(isXml)) {
            const facts = JSON.stringify(reading(uri, text).facts);
            assert.ok(facts.length < 4_000, `${facts.length} characters of facts`);
            assert.doesNotMatch(facts, /root:/);
          }
        }
  });

  it('survives what is opened and never closed', () => {
    for (const open of [
      '<!--',
      '<![CDATA[',
      '<?',
      '<!',
      '<!DOCTYPE x [',
      '<a b="',
      "<a b='",
      '<a',
      '</a',
      '"',
      '{',
      '[',
      '/*',
      '//',
      '{"a":"\\',
      '{"a":"\\u12',
      '&quot',
    ])
      for (const [uri, text] of files) {
        survive(open + text, (it) => it === uri);
        survive(text + open, (it) => it === uri);
        for (const share of [0.2, 0.4, 0.6, 0.8]) {
          const at = Math.floor(text.length * share);
          survive(text.slice(0, at) + open + text.slice(at), (it) => it === uri);
          survive(text.slice(0, at) + open, (it) => it === uri);
        }
      }
  });

  it('reads a million keys, and as many items', () => {
    const keys = Array.from({ length: 1_000_000 }, (_, i) => `"k${i}":1`).join(',');
    for (const text of [inFlow(`{"A":{"inputs":{${keys}}}}`), inFlow(`{"A":{"inputs":[${'1,'.repeat(1_000_000)}1]}}`)]) {
      const { facts } = reading(ROOT + flowPath(), text);
      assert.deepEqual(facts.faults, []);
      assert.ok(facts.kind === 'flow' && facts.definition);
    }
  });

  it('survives long texts of one kind', () => {
    const isFlow = (uri: Uri): boolean => uri === ROOT + flowPath();
    survive(
      `{"properties":{"connectionReferences":{${Array.from({ length: 10_000 }, (_, i) => `"k${i}":1`).join(',')}},"definition":{}}}`,
      isFlow,
    );
    const isCustomizations = (uri: Uri): boolean => /customizations\.xml$/i.test(uri);
    survive(`<ImportExportXml>${'<a/>'.repeat(100_000)}</ImportExportXml>`, isCustomizations);
    survive(`<ImportExportXml ${'a '.repeat(100_000)}/>`, isCustomizations);
    survive(`<connectionreference ${'a'.repeat(30_000)}>`, isCustomizations);
    survive(`<connectionreference ${'a="'.repeat(100_000)}>`, isCustomizations);
    survive(
      `<connectionreference x="${'&lt;'.repeat(100_000)}" connectionreferencelogicalname="${'&amp;'.repeat(100_000)}"/>`,
      isCustomizations,
    );
    for (const piece of [
      '<',
      '&',
      '"',
      '{"',
      '[',
      '\\',
      '<!--',
      '<![CDATA[',
      '<<<<<<< \n',
      '=======\n',
      '>>>>>>> x\n',
      "parameters('$connections')['",
    ])
      survive(piece.repeat(100_000), (uri) => isFlow(uri) || isCustomizations(uri));
    survive(inFlow(`{"A":{"inputs":{"x":"${"@parameters('$connections')['".repeat(50_000)}"}}}`), isFlow);
  });
});

describe('merge markers', () => {
  const theirs: readonly ((line: string, eol: string) => string)[] = [
    (line, eol) => `<<<<<<< HEAD${eol}${line}=======${eol}${line}>>>>>>> feature/x${eol}`,
    (line, eol) => `<<<<<<< HEAD${eol}${line}||||||| 1a2b3c4${eol}${line}=======${eol}${line}>>>>>>> feature/x${eol}`,
    (line, eol) => `<<<<<<< HEAD${eol}${line}=======${eol}>>>>>>> feature/x${eol}`,
    (line, eol) => `<<<<<<<${eol}${line}=======${eol}(theirs) "<broken> ${eol}>>>>>>>${eol}`,
  ];

  for (const [name, eol] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const)
    it(`are seen around every line, and the rest is read (${name})`, () => {
      for (const [uri, source] of files) {
        if (!/\.(?:json|xml)$/.test(uri) || uri.endsWith('.ppkg.json')) continue;
        const text = source.replaceAll('\n', eol);
        const whole = withoutPlaces(reading(uri, text).facts);
        const lines = text.split(/(?<=\n)/).filter((it) => it !== '');
        for (const [i, line] of lines.entries())
          for (const conflict of theirs) {
            const start = lines.slice(0, i).join('').length;
            const merged = text.slice(0, start) + conflict(line, eol) + text.slice(start + line.length);
            const { facts } = reading(uri, merged);
            const what = `${uri.slice(ROOT.length)}, line ${i + 1}: ${merged.slice(start, start + 60)}`;
            assertInside(facts, merged.length, what);
            assert.deepEqual(
              facts.faults.map((it) => [it.kind, merged.slice(it.span.start, it.span.end), it.span.start]),
              [['merge-markers', merged.slice(start).split(/\r?\n/, 1)[0], start]],
              what,
            );
            assert.deepEqual(withoutPlaces(facts), whole, what);
          }
      }
    });

  it('are no markers in the middle of a line, indented, or on their own', () => {
    for (const line of [' <<<<<<< HEAD', 'x <<<<<<< HEAD', '<<<<<<<< HEAD', '=======', '>>>>>>> x', '||||||| x', '<<<<<<<HEAD']) {
      const text = `<Connector>\n<!--\n${line}\n-->\n<displayname>X</displayname></Connector>\n`;
      assert.deepEqual(reading(`${ROOT}src/Connectors/x.xml`, text).facts.faults, [], line);
    }
  });

  it('are survived when they are not complete', function () {
    this.timeout(30_000); // it reads thousands of texts
    const pieces = ['<<<<<<< HEAD', '=======', '>>>>>>> x', '||||||| y'];
    for (const [uri, text] of files) {
      const lines = text.split(/(?<=\n)/);
      for (const first of pieces)
        for (const second of pieces)
          for (const eol of ['\n', '\r\n', '']) {
            const cut = Math.floor(lines.length / 3);
            survive(
              [...lines.slice(0, cut), first + eol, ...lines.slice(cut, 2 * cut), second + eol, ...lines.slice(2 * cut)].join(''),
              (it) => it === uri,
            );
          }
    }
  });
});

/** Facts without their places and faults. */
