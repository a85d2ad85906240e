import type { ComponentChildren } from 'preact';
import { Alarm, spokenProblems, worstOf } from '../../server/src/drawing';
import type { ShownDiagram } from '../../server/src/protocol';
import type { PageWords } from '../src/diagram-messages';
import type { View } from './view';

interface BarProperties {
  readonly diagram: ShownDiagram;
  readonly words: PageWords;
  readonly view: View;
  foldAll(): void;
  unfoldAll(): void;
}

/** Above the drawing: what is found in no step, and what the mouse can do. */
export function Bar({ diagram, words, view, foldAll, unfoldAll }: BarProperties) {
  const { problems, name } = diagram;
  const worst = worstOf(problems);
  return (
    <div class="bar" role="toolbar">
      <div class="about">
        <span class="flow" title={name}>
          {name}
        </span>
        {worst && (
          <span class={`problems ${worst}`} title={spokenProblems(problems, words)}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <Alarm severity={worst} />
            </svg>
            {problems.length}
            <span class="spoken">{words.elsewhere.replace('{0}', () => spokenProblems(problems, words))}</span>
          </span>
        )}
      </div>
      <Button title={words.unfoldAll} onClick={unfoldAll}>
        <path d="M5 6l3-3 3 3M5 10l3 3 3-3" />
      </Button>
      <Button title={words.foldAll} onClick={foldAll}>
        <path d="M5 3l3 3 3-3M5 13l3-3 3 3" />
      </Button>
      <Button title={words.fit} onClick={view.fit}>
        <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />
      </Button>
      <Button title={words.zoomOut} onClick={view.zoomOut}>
        <path d="M3.5 8h9" />
      </Button>
      <button class="scale" title={words.actualSize} aria-label={words.actualSize} onClick={() => view.zoomTo(1)}>
        {Math.round(view.scale * 100)}%
      </button>
      <Button title={words.zoomIn} onClick={view.zoomIn}>
        <path d="M3.5 8h9M8 3.5v9" />
      </Button>
    </div>
  );
}

function Button({ title, onClick, children }: { readonly title: string; onClick(): void; readonly children: ComponentChildren }) {
  return (
    <button title={title} aria-label={title} onClick={onClick}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}
