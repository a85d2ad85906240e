import { checkAll, checkFindings } from '../support/check';
import { ID, crlf, flow, metadata, solution, workflow } from '../support/solution';

const RULE = 'inactive-flow';
const OFF = '{|inactive-flow:0|}';

describe(RULE, () => {
  it('is the only thing said of a flow that is off', () => {
    checkAll(solution({ flows: [ID] }) + flow() + metadata({ stateCode: OFF }));
  });

  it('reads the metadata of the raw layout', () => {
    checkAll(solution({ layout: 'raw', flows: [ID], inline: `<Workflows>${workflow({ stateCode: OFF })}</Workflows>` }) + flow());
  });

  it('reads CRLF text and lower-case folders', () => {
    checkFindings(RULE, crlf(solution() + flow() + metadata({ stateCode: OFF })));
    checkFindings(
      RULE,
      solution().replaceAll('Other/', 'other/') + flow({ folder: 'workflows' }) + metadata({ folder: 'workflows', stateCode: OFF }),
    );
  });

  it('says nothing of flows that are on, suspended, or without metadata', () => {
    checkFindings(RULE, solution() + flow() + metadata());
    checkFindings(RULE, solution() + flow() + metadata({ stateCode: '2' }));
    checkFindings(RULE, solution() + flow());
  });

  it('says nothing of classic workflows, business rules, process flows and desktop flows', () => {
    for (const category of ['0', '1', '2', '3', '4'])
      checkFindings(
        RULE,
        `${solution()}--- src/Workflows/Classic-${ID}.xaml.data.xml\n${workflow({ category, stateCode: '0' }).replace(/<JsonFileName>.*<\/JsonFileName>/, `<XamlFileName>/Workflows/Classic-${ID}.xaml</XamlFileName>`)}\n`,
      );
    checkFindings(
      RULE,
      `${solution()}--- src/Workflows/Desktop-${ID}.json\n{"name":"Desktop"}\n${metadata({ name: 'Desktop', category: '6', stateCode: '0' })}`,
    );
    checkFindings(
      RULE,
      solution({
        layout: 'raw',
        inline: `<Workflows>${workflow({ category: '4', stateCode: '0' }).replace(/JsonFileName/g, 'XamlFileName')}</Workflows>`,
      }),
    );
  });

  it('judges each copy of a flow by its own file', () => {
    checkFindings(
      RULE,
      solution({ root: 'a' }) +
        flow({ root: 'a' }) +
        metadata({ root: 'a' }) +
        solution({ root: 'b' }) +
        flow({ root: 'b' }) +
        metadata({ root: 'b', stateCode: OFF }),
    );
  });
});
