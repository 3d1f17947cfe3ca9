import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRow } from '../../../shared/records/record.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import type { MapColors } from './colors.ts';
import type { Rest } from './use-map-data.ts';
import { areaOf, extentOf, pointOf, type Point, type Size, type View } from './view.ts';

/** A place that is recorded, where it lies. */
export type Site = Pick<
  RecordRow,
  'id' | 'number' | 'name' | 'otherNames' | 'status' | 'agreement' | 'picture'
> & {
  readonly longitude: number;
  readonly latitude: number;
};

/** More would hide one another: whoever zooms in sees the others. */
const most = 500;

/** Places in view, and how many there are. */
export function useSites(rest: Rest | null, isOn: boolean) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { language } = useTranslation().i18n;
  const area = useMemo(() => rest && areaOf(extentOf(rest.view, rest.size)), [rest]);
  return useQuery({
    queryKey: ['records', archive, 'on the map', area, language],
    queryFn: async ({ signal }) => {
      const order = { by: 'added', descending: true } as const;
      const asked = {
        archive,
        kind: 'place',
        filter: { area },
        order,
        offset: 0,
        limit: most,
        language,
      } as const;
      const { total, rows } = await host.client.records.list(asked, { signal });
      const sites = rows.flatMap((row): Site[] =>
        row.position ? [{ ...row, longitude: row.position[0], latitude: row.position[1] }] : [],
      );
      return { total, sites };
    },
    enabled: isOn && area !== null,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
}

const half = 9;

export function siteAt(sites: readonly Site[], view: View, size: Size, at: Point): number | null {
  // The one that was drawn last lies uppermost.
  const found = sites.findLastIndex(({ longitude, latitude }) => {
    const { x, y } = pointOf(view, size, longitude, latitude);
    return Math.abs(x - at.x) + Math.abs(y - at.y) <= half + 4;
  });
  return found === -1 ? null : found;
}

export function drawSites(
  context: CanvasRenderingContext2D,
  view: View,
  size: Size,
  sites: readonly Site[],
  chosen: string | null,
  colors: MapColors,
): void {
  for (const site of sites) {
    const { x, y } = pointOf(view, size, site.longitude, site.latitude);
    if (x < -half || y < -half || x > size.width + half || y > size.height + half) continue;
    context.save();
    context.translate(Math.round(x), Math.round(y));
    drawSite(context, site.status, site.agreement === 'contested', colors);
    if (site.id === chosen) {
      diamond(context, half + 5);
      context.lineWidth = 2;
      context.strokeStyle = colors.chosen;
      context.stroke();
    }
    context.restore();
  }
}

function diamond(context: CanvasRenderingContext2D, reach: number): void {
  context.beginPath();
  context.moveTo(0, -reach);
  context.lineTo(reach, 0);
  context.lineTo(0, reach);
  context.lineTo(-reach, 0);
  context.closePath();
}

/** What is done inside the diamond tells the status apart where colours do not: `site-status`. */
const signs: Readonly<
  Record<
    string,
    readonly ['good' | 'caution' | 'bad' | 'labelQuiet', 'dot' | 'bar' | 'half' | 'cross' | 'bang']
  >
> = {
  'no-change-observed': ['good', 'dot'],
  threatened: ['caution', 'bang'],
  damaged: ['caution', 'half'],
  altered: ['caution', 'bar'],
  destroyed: ['bad', 'cross'],
  'previously-destroyed': ['labelQuiet', 'cross'],
};

/** A diamond, while items are circles. One that is contested has a broken edge. */
export function drawSite(
  context: CanvasRenderingContext2D,
  status: string | null,
  isContested: boolean,
  colors: MapColors,
): void {
  const [color, sign] = signs[status ?? ''] ?? ['labelQuiet', null];
  const ink = colors[color];
  diamond(context, half);
  context.fillStyle = colors.halo;
  context.fill();
  if (sign === 'half') {
    context.save();
    context.clip();
    context.fillStyle = ink;
    context.fillRect(-half, 0, half * 2, half);
    context.restore();
  }
  context.lineWidth = 2.25;
  context.strokeStyle = ink;
  context.setLineDash(isContested ? [3.5, 2.5] : []);
  diamond(context, half);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  if (sign === 'cross') {
    context.moveTo(-3.5, -3.5);
    context.lineTo(3.5, 3.5);
    context.moveTo(3.5, -3.5);
    context.lineTo(-3.5, 3.5);
  } else if (sign === 'bar') {
    context.moveTo(-4, 0);
    context.lineTo(4, 0);
  } else if (sign === 'bang') {
    context.moveTo(0, -4.5);
    context.lineTo(0, 1);
    context.moveTo(0, 3.5);
    context.lineTo(0, 4.5);
  } else if (sign === 'dot') {
    context.arc(0, 0, 2.25, 0, 7);
    context.fillStyle = ink;
    context.fill();
  }
  context.stroke();
}
