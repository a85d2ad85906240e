import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { HoverRequest } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOf } from '../../server/src/host/disk';
import { ownDisk } from '../../server/src/lsp/disks/own';
import { Mirror } from '../../server/src/lsp/mirror';
import { turn } from '../../server/src/lsp/turns';
import { folderWith } from '../cli/run';
import { entry, flow, flowPath, operation, reference, solution } from '../support/solution';
import { idOf, start, textOf } from './setup';

const SOLUTIONS = ['a', 'b', 'c', 'd'];
const NUMBERS = Array.from({ length: 60 }, (_, i) => i);
const pathOf = (root: string, i: number): string => flowPath({ root, name: `Flow${i}`, id: idOf(i) });

/** Flows that take a while; what they all use is defined in the solution that is read last. */
function large(): string {
  const actions = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`Act_${i}`, operation('shared_teams')]));
  return SOLUTIONS.map((root) => {
    const flows = NUMBERS.map((i) =>
      flow({ root, name: `Flow${i}`, id: idOf(i), connections: { shared_teams: entry('con_teams') }, actions }),
    );
    return solution({ root, name: root, references: root === 'd' ? [reference('con_teams')] : [] }) + flows.join('');
  }).join('');
}

describe('the server, while there is much to do', () => {
  let folder: string;
  let text: string;

  before(() => {
    folder = folderWith(large());
    text = textOf(join(folder, pathOf('a', 0)));
  });

  it('takes what is opened, typed and closed while it reads, and says nothing that is not so', async () => {
    const client = await start({ folders: [folder] });
    const paths = NUMBERS.slice(0, 20).flatMap((i) => SOLUTIONS.map((root) => pathOf(root, i)));
    for (const [i, path] of paths.entries()) {
      client.open(join(folder, path), text);
      if (i % 2 === 0) client.change(join(folder, path), 2, { text: text.replace('con_teams', 'con_gone') });
      if (i % 4 === 1) client.close(join(folder, path));
      for (let turns = 0; i % 8 === 7 && turns < 20; turns++) await turn(); // long enough for these to be taken
    }
    const gone = paths.filter((_, i) => i % 2 === 0);
    await client.until('the edited flows', () => Object.keys(client.shows(folder)).length === gone.length);
    await client.settled(folder);
    assert.deepEqual(Object.keys(client.shows(folder)).sort(), [...gone].sort());
    assert.ok(client.published.every((it) => it.diagnostics.length > 0));
  });

  it('lets nobody wait who is in a file that is none of ours', async () => {
    const client = await start({ folders: [folder] });
    const [theirs, ours] = [join(folder, 'package.json'), join(folder, pathOf('a', 0))];
    client.open(theirs, '{ "name": "x" }');
    const answered: string[] = [];
    const hover = (path: string): Promise<void> =>
      client
        .ask(HoverRequest.method, { textDocument: { uri: uriOf(path) }, position: { line: 0, character: 3 } })
        .then((it) => void answered.push(`${path === ours ? 'ours' : 'theirs'} ${JSON.stringify(it)}`));
    await Promise.all([hover(ours), hover(theirs)]);
    assert.deepEqual(answered, ['theirs null', 'ours null']);
  });

  it('does not put back what was read before an edit and taken after it', async () => {
    const mirror = new Mirror(ownDisk, { reading: () => {}, done: () => {}, unread: () => {} });
    const documents = NUMBERS.slice(0, 15).map((i) => TextDocument.create(uriOf(join(folder, pathOf('d', i))), 'json', 1, text));
    for (const it of documents) mirror.opened(it);
    mirror.folders = [uriOf(folder)];
    const reading = mirror.read();
    let taken = 0;
    while (!mirror.settled) {
      for (const it of documents) mirror.opened(TextDocument.update(it, [{ text: `${text} ` }], it.version + 1));
      taken += mirror.takeEdits().length;
      await turn();
    }
    await reading;
    assert.ok(taken > documents.length, 'there were edits at several moments');
    for (const { uri, version } of documents) assert.equal(mirror.workspace.entry(uri)?.file.version, version);
  });

  it('does not give the text of another version', async () => {
    const mirror = new Mirror(ownDisk, { reading: () => {}, done: () => {}, unread: () => {} });
    const document = TextDocument.create(uriOf(join(folder, pathOf('a', 0))), 'json', 1, text);
    mirror.opened(document);
    mirror.folders = [uriOf(join(folder, 'a'))];
    await mirror.read();
    assert.equal(mirror.document(document.uri), document);
    TextDocument.update(document, [{ text: '' }], 2);
    assert.equal(mirror.document(document.uri), undefined);
    mirror.opened(document);
    mirror.takeEdits();
    assert.equal(mirror.document(document.uri), document);
  });
});
