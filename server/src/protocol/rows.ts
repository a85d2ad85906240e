import type { Range } from 'vscode-languageserver';
import type { Diagram } from '../core/diagram/diagram';
import type { ReasonKind } from '../core/readiness';
import type { ConnectionId, ReferenceId } from './commands';

export type { DiagramBlock, DiagramStep } from '../core/diagram/diagram';
export type { ReasonKind } from '../core/readiness';

/** What the views of the client show: rows of trees, and a flow that is drawn. */

/** How the tree is shown. */
export interface TreeView {
  readonly groupBy: 'connector' | 'flow';
  readonly filter: 'all' | 'problems' | 'unused' | 'duplicates' | 'off-scheme';
}

/** Which row is meant: a part for each level, from the solution down; not for showing. It stays the same as long as the thing is the same. */
export type TreePath = readonly string[];

export interface TreeRow {
  readonly path: TreePath;
  readonly kind:
    | 'solution'
    | 'connector'
    | 'reference'
    | 'flow'
    | 'connection'
    | 'trigger'
    | 'action'
    | 'app'
    | 'agent'
    | 'package'
    | 'external'
    | 'directs'
    | 'externals'
    | 'apps'
    | 'agents'
    | 'unused';
  readonly label: string;
  /** Shown beside the label: the logical name, counts. */
  readonly description: string;
  /** All of it in words, for a screen reader. */
  readonly spoken: string;
  /** The worst of what is found in it. */
  readonly severity?: 'error' | 'warning' | 'info';
  readonly hasChildren: boolean;
  /** Whether its children are shown at first. */
  readonly isOpen: boolean;
  /** The connection reference it stands for, or that stands above it. A fixed one may not be changed. */
  readonly reference?: ReferenceId & { readonly connector: string; readonly isFixed: boolean };
  /** The direct connection it stands for. */
  readonly direct?: ConnectionId & { readonly connector: string };
  /** The file of the flow it stands for. */
  readonly flow?: string;
}

/** A row of the deployment readiness. */
export interface ReadinessRow {
  readonly path: TreePath;
  /** `open` holds what is still to be done in a solution, `on` the flows that will be on. */
  readonly kind: 'environment' | 'solution' | 'open' | 'flow' | 'on' | 'reason';
  readonly label: string;
  /** Shown beside the label: how many flows need something, or what a flow needs. */
  readonly description: string;
  /** All of it in words, for a screen reader. */
  readonly spoken: string;
  /** Of a flow, or the worst of those below. */
  readonly state?: 'on' | 'off' | 'needs';
  /** Of what kind a reason is. */
  readonly reason?: ReasonKind;
  readonly hasChildren: boolean;
  /** Whether its children are shown at first. */
  readonly isOpen: boolean;
  /** The URIs of the deployment settings files that are for what it stands for, or for what it is below. */
  readonly settings: readonly string[];
  /** The URIs of the folders of the solutions it stands for, or of the one it is below. */
  readonly solutions: readonly string[];
}

export interface RowPlace {
  readonly uri: string;
  readonly range: Range;
}

export interface RuleItem {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info' | 'off';
  /** What it reports, as a sentence. */
  readonly summary: string;
}

/** Its spans are offsets in the text of that version, in UTF-16 units. */
export interface ShownDiagram extends Diagram {
  /** Whether the file could be read in part only. */
  readonly isBroken: boolean;
  /** Of the document; null when it is not open. */
  readonly version: number | null;
}
