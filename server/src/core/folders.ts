import { dirname } from './files';
import { memo, once } from './memo';
import type { Frame, Solution } from './model';
import type { Uri } from './text';

/** The lists of folders, in the order of their paths; in the last one, solutions come first. */
interface Lists {
  /** What is a solution. */
  readonly solutions: readonly Solution[];
  /** Folders that are no solution and hold files that name connection references: deployment settings, package manifests. */
  readonly others: readonly Solution[];
  /** The folders in which something may be found: solutions, and what holds deployment settings or a configuration. */
  readonly checked: readonly Solution[];
}

/** What the folders are but for their flows, in the order of the lists. The same object after an edit of flows. */
export interface Frames {
  readonly solutions: readonly Frame[];
  readonly others: readonly Frame[];
  readonly checked: readonly Frame[];
}

/** Each folder by its root. */
type Roots = Pick<ReadonlyMap<Uri, Solution>, 'get' | 'values'>;

/** A folder as it was and as it is; undefined where there is none. */
export interface Replaced {
  readonly before: Solution | undefined;
  readonly after: Solution | undefined;
}

/** Where in the lists a folder stands. */
type Place = { -readonly [List in keyof Lists]?: number };

/**
 * The folders that are read, at one moment. After an edit the lists are copied and a few folders put in their places: none but those is
 * looked at, however many there are.
 */
export class Folders {
  private constructor(
    readonly lists: Lists,
    readonly frames: Frames,
    private readonly places: () => ReadonlyMap<Uri, Place>,
  ) {}

  /** Takes the folders by their roots. */
  static of(folders: Roots): Folders {
    const isSolution = ({ layout, root }: Solution): boolean => layout !== 'none' && !(layout === 'loose' && isInside(root, folders));
    const all = [...folders.values()].sort((a, b) => (a.root < b.root ? -1 : 1));
    const [solutions, others] = [all.filter(isSolution), all.filter((it) => !isSolution(it))];
    const lists = { solutions, others, checked: [...solutions, ...others.filter(speaks)] };
    return new Folders(
      lists,
      framesOf(lists),
      once(() => placesIn(lists)),
    ); // while folders are read and come, nobody asks
  }

  /** The same with other folders in the place of some; undefined when one of them came, went or became another thing, which may mean something to all. */
  with(changes: Iterable<Replaced>): Folders | undefined {
    const lists = { solutions: this.lists.solutions.slice(), others: this.lists.others.slice(), checked: this.lists.checked.slice() };
    let isSameFrames = true;
    for (const { before, after } of changes) {
      if (before === after) continue;
      if (!before || !after || before.layout !== after.layout || speaks(before) !== speaks(after)) return undefined;
      isSameFrames &&= before.frame === after.frame;
      const place = this.places().get(after.root)!;
      for (const name of LISTS) if (place[name] !== undefined) lists[name][place[name]] = after;
    }
    return new Folders(lists, isSameFrames ? this.frames : framesOf(lists), this.places);
  }

  /** The folder of a root. */
  at(root: Uri | undefined): Solution | undefined {
    return this.solution(root) ?? this.#at('others', root);
  }

  /** The same where it is a solution. */
  solution(root: Uri | undefined): Solution | undefined {
    return this.#at('solutions', root);
  }

  /** The same where something may be found in it. */
  checked(root: Uri | undefined): Solution | undefined {
    return this.#at('checked', root);
  }

  /** The same of several roots, in their order. */
  allChecked(roots: Iterable<Uri>): readonly Solution[] {
    return [...roots].flatMap((it) => this.checked(it) ?? []);
  }

  #at(list: keyof Lists, root: Uri | undefined): Solution | undefined {
    const index = root === undefined ? undefined : this.places().get(root)?.[list];
    return index === undefined ? undefined : this.lists[list][index];
  }
}

const LISTS = ['solutions', 'others', 'checked'] as const;

function placesIn(lists: Lists): ReadonlyMap<Uri, Place> {
  const places = new Map<Uri, Place>();
  for (const name of LISTS)
    for (const [i, { root }] of lists[name].entries()) {
      const place = places.get(root) ?? {};
      place[name] = i;
      places.set(root, place);
    }
  return places;
}

function framesOf({ solutions, others, checked }: Lists): Frames {
  const frames = (of: readonly Solution[]): readonly Frame[] => of.map((it) => it.frame);
  return { solutions: frames(solutions), others: frames(others), checked: frames(checked) };
}

/** Whether a folder that is no solution holds what something may be found in; not flows in a solution that are no part of it. */
function speaks({ frame }: Solution): boolean {
  return speaking(frame).isChecked;
}

const speaking = memo(({ layout, settings, rest }: Frame) => {
  const says = (): boolean => settings.length > 0 || [...rest.values()].some((it) => it.kind === 'configuration' || it.kind === 'baseline');
  return { isChecked: layout === 'none' && says() };
});

/** Whether a folder lies in a solution. Flows are loose only under no root; elsewhere such a folder is no part of the solution. */
function isInside(root: Uri, folders: Roots): boolean {
  for (let above = dirname(root); above !== ''; above = dirname(above))
    if (['packager', 'raw', 'yaml'].includes(folders.get(above)?.layout ?? '')) return true;
  return false;
}
