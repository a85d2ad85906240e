import { useEffect, useMemo, useState } from 'preact/hooks';
import { Drawing, foldable, holdersOf, inOrder, labelWidth, layOut, type Measure } from '../../server/src/drawing';
import type { ShownDiagram } from '../../server/src/protocol';
import type { FromPage, PageStart, PageState, ToPage } from '../src/diagram-messages';
import { Bar } from './bar';
import { useListening } from './listening';
import { usePanning } from './panning';
import { useView } from './view';

/** The editor behind the page. */
export interface Host {
  readonly start: PageStart;
  /** Undefined when the page is new. */
  readonly kept: PageState | undefined;
  say(message: FromPage): void;
  keep(state: PageState): void;
}

/** Which flow is seen, and why it may be another than that of the file. */
interface Seen {
  readonly diagram: ShownDiagram | undefined;
  readonly note: 'broken' | 'partial' | 'gone' | 'missing' | undefined;
}

export function App({ host, measure }: { readonly host: Host; readonly measure: Measure }) {
  const { start, kept } = host;
  const { words } = start;
  const [seen, setSeen] = useState<Seen | undefined>(() => (start.diagram ? seenAfter(undefined, start.diagram) : undefined));
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set(kept?.folded));
  const [marked, setMarked] = useState<string>();
  const diagram = seen?.diagram;
  const layout = useMemo(() => diagram && layOut(diagram, (id) => folded.has(id), labelWidth(measure)), [diagram, folded]);
  // zooming and scrolling need not draw it again
  const drawing = useMemo(() => layout && <Drawing layout={layout} state={{ words, marked, isLive: true, measure }} />, [layout, marked]);
  const order = useMemo(() => (layout ? inOrder(layout) : []), [layout]);
  const holders = useMemo(() => (diagram ? holdersOf(diagram.steps) : new Map<string, readonly string[]>()), [diagram]);
  const view = useView(layout, kept);
  const panning = usePanning(view.paper);

  const unfold = (ids: readonly string[]): void => setFolded((before) => new Set([...before].filter((it) => !ids.includes(it))));
  const fold = (id: string): void => {
    view.hold(id);
    if (folded.has(id)) unfold([id]);
    else setFolded(new Set([...folded, id]));
  };

  const hear = (message: ToPage): void => {
    if (message.type === 'show') return setSeen((before) => seenAfter(before, message.diagram));
    setMarked(message.id);
    if (message.id !== undefined) view.show(message.id);
  };
  useListening('message', ({ data }) => hear(data as ToPage));
  useEffect(() => host.say({ type: 'ready' }), []);

  // what holds the step of the cursor is unfolded once, and may then be folded again
  useEffect(() => {
    const hiding = holders.get(marked ?? '')?.filter((it) => folded.has(it)) ?? [];
    if (hiding.length > 0) unfold(hiding);
  }, [marked]);

  const keep = (): void => host.keep({ uri: start.uri, folded: [...folded], ...view.place() });
  useEffect(keep, [folded, view.scale]);

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isOnButton = event.target instanceof HTMLButtonElement;
    if (isOnButton && [' ', 'Enter'].includes(event.key)) return;
    const at = order.findIndex((it) => it.step.id === idOf(event.target));
    const work = keyFor(event.key, at);
    if (!work) return;
    event.preventDefault();
    work();
  };

  /** What a key does at a box, by its place in the order; -1 for none. */
  const keyFor = (key: string, at: number): (() => void) | undefined => {
    const go = (index: number) => () => view.focus(order[index]?.step.id);
    switch (key) {
      case '+':
      case '=':
        return view.zoomIn;
      case '-':
        return view.zoomOut;
      case '0':
        return () => view.zoomTo(1);
      case '1':
        return view.fit;
      case 'ArrowDown':
        return go(at + 1);
      case 'ArrowUp':
        return go(Math.max(0, at - 1));
      case 'Home':
        return go(0);
      case 'End':
        return go(order.length - 1);
    }
    const box = order[at];
    if (!box) return undefined;
    const { id, branches } = box.step;
    const isHolding = branches.length > 0;
    const isOpen = isHolding && !box.isFolded;
    switch (key) {
      case 'Enter':
        return () => host.say({ type: 'go', id });
      case ' ':
        return () => isHolding && fold(id);
      case 'ArrowRight':
        return isOpen ? go(at + 1) : () => isHolding && fold(id);
      case 'ArrowLeft':
        return isOpen ? () => fold(id) : () => view.focus(holders.get(id)?.at(-1));
    }
    return undefined;
  };

  useListening('keydown', press);

  const click = (event: MouseEvent): void => {
    const id = idOf(event.target);
    if (id === undefined) return;
    if ((event.target as Element).closest('.fold')) fold(id);
    else host.say({ type: 'go', id });
  };

  if (!seen) return null;
  const note = seen.note && (
    <div class="note" role="status">
      {words[seen.note]}
    </div>
  );
  if (!diagram || !layout) return note;
  return (
    <>
      <Bar
        diagram={diagram}
        words={words}
        view={view}
        foldAll={() => setFolded(new Set(foldable(diagram.steps)))}
        unfoldAll={() => setFolded(new Set())}
      />
      {note}
      <div class={`paper${panning.isDragged ? ' dragged' : ''}`} ref={view.paper} onScroll={keep} onPointerDown={panning.begin}>
        {order.length === 0 ? (
          <p>{words.empty}</p>
        ) : (
          <svg
            role="tree"
            aria-label={diagram.name}
            width={layout.width * view.scale}
            height={layout.height * view.scale}
            viewBox={`0 0 ${layout.width} ${layout.height}`}
            onClick={panning.unlessDragged(click)}
          >
            {view.isDrawn && drawing}
          </svg>
        )}
      </div>
    </>
  );
}

/** What is broken for a moment, or gone, leaves the last picture. */
function seenAfter(before: Seen | undefined, diagram: ShownDiagram | null): Seen {
  const last = before?.note === 'partial' ? undefined : before?.diagram;
  if (!diagram) return { diagram: before?.diagram, note: before?.diagram ? 'gone' : 'missing' };
  if (!diagram.isBroken) return { diagram, note: undefined };
  return last ? { diagram: last, note: 'broken' } : { diagram, note: 'partial' };
}

function idOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<SVGElement>('[data-id]')?.dataset['id'] : undefined;
}
