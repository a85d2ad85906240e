import * as assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { uriOf } from '../../server/src/host/disk';
import type { ShownDiagram } from '../../server/src/protocol';
import { folderWith } from '../cli/run';
import type { Client } from '../support/client';
import { drawn } from '../support/diagram';
import { entry, flow, metadata, operation, solution } from '../support/solution';
import { able, failureOf, own } from './asking';
import { flowOf, only, start, textOf } from './setup';

const direct = 'direct-connection';
const source =
  solution({ root: 'a' }) +
  flow({ root: 'a', connections: { teams: entry(undefined) }, actions: { Post_it: operation('teams') } }) +
  metadata({ root: 'a' });

async function opened(...rules: readonly string[]): Promise<{ folder: string; path: string; client: Client }> {
  const folder = folderWith(source);
  const client = await start({ folders: [folder], options: { ...only(...rules), hasCommands: true }, capabilities: able });
  return { folder, path: flowOf(folder, 'a'), client };
}

const asked = (client: Client, path: string): Promise<ShownDiagram | null> => own(client, 'keyhook/diagram', { uri: uriOf(path) });

describe('the diagram of a flow in the editor', () => {
  it('is drawn with what is found in it, and where its steps stand', async () => {
    const { path, client } = await opened(direct);
    const diagram = await asked(client, path);
    assert.deepEqual(
      [diagram?.name, diagram?.isBroken, diagram?.version, ...drawn(diagram!.steps)],
      [
        'Ask for leave',
        false,
        null,
        'manual (trigger) | Starts by hand',
        'Post it (connector) | Do it | Microsoft Teams | Direct connection',
        'manual -> Post it',
      ],
    );
    assert.deepEqual(
      [...diagram!.problems, ...diagram!.steps.steps[1]!.problems].map((it) => it.severity),
      ['warning'],
    );
    const { span, keySpan } = diagram!.steps.steps[1]!;
    assert.match(textOf(path).slice(span.start, span.end), /^"Post_it": \{[^]*\}$/);
    assert.equal(textOf(path).slice(keySpan.start, keySpan.end), 'Post_it');
  });

  it('follows what is typed, and says when the file is broken, gone or no flow', async () => {
    const { folder, path, client } = await opened();
    client.open(path, textOf(path).replace('Post_it', 'Tell_all'));
    const edited = await asked(client, path);
    assert.deepEqual([edited?.steps.steps[1]?.name, edited?.version], ['Tell all', 1]);
    client.change(path, 2, { text: textOf(path).replace('"Post_it"', 'Post_it') });
    assert.equal((await asked(client, path))?.isBroken, true);
    client.close(path);
    rmSync(path);
    client.diskDeleted(path);
    assert.equal(await asked(client, path), null);
    assert.equal(await asked(client, `${folder}/a/Other/Customizations.xml`), null);
    assert.deepEqual(await failureOf(own(client, 'keyhook/diagramText', { uri: uriOf(path), format: 'svg' })), {
      code: -32803,
      message: 'The flow is not there any more, so it cannot be drawn.',
    });
  });

  it('is given as text', async () => {
    const { path, client } = await opened(direct);
    const text = (format: 'mermaid' | 'svg'): Promise<string> => own(client, 'keyhook/diagramText', { uri: uriOf(path), format });
    assert.match(await text('mermaid'), /^---\ntitle: "Ask for leave"\n---\nflowchart TD\n/);
    assert.match(await text('svg'), /^<svg [^]*<\/svg>\n$/);
    assert.doesNotMatch(await text('svg'), /class="problems/);
  });
});
