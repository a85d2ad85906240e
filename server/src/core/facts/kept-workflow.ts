import { basename } from '../files';
import { packSpans, unpackSpans } from '../packed-spans';
import type { Uri, Word } from '../text';
import type { WorkflowFact } from './workflow';

/** What stands beside a flow, in less memory, for there is one beside each: its words are made anew for whoever asks. */
export class KeptWorkflow implements WorkflowFact {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly #id: string;
  readonly #jsonFileName: string | undefined;
  /** The file, where its name says which flow it speaks of, as it mostly does: then that is not kept a second time. */
  readonly #uri: Uri | undefined;
  readonly #stateCode: string | undefined;
  readonly #spans: string;

  constructor({ id, name, description, category, jsonFileName, stateCode }: WorkflowFact, uri: Uri) {
    const isNamedAlike = jsonFileName?.value === besides(uri);
    this.name = name;
    this.description = description;
    this.category = category;
    this.#id = id.value;
    this.#jsonFileName = isNamedAlike ? undefined : jsonFileName?.value;
    this.#uri = isNamedAlike ? uri : undefined;
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
    const name = this.#uri === undefined ? this.#jsonFileName : besides(this.#uri);
    return this.#wordBehind(name, this.#stateCode === undefined ? 1 : 2);
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

/** The flow's file beside a file of metadata, as metadata writes it. */
function besides(uri: Uri): string {
  return `/Workflows/${basename(uri).slice(0, -'.data.xml'.length)}`;
}
