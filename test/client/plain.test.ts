import * as assert from 'node:assert/strict';
import { withoutIcons, withoutLinks } from '../../client/src/plain';

describe('a name that the editor would read as more than text', () => {
  it('shows no icon', () => {
    assert.equal(withoutIcons('Teams $(sync~spin) and $(mail-reply)'), 'Teams \\$(sync~spin) and \\$(mail-reply)');
    assert.equal(withoutIcons('US$ (all) $() $(two words) $('), 'US$ (all) $() $(two words) $(');
  });

  it('is no link', () => {
    assert.equal(
      withoutLinks("'[Mail](command:workbench.action.quit)' is taken, [as](https://x) is [this] (one)"),
      "'[Mail] (command:workbench.action.quit)' is taken, [as] (https://x) is [this] (one)",
    );
  });
});
