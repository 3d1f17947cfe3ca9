import { useEffect, useRef, useState } from 'react';
import type { SurveyEntry } from '../../../shared/records/survey.ts';
import { useArchive, useSession } from '../../session/session.tsx';

/** Drawn at a time, while others wait: what was scrolled past meanwhile is not drawn at all. First few, that something is there soon. */
const atFirst = 2;
const atOnce = 8;
/** Milliseconds. */
const often = 50;

/** Small pictures of files that are not stored yet, as they come into view, by path. They are gone with the list. */
export function useGlances(entries: readonly SurveyEntry[]): ReadonlyMap<string, string> {
  const { host } = useSession();
  const { handle } = useArchive();
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = useRef(new Set<string>());
  const wanted = useRef<readonly SurveyEntry[]>([]);
  const isBusy = useRef(false);
  useEffect(() => {
    wanted.current = entries;
  });

  useEffect(() => {
    const controller = new AbortController();
    const urls: string[] = [];
    const draw = async (): Promise<void> => {
      if (isBusy.current) return;
      const next = wanted.current
        .filter(({ path }) => !asked.current.has(path))
        .slice(0, asked.current.size === 0 ? atFirst : atOnce);
      if (next.length === 0) return;
      isBusy.current = true;
      for (const { path } of next) asked.current.add(path);
      try {
        const paths = next.map(({ path, pathBytes }) =>
          pathBytes === undefined ? { text: path } : { bytes: pathBytes },
        );
        const drawn = await host.client.ingest.glance(
          { archive: handle, paths },
          { signal: controller.signal },
        );
        setPictures((before) => {
          const after = new Map(before);
          for (const [index, { image }] of drawn.entries()) {
            const path = next[index]?.path;
            if (image === null || path === undefined) continue;
            const bytes = Uint8Array.from(atob(image), (character) => character.charCodeAt(0));
            const url = URL.createObjectURL(new Blob([bytes], { type: 'image/webp' }));
            urls.push(url);
            after.set(path, url);
          }
          return after;
        });
      } catch {
        // A picture that cannot be drawn is one that is not shown: the list says everything else.
      } finally {
        isBusy.current = false;
      }
    };
    const timer = setInterval(() => void draw(), often);
    return () => {
      clearInterval(timer);
      controller.abort();
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }, [host, handle]);
  return pictures;
}
