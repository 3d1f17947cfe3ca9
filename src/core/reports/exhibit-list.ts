import type { LeftOut } from '../../shared/records/report.ts';
import type { Archive } from '../archive/archive.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { itemRow } from '../disposition/items.ts';
import { exhibitLabel } from '../packages/names.ts';
import type { Audience } from './audience.ts';

/**
 * Numbers the exhibits of a document from E-0001 in the order in which they are first cited. A package of the same items in the
 * same order calls them the same, up to 9,999.
 */
export class ExhibitList {
  private readonly archive: Archive;
  private readonly audience: Audience;
  private readonly places = new Map<string, number>();
  private readonly refused = new Map<string, LeftOut>();

  constructor(archive: Archive, audience: Audience) {
    this.archive = archive;
    this.audience = audience;
  }

  /** Labels of those of the items (UUID) that may be shown, in the order of their labels; the others are noted as left out. */
  cite(items: readonly string[]): readonly string[] {
    const places = items.filter((item) => this.mayShow(item)).map((item) => this.placeOf(item));
    return [...new Set(places)].toSorted((one, other) => one - other).map(exhibitLabel);
  }

  /** As `cite` would, without giving any of them a number. */
  mayShow(item: string): boolean {
    const reason = this.audience.refuses(item);
    if (reason === null) return true;
    if (!this.refused.has(item)) {
      this.refused.set(item, { reason, ...this.subjectOf(item), text: null });
    }
    return false;
  }

  /** Items (UUID) by their labels, in order. */
  entries(): readonly { readonly label: string; readonly item: string }[] {
    return [...this.places].map(([item, place]) => ({ label: exhibitLabel(place), item }));
  }

  /** An item (UUID) as what is left out names it. */
  subjectOf(item: string): Pick<LeftOut, 'id' | 'number' | 'kind'> {
    const { number } = itemRow(this.archive, resolveItem(this.archive, item));
    return { id: item, number, kind: 'item' };
  }

  leftOut(): readonly LeftOut[] {
    return [...this.refused.values()];
  }

  private placeOf(item: string): number {
    const place = this.places.get(item) ?? this.places.size + 1;
    this.places.set(item, place);
    return place;
  }
}
