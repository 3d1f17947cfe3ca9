import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { mediaTypes } from '../../src/core/media/media-types.ts';
import { sniff } from '../../src/core/media/sniff.ts';

const typeOf = (content: Buffer | string): Promise<string> => {
  const bytes = Buffer.from(content);
  const read = (offset: number, length: number): Promise<Uint8Array> =>
    Promise.resolve(bytes.subarray(offset, offset + length));
  return sniff({ size: bytes.length, head: bytes.subarray(0, 65_536), read });
};
const ftyp = (major: string, ...compatible: string[]): Buffer => {
  const body = Buffer.from(`ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body, Buffer.alloc(64)]);
};

/** A TIFF whose first directory has these tags: SHORT or LONG values, or text. */
const tiff = (tags: Readonly<Record<number, number | string>>): Buffer => {
  const list = Object.entries(tags);
  const texts: Buffer[] = [];
  let at = 8 + 2 + list.length * 12 + 4;
  const entries = list.map(([tag, value]) => {
    const entry = Buffer.alloc(12);
    entry.writeUInt16LE(Number(tag), 0);
    entry.writeUInt16LE(typeof value === 'number' ? 4 : 2, 2);
    entry.writeUInt32LE(typeof value === 'number' ? 1 : value.length, 4);
    entry.writeUInt32LE(typeof value === 'number' ? value : at, 8);
    if (typeof value === 'string') {
      texts.push(Buffer.from(value));
      at += value.length;
    }
    return entry;
  });
  const count = Buffer.alloc(2);
  count.writeUInt16LE(list.length);
  return Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    count,
    ...entries,
    Buffer.alloc(4),
    ...texts,
  ]);
};

describe('the media type by content', () => {
  test('pictures', async () => {
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
    expect(await typeOf(await picture.clone().jpeg().toBuffer())).toBe('image/jpeg');
    expect(await typeOf(await picture.clone().png().toBuffer())).toBe('image/png');
    expect(await typeOf(await picture.clone().webp().toBuffer())).toBe('image/webp');
    expect(await typeOf(await picture.clone().gif().toBuffer())).toBe('image/gif');
    expect(await typeOf(await picture.clone().tiff().toBuffer())).toBe('image/tiff');
    expect(await typeOf(await picture.clone().avif().toBuffer())).toBe('image/avif');
  });

  test('the ISO base media family by its brands', async () => {
    expect(await typeOf(ftyp('heic', 'mif1', 'heic'))).toBe('image/heic');
    expect(await typeOf(ftyp('mif1', 'mif1', 'heic'))).toBe('image/heic');
    expect(await typeOf(ftyp('mif1', 'mif1', 'avif'))).toBe('image/avif');
    expect(await typeOf(ftyp('mif1', 'mif1'))).toBe('image/heif');
    expect(await typeOf(ftyp('msf1', 'hevc'))).toBe('image/heic-sequence');
    expect(await typeOf(ftyp('qt  ', 'qt  '))).toBe('video/quicktime');
    expect(await typeOf(ftyp('isom', 'mp41'))).toBe('video/mp4');
    expect(await typeOf(ftyp('M4A ', 'mp42'))).toBe('audio/x-m4a');
    expect(await typeOf(ftyp('crx ', 'isom'))).toBe('image/x-canon-cr3');
    expect(await typeOf(ftyp('3gp4', 'isom'))).toBe('video/3gpp');
    expect(await typeOf(Buffer.from('\0\0\0\x08wide\0\0\x10\0mdat', 'latin1'))).toBe('video/quicktime');
  });

  test('RAW formats that are TIFF underneath are told from TIFF and from each other', async () => {
    const sensor = { 0x00fe: 1, 0x014a: 8 };
    expect(await typeOf(tiff({ ...sensor, 0x010f: 'NIKON CORPORATION' }))).toBe('image/x-nikon-nef');
    expect(await typeOf(tiff({ ...sensor, 0x010f: 'SONY  ' }))).toBe('image/x-sony-arw');
    expect(await typeOf(tiff({ 0x010f: 'PENTAX Corp', 0x0103: 65_535 }))).toBe('image/x-pentax-pef');
    expect(await typeOf(tiff({ 0x010f: 'NIKON CORPORATION', 0xc612: 1 }))).toBe('image/x-adobe-dng');
    expect(await typeOf(tiff({ 0x010f: 'NIKON CORPORATION' }))).toBe('image/tiff');
    expect(await typeOf(Buffer.from('II*\0\x10\0\0\0CR\x02\0', 'latin1'))).toBe('image/x-canon-cr2');
    expect(await typeOf(Buffer.from('IIU\0\x18\0\0\0', 'latin1'))).toBe('image/x-panasonic-rw2');
    expect(await typeOf(Buffer.from('IIRO\x08\0\0\0', 'latin1'))).toBe('image/x-olympus-orf');
    expect(await typeOf(Buffer.from('II*\0\xff\xff\xff\xff', 'latin1'))).toBe('image/tiff');
  });

  test('text of all kinds', async () => {
    expect(await typeOf('Ереван, 2020\n')).toBe('text/plain');
    expect(await typeOf(Buffer.from('\ufeffԵրևան', 'utf16le'))).toBe('text/plain');
    expect(await typeOf(Buffer.from([0x41, 0x00, 0x42]))).toBe('application/octet-stream');
    expect(await typeOf(Buffer.from([0xcf, 0xf0, 0xe8, 0xe2]))).toBe('application/octet-stream');
    expect(await typeOf('{"a": [1, 2]}')).toBe('application/json');
    expect(await typeOf('{not json}')).toBe('text/plain');
    expect(await typeOf('<!DOCTYPE html><title>x</title>')).toBe('text/html');
    expect(await typeOf('<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>')).toBe(
      'image/svg+xml',
    );
    expect(await typeOf('<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"/>')).toBe(
      'application/rdf+xml',
    );
    expect(await typeOf('<?xml version="1.0"?><gpx/>')).toBe('application/gpx+xml');
    expect(await typeOf('<?xml version="1.0"?><other/>')).toBe('application/xml');
    expect(await typeOf('From: a@b\r\nDate: x\r\nSubject: y\r\n\r\nbody')).toBe('message/rfc822');
    expect(await typeOf('From: nobody in particular')).toBe('text/plain');
    expect(await typeOf('BEGIN:VCARD\r\nEND:VCARD')).toBe('text/vcard');
    expect(await typeOf('WARC/1.0\r\n')).toBe('application/warc');
    expect(await typeOf('%PDF-1.7\n%\xe2\xe3')).toBe('application/pdf');
  });

  test('a character cut off by the end of the head is no reason against text', async () => {
    expect(await typeOf(`a${'é'.repeat(50_000)}`)).toBe('text/plain');
  });

  test('sound, archives and office documents', async () => {
    expect(await typeOf(Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'))).toBe('audio/wav');
    expect(await typeOf(Buffer.from('ID3\x03\0\0\0\0\0\0\xff\xfb\x90\0', 'latin1'))).toBe('audio/mpeg');
    const entry = (name: string, content = ''): string =>
      `PK\x03\x04\x14\0\0\0\0\0${'\0'.repeat(16)}${String.fromCharCode(name.length)}\0\0\0${name}${content}`;
    const zip = (text: string): Promise<string> => typeOf(Buffer.from(text, 'latin1'));
    expect(await zip(entry('[Content_Types].xml', 'deflated') + entry('word/document.xml'))).toMatch(
      /wordprocessingml/,
    );
    expect(await zip(entry('[Content_Types].xml') + entry('xl/workbook.xml'))).toMatch(/spreadsheetml/);
    expect(await zip(entry('mimetype', 'application/vnd.oasis.opendocument.text'))).toMatch(
      /opendocument\.text/,
    );
    expect(await zip(entry('photo.jpg'))).toBe('application/zip');
  });

  test('nothing outside the closed table is ever answered', async () => {
    expect(await typeOf(Buffer.alloc(0))).toBe('application/octet-stream');
    expect(await typeOf(Buffer.from('\x7fELF\x02\x01\x01', 'latin1'))).toBe('application/octet-stream');
    expect(Object.values(mediaTypes).every((extension) => /^[a-z0-9]{1,8}$/.test(extension))).toBe(true);
  });
});
