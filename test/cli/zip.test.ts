import * as assert from 'node:assert/strict';
import { cpSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { CORPUS, FOLDERS, needCorpus } from '../corpus/corpus';
import { flowUsing, ID, reference, solution } from '../support/solution';
import { zipOf } from '../support/zip';
import { bytesIn, folderWith, run, textsIn, write } from './run';

const FAULTY = solution({ flows: [ID], references: [reference('con_teams', 'shared_teams', 'Teams')] }) + flowUsing('con_gone');

/** The same files twice in a new folder: as `S`, and in `S.zip`. */
function twice(copy: (folder: string) => void): string {
  const cwd = folderWith();
  mkdirSync(join(cwd, 'S'));
  copy(join(cwd, 'S'));
  zip(cwd);
  return cwd;
}

function zip(cwd: string, separator = '/'): void {
  const files = [...bytesIn(join(cwd, 'S'))].map(([path, content]) => ({ name: path.replaceAll('/', separator), content }));
  write(cwd, 'S.zip', zipOf(files));
}

/** What a command that only reads prints of the folder and of the zip is the same but for the names. */
async function checkSame(cwd: string, ...args: readonly string[]): Promise<void> {
  const [folder, zipped] = [await run([...args, 'S'], cwd), await run([...args, 'S.zip'], cwd)];
  const named = (text: string): string => text.replaceAll('S.zip!', 'S').replaceAll('S.zip', 'S');
  assert.deepEqual({ ...zipped, out: named(zipped.out), err: named(zipped.err) }, folder, args.join(' '));
}

async function checkAllSame(cwd: string): Promise<void> {
  for (const command of ['check', 'list']) for (const format of ['text', 'json']) await checkSame(cwd, command, '--format', format);
}

describe('a zip as argument', () => {
  for (const name of [
    'absence-management',
    'onboarding',
    'procurement',
    'onboarding with backslashes',
    'absence-management without folders above',
  ])
    it(`gives what the folder gives: ${name}`, async () => {
      const [example, ...rest] = name.split(' ');
      const cwd = twice((folder) =>
        cpSync(join('examples/contoso/solutions', example!, rest.length > 2 ? 'src' : ''), folder, { recursive: true }),
      );
      if (rest[0] === 'with') zip(cwd, '\\');
      await checkAllSame(cwd);
      const { out } = await run(['check', 'S.zip', '--format', 'json'], cwd);
      assert.match(out, /"path": "S\.zip!\/.*(?:Workflows\/|customizations\.xml|Customizations\.xml)/);
    });

  describe('gives what the folder gives for real solutions:', () => {
    before(needCorpus);
    for (const name of FOLDERS)
      it(name, async () => {
        const cwd = twice((folder) => cpSync(join(CORPUS, name), folder, { recursive: true }));
        await checkAllSame(cwd);
      });
  });

  it('knows what stands in folders and zips beside it', async () => {
    const cwd = folderWith(solution({ root: 'T', name: 'Teams', references: [reference('con_gone')] }));
    const other = twice((folder) => cpSync(join(folderWith(FAULTY), 'src'), folder, { recursive: true }));
    renameSync(join(other, 'S.zip'), join(cwd, 'S.zip'));
    const rules = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await run(['check', ...args], cwd)).out.match(/(?:undefined|external|unshipped)-connection-reference/g) ?? [];
    assert.deepEqual(await rules('S.zip'), ['undefined-connection-reference']);
    assert.notDeepEqual(await rules('S.zip', 'T'), ['undefined-connection-reference']);
    assert.deepEqual(await rules('S.zip', 'T'), await rules('T', 'S.zip', './S.zip'));
  });

  it('is left out where it lies in a folder', async () => {
    const cwd = twice((folder) => cpSync(join(folderWith(FAULTY), 'src'), folder, { recursive: true }));
    assert.doesNotMatch((await run(['check'], cwd)).out, /S\.zip/);
    assert.match((await run(['check', '--help'], cwd)).out.replaceAll(/\s+/g, ' '), /zips of solutions \(those in a folder are left out\)/);
  });

  const CHANGING: readonly (readonly string[])[] = [
    ['fix', 'S.zip'],
    ['fix', 'S.zip', '--diff'],
    ['fix', 'S', 'S.zip', '--dry-run'],
    ['rename', 'con_teams', '--display', 'X', '--in', 'S.zip'],
    ['merge', 'con_teams', 'con_other', '--in', 'S.zip'],
    ['replace-direct', 'S.zip'],
  ];
  for (const args of CHANGING)
    it(`is not for changing: ${args.join(' ')}`, async () => {
      const cwd = twice((folder) => cpSync(join(folderWith(FAULTY), 'src'), folder, { recursive: true }));
      const before = textsIn(cwd);
      const { code, out, err } = await run(args, cwd);
      const message = "'S.zip' is a zip, and Keyhook changes nothing in it: unpack it first (pac solution unpack), and name the folder.\n";
      assert.deepEqual([code, out, err], [2, '', message]);
      assert.deepEqual(textsIn(cwd), before);
    });

  describe('ends the command with 2, in words,', () => {
    const refusals: readonly (readonly [what: string, bytes: Uint8Array, message: string])[] = [
      ['when it is none', Buffer.from('x'), "'S.zip' cannot be read: it is no zip file, or it is cut off or damaged.\n"],
      ['when it is empty', Buffer.from(''), "'S.zip' cannot be read: it is no zip file, or it is cut off or damaged.\n"],
      [
        'when it holds no solution',
        zipOf([{ name: 'a.txt' }]),
        "No solution was found in 'S.zip'. Name a folder that holds an unpacked solution.\n",
      ],
      ['when a name leads out of it', zipOf([{ name: '../x' }]), "'S.zip' cannot be read: the name '../x' in it leads out of it.\n"],
      [
        'when a name would make the terminal obey',
        zipOf([{ name: '/\u001b[31m' }]),
        "'S.zip' cannot be read: the name '/\uFFFD[31m' in it is that of a place outside of it.\n",
      ],
    ];
    for (const [what, bytes, message] of refusals)
      it(what, async () => {
        const cwd = folderWith();
        write(cwd, 'S.zip', bytes);
        for (const command of ['check', 'list']) assert.deepEqual(await run([command, 'S.zip'], cwd), { code: 2, out: '', err: message });
      });

    it('when it is not there', async () => {
      const { code, err } = await run(['check', 'gone.zip'], folderWith());
      assert.deepEqual([code, err], [2, "There is no file or folder 'gone.zip'.\n"]);
    });
  });

  it('is a folder where it is one', async () => {
    const cwd = folderWith(FAULTY.replaceAll('--- src/', '--- S.zip/'));
    assert.match((await run(['check', 'S.zip', '--format', 'json'], cwd)).out, /"path": "S\.zip\/Workflows/);
  });
});
