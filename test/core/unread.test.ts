import { checkFindings } from '../support/check';
import {
  CHILD_ID,
  DAILY,
  flow,
  flowPath,
  flowUsing,
  ID,
  metadata,
  operation,
  entry,
  reference,
  solution,
  workflow,
} from '../support/solution';

/** What is on the other side of a conflict is not read, so nothing may be concluded from its absence. */
const conflicted = (theirs: string): string => `<<<<<<< HEAD\n=======\n${theirs}\n>>>>>>> branch\n`;

describe('what went unread', () => {
  it('silences what would follow from its absence: definitions', () => {
    const files = solution({ flows: [ID], inline: conflicted(reference('con_teams')) }) + flowUsing('con_teams') + metadata();
    checkFindings('undefined-connection-reference', files);
  });

  it('silences what would follow from its absence: components and dependencies of the manifest', () => {
    const manifest = solution().replace('    <RootComponents>', `${conflicted('    <Version>1.0</Version>')}    <RootComponents>`);
    checkFindings('misplaced-flow', manifest + flow() + metadata());
    checkFindings('undefined-connection-reference', manifest + flowUsing('con_core') + metadata());
    checkFindings(
      'undefined-child-flow',
      manifest + flow({ actions: { Run: { type: 'Workflow', inputs: { host: { workflowReferenceName: CHILD_ID } } } } }),
    );
  });

  it('silences what would follow from its absence: keys of a flow', () => {
    const connections = { teams: entry('con_teams') };
    const used = flow({ connections, actions: { A: operation('other') } });
    const broken = used.replace('  "properties"', `${conflicted('  "x": 1,')}  "properties"`);
    checkFindings('unused-connection-key', solution() + broken);
    checkFindings('undeclared-connection-key', solution() + broken);
  });

  it('is no missing flow when the file is there without a definition', () => {
    checkFindings('misplaced-flow', `${solution({ flows: [ID] })}--- ${flowPath()}\n{}\n${metadata()}`);
  });

  it('leaves the metadata of a flow what it says when only its file name is wrong', () => {
    const elsewhere = workflow({ jsonFileName: `/Workflows/Renamed-${ID.toUpperCase()}.json` }).replace(
      '<StateCode>1<',
      '<StateCode>{|inactive-flow:0|}<',
    );
    checkFindings(
      'inactive-flow',
      solution({ layout: 'raw', flows: [ID], inline: `<Workflows>${elsewhere}</Workflows>` }) + flow({ triggers: DAILY }),
    );
  });

  it('is not told of a desktop flow that does not parse', () => {
    checkFindings(
      'invalid-json',
      `${solution()}--- src/Workflows/Desktop-${ID}.json\n{"name":"Desktop",}\n${metadata({ name: 'Desktop', category: '6' })}`,
    );
  });

  it('is not made up for by a pipeline token, which is no name of ours', () => {
    checkFindings('undefined-connection-reference', solution() + flowUsing('#{connectionreference.con_teams}#'));
  });
});
