import * as assert from 'node:assert/strict';
import { inSlices, turn } from '../../server/src/lsp/turns';

describe('work in slices', () => {
  function* steps(done: string[]): Generator<void> {
    for (const it of ['one', 'two', 'three']) {
      done.push(it);
      yield;
    }
  }

  it('lets others go between', async () => {
    const done: string[] = [];
    const others = Promise.resolve().then(() => done.push('another'));
    const hasPaused = await inSlices(steps(done), () => true, turn);
    await others;
    assert.deepEqual(done, ['one', 'another', 'two', 'three']);
    assert.ok(hasPaused);
  });

  it('ends when nobody wants it any more', async () => {
    const done: string[] = [];
    await inSlices(steps(done), () => done.length < 2, turn);
    assert.deepEqual(done, ['one', 'two']);
  });

  it('needs no turn where it is short', async () => {
    const done: string[] = [];
    assert.equal(
      await inSlices(
        steps(done),
        () => true,
        () => undefined,
      ),
      false,
    );
    assert.deepEqual(done, ['one', 'two', 'three']);
  });
});
