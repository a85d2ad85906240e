import * as assert from 'node:assert/strict';
import { fingerprintOf, identitiesOf } from '../../server/src/core';

const finding = { rule: 'unused-connection-key', path: 'src/Workflows/a.json', subject: 'shared_teams' };

describe('the identity of a finding', () => {
  it('counts those that are equal, and only those', () => {
    const others = [
      { ...finding, rule: 'direct-connection' },
      { ...finding, path: 'src/Workflows/b.json' },
      { ...finding, subject: 'shared_teams_1' },
    ];
    assert.deepEqual(
      identitiesOf([finding, ...others, finding, finding]).map((it) => it.ordinal),
      [0, 0, 0, 0, 1, 2],
    );
  });

  it('does not take parts of one member for parts of another', () => {
    const [, second] = identitiesOf([
      { rule: 'a', path: 'b","c', subject: 'd' },
      { rule: 'a', path: 'b', subject: 'c","d' },
    ]);
    assert.equal(second?.ordinal, 0);
  });

  it('has nothing in it but rule, path, subject and number', () => {
    const place = { line: 3, column: 4, message: 'x' };
    assert.deepEqual(identitiesOf([{ ...finding, ...place }]), [{ ...finding, ordinal: 0 }]);
  });
});

describe('a fingerprint', () => {
  it('never changes from one release to the next', () => {
    assert.equal(fingerprintOf({ ...finding, ordinal: 0 }), '2f09fe4820624ac5');
    assert.equal(fingerprintOf({ rule: '', path: '', subject: '', ordinal: 0 }).length, 16);
  });

  it('is another for each identity', () => {
    const all = Array.from({ length: 20_000 }, (_, i) =>
      fingerprintOf({
        ...finding,
        path: `src/Workflows/${i % 100}.json`,
        subject: `Ä${Math.floor(i / 100) % 20}`,
        ordinal: Math.floor(i / 2000),
      }),
    );
    assert.equal(new Set(all).size, all.length);
    for (const it of all) assert.match(it, /^[0-9a-f]{16}$/);
  });
});
