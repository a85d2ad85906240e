import * as assert from 'node:assert/strict';
import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createColors } from 'picocolors';
import { main } from '../../server/src/cli/main';
import { entry, flow, flowPath, metadata, operation, reference, solution, ID } from '../support/solution';
import { bytesIn, folderWith, run, textsIn, write } from './run';

const fs = process.getBuiltinModule('node:fs');
const CUSTOMIZATIONS = 'src/Other/Customizations.xml';
const FLOW = flowPath();

const faulty =
  solution({ flows: [ID], references: [reference('con_other', 'shared_teams', 'Other'), reference('con_teams')] }) +
  flow({
    connections: { shared_teams: entry('CON_TEAMS'), other: entry('con_other'), direct: entry(undefined) },
    actions: { Act: operation('shared_teams'), Other: operation('other'), Direct: operation('direct') },
  }) +
  metadata();

/** Every command that writes, in a way that writes both the flow and its solution's references. */
const commands: Readonly<Record<string, readonly string[]>> = {
  fix: ['fix', '--unsafe', '--type', 'User'],
  rename: ['rename', 'con_teams', '--logical', 'con_chat'],
  merge: ['merge', 'con_teams', 'con_other'],
  'replace-direct': ['replace-direct', '--create', '--type', 'User'],
};

/** Ends with 2, prints only this on standard error, and leaves every file as it is `before`. */
async function checkFailure(args: readonly string[], folder: string, message: RegExp, before = bytesIn(folder)): Promise<void> {
  const { code, out, err } = await run(args, folder);
  assert.match(err, message);
  assert.deepEqual([code, out], [2, '']);
  assert.deepEqual(bytesIn(folder), before);
}

describe('writing', () => {
  const { openSync } = fs;
  afterEach(() => {
    fs.openSync = openSync;
  });

  for (const [name, args] of Object.entries(commands))
    describe(`of keyhook ${name}`, () => {
      let folder: string;
      beforeEach(() => (folder = folderWith(faulty)));

      it('writes the files', async () => {
        const before = textsIn(folder);
        assert.ok((await run(args, folder)).code < 2);
        const after = textsIn(folder);
        assert.deepEqual(
          Object.keys(after).filter((it) => after[it] !== before[it]),
          [CUSTOMIZATIONS, FLOW],
        );
        assert.deepEqual(Object.keys(after), Object.keys(before));
      });

      it('writes nothing when a file has changed since it was looked at', async () => {
        const { now } = performance;
        let time = 0;
        performance.now = () => (time += 1000); // so that each file that is read is told
        let err = '';
        let before: ReadonlyMap<string, Buffer> | undefined;
        const tell = (text: string): void => {
          if (!text.includes('Reading')) return void (err += text);
          if (!text.includes('Reading 4 files')) return;
          write(folder, FLOW, `${readFileSync(join(folder, FLOW), 'utf8')}\n`);
          before = bytesIn(folder);
        };
        const terminal = {
          out: () => assert.fail('nothing is to be said of what was not done'),
          err: tell,
          colors: createColors(false),
          progress: true,
        };
        try {
          assert.equal(await main(args, folder, terminal), 2);
        } finally {
          performance.now = now;
        }
        assert.equal(err.replace('\r\u001b[K', ''), `'${FLOW}' changed while it was read: run the command again.\n`);
        assert.deepEqual(bytesIn(folder), before);
      });

      it('writes nothing when a file changes before it is written', async () => {
        let changed = false;
        let before: ReadonlyMap<string, Buffer> | undefined;
        fs.openSync = (path, flags, mode) => {
          if (flags === 'r+' && !changed) {
            changed = true;
            write(folder, FLOW, `${readFileSync(join(folder, FLOW), 'utf8')}\n`);
            before = bytesIn(folder);
          }
          return openSync(path, flags, mode);
        };
        const { code, out, err } = await run(args, folder);
        assert.deepEqual(
          [code, out, err],
          [2, '', `'${FLOW}' cannot be written: it has changed on the disk since it was read. Nothing was written.\n`],
        );
        assert.deepEqual(bytesIn(folder), before);
      });

      it('writes nothing when a file may not be written', async function () {
        if (process.platform === 'win32' || process.getuid?.() === 0) return this.skip(); // root may write everything
        chmodSync(join(folder, FLOW), 0o444);
        await checkFailure(args, folder, new RegExp(`^'${FLOW}' cannot be written: it is write-protected\\. Nothing was written\\.\n$`));
      });

      it('puts back what was written when the disk is full', async () => {
        let temporary = 0;
        fs.openSync = (path, flags, mode) => {
          if (flags === 'wx' && ++temporary === 2) throw Object.assign(new Error(), { code: 'ENOSPC' });
          return openSync(path, flags, mode);
        };
        await checkFailure(
          args,
          folder,
          new RegExp(`^'${FLOW}' cannot be written: the disk is full\\. What had been written was put back\\.\n$`),
        );
      });
    });

  it('goes through links', async function () {
    if (process.platform === 'win32') return this.skip(); // making links needs a privilege there
    const folder = folderWith(faulty.replaceAll('--- src/Workflows/', '--- shared/flows/'));
    symlinkSync('../shared/flows', join(folder, 'src/Workflows'));
    await run(commands['rename']!, folder);
    assert.ok(textsIn(join(folder, 'shared'))[FLOW.replace('src/Workflows', 'flows')]?.includes('con_chat'));
  });
});
