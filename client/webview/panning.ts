import { useRef, useState } from 'preact/hooks';

/** So many pixels a hand trembles. */
const TREMBLE = 4;

/** Moves the paper with the mouse. What ends a drag is no click. */
export function usePanning(paper: { readonly current: HTMLElement | null }): {
  readonly isDragged: boolean;
  begin(event: PointerEvent): void;
  unlessDragged(work: (event: MouseEvent) => void): (event: MouseEvent) => void;
} {
  const [isDragged, setDragged] = useState(false);
  const wasDragged = useRef(false);
  const begin = (event: PointerEvent): void => {
    const area = paper.current;
    wasDragged.current = false;
    if (!area || event.button !== 0 || event.pointerType !== 'mouse') return;
    const [left, top] = [area.scrollLeft + event.clientX, area.scrollTop + event.clientY];
    const move = (it: PointerEvent): void => {
      const [x, y] = [left - it.clientX, top - it.clientY];
      if (!wasDragged.current && Math.hypot(it.clientX - event.clientX, it.clientY - event.clientY) < TREMBLE) return;
      wasDragged.current = true;
      setDragged(true);
      area.scrollTo(x, y);
    };
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      setDragged(false);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end, { once: true });
    window.addEventListener('pointercancel', end, { once: true });
  };
  return { isDragged, begin, unlessDragged: (work) => (event) => wasDragged.current || work(event) };
}
