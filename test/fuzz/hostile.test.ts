import * as assert from 'node:assert/strict';
import { placeOf, type Uri } from '../../server/src/core';
import { decode } from '../../server/src/host/disk';
import { ROOT } from '../support/fixture';
import { flowPath, operation, reference } from '../support/solution';
import { before, files, lint, reading, survive } from './one-of-each';

const isJson = (uri: Uri): boolean => uri.endsWith('.json');
const isXml = (uri: Uri): boolean => uri.endsWith('.xml');
const DEPTHS = [999, 1_001, 4_500, 10_000];

/** `open` and `close` around each other, so many times. */
const nested = (depth: number, open: string, close: string, core = ''): string => open.repeat(depth) + core + close.repeat(depth);

const inFlow = (actions: string): string =>
  `{"properties":{"connectionReferences":{},"definition":{"triggers":{},"actions":${actions}}},"schemaVersion":"1.0.0.0"}`;

describe('nasty texts', () => {
  it('cover every kind of file', () => {
    const kinds = new Set([...files.keys()].map((it) => placeOf(it)?.kind));
    assert.equal(kinds.size, 20, [...kinds].join(', '));
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
