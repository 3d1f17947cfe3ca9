import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { baseMapTexts } from './geometry.ts';

/** What the interface imports: addresses of files that are made here and ship with it. */
const name = 'virtual:base-map';

/**
 * Makes the base map's files when the interface is built: nothing of it is fetched from elsewhere, ever. `root`: the repository's
 * folder, which this file cannot tell where it was bundled into Vite's configuration.
 */
export function baseMap(root: string): Plugin {
  return {
    name: 'base-map',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null;
      const folder = join(root, 'node_modules/.cache/stele');
      mkdirSync(folder, { recursive: true });
      const paths = Object.entries(baseMapTexts()).map(([part, text]) => {
        const path = join(folder, `${part}.json`);
        writeFileSync(path, text);
        return [part, path] as const;
      });
      return paths
        .map(([part, path]) => `export { default as ${part} } from ${JSON.stringify(`${path}?url`)};`)
        .join('\n');
    },
  };
}
