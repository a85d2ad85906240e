import * as assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Memory } from '../../server/src/host/memory';

describe('what is kept in the cache folder', () => {
  let folder: string;
  let memory: Memory;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyhook-'));
    memory = new Memory(folder, 'code');
    memory.keep('key', Buffer.from('kept'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (): string => join(folder, 'code', readdirSync(join(folder, 'code'))[0]!);

  it('is there again under its key, and under no other', () => {
    assert.equal(memory.recall('key')?.toString(), 'kept');
    assert.equal(memory.recall('other'), undefined);
  });

  it('is not taken from a file that somebody else can write', function () {
    if (process.platform === 'win32') this.skip(); // there the folder is the user's own
    for (const mode of [0o602, 0o620]) {
      chmodSync(file(), mode);
      assert.equal(memory.recall('key'), undefined, mode.toString(8));
    }
    chmodSync(file(), 0o600);
    assert.equal(memory.recall('key')?.toString(), 'kept');
  });
});
