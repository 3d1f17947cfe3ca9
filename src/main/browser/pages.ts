import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pageTypes } from '../../shared/host/page-policy.ts';

/** The built interface. Addresses are looked up in a list made once, so that none can lead out of its folder. */
export interface Pages {
  /** True if there is such a page, and it was sent. */
  send(path: string, response: ServerResponse): Promise<boolean>;
}

const notBuilt = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Stele</title></head>
  <body>
    <h1>Stele is running, and its interface is not built</h1>
    <p>Run <code>npm run build</code> in the program's folder, and start it again.</p>
  </body>
</html>
`;

/** `folder`: what the build made; it need not be there. */
export function openPages(folder: string): Pages {
  const files = new Map(filesIn(folder).map((name) => [`/${name.split(sep).join('/')}`, join(folder, name)]));
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return {
    async send(path, response) {
      const file = files.get(path);
      if (file === undefined && path !== '/') return false;
      const bytes = file === undefined ? Buffer.from(notBuilt) : await readFile(file);
      const type = pageTypes[extname(file ?? '.html') || '.html'] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
      response.end(bytes);
      return true;
    },
  };
}

function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch {
    return [];
  }
}
