/** One tag as a reader gave it: groups of families 0 and 1, name, whether it is the one ExifTool shows of its namesakes. */
export interface Tag {
  readonly family0: string;
  readonly family1: string;
  readonly name: string;
  readonly shown: boolean;
  readonly value: unknown;
  /** The form for people, where it says more than the value. */
  readonly printed: string | null;
}

/** The tags of one file, by name. */
export class TagTable {
  private readonly byName = new Map<string, Tag[]>();
  readonly all: readonly Tag[];

  constructor(rows: readonly (readonly [string, string, string, 0 | 1, unknown, ...string[]])[]) {
    this.all = rows.map(([family0, family1, name, shown, value, printed]) => ({
      family0,
      family1,
      name,
      shown: shown === 1,
      value,
      printed: printed ?? null,
    }));
    for (const tag of this.all) this.byName.set(tag.name, [...(this.byName.get(tag.name) ?? []), tag]);
  }

  /** The one that ExifTool shows under this name: its own order of precedence between groups. */
  shown(name: string): Tag | null {
    return this.byName.get(name)?.find((tag) => tag.shown) ?? null;
  }

  /** The tag of this name in a group of family 0 or 1. */
  in(group: string, name: string): Tag | null {
    return this.byName.get(name)?.find((tag) => tag.family0 === group || tag.family1 === group) ?? null;
  }

  hasGroup(family0: string): boolean {
    return this.all.some((tag) => tag.family0 === family0);
  }

  /** As it is stored: `{ 'EXIF:IFD0': { Make: … } }`. A name that stands in a group more than once has a list. */
  grouped(): Record<string, unknown> {
    const groups = new Map<string, Map<string, unknown[]>>();
    for (const tag of this.all) {
      const key = tag.family0 === tag.family1 ? tag.family0 : `${tag.family0}:${tag.family1}`;
      const group = groups.get(key) ?? new Map<string, unknown[]>();
      groups.set(key, group);
      group.set(tag.name, [...(group.get(tag.name) ?? []), tag.value]);
    }
    return Object.fromEntries(
      [...groups].map(([key, group]) => [
        key,
        Object.fromEntries(
          [...group].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
        ),
      ]),
    );
  }
}

/** The text of a tag, trimmed; null where it is missing or empty. Serial numbers that look like numbers are texts too. */
export function textOf(tag: Tag | null): string | null {
  if (!tag) return null;
  const text =
    tag.printed ?? (typeof tag.value === 'string' || typeof tag.value === 'number' ? String(tag.value) : '');
  const trimmed = text.replace(/\0/g, '').trim();
  return trimmed === '' ? null : trimmed;
}

/** The number of a tag, or null where it is none (`undef`, `inf`, 0/0, an empty value). */
export function numberOf(tag: Tag | null): number | null {
  if (!tag) return null;
  if (typeof tag.value === 'number') return tag.value;
  if (typeof tag.value !== 'string' || !/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(tag.value.trim()))
    return null;
  const value = Number(tag.value);
  return Number.isFinite(value) ? value : null;
}
