import type { DiagramProblem, Look } from '../core/diagram/diagram';

/** Lines on a square of 16 pixels. */
const lines: Readonly<Record<Look, string>> = {
  trigger: 'M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z',
  connector: 'M5.5 1.5v3M10.5 1.5v3M3.5 4.5h9v3.5a4.5 4.5 0 0 1-9 0zM8 12.5v2',
  condition: 'M8 1.5v3.5M8 5 4 9v5M8 5l4 4v5M2 12l2 2.2L6 12M10 12l2 2.2 2-2.2',
  switch: 'M2 4h4l4 8h4M2 12h4l1.2-2.4M8.8 6.4 10 4h4M12 2l2 2-2 2M12 10l2 2-2 2',
  loop: 'M13.5 8a5.5 5.5 0 1 1-2-4.2M13.7 1.3v3.2h-3.2',
  scope:
    'M6 2H5a1.5 1.5 0 0 0-1.5 1.5v3L2 8l1.5 1.5v3A1.5 1.5 0 0 0 5 14h1M10 2h1a1.5 1.5 0 0 1 1.5 1.5v3L14 8l-1.5 1.5v3A1.5 1.5 0 0 1 11 14h-1',
  variable: 'M4.5 2.5C2.5 6 2.5 10 4.5 13.5M11.5 2.5c2 3.5 2 7.5 0 11M6 6l4 4M10 6l-4 4',
  data: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.2 6.3V13',
  http: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM1.8 8h12.4M8 1.8c-3.6 3.6-3.6 8.8 0 12.4M8 1.8c3.6 3.6 3.6 8.8 0 12.4',
  response: 'M6.5 3 2 7.5 6.5 12M2.3 7.5H9a5 5 0 0 1 5 5V13',
  delay: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.5V8l2.5 1.7',
  end: 'M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  flow: 'M4 2v8.5M4 10.5a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM12 5.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM12 5.5c0 3.5-7 2-8 5',
  action:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4',
};

/** The sign of a kind of step, on its coloured ground of 30 pixels. */
export function Sign({ look, x, y }: { readonly look: Look; readonly x: number; readonly y: number }) {
  return (
    <g class={`sign ${look}`} transform={`translate(${x} ${y})`}>
      <rect width="30" height="30" rx="6" />
      <path transform="translate(7 7)" d={lines[look]} />
    </g>
  );
}

type Severity = DiagramProblem['severity'];

/** Each severity has a shape of its own, so that colour alone says nothing. */
const shapes: Readonly<Record<Severity, { readonly shape: string; readonly mark: string }>> = {
  error: { shape: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z', mark: 'M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8' },
  warning: { shape: 'M8 1.8 1.2 14h13.6z', mark: 'M8 6v4M8 11.6v.6' },
  info: { shape: 'M2.2 2.2h11.6v11.6H2.2z', mark: 'M8 7.2v4M8 4.8v.6' },
};

export function Alarm({ severity }: { readonly severity: Severity }) {
  const { shape, mark } = shapes[severity];
  return (
    <g class="alarm">
      <path class="shape" d={shape} />
      <path class="mark" d={mark} />
    </g>
  );
}
