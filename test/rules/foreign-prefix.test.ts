import { checkFindings } from '../support/check';
import { crlf, reference, solution } from '../support/solution';

const RULE = 'foreign-prefix';
const foreign = (name: string): string => `{|foreign-prefix:${name}|}`;
const with_ = (prefix: string, ...names: string[]): void =>
  void checkFindings(RULE, solution({ prefix, references: names.map((it) => reference(it)) }));

describe(RULE, () => {
  it('reports every other prefix', () => {
    with_('con', 'con_teams', foreign('new_teams'), foreign('cr599_teams'), foreign('teams'));
  });

  it('compares the whole prefix, without letter case', () => {
    with_('con', foreign('contoso_teams'), foreign('conteams'), 'CON_teams');
    with_('contoso', foreign('con_teams'));
  });

  it('knows prefixes that end in an underscore', () => {
    with_('svr_', 'svr__sharedoffice365_f448a', foreign('pre__x'));
  });

  it("knows an agent's own references", () => {
    with_('ba', 'ba_vaRifyBot.shared_teams.shared-teams-531c3508');
  });

  it('takes prefixes that the team allows, without letter case', () => {
    const references = ['new_teams', 'NEW_mail', foreign('cr599_teams'), foreign('news_teams')].map((it) => reference(it));
    const configuration = '--- keyhook.json\n{ "rules": { "foreign-prefix": { "allow": ["New", "other"] } } }\n';
    checkFindings(RULE, solution({ references }) + configuration);
  });

  it('says nothing when the publisher is not known', () => {
    with_('', 'new_teams');
    checkFindings(RULE, solution({ references: [reference('new_teams')] }).replace(/<Publisher>.*<\/Publisher>/, ''));
  });

  it('reads the raw layout and CRLF text', () => {
    checkFindings(RULE, crlf(solution({ layout: 'raw', references: [reference(foreign('new_teams'))] })));
  });
});
