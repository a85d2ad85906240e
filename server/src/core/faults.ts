import { own } from './strings';
import type { Span } from './text';

/** Why a file, or a part of it, could not be read as it is written. */
export interface Fault {
  readonly kind: 'syntax' | 'merge-markers' | 'duplicate-key';
  readonly span: Span;
  /** A clause that completes "this file does not parse: …". */
  readonly reason: string;
}

/** Whether something of a file may have gone unread, so that nothing can be said of what is not in it. */
export function isIncomplete(faults: readonly Fault[]): boolean {
  return faults.some((it) => it.kind !== 'duplicate-key');
}

const MARKER = /^(?:<{7}(?: |\r?$)|={7}\r?$|\|{7}(?: |\r?$)|>{7}(?: |\r?$))/;

/**
 * Takes merge conflict markers and the other side of each conflict out of a text, with blanks in their place,
 * so that everything else keeps its offset and can be read. Real repositories have such files committed.
 */
export function withoutMergeMarkers(text: string): { readonly text: string; readonly fault: Fault | undefined } {
  if (!text.includes('<<<<<<<') || !/^<{7}(?: |\r?$)/m.test(text)) return { text, fault: undefined };
  let fault: Fault | undefined;
  let side: 'none' | 'ours' | 'theirs' = 'none';
  let result = '';
  let offset = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const content = line.replace(/\r?\n$/, '');
    const mark = MARKER.test(content) ? content[0] : undefined;
    const marker = mark === '<' || (mark !== undefined && side !== 'none');
    if (marker) side = mark === '<' ? 'ours' : mark === '>' ? 'none' : 'theirs';
    if (marker)
      fault ??= {
        kind: 'merge-markers',
        span: { start: offset, end: offset + content.length },
        reason: `it has merge conflict markers ('${own(content.slice(0, 60))}')`,
      };
    const hidden = marker || side === 'theirs';
    result += hidden ? ' '.repeat(content.length) + line.slice(content.length) : line;
    offset += line.length;
  }
  return { text: result, fault };
}
