import { checkAll, checkFindings } from '../support/check';
import { CHILD_ID, ID, crlf, flow, flowPath, metadata, solution, workflow } from '../support/solution';

const RULE = 'misplaced-flow';
const marked = (text: string): string => text.replace('\n{', `\n{|${RULE}:{|}`);
const jsonFileName = `{|misplaced-flow:/Workflows/Renamed-${ID.toUpperCase()}.json|}`;
const listed = solution({ flows: [ID] });

describe(RULE, () => {
  it('is content when the three agree, in any letter case', () => {
    checkAll(listed + flow() + metadata());
    checkFindings(RULE, solution({ flows: [ID.toUpperCase()] }) + flow() + metadata({ workflowId: `{${ID.toUpperCase()}}` }));
    checkFindings(RULE, listed.replaceAll('Other/', 'other/') + flow({ folder: 'workflows' }) + metadata({ folder: 'workflows' }));
    checkFindings(RULE, listed + flow() + metadata({ jsonFileName: flowPath().replace('src', '').toLowerCase() }));
  });

  it('reports a flow without metadata, and one without a root component', () => {
    checkFindings(RULE, listed + marked(flow()));
    checkFindings(RULE, solution() + marked(flow()) + metadata());
    checkFindings(RULE, solution({ flows: [CHILD_ID] }) + marked(flow({ indent: 0 })) + metadata());
  });

  it('reports metadata without a flow', () => {
    checkFindings(RULE, listed + metadata({ jsonFileName: `{|misplaced-flow:/Workflows/Askforleave-${ID.toUpperCase()}.json|}` }));
  });

  it('reports another file name and another id', () => {
    checkFindings(RULE, listed + flow() + metadata({ jsonFileName }));
    checkFindings(RULE, crlf(listed + flow() + metadata({ workflowId: `{|misplaced-flow:{${CHILD_ID}}|}` })));
  });

  it('says one thing of a flow at most', () => {
    checkFindings(RULE, solution() + marked(flow()));
    checkFindings(RULE, solution() + flow() + metadata({ jsonFileName, workflowId: `{${CHILD_ID}}` }));
    checkFindings(RULE, solution() + flow() + metadata({ workflowId: `{|misplaced-flow:{${CHILD_ID}}|}` }));
  });

  it('reads the inline metadata of the raw layout', () => {
    const raw = (inline: string): string => solution({ layout: 'raw', flows: [ID], inline: `<Workflows>${inline}</Workflows>` });
    checkAll(raw(workflow()) + flow());
    checkFindings(RULE, raw('') + marked(flow()));
    checkFindings(RULE, raw(workflow({ jsonFileName: `{|misplaced-flow:/Workflows/Askforleave-${ID.toUpperCase()}.json|}` })));
  });

  it('exempts loose flows, packages and the YAML layout', () => {
    checkFindings(RULE, flow());
    checkFindings(RULE, `--- repo/solutions/Absence/solution.yml\nsolution: {}\n${flow({ root: 'repo', folder: 'modernflows' })}`);
    checkFindings(RULE, `--- a/Microsoft.Flow/flows/${ID}/definition.json\n{"properties":{"definition":{},"connectionReferences":{}}}\n`);
  });

  it('says nothing of classic workflows and desktop flows', () => {
    checkFindings(
      RULE,
      `${solution()}--- src/Workflows/Classic-${ID}.xaml\n<Activity />\n--- src/Workflows/Classic-${ID}.xaml.data.xml\n${workflow({ category: '0' })}\n`,
    );
    checkFindings(
      RULE,
      `${solution()}--- src/Workflows/Desktop-${ID}.json\n{"name":"Desktop"}\n${metadata({ name: 'Desktop', category: '6' })}`,
    );
    checkFindings(RULE, `${solution()}--- src/Workflows/Desktop-${ID}.json\n{"name":"Desktop"}\n`);
  });

  it('does not miss root components in a manifest that does not parse', () => {
    checkFindings(
      RULE,
      solution().replace('<RootComponents></RootComponents>', '<RootComponents><RootComponent type="29') + flow() + metadata(),
    );
  });

  it('judges each of two twins by its own files', () => {
    checkFindings(
      RULE,
      solution({ root: 'a', flows: [ID] }) +
        flow({ root: 'a' }) +
        metadata({ root: 'a' }) +
        solution({ root: 'b', managed: '1' }) +
        marked(flow({ root: 'b' })) +
        metadata({ root: 'b' }),
    );
  });
});
