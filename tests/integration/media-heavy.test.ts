import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { isHeavy } from '../../src/core/media/heavy-gate.ts';
import { openMediaInspector } from '../../src/core/media/inspector.ts';
import { bytesSource, standIn } from '../helpers/media.ts';

describe('heavy pictures are drawn one at a time', () => {
  const heavy = bytesSource(Buffer.alloc(70_000, 'x'));
  const answer = { type: 'picture', mediaType: 'image/avif', width: 1, height: 1, thumbnail: null };
  /** Says that it got an AVIF, asks for more of it, works 400 ms, and then does what `end` says. */
  const artist = (end: string): string =>
    `let buffer=Buffer.alloc(0);let told=false;
      const work=()=>setTimeout(()=>{told=false;${end}},400);
      process.stdin.on('data',(d)=>{buffer=Buffer.concat([buffer,d]);for(;;){
        if(buffer.length<8)return;const [h,b]=[buffer.readUInt32BE(0),buffer.readUInt32BE(4)];
        if(buffer.length<8+h+b)return;buffer=buffer.subarray(8+h+b);
        if(told){work();continue}
        told=true;say({type:'sniffed',mediaType:'image/avif'});say({type:'read',offset:65536,length:100})}});`;
  const done = `say(${JSON.stringify({ ...answer, previewWanted: false, warnings: [] })})`;

  test('and waiting for that does not count against the time a picture may take', async () => {
    const watched = openMediaInspector({ spawn: standIn(artist(done)), limits: { decodeTime: 700 } });
    try {
      const handedOut: number[] = [];
      const source = {
        size: heavy.size,
        read: (offset: number, length: number) => {
          if (length === 100) handedOut.push(performance.now());
          return heavy.read(offset, length);
        },
      };
      const all = await Promise.all([1, 2, 3, 4].map(() => watched.inspect(source)));
      for (const { readings } of all)
        expect(readings.warnings.map(({ code }) => code)).not.toContain('decoder-timeout');
      const turns = handedOut.toSorted((a, b) => a - b);
      expect(turns.length).toBe(4);
      for (const [index, turn] of turns.entries())
        if (index > 0) expect(turn - (turns[index - 1] ?? 0)).toBeGreaterThan(380);
    } finally {
      await watched.close();
    }
  });

  test.each([
    ['dies', 'process.exit(1)', 'decoder-crashed'],
    ['hangs', 'for(;;);', 'decoder-timeout'],
    ['speaks out of turn', `${done};${done}`, null],
  ])('and one that %s does not hold up the others', async (_, end, code) => {
    const watched = openMediaInspector({ spawn: standIn(artist(end)), limits: { decodeTime: 700 } });
    try {
      const all = await Promise.all([1, 2, 3].map(() => watched.inspect(heavy)));
      for (const { readings } of all)
        if (code !== null) expect(readings.warnings.map((warning) => warning.code)).toContain(code);
    } finally {
      await watched.close();
    }
  });

  test('and one that is given up, while it is drawn or while it waits, makes room', async () => {
    const watched = openMediaInspector({ spawn: standIn(artist(done)) });
    try {
      const stops = [new AbortController(), new AbortController()];
      const stuck = {
        size: heavy.size,
        read: (offset: number, length: number) =>
          offset === 0 ? heavy.read(offset, length) : new Promise<Uint8Array>(() => undefined),
      };
      const abandoned = stops.map(({ signal }) => watched.inspect(stuck, { signal }));
      const refused = abandoned.map((one) => expect(one).rejects.toThrow('enough'));
      await new Promise((resolve) => setTimeout(resolve, 600));
      const last = watched.inspect(heavy);
      for (const stop of stops.toReversed()) stop.abort(new Error('enough'));
      await Promise.all(refused);
      expect((await last).mediaType).toBe('image/avif');
    } finally {
      await watched.close();
    }
  });

  test('among real ones too', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const grain = {
      create: { width: 900, height: 700, channels: 3, background: '#2040a0', noise },
    } as const;
    const large = bytesSource(await sharp(grain).avif({ quality: 95, effort: 0 }).toBuffer());
    expect(isHeavy('image/avif', large.size)).toBe(true);
    const inspector = openMediaInspector();
    try {
      const results = await Promise.all([1, 2, 3].map(() => inspector.inspect(large)));
      expect(results.every((result) => result.thumbnail !== null)).toBe(true);
    } finally {
      await inspector.close();
    }
  });
});
