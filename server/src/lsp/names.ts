import { placeOf, type Uri, type Workspace } from '../core';
import { canonical } from '../host/uris';
import type { Disk } from './disks/disk';
import type { OpenFiles } from './open-files';
import { isBelow } from './places';
import { keysOn, twins, type Spellings } from './spellings';

/** The files in the workspace and the editor, by whatever spelling somebody means one. */
export class Names {
  constructor(
    private readonly disk: Disk,
    private readonly workspace: Workspace,
    private readonly open: OpenFiles,
    private readonly spellings: Spellings,
    private readonly outside: () => ReadonlySet<Uri>,
  ) {}

  /** The URI by which we know what the editor means by one of its own. */
  ours(uri: string): Uri {
    return this.open.openedAs(uri) ?? this.called(canonical(uri), this.spellings.spell());
  }

  /** A canonical URI by the spelling that we know it by. */
  called(uri: Uri, spell: (uri: Uri) => Uri): Uri {
    if (!this.disk.ignoresCase(uri) || this.open.has(uri) || this.workspace.entry(uri)) return uri;
    const its = spell(uri);
    const others = this.disk.isFile(its) ? this.outside() : new Set([...this.open.uris(), ...this.outside()]);
    const [twin] = twins([its], others, keysOn(this.disk));
    return twin ? twin[1] : its;
  }

  /** What is known by a spelling that the disk has no more, with the one that it has. */
  respelt(fresh: ReadonlySet<Uri>): readonly (readonly [old: Uri, now: Uri])[] {
    const spell = this.spellings.spell();
    const known = fresh.size === 0 ? [] : [...this.workspace.uris(), ...this.open.uris().filter(placeOf)];
    return [...twins(known, fresh, keysOn(this.disk))].filter(([old]) => spell(old) !== old || !this.disk.isFile(old));
  }

  /** Those that lie below one of these folders. */
  below(folders: readonly Uri[]): readonly Uri[] {
    if (folders.length === 0) return [];
    const key = keysOn(this.disk);
    const keys = new Set(folders.map(key));
    return [...this.workspace.uris(), ...this.open.uris()].filter((it) => isBelow(key(it), keys));
  }
}
