import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isNear, nearName, nearNames } from '../../server/src/core/near-names';

/** `SEED=n npm run test:unit` draws others. A failure prints the seed it was found with. */
const SEED = Number(process.env['SEED'] ?? 1);

describe('isNear', () => {
  it('forgives a few letters for the length', () => {
    for (const [a, b] of [
      ['con_absence_teams', 'con_absence_team'],
      ['con_absence_teams', 'con_abesnce_teams'],
      ['con_absence_teams', 'con_absense_taems'],
      ['con_teams', 'con_taemss'],
    ] as const)
      assert.ok(isNear(a, b), `${a} ${b}`);
    for (const [a, b] of [
      ['con_absence_teams', 'con_absence_outlook'],
      ['con_ab', 'con_wxyz'],
      ['con_absence_teams', 'con_teams'],
    ] as const)
      assert.ok(!isNear(a, b), `${a} ${b}`);
  });

  it('does not look at case, digits and what stands between the words', () => {
    assert.ok(isNear('con_absenceTeams', 'CON_Absence.Teams_2024071'));
    assert.ok(isNear('con_sharedteams_12345', 'con_sharedteams_67890'));
    assert.ok(!isNear('123456', '987654'));
  });

  it('forgives one letter of a short word', () => {
    for (const [a, b] of [
      ['of', 'off'],
      ['jsno', 'json'],
      ['boby', 'body'],
    ] as const)
      assert.ok(isNear(a, b), `${a} ${b}`);
    for (const [a, b] of [
      ['len', 'min'],
      ['floor', 'or'],
      ['round', 'rand'],
    ] as const)
      assert.ok(!isNear(a, b), `${a} ${b}`);
  });

  it('asks neither name first', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => isNear(a, a) && isNear(a, b) === isNear(b, a)),
      { seed: SEED },
    );
  });
});

describe('nearNames', () => {
  it('gives those that are near, the nearest first', () => {
    const names = ['items', 'length', 'item', 'iterm'];
    assert.deepEqual(nearNames('item', names), ['item', 'items', 'iterm']);
    assert.equal(nearName('lenght', names), 'length');
    assert.deepEqual(nearNames('frobnicate', names), []);
    assert.equal(nearName('frobnicate', names), undefined);
    assert.deepEqual(nearNames('ab_tmeas_1', ['xab_teams_1', 'ab_teams_1', 'ab_mteas_1']), ['ab_mteas_1', 'ab_teams_1']);
  });
});
