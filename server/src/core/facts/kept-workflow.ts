import { packSpans, unpackSpans } from '../packed-spans';
import type { Word } from '../text';
import type { WorkflowFact } from './workflow';

/** What stands beside a flow, in less memory, for there is one beside each: its words are made anew for whoever asks. */
export class KeptWorkflow implements WorkflowFact {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly #id: string;
  readonly #jsonFileName: string | undefined;
  readonly #stateCode: string | undefined;
  readonly #spans: string;

  constructor({ id, name, description, category, jsonFileName, stateCode }: WorkflowFact) {
    this.name = name;
    this.description = description;
    this.category = category;
    this.#id = id.value;
    this.#jsonFileName = jsonFileName?.value;
    this.#stateCode = stateCode?.value;
    this.#spans = packSpans([id, stateCode, jsonFileName].flatMap((it) => it?.span ?? []));
  }

  get id(): Word {
    return { value: this.#id, span: unpackSpans(this.#spans)() };
  }

  get stateCode(): Word | undefined {
    return this.#wordBehind(this.#stateCode, 1);
  }

  get jsonFileName(): Word | undefined {
    return this.#wordBehind(this.#jsonFileName, this.#stateCode === undefined ? 1 : 2);
  }

  /** All of it, plain. */
  toJSON(): WorkflowFact {
    const { id, name, description, category, jsonFileName, stateCode } = this;
    return { id, name, description, category, jsonFileName, stateCode };
  }

  #wordBehind(value: string | undefined, count: number): Word | undefined {
    if (value === undefined) return undefined;
    const next = unpackSpans(this.#spans);
    for (let i = 0; i < count; i++) next();
    return { value, span: next() };
  }
}
