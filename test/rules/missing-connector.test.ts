import { checkAll, checkFindings } from '../support/check';
import { CUSTOM_ID, ID, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'missing-connector';
const NAME = '{|missing-connector:con_absence_teams|}';
const without = (instead: string, name = NAME): string => reference(name).replace(/<connectorid>.*<\/connectorid>/, instead);

describe(RULE, () => {
  it('reports an id that is missing, empty or blank', () => {
    for (const instead of ['', '<connectorid></connectorid>', '<connectorid />', '<connectorid>  </connectorid>'])
      checkFindings(RULE, solution({ references: [without(instead)] }));
  });

  it('does not take the id of the custom connector for it', () => {
    checkFindings(
      RULE,
      solution({ references: [without(`<customconnectorid><connectorid>${CUSTOM_ID}</connectorid></customconnectorid>`)] }),
    );
  });

  it('is the only thing said of it', () => {
    checkAll(
      solution({
        flows: [ID],
        references: [
          without('<connectorid></connectorid>').replace('Absence – Teams – Service Account', 'Absence – Teams – Service Account'),
        ],
      }) +
        flowUsing('con_absence_teams') +
        metadata(),
    );
  });

  it('is content with ids in any letter case', () => {
    checkFindings(RULE, solution({ references: [reference('con_a', 'SHARED_teams')] }));
  });
});
