import * as assert from 'node:assert/strict';
import { today } from '../../server/src/host/today';

describe('today', () => {
  it('is the day by the calendar of this machine, in the order in which days compare', () => {
    assert.equal(today(new Date(2027, 0, 31, 23, 59)), '2027-01-31');
    assert.equal(today(new Date(2026, 11, 1, 0, 0)), '2026-12-01');
    assert.match(today(), /^\d{4}-\d\d-\d\d$/);
  });
});
