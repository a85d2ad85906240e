import { readFixture, ROOT } from '../support/fixture';
import { flow, flowPath, metadata, reference, solution } from '../support/solution';
import { Looking } from './looking';
import { askAtPlaces, askOfFile, askOfWorkspace } from './questions';

const LEVELS = 10_000;
const FLOW = ROOT + flowPath();
const CUSTOMIZATIONS = `${ROOT}src/Other/Customizations.xml`;
const SETTINGS = `${ROOT}deploy/test.deploymentsettings.json`;

const nested = (open: string, close: string, core = ''): string => open.repeat(LEVELS) + core + close.repeat(LEVELS);
const flowOf = (actions: string): string =>
  `{"properties":{"connectionReferences":{},"definition":{"triggers":{},"actions":${actions}}},"schemaVersion":"1.0.0.0"}`;

const deep: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'scopes in scopes': [FLOW, flowOf(nested('{"A":{"type":"Scope","actions":', '}}', '{}'))],
  'cases in cases': [FLOW, flowOf(nested('{"A":{"type":"Switch","cases":{"x":{"actions":', '}}}}', '{}'))],
  'lists in the inputs of an action': [FLOW, flowOf(`{"A":{"type":"Compose","inputs":${nested('[', ']')}}}`)],
  'objects in the inputs of an action': [FLOW, flowOf(`{"A":{"type":"Compose","inputs":${nested('{"a":', '}', '1')}}}`)],
  'calls in an expression': [FLOW, flowOf(`{"A":{"type":"Compose","inputs":"@${nested('concat(', ')', '1')}"}}`)],
  'brackets in an expression': [FLOW, flowOf(`{"A":{"type":"Compose","inputs":"@${nested("variables('x')[", ']')}"}}`)],
  'scopes that do not end': [FLOW, flowOf('{"A":{"type":"Scope","actions":'.repeat(LEVELS))],
  elements: [CUSTOMIZATIONS, nested('<connectionreferences>', '</connectionreferences>')],
  'elements that do not end': [CUSTOMIZATIONS, '<connectionreferences>'.repeat(LEVELS)],
  'objects in deployment settings': [SETTINGS, `{"ConnectionReferences":${nested('[{"ConnectionId":', '}]', '1')}}`],
};

describe('files of ten thousand levels', function () {
  this.timeout(0); // what takes too long is stopped where it does

  for (const [what, [uri, text]] of Object.entries(deep))
    it(`are answered about: ${what}`, () => {
      const { files } = readFixture(solution({ references: [reference('con_teams')] }) + flow() + metadata());
      const all = new Map([...files, [uri, text]]);
      const looking = new Looking(all, uri, () => 0.5);
      looking.part('reading', all.size, () => [...all.keys()].forEach((it) => looking.read(it)));
      looking.part('checking', all.size, () => looking.findings());
      looking.part('asking of the file', 3, () => askOfFile(looking));
      looking.part('asking of the workspace', 3, () => askOfWorkspace(looking));
      looking.part('asking at places', 5, () =>
        askAtPlaces(
          looking,
          [0.1, 0.3, 0.499, 0.501, 1].map((it) => Math.floor(it * text.length)),
        ),
      );
    });
});
