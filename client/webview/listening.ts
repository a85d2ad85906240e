import { useEffect, useRef } from 'preact/hooks';

/** Hears of an event of the window with the state as it is then, also when that has just changed. */
export function useListening<Name extends keyof WindowEventMap>(name: Name, work: (event: WindowEventMap[Name]) => void): void {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    const listen = (event: WindowEventMap[Name]): void => latest.current(event);
    window.addEventListener(name, listen);
    return () => window.removeEventListener(name, listen);
  }, []);
}
