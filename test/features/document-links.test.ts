import * as assert from 'node:assert/strict';
import { documentLinks } from '../../server/src/core';
import { uriOf } from '../../server/src/host/disk';
import { minified, sceneOf } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { CONNECTOR, customConnector, flow, flowPath, metadata, solution, workflow } from '../support/solution';

type Files = ReadonlyMap<string, string>;

/** The links of a file: `text: what it leads to, below the root`, and what the link says. */
function linksIn(files: Files, path: string): readonly (readonly [string, string])[] {
  const uri = ROOT + path;
  return documentLinks(uri, sceneOf(files)).map(({ span, target, tooltip }) => {
    assert.ok(target.startsWith(ROOT), target);
    return [`${files.get(uri)!.slice(span.start, span.end)}: ${target.slice(ROOT.length)}`, tooltip];
  });
}

const read = (source: string): Files => readFixture(source).files;
const file = flowPath().slice('src'.length);

describe('links in files', () => {
  it('lead from a flow’s metadata to the flow, in the letter case of the file', () => {
    const files = read(solution() + flow() + metadata());
    const expected = [[`${file}: src${file}`, 'Open the flow']];
    assert.deepEqual(linksIn(files, `${flowPath()}.data.xml`), expected);
    const small = read((solution() + flow() + metadata()).replaceAll('--- src/Workflows/Ask', '--- src/workflows/aSK'));
    const [flowFile, its] = [...small.keys()].slice(2).map((it) => it.slice(ROOT.length));
    assert.deepEqual(linksIn(small, its!), [[`${file}: ${flowFile}`, 'Open the flow']]);
    assert.match(flowFile!, /^src\/workflows\/aSKforleave/);
  });

  it('lead there from the raw layout too', () => {
    const inline = `<Workflows>${workflow()}</Workflows>\n`;
    const files = read(solution({ layout: 'raw', inline }) + flow({ folder: 'workflows' }));
    assert.deepEqual(linksIn(files, 'src/customizations.xml'), [[`${file}: ${flowPath({ folder: 'workflows' })}`, 'Open the flow']]);
  });

  it('lead from a custom connector to its parts, whatever its folder is called', () => {
    const parts = [
      'openapidefinition',
      'connectionparameters',
      'policytemplateinstances',
      'iconblob',
      'customcodeblobcontent',
      'scriptoperations',
    ];
    const elements = parts.map((it) => `<${it}>/Connector/con_5Fleave_${it}.json</${it}>`).join('\n');
    const source = customConnector().replace('</Connector>', `${elements}</Connector>`);
    assert.deepEqual(
      linksIn(read(solution() + source), 'src/Connectors/con_5Fleave.xml'),
      parts.map((it, i) => [
        `/Connector/con_5Fleave_${it}.json: src/Connectors/con_5Fleave_${it}.json`,
        [
          "Open the connector's definition",
          "Open the connector's connection parameters",
          "Open the connector's policies",
          "Open the connector's icon",
          "Open the connector's code",
          "Open the connector's operations with code",
        ][i],
      ]),
    );
    const raw = solution({ layout: 'raw', inline: CONNECTOR.replace('</Connector>', `${elements}</Connector>`) });
    assert.deepEqual(
      linksIn(read(raw), 'src/customizations.xml')[0]?.[0],
      '/Connector/con_5Fleave_openapidefinition.json: src/Connector/con_5Fleave_openapidefinition.json',
    );
  });

  it('lead from an app to its files', () => {
    const source = `--- src/CanvasApps/con_a.meta.xml
<CanvasApp>
  <Name>con_a</Name>
  <BackgroundImageUri> /CanvasApps/con_a_BackgroundImageUri </BackgroundImageUri>
  <DocumentUri>/CanvasApps/con_a_DocumentUri.msapp</DocumentUri>
  <AdditionalUris><AdditionalUri>/CanvasApps/con_a_AdditionalUris0_identity.json</AdditionalUri></AdditionalUris>
</CanvasApp>
`;
    for (const files of [read(source), new Map([...read(source)].map(([uri, text]) => [uri, minified(text, uri)]))])
      assert.deepEqual(linksIn(files, 'src/CanvasApps/con_a.meta.xml'), [
        ['/CanvasApps/con_a_BackgroundImageUri: src/CanvasApps/con_a_BackgroundImageUri', "Open the app's picture"],
        ['/CanvasApps/con_a_DocumentUri.msapp: src/CanvasApps/con_a_DocumentUri.msapp', 'Open the app'],
        ['/CanvasApps/con_a_AdditionalUris0_identity.json: src/CanvasApps/con_a_AdditionalUris0_identity.json', "Open the app's file"],
      ]);
  });

  it('spell a file as the host does', () => {
    for (const name of ["A b (ü) [1]!*'%20#?&amp;.json", '日本 + ,;=@$:😀~_-.json', 'half \uD83D.json']) {
      const written = name.replace('&amp;', '&').replace(/\p{Surrogate}/u, '\uFFFD');
      const source = customConnector().replace('</Connector>', `<openapidefinition>/Connector/${name}</openapidefinition></Connector>`);
      const [link] = documentLinks(`${ROOT}src/Connectors/con_5Fleave.xml`, sceneOf(read(source)));
      assert.equal(link?.target, uriOf(`/w/src/Connectors/${written}`));
    }
  });

  it('are none where no path stands, where one leads elsewhere, and in other files', () => {
    for (const path of [
      '',
      'con_a.json',
      '/Connector/',
      '/Connector/a/../../b',
      '/Connector/..',
      '\\Connector\\a',
      '/etc/passwd',
      'https://x/Connector/a',
    ]) {
      const source = customConnector().replace('</Connector>', `<iconblob>${path}</iconblob></Connector>`);
      assert.deepEqual(linksIn(read(source), 'src/Connectors/con_5Fleave.xml'), [], path);
    }
    const others = read(solution() + flow() + metadata());
    assert.deepEqual(linksIn(others, flowPath()), []);
    assert.deepEqual(linksIn(others, 'src/Other/Solution.xml'), []);
    assert.deepEqual(documentLinks(`${ROOT}nothing.xml`, sceneOf(others)), []);
  });

  it('are those that could be read of a broken file', () => {
    const files = read(solution() + flow() + metadata());
    const path = `${flowPath()}.data.xml`;
    const broken = new Map([...files, [ROOT + path, files.get(ROOT + path)!.replace('<Category>', '<Category')]]);
    assert.deepEqual(linksIn(broken, path), [[`${file}: src${file}`, 'Open the flow']]);
  });
});
