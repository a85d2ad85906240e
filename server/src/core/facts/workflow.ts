import type { Fault } from '../faults';
import { own } from '../strings';
import type { Word } from '../text';
import { descendants, parseXml, type XmlElement } from '../xml';

/** What a solution says of a flow beside its definition: its name, id and state. */
export interface WorkflowFact {
  /** Lower case, without braces, in a span that covers the value as written. */
  readonly id: Word;
  readonly name: string;
  readonly description: string;
  /** 5 is a cloud flow; classic workflows, business rules and process flows have numbers of their own. */
  readonly category: string;
  readonly jsonFileName: Word | undefined;
  /** 0 off, 1 on, 2 suspended. */
  readonly stateCode: Word | undefined;
}

/** A `*.json.data.xml` beside a flow. */
export interface FlowMetadataFacts {
  readonly kind: 'flow-metadata';
  readonly faults: readonly Fault[];
  readonly workflow: WorkflowFact | undefined;
}

export function readFlowMetadata(text: string): FlowMetadataFacts {
  const { roots, faults } = parseXml(text);
  const [element] = descendants(roots, 'Workflow');
  return { kind: 'flow-metadata', faults, workflow: element && readWorkflow(element) };
}

export function readWorkflow(element: XmlElement): WorkflowFact {
  const id = element.attribute('WorkflowId');
  return {
    id: { value: guid(id?.value ?? ''), span: id?.span ?? element.span },
    name: element.attribute('Name')?.value ?? '',
    description: element.attribute('Description')?.value ?? '',
    category: element.child('Category')?.text().value ?? '',
    jsonFileName: element.child('JsonFileName')?.text(),
    stateCode: element.child('StateCode')?.text(),
  };
}

/** An id as we compare it: lower case, without braces. */
export function guid(written: string): string {
  return own(written.replace(/[{}]/g, '').toLowerCase());
}
