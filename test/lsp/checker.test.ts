import * as assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOf } from '../../server/src/host/disk';
import { Checker } from '../../server/src/lsp/checker';
import { ownDisk } from '../../server/src/lsp/disks/own';
import { Mirror } from '../../server/src/lsp/mirror';
import { Publisher } from '../../server/src/lsp/publisher';
import { folderWith } from '../cli/run';
import { flowOf, small, textOf } from './setup';

const fail = (error: unknown): never => {
  throw error;
};

describe('what waits until the workspace is settled', () => {
  it('gets what was read and what was typed, whether that is taken already or not', async () => {
    const folder = folderWith(small('a') + small('b'));
    const mirror = new Mirror(ownDisk, { reading: () => {}, done: () => {}, unread: () => {} });
    const checker = new Checker(
      mirror,
      () => undefined,
      new Publisher(mirror, fail, () => {}),
      () => {},
      fail,
    );
    mirror.folders = [uriOf(folder)];
    const text = textOf(flowOf(folder, 'a'));
    const document = TextDocument.create(uriOf(flowOf(folder, 'a')), 'json', 1, text);
    mirror.opened(document);
    const { solutions } = await checker.settled();
    assert.deepEqual(
      solutions.map((it) => it.root),
      [uriOf(`${folder}/a`), uriOf(`${folder}/b`)],
    );
    mirror.opened(TextDocument.update(document, [{ text: `${text} ` }], 2));
    const { entries } = (await checker.settled()).solutions[0]!;
    assert.equal(entries.get(document.uri)?.file.version, 2);
  });
});
