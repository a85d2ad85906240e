import * as assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowUsing, metadata, reference, solution, ID } from '../support/solution';
import { check, folderWith, run, write } from './run';

const sound = solution({ flows: [ID], references: [reference('con_teams')] }) + flowUsing('con_teams') + metadata();
const links = process.platform === 'win32' ? it.skip : it; // making links needs a privilege there
const FLOW = `src/Workflows/Askforleave-${ID.toUpperCase()}.json`;

/** These problems and no finding; the code is 0, and text output names each problem once. */
async function checkProblems(folder: string, problems: readonly (readonly [path: string, message: string])[]): Promise<void> {
  const report = await check(['.'], folder);
  assert.deepEqual(
    report.problems.map((it) => [it.path, it.message]),
    problems,
  );
  assert.deepEqual([report.findings, report.code, report.summary.flows], [[], 0, 1]);
  const { out } = await run(['check', '.'], folder);
  for (const [path, message] of problems) assert.equal(out.split(`${path}  ${message}\n`).length, 2, `${path} in\n${out}`);
  const listed = await run(['list', '.', '--format', 'json'], folder);
  assert.equal(listed.err, problems.map(([path, message]) => `${path} ${message}\n`).join(''));
  assert.equal(listed.code, 0);
}

describe('what cannot be read is named once, and the rest goes on', () => {
  links('a link that leads nowhere', async () => {
    const folder = folderWith(sound);
    symlinkSync('gone.json', join(folder, 'src/Workflows/a.json'));
    symlinkSync('/gone', join(folder, 'elsewhere'));
    symlinkSync('gone.txt', join(folder, 'readme.txt')); // nothing of ours
    await checkProblems(folder, [
      ['elsewhere', 'is a link that leads nowhere'],
      ['src/Workflows/a.json', 'is a link that leads nowhere'],
    ]);
  });

  links('a link that leads to itself', async () => {
    const folder = folderWith(sound);
    symlinkSync('loop', join(folder, 'loop'));
    await checkProblems(folder, [['loop', 'is a link that leads back to itself']]);
  });

  links('a folder that leads back to one it lies in', async () => {
    const folder = folderWith(sound);
    symlinkSync('..', join(folder, 'src/up'));
    symlinkSync('.', join(folder, 'src/Workflows/here'));
    await checkProblems(folder, [
      ['src/Workflows/here', 'is a link that leads back to a folder it lies in'],
      ['src/up', 'is a link that leads back to a folder it lies in'],
    ]);
  });

  links('two folders that lead to each other', async () => {
    const folder = folderWith(sound);
    for (const name of ['x', 'y']) mkdirSync(join(folder, name));
    symlinkSync('../y', join(folder, 'x/to'));
    symlinkSync('../x', join(folder, 'y/to'));
    await checkProblems(folder, [
      ['x/to/to', 'is a link that leads back to a folder it lies in'],
      ['y/to/to', 'is a link that leads back to a folder it lies in'],
    ]);
  });

  links('but links that lead somewhere are followed', async () => {
    const folder = folderWith(sound.replaceAll('--- src/Workflows/', '--- shared/flows/'));
    symlinkSync('../shared/flows', join(folder, 'src/Workflows'));
    await checkProblems(folder, []);
    const other = folderWith();
    symlinkSync(folder, join(other, 'linked'));
    assert.equal((await check(['linked'], other)).summary.flows, 1);
    assert.equal((await check([`linked/${FLOW}`], other)).summary.flows, 1);
  });

  it('a file over 64 MB', async () => {
    const folder = folderWith(sound);
    write(folder, 'src/Workflows/large.json', '');
    truncateSync(join(folder, 'src/Workflows/large.json'), 64 * 1024 * 1024 + 1);
    write(folder, 'src/large.bin', '');
    truncateSync(join(folder, 'src/large.bin'), 64 * 1024 * 1024 + 1);
    await checkProblems(folder, [['src/Workflows/large.json', 'is larger than 64 MB']]);
  });

  it('a folder in the place of a file is looked into, and is no problem', async () => {
    const folder = folderWith(sound);
    mkdirSync(join(folder, 'src/Workflows/a.json'));
    mkdirSync(join(folder, 'src/Connectors/x.xml'), { recursive: true });
    await checkProblems(folder, []);
  });

  it('a file without permission', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) return this.skip(); // root may read everything
    const folder = folderWith(sound);
    write(folder, 'src/Workflows/locked.json', '{}');
    chmodSync(join(folder, 'src/Workflows/locked.json'), 0);
    mkdirSync(join(folder, 'private'));
    chmodSync(join(folder, 'private'), 0);
    await checkProblems(folder, [
      ['private', 'cannot be read: permission denied'],
      ['src/Workflows/locked.json', 'cannot be read: permission denied'],
    ]);
    chmodSync(join(folder, 'private'), 0o700);
  });

  it('a name that is not UTF-8', async function () {
    if (process.platform !== 'linux') return this.skip(); // other systems keep names as Unicode
    const folder = folderWith(sound);
    writeFileSync(Buffer.concat([Buffer.from(join(folder, 'src/Workflows/')), Buffer.from([0xfc]), Buffer.from('ber.json')]), '{}');
    await checkProblems(folder, [['src/Workflows/\uFFFDber.json', 'cannot be read: its name is not valid UTF-8']]);
  });

  it('several arguments name a problem once', async () => {
    const folder = folderWith(sound);
    write(folder, 'src/Workflows/large.json', '');
    truncateSync(join(folder, 'src/Workflows/large.json'), 64 * 1024 * 1024 + 1);
    assert.equal((await check(['.', 'src', 'src/Workflows', FLOW], folder)).problems.length, 1);
  });

  it('other people’s folders are not entered', async () => {
    const folder = folderWith(
      sound +
        ['node_modules/x', '.git', 'bin/Debug', 'obj/Release', 'App_msapp_src'].map((it) => flowUsing('con_gone', { root: it })).join(''),
    );
    write(folder, 'Absence.cdsproj', '<Project/>');
    await checkProblems(folder, []);
  });

  it('but bin and obj are, where no project file lies beside them', async () => {
    const folder = folderWith(sound + flowUsing('con_gone', { root: 'bin' }));
    assert.equal((await check(['.'], folder)).summary.flows, 2);
  });

  it('the YAML layout is named as not wholly read', async () => {
    const folder = folderWith(sound + '--- y/solutions/Y/solution.yml\nname: Y\n');
    const { problems, code } = await check(['.'], folder);
    assert.deepEqual(problems, [{ path: 'y', message: 'is in the YAML layout: its flows are read, its connection references are not' }]);
    assert.equal(code, 0);
  });
});
