import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Layout } from '../../server/src/drawing';
import type { PageState } from '../src/diagram-messages';

const LEAST = 0.1;
const MOST = 2.5;
/** In smaller letters nothing can be read: a wide flow is then seen in part at first. */
const READABLE = 0.8;
const STEP = 1.2;

type Place = Pick<PageState, 'scale' | 'left' | 'top'>;

/** Where the mouse is. */
interface Spot {
  readonly clientX: number;
  readonly clientY: number;
}

/** How large a drawing is seen, and which part of it. */
export interface View {
  readonly paper: { readonly current: HTMLDivElement | null };
  readonly scale: number;
  /** Not before it is known how large: to draw all twice takes its time. */
  readonly isDrawn: boolean;
  /** What is at the spot, or in the middle, stays there. */
  zoomTo(scale: number, spot?: Spot): void;
  zoomIn(): void;
  zoomOut(): void;
  fit(): void;
  /** Has a box stay where it is while the drawing changes. */
  hold(id: string): void;
  /** Brings a box into sight, once it is drawn. */
  show(id: string): void;
  focus(id: string | undefined): void;
  place(): Place;
}

export function useView(layout: Layout | undefined, kept: Place | undefined): View {
  const paper = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(kept?.scale);
  /** What is to be done about the place once the drawing is another. */
  const afterwards = useRef<(area: HTMLElement) => boolean>(undefined);
  const shown = useRef<string>(undefined);
  const isNew = useRef(true);

  const boxOf = (id: string): SVGGElement | null => paper.current?.querySelector<SVGGElement>(`[data-id="${CSS.escape(id)}"]`) ?? null;

  useLayoutEffect(() => {
    const area = paper.current;
    if (!layout || !area) return;
    if (scale === undefined) {
      setScale(Math.min(1, Math.max(READABLE, area.clientWidth / layout.width)));
      shown.current ??= layout.boxes[0]?.step.id;
      return;
    }
    if (isNew.current && kept) area.scrollTo(kept.left, kept.top);
    isNew.current = false;
    if (afterwards.current?.(area)) afterwards.current = undefined;
    const box = shown.current === undefined ? null : boxOf(shown.current);
    if (!box) return;
    bringIntoSight(box, area);
    shown.current = undefined;
  });

  const zoomTo = (to: number, spot?: Spot): void => {
    const area = paper.current;
    const drawing = area?.firstElementChild;
    if (!area || !drawing) return;
    const [outer, inner] = [area.getBoundingClientRect(), drawing.getBoundingClientRect()];
    const x = spot?.clientX ?? outer.left + outer.width / 2;
    const y = spot?.clientY ?? outer.top + outer.height / 2;
    const part = { x: (x - inner.left) / inner.width, y: (y - inner.top) / inner.height };
    afterwards.current = () => {
      const { left, top, width, height } = drawing.getBoundingClientRect();
      area.scrollBy(left + part.x * width - x, top + part.y * height - y);
      return true;
    };
    setScale(Math.min(MOST, Math.max(LEAST, to)));
  };

  const current = scale ?? 1;

  useEffect(() => {
    const area = paper.current;
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomTo(current * Math.exp(-event.deltaY / 400), event);
    };
    area?.addEventListener('wheel', wheel, { passive: false }); // as an attribute it could not keep the editor from zooming itself
    return () => area?.removeEventListener('wheel', wheel);
  });

  return {
    paper,
    scale: current,
    isDrawn: scale !== undefined,
    zoomTo,
    zoomIn: () => zoomTo(current * STEP),
    zoomOut: () => zoomTo(current / STEP),
    fit: () => {
      const area = paper.current;
      if (area && layout) zoomTo(Math.min(1, area.clientWidth / layout.width, area.clientHeight / layout.height));
    },
    hold: (id) => {
      const before = boxOf(id)?.getBoundingClientRect();
      if (!before) return;
      afterwards.current = (area) => {
        const now = boxOf(id)?.getBoundingClientRect();
        if (now) area.scrollBy(now.left - before.left, now.top - before.top);
        return true;
      };
    },
    show: (id) => void (shown.current = id),
    focus: (id) => {
      const box = id === undefined ? null : boxOf(id);
      if (!box || !paper.current) return;
      box.focus({ preventScroll: true });
      bringIntoSight(box, paper.current);
    },
    place: () => ({ scale, left: paper.current?.scrollLeft ?? 0, top: paper.current?.scrollTop ?? 0 }),
  };
}

/** The head of a box, and as much as there is room for of what it holds. What is in sight stays where it is. */
function bringIntoSight(box: SVGGElement, area: HTMLElement): void {
  const outer = area.getBoundingClientRect();
  const all = box.getBoundingClientRect();
  const head = box.querySelector(':scope > .sign')!.getBoundingClientRect();
  const isInSight =
    head.top >= outer.top && head.bottom <= outer.bottom && head.left >= outer.left && Math.min(all.right, head.left + 200) <= outer.right;
  if (isInSight) return;
  const margin = 24;
  const across = all.width < outer.width ? (all.left + all.right - outer.left - outer.right) / 2 : all.left - outer.left - margin;
  const down = all.height < outer.height ? (all.top + all.bottom - outer.top - outer.bottom) / 2 : all.top - outer.top - margin;
  area.scrollBy(across, down);
}
