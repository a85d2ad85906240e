import type { Uri } from '../../server/src/core';
import type { Case } from './case';
import { Draft, marked } from './draft';
import type { Planter } from './plants';

/** Ways to have something wrong in the configuration of a solution, which has none before. */
export const configurationPlants: Readonly<Record<string, Readonly<Record<string, Planter>>>> = {
  'invalid-configuration': {
    'a rule that there is not': saying(`{ "rules": { "${marked('planted-rule')}": "off" } }`, 'rules.planted-rule'),
  },
  'unused-ignore': {
    'an entry about nothing': saying(
      `{ "ignore": [${marked('{ "rule": "direct-connection", "subject": "planted", "reason": "Planted." }')}] }`,
      'direct-connection planted',
    ),
  },
  'expired-ignore': {
    'an entry whose last day is over': saying(
      `{ "ignore": [${marked('{ "rule": "direct-connection", "subject": "planted", "reason": "Planted.", "until": "2001-01-01" }')}] }`,
      'direct-connection planted',
    ),
  },
};

function saying(configuration: string, subject: string): Planter {
  return function* (it) {
    yield { before: it.files, draft: new Draft(it.files).add(uriOf(it), configuration), subject };
  };
}

function uriOf({ root }: Case): Uri {
  return `${root}/keyhook.json`;
}
