import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { editItems } from '../../src/core/description/edit.ts';
import { findItems } from '../../src/core/catalogue/narrow.ts';
import { destroyItems } from '../../src/core/disposition/destroy.ts';
import { itemRow, itemsOf } from '../../src/core/disposition/items.ts';
import { importPaths } from '../../src/core/ingest/import.ts';
import { openMediaInspector } from '../../src/core/media/inspector.ts';
import { newTestArchive } from '../helpers/archive.ts';
import { bytesSource } from '../helpers/media.ts';
import { buildZip } from '../helpers/zips.ts';

const inspector = openMediaInspector();
afterAll(() => inspector.close());

const textOf = async (bytes: Uint8Array): Promise<string | undefined> =>
  (await inspector.inspect(bytesSource(bytes))).text;

/** Pages of words in a font that every reader has. */
function pdfOf(pages: readonly string[]): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${pages.map((_, at) => `${4 + 2 * at} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...pages.flatMap((words, at) => {
      const drawn = `BT /F1 12 Tf 20 100 Td (${words}) Tj ET`;
      const own = `/MediaBox[0 0 300 200]/Contents ${5 + 2 * at} 0 R/Resources<</Font<</F1 3 0 R>>>>`;
      return [`<</Type/Page/Parent 2 0 R${own}>>`, `<</Length ${drawn.length}>>stream\n${drawn}\nendstream`];
    }),
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${text}trailer<</Root 1 0 R/Size ${objects.length + 1}>>\nstartxref\n${table}\n%%EOF\n`,
  );
}

const types = Buffer.from(
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
);
const docx = (document: Buffer): Buffer =>
  buildZip([
    { name: '[Content_Types].xml', content: types },
    { name: 'word/document.xml', content: document },
  ]);
const odt = (content: string): Buffer =>
  buildZip([
    { name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.text') },
    { name: 'content.xml', content: Buffer.from(content) },
  ]);

test('the words of documents are read: PDF, office documents, text in any Unicode, HTML', async () => {
  expect(await textOf(pdfOf(['The north wall', 'stood in May']))).toMatch(/The north wall\s+stood in May/);
  const marked =
    '<w:document><w:p><w:r><w:t>Հյուս</w:t></w:r><w:r><w:b/><w:t>իսային պատ</w:t></w:r></w:p><w:p><w:t>A &amp; B &#x531;</w:t></w:p></w:document>';
  expect(await textOf(docx(Buffer.from(marked)))).toBe('Հյուսիսային պատ\nA & B Ա');
  expect(
    await textOf(odt('<office:document-content><text:p>Северная стена</text:p></office:document-content>')),
  ).toBe('Северная стена');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Նորավանք', 'utf16le')]);
  expect(await textOf(wide)).toBe('Նորավանք');
  const page = '<!doctype html><style>p{}</style><p>One</p><script>evil()</script><p>t<b>w</b>o &eacute;';
  expect(await textOf(Buffer.from(page))).toBe('One\ntwo &eacute;');
});

test('what is damaged or hostile has no words, and is looked into all the same', async () => {
  const bomb = docx(Buffer.alloc(0));
  expect(await textOf(bomb)).toBeUndefined();
  const inflating = buildZip([
    { name: '[Content_Types].xml', content: types },
    { name: 'word/document.xml', content: Buffer.alloc(200_000_000, 'a '), deflate: true },
  ]);
  expect(await textOf(inflating)).toBeUndefined();
  const broken = pdfOf(['words']).subarray(0, 300);
  expect(await textOf(broken)).toBeUndefined();
  const long = `${'слово '.repeat(400_000)}end`;
  const cut = await textOf(Buffer.from(long));
  expect(Buffer.byteLength(cut ?? '')).toBeLessThanOrEqual(2 * 1_048_576);
  expect(cut?.includes('\uFFFD')).toBe(false);
});

test('an item is found by the words of its document, until it is destroyed', async () => {
  const world = await newTestArchive({ 'wall.jpg': 'a wall' });
  try {
    const { archive, pool, folder } = world;
    mkdirSync(join(folder, 'papers'));
    writeFileSync(join(folder, 'papers', 'a.pdf'), pdfOf(['Survey of the khachkar field']));
    const request = { paths: [Buffer.from(join(folder, 'papers'))], workingFolder: folder, description: {} };
    const handlers = { signal: new AbortController().signal, onProgress: () => undefined };
    await importPaths({ archive, pool, inspector }, request, handlers);
    const [found = 0] = findItems(archive, 'khachkar');
    expect(itemRow(archive, found).number).not.toBe('');
    expect(findItems(archive, 'content:"khachkar field"')).toEqual([found]);
    expect(findItems(archive, 'title:khachkar')).toEqual([]);
    // Whatever another item is called: words of documents have no sound.
    const wall = { items: findItems(archive, 'wall'), changes: { title: 'Խաչքար khachkar' } };
    await editItems(archive, wall, handlers);
    expect(findItems(archive, 'Хачкар')).toEqual(wall.items);
    expect(findItems(archive, 'Хачкар survey')).toEqual([]);
    expect(findItems(archive, 'khachkar survey')).toEqual([found]);
    const stored = archive.derived!.prepare('SELECT text FROM document_text').pluck().all();
    expect(stored).toHaveLength(1);
    const items = itemsOf(archive, [itemRow(archive, found).number]);
    const plain = { reason: 'other', note: null, request: null, receipt: null, keepsRecord: false };
    destroyItems(archive, { ...plain, items, confirmed: 1, lockedSealed: 'refuse' });
    expect(findItems(archive, 'khachkar')).toEqual(wall.items);
    expect(archive.derived!.prepare('SELECT text FROM document_text').pluck().all()).toEqual([]);
  } finally {
    await world.close();
  }
});
