/** The beginnings of films and sound recordings, with nothing in them to be played: headers alone tell what they are. */

const box = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** An MP4 file (ISO/IEC 14496-12) whose movie header says how long it plays. */
export function filmOf(seconds: number): Buffer {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(1000, 12);
  header.writeUInt32BE(Math.round(seconds * 1000), 16);
  const brands = Buffer.from('isom\0\0\x02\0isommp42', 'latin1');
  return Buffer.concat([
    box('ftyp', brands),
    box('moov', box('mvhd', header)),
    box('mdat', Buffer.alloc(300)),
  ]);
}

/** A WAVE file of silence, 8 bits at 8,000 a second. */
export function soundOf(seconds: number): Buffer {
  const head = Buffer.alloc(44);
  const length = seconds * 8000;
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(length, 40);
  return Buffer.concat([head, Buffer.alloc(length, 128)]);
}
