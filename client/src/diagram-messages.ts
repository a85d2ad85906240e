import type { ShownDiagram } from '../../server/src/protocol';

/** What the page that shows a flow is told. */
export type ToPage =
  /** Null when the flow is not there any more. */
  | { readonly type: 'show'; readonly diagram: ShownDiagram | null }
  /** The cursor is in this step, or in none. */
  | { readonly type: 'mark'; readonly id: string | undefined };

/** What the page says. */
export type FromPage =
  /** It wants to be told all there is. */
  | { readonly type: 'ready' }
  /** Somebody wants to see where this step stands. */
  | { readonly type: 'go'; readonly id: string };

/** What the page keeps while it is hidden or the window is loaded anew. */
export interface PageState {
  readonly uri: string;
  readonly folded: readonly string[];
  readonly scale: number | undefined;
  readonly left: number;
  readonly top: number;
}

/** What the page begins with. */
export interface PageStart {
  readonly uri: string;
  /** As it was when the page was made; null when it is still to be asked for. */
  readonly diagram: ShownDiagram | null;
  readonly words: PageWords;
}

/** All that the page says of itself; `{0}` is what it is filled with. */
export interface PageWords {
  readonly trigger: string;
  readonly action: string;
  readonly oneAction: string;
  readonly actions: string;
  readonly noActions: string;
  readonly oneProblem: string;
  readonly problems: string;
  readonly error: string;
  readonly warning: string;
  readonly info: string;
  readonly connection: string;
  readonly branch: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly actualSize: string;
  readonly fit: string;
  readonly foldAll: string;
  readonly unfoldAll: string;
  readonly broken: string;
  readonly partial: string;
  readonly gone: string;
  readonly missing: string;
  readonly empty: string;
  readonly elsewhere: string;
}
