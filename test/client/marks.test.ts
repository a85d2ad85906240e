import * as assert from 'node:assert/strict';
import { hidingMarks } from '../../client/src/marks';

type Rule = Parameters<Parameters<typeof hidingMarks>[0]['core']['ruler']['push']>[1];

describe('the marks of examples', () => {
  it('are not shown in the preview of a page, and everything else is', () => {
    const rules: Rule[] = [];
    hidingMarks({ core: { ruler: { push: (_, rule) => rules.push(rule) } } });
    const tokens = [
      { type: 'fence', info: 'solution', content: '<a b="{|some-rule:con_{|other:x|}|}"/>\n{ "a": {} }\n' },
      { type: 'fence', info: 'json', content: '{|some-rule:x|}' },
      { type: 'inline', info: '', content: '{|some-rule:x|}' },
    ];
    for (const rule of rules) rule({ tokens });
    assert.deepEqual(
      tokens.map((it) => it.content),
      ['<a b="con_x"/>\n{ "a": {} }\n', '{|some-rule:x|}', '{|some-rule:x|}'],
    );
  });
});
