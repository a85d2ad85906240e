import type { ConnectorName } from '../connector-identity';
import type { Connection } from '../facts/flow';
import type { Entry, Solution } from '../model';
import type { Scene } from '../fix';
import type { Span } from '../text';

/** Where in which file somebody wants to know what could be written. */
export interface Asking {
  readonly entry: Entry;
  readonly folder: Solution;
  readonly text: string;
  readonly offset: number;
  readonly scene: Scene;
}

/** A place where one of our names stands, or is to stand. */
export interface Slot {
  /** What is replaced. */
  readonly span: Span;
  /** A name as it is written there. */
  write(name: string): string;
  readonly wanted: Wanted;
}

/** Which names may stand there. */
export type Wanted =
  /** Logical names: of references to this connector, if one is given. */
  | { readonly kind: 'reference'; readonly connector?: ConnectorName | undefined }
  /** Logical names of the whole workspace; those that are listed already are less likely. */
  | { readonly kind: 'binding'; readonly listed: ReadonlySet<string> }
  /** Schema names of environment variables of the whole workspace; those that are listed already are less likely. */
  | { readonly kind: 'variable'; readonly listed: ReadonlySet<string> }
  /** Keys of a flow, first of all those of this connector. */
  | { readonly kind: 'key'; readonly connections: readonly Connection[]; readonly connector: ConnectorName | undefined }
  /** Ids of connectors, as they are or as paths; first of all the one that fits. */
  | { readonly kind: 'connector'; readonly asPath: boolean; readonly fitting?: ConnectorName | undefined }
  /** Ids of flows that another can call. */
  | { readonly kind: 'flow' }
  /** What only the language and the flow itself tell. */
  | { readonly kind: 'own'; offers(): Iterable<Offer> };

/** A name that may stand in a slot. */
export interface Offer {
  /** What is written. */
  readonly name: string;
  readonly label: string;
  readonly detail: string;
  readonly kind: ForWorkspace | ForFlow;
  /** What is typed may match this; what is written, where it is not said. An editor looks at no more than its first 128 characters. */
  readonly filter?: string;
  readonly rank: number;
  readonly id: string;
  /** What is written by an editor that can put the cursor into it, at `$0` or `$1`. */
  readonly snippet?: string;
  readonly isDeprecated?: true;
}

type ForWorkspace = 'reference' | 'variable' | 'key' | 'connector' | 'flow';
type ForFlow = 'function' | 'action' | 'flow-variable' | 'parameter' | 'property' | 'status' | 'type';
