import type { Plugin } from 'vite';
import { manualLanguages, manualPictures, readManual } from './read.ts';

const prefix = 'virtual:manual/';

/** Puts docs/manual of the repository into the interface when it is built: whoever is offline has it in the window. */
export function manual(root: string): Plugin {
  return {
    name: 'manual',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      const language = manualLanguages.find((one) => id === `\0${prefix}${one}`);
      if (language === undefined) return null;
      const pictures = [...manualPictures(root, language)];
      return [
        ...pictures.map(
          ([, path], index) => `import picture${String(index)} from ${JSON.stringify(`${path}?url`)};`,
        ),
        `export const pictures = { ${pictures.map(([name], index) => `${JSON.stringify(name)}: picture${String(index)}`).join(', ')} };`,
        `export const chapters = ${JSON.stringify(readManual(root, language))};`,
      ].join('\n');
    },
  };
}
