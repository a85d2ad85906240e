import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { load } from '../../server/src/host/disk';
import { folderWith, textsIn, write } from '../cli/run';
import { CUSTOMIZATIONS, customizationsOf, FLOW, flowOf, small, start, textOf, UNDEFINED, UNUSED } from '../lsp/setup';
import { answered, sightOf, spawned } from './driver';

const posix = process.platform === 'win32' ? it.skip : it;
const GONE = { [CUSTOMIZATIONS]: [`${UNUSED} 3:58`], [FLOW]: [`${UNDEFINED} 9:46`] };

describe('the server, on a disk of all sorts', () => {
  it('says nothing of a folder that goes while it is read', () => {
    const folder = folderWith(small('a') + small('b') + small('c/d'));
    const unread: unknown[] = [];
    const reading = load(folder, (it) => unread.push(it));
    reading.next();
    rmSync(join(folder, 'a/Workflows'), { recursive: true });
    rmSync(join(folder, 'b'), { recursive: true });
    rmSync(join(folder, 'c/d'), { recursive: true });
    assert.ok([...reading].every((it) => it.uri.includes('/a/Other/')));
    assert.deepEqual(unread, []);
  });

  posix('does not wait for what is no file and never ends', async () => {
    const folder = folderWith(small('a', ['con_teams'], 'con_gone'));
    const [pipe, socket, zeros] = ['Pipe.json', 'Socket.json', 'Zeros.json'].map((it) => join(folder, 'a/Workflows', it)) as [
      string,
      string,
      string,
    ];
    execFileSync('sh', ['-c', 'mkfifo "$@"', 'sh', pipe, join(folder, 'keyhook.json')]);
    symlinkSync('/dev/zero', zeros);
    const listening = createServer().listen(socket);
    const server = spawned();
    try {
      const client = await start({ folders: [folder], server });
      client.diskCreated(pipe, socket, zeros, join(folder, 'keyhook.json'));
      await answered('a question after that', client.ask('keyhook/rules', {}));
      await client.untilShown(folder, GONE);
      client.open(pipe, textOf(flowOf(folder, 'a')));
      client.close(pipe);
      await client.settled(folder);
      assert.deepEqual(client.shows(folder), GONE);
    } finally {
      await server.kill();
      listening.close();
    }
  });

  posix('reads what links lead to, and each as often as it is linked', async () => {
    const outside = folderWith(small('x', ['con_teams'], 'con_gone'));
    const folder = folderWith('--- a/readme.md\n\n');
    symlinkSync(join(outside, 'x'), join(folder, 'one'));
    symlinkSync(join(outside, 'x'), join(folder, 'two'));
    mkdirSync(join(folder, 'b'));
    symlinkSync(join(folder, 'b'), join(folder, 'a/b'));
    symlinkSync(join(folder, 'a'), join(folder, 'b/a'));
    symlinkSync('self', join(folder, 'self'));
    const client = await start({ folders: [folder] });
    await client.settled(folder);
    const its = (root: string): object =>
      Object.fromEntries(Object.entries(GONE).map(([path, found]) => [path.replace('a/', `${root}/`), found]));
    assert.deepEqual(client.shows(folder), { ...its('one'), ...its('two') });
    write(outside, 'x' + FLOW.slice(1), textOf(flowOf(outside, 'x')).replace('con_gone', 'con_teams'));
    client.diskChanged(flowOf(folder, 'one'), flowOf(folder, 'two'));
    await client.untilShown(folder, {});
  });

  it('knows a file that becomes a folder, and a file again', async () => {
    const folder = folderWith(small('a', ['con_teams'], 'con_gone'));
    const client = await start({ folders: [folder] });
    const path = flowOf(folder, 'a');
    const text = textOf(path);
    await client.untilShown(folder, GONE);
    rmSync(path);
    write(path, 'Workflows/x.json', text);
    client.diskChanged(path);
    client.diskCreated(path);
    await client.until(
      'the folder',
      () => client.shows(folder)[`${FLOW}/Workflows/x.json`] !== undefined || client.shows(folder)[FLOW] === undefined,
    );
    await client.settled(folder);
    const fresh = await start({ folders: [folder] });
    assert.deepEqual(await sightOf(client, folder), await sightOf(fresh, folder));
    rmSync(path, { recursive: true });
    writeFileSync(path, text);
    client.diskDeleted(path);
    client.diskCreated(path);
    await client.untilShown(folder, GONE);
  });

  it('answers from a file as it is now when it has shrunk or grown since it was read', async () => {
    const folder = folderWith(small('a', ['con_teams', 'con_mail']));
    const client = await start({ folders: [folder] });
    await client.settled(folder);
    const [path, position] = [customizationsOf(folder, 'a'), { line: 2, character: 60 }];
    const hover = (): Promise<object | null> => client.ask('textDocument/hover', { textDocument: { uri: `file://${path}` }, position });
    assert.ok(await hover());
    const text = textOf(path);
    truncateSync(path, 20);
    assert.equal(await hover(), null);
    writeFileSync(path, text + ' '.repeat(100_000));
    assert.ok(await hover());
    rmSync(path);
    assert.equal(await hover(), null);
    assert.deepEqual(client.logged, []);
  });

  posix('names a file and a folder whose names are no UTF-8, and goes on', async function () {
    const folder = folderWith(small('a', ['con_teams'], 'con_gone'));
    try {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/a/Workflows/x`), Buffer.from([0xff]), Buffer.from('.json')]), '{}');
      mkdirSync(Buffer.concat([Buffer.from(`${folder}/a/b`), Buffer.from([0xff])]));
    } catch {
      this.skip(); // not every file system has such names
    }
    const client = await start({ folders: [folder] });
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), GONE);
    assert.deepEqual(client.shown, [
      "Keyhook could not read everything: 'x\uFFFD.json' cannot be read: its name is not valid UTF-8; 'b\uFFFD' cannot be read: its name is not valid UTF-8.",
    ]);
  });

  posix('reads a path of four thousand characters, and goes on where one is longer', async () => {
    const folder = folderWith(small('a'));
    const deep = join(folder, ...Array.from({ length: 19 }, () => 'd'.repeat(200)));
    const root = join(deep, 'e'.repeat(4_000 - deep.length - FLOW.length));
    for (const [path, text] of Object.entries(textsIn(folderWith(small('a', ['con_teams'], 'con_gone'))))) write(root, path.slice(2), text);
    execFileSync('sh', [
      '-c',
      `cd "$0" && for i in 1 2 3; do mkdir ${'f'.repeat(200)} && cd -P ${'f'.repeat(200)} || exit; done; mkdir Workflows && echo '{}' > Workflows/x.json`,
      root,
    ]);
    const client = await start({ folders: [folder] });
    try {
      await client.until('its finding', () => Object.keys(client.shows(folder)).length === 1);
      assert.match(client.shown.join(), /^Keyhook could not read everything: 'f+' cannot be read: its path is too long\.$/);
    } finally {
      execFileSync('rm', ['-rf', join(folder, 'd'.repeat(200))]); // Node does not find its way there
    }
    client.diskDeleted(join(folder, 'd'.repeat(200)));
    await client.untilShown(folder, {});
  });

  posix('goes on where something may not be read, and reads it once it may', async function () {
    if (process.getuid?.() === 0) this.skip();
    const folder = folderWith(small('a', ['con_teams'], 'con_gone') + small('b', ['con_teams'], 'con_gone'));
    chmodSync(flowOf(folder, 'a'), 0);
    chmodSync(join(folder, 'b'), 0);
    const client = await start({ folders: [folder] });
    await client.settled(folder);
    assert.equal(client.shown.length, 1);
    chmodSync(flowOf(folder, 'a'), 0o600);
    chmodSync(join(folder, 'b'), 0o700);
    client.diskChanged(flowOf(folder, 'a'));
    client.diskCreated(join(folder, 'b'));
    await client.until('all findings', () => Object.keys(client.shows(folder)).length === 4);
  });

  it('sees a folder that has another name while it is read, hundreds of times', async () => {
    const folder = folderWith(small('a', ['con_teams'], 'con_gone'));
    const client = await start({ folders: [folder] });
    await client.untilShown(folder, GONE);
    for (let i = 0; i < 300; i++) {
      const [from, to] = [join(folder, i % 2 === 0 ? 'a' : 'b'), join(folder, i % 2 === 0 ? 'b' : 'a')];
      renameSync(from, to);
      client.diskCreated(to);
      client.diskDeleted(from, join(to, 'Workflows'));
      if (i % 7 === 0) await answered('a question', client.ask('keyhook/rules', {}));
    }
    await client.settled(folder);
    assert.deepEqual(client.shows(folder), GONE);
    assert.deepEqual([client.shown, client.logged], [[], []]);
  });
});
