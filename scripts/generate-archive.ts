import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generateArchive, generatedPassphrase } from './generate/archive.ts';

/**
 * `node scripts/generate-archive.ts PATH [--items 1000000] [--encrypted]`: an archive of any size within minutes, for trying out
 * lists and measuring them. The same for the same number. What is not genuine about it stands in generate/archive.ts.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { items: { type: 'string', default: '1000000' }, encrypted: { type: 'boolean', default: false } },
});
const [path] = positionals;
const items = Number(values.items);
if (path === undefined || !Number.isInteger(items) || items < 1 || existsSync(path)) {
  console.error('node scripts/generate-archive.ts PATH [--items 1000000] [--encrypted]; PATH must not exist');
  process.exit(2);
}
const began = performance.now();
await generateArchive({ path, items, encrypted: values.encrypted }, (done) =>
  process.stderr.write(`${done} items\n`),
);
console.log(`${items} items in ${((performance.now() - began) / 1000).toFixed(0)} s: ${path}`);
if (values.encrypted) console.log(`passphrase: ${generatedPassphrase}`);
