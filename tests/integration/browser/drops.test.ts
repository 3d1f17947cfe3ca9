import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mountedVolumes, pluggedMounts, watchPlugged } from '../../../src/core/paths/volumes.ts';
import { sendDropped } from '../../../src/shared/binding/http-client.ts';
import { archiveWith, ask, hosted, raw } from '../../helpers/browser-host.ts';
import { passphrase } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const file = (name: string, size: number, modified: number | null = null) => ({ name, size, modified });

async function world() {
  const there = await hosted();
  const page = await there.enter();
  return { ...there, ...page, ...(await archiveWith(page.client, {})) };
}

/** What lies beside the archive and was dropped. */
const leftIn = (base: string): string[] => readdirSync(base).filter((name) => name.startsWith('.stele'));

describe('dropped files', () => {
  test('are streamed into a private folder, taken in under their names, and removed', async () => {
    const page = await world();
    const { client, archive, base } = page;
    const modified = Date.UTC(2026, 4, 3, 2, 1);
    const contents = ['first', 'երկրորդ'].map((text) => Buffer.from(text));
    const names = ['card/ա.jpg', 'card/DCIM/b.jpg'];
    const { drop, folder, addresses } = await client.host.beginDrop({
      archive,
      files: contents.map(({ length }, at) => file(names[at]!, length, modified)),
    });
    for (const [at, content] of contents.entries())
      await sendDropped(page, addresses[at]!, new Blob([content]));
    const [staged] = leftIn(base);
    expect(statSync(join(base, staged!)).mode & 0o777).toBe(0o700);
    expect(statSync(join(base, staged!, names[1]!)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(base, staged!, names[1]!))).toEqual(contents[1]);
    const request = { archive, paths: [folder], workingFolder: base, description: {} };
    const stream = await client.ingest.run(request);
    let next = await stream.next();
    while (next.done !== true) next = await stream.next();
    expect(next.value).toMatchObject({ imported: 2, failed: 0 });
    const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
    expect(items.map(({ title }) => title).toSorted()).toEqual(['b.jpg', 'ա.jpg']);
    const record = await client.items.show({ archive, item: items[0]!.id });
    expect(record.files[0]?.modifiedAt).toContain('2026-05-03T02:01:00');
    await client.host.endDrop({ drop });
    expect(leftIn(base)).toEqual([]);
  });

  test('are refused where the archive is encrypted: they would lie in clear', async () => {
    const { enter } = await hosted();
    const { client } = await enter();
    const protection = { by: 'passphrase', passphrase, label: null } as const;
    const { archive, base } = await archiveWith(client, {}, [protection]);
    await expect(client.host.beginDrop({ archive, files: [file('a.jpg', 1)] })).rejects.toMatchObject({
      code: 'drop-encrypted',
    });
    expect(leftIn(base)).toEqual([]);
  });

  test.each(['../a', 'a/../../b', '/etc/passwd', 'a//b', '.', 'a/', 'a\0b', '\ud800'])(
    'named %j lead nowhere',
    async (name) => {
      const { client, archive, base } = await world();
      await expect(client.host.beginDrop({ archive, files: [file(name, 1)] })).rejects.toMatchObject({
        code: 'drop-unusable',
      });
      expect(leftIn(base)).toEqual([]);
    },
  );

  test('that come longer or shorter than they said are not kept, and an address works once', async () => {
    const page = await world();
    const { client, archive, base, origin, bearer } = page;
    const files = ['a', 'b', 'c'].map((name) => file(name, 5));
    const { addresses } = await client.host.beginDrop({ archive, files });
    await expect(sendDropped(page, addresses[0]!, new Blob(['1234']))).rejects.toMatchObject({
      code: 'drop-unusable',
    });
    await expect(sendDropped(page, addresses[1]!, new Blob(['x'.repeat(5_000_000)]))).rejects.toMatchObject({
      name: 'AppError',
    });
    await sendDropped(page, addresses[2]!, new Blob(['12345']));
    const [staged] = leftIn(base);
    expect(readdirSync(join(base, staged!))).toEqual(['c']);
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/octet-stream' };
    const again = await ask(origin, addresses[2]!, { method: 'POST', headers, body: '54321' });
    expect(again.status).toBe(404);
    expect(readFileSync(join(base, staged!, 'c'), 'utf8')).toBe('12345');
  });

  test('whose name this disk cannot hold are refused with that reason, and are no fault of the program', async () => {
    const page = await world();
    const { client, archive, faults } = page;
    const { addresses } = await client.host.beginDrop({ archive, files: [file('ա'.repeat(200), 5)] });
    await expect(sendDropped(page, addresses[0]!, new Blob(['12345']))).rejects.toMatchObject({
      code: 'write-failed',
      details: { reason: 'ENAMETOOLONG' },
    });
    expect(faults).toEqual([]);
  });

  test('need the bearer and their type, and one that is cut off leaves nothing', async () => {
    const { client, archive, base, origin, bearer, core } = await world();
    const { addresses } = await client.host.beginDrop({ archive, files: [file('a', 100)] });
    const [address] = addresses;
    const type = { 'content-type': 'application/octet-stream' };
    const post = (headers: Record<string, string>) =>
      ask(origin, address!, { method: 'POST', headers, body: '1' });
    expect((await post(type)).status).toBe(401);
    expect((await post({ authorization: `Bearer ${bearer}`, 'content-type': 'text/plain' })).status).toBe(
      415,
    );
    const { host } = new URL(origin);
    const head = `POST ${address ?? ''} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${bearer}\r\nContent-Type: application/octet-stream\r\nConnection: close\r\n`;
    const { text } = await raw(origin, `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 422/);
    expect(readdirSync(join(base, leftIn(base)[0]!))).toEqual([]);
    expect(core.jobs.size).toBe(0);
  });

  test('that are only to be checked need no archive: they lie in the temporary folder until then', async () => {
    const page = await world();
    const { client } = page;
    const { drop, folder, addresses } = await client.host.beginDrop({
      archive: null,
      files: [file('bag/bagit.txt', 4)],
    });
    await sendDropped(page, addresses[0]!, new Blob(['text']));
    const staged = 'text' in folder ? folder.text : '';
    expect(staged.startsWith(join(tmpdir(), `stele-dropped-${process.pid}-`))).toBe(true);
    expect(statSync(staged).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(staged, 'bag/bagit.txt'), 'utf8')).toBe('text');
    const orphan = join(tmpdir(), 'stele-dropped-999999999-abcdef');
    mkdirSync(orphan);
    await client.host.endDrop({ drop });
    expect(existsSync(staged)).toBe(false);
    await client.host.beginDrop({ archive: null, files: [file('a', 1)] });
    expect(existsSync(orphan)).toBe(false);
  });

  test('of a run that was killed are removed when the next begins, and all when the host ends', async () => {
    const { client, archive, base, host } = await world();
    await client.host.beginDrop({ archive, files: [file('a', 1)] });
    const [mine] = leftIn(base);
    const dead = `${mine!.slice(0, -6)}abcdef`;
    const foreign = '.stele-dropped-00000000-0000-7000-8000-000000000000-abcdef';
    for (const name of [dead, foreign]) mkdirSync(join(base, name));
    await client.host.beginDrop({ archive, files: [file('b', 1)] });
    expect(existsSync(join(base, dead))).toBe(false);
    expect(leftIn(base)).toHaveLength(3);
    await host.end();
    expect(leftIn(base)).toEqual([foreign]);
  });

  test('of a run that was killed are removed when the archive is opened for writing, and not to be read', async () => {
    const { client, archive, base } = await world();
    await client.host.beginDrop({ archive, files: [file('a', 1)] });
    const [mine] = leftIn(base);
    const dead = join(base, `${mine!.slice(0, -6)}abcdef`);
    mkdirSync(dead);
    writeFileSync(join(dead, 'left.jpg'), 'in clear');
    const path = join(base, 'archive');
    await client.archives.open({ path, access: 'read' });
    expect(existsSync(dead)).toBe(true);
    await client.archives.close({ archive });
    await client.archives.open({ path, access: 'write' });
    expect(existsSync(dead)).toBe(false);
    // What is on its way now is somebody's.
    expect(leftIn(base)).toEqual([mine]);
  });
});

describe('folders of this machine', () => {
  test('are listed with kinds and sizes, folders first, archives marked, links by what they lead to', async () => {
    const { client, base } = await world();
    writeFileSync(join(base, 'b.txt'), '12345');
    mkdirSync(join(base, 'z'));
    const { entries, parent, omitted, name } = await client.host.listFolder({ path: { text: base } });
    expect(entries.map((entry) => [entry.name, entry.kind, entry.size, entry.isArchive])).toEqual([
      ['archive', 'folder', null, true],
      ['card', 'folder', null, false],
      ['z', 'folder', null, false],
      ['b.txt', 'file', 5, false],
    ]);
    expect({ omitted, name }).toEqual({ omitted: 0, name: base.split('/').at(-1) });
    expect(parent).toEqual({ text: join(base, '..') });
    const again = await client.host.listFolder({ path: { text: `${base}/z/../` } });
    expect(again).toMatchObject({ path: { text: base }, parent, name });
    const root = await client.host.listFolder({ path: { text: '/' } });
    expect(root.parent).toBe(null);
  });

  test.skipIf(process.platform !== 'linux')(
    'names that are not UTF-8 come as bytes, which every procedure takes back',
    async () => {
      const { client } = await (await hosted()).enter();
      const base = temporaryFolder();
      const odd = Buffer.concat([Buffer.from(`${base}/`), Buffer.from([0xcf, 0xe0, 0xef, 0xea, 0xe0])]);
      mkdirSync(odd);
      writeFileSync(Buffer.concat([odd, Buffer.from('/a.txt')]), 'a');
      const [entry] = (await client.host.listFolder({ path: { text: base } })).entries;
      expect(entry).toMatchObject({ name: '\ufffd'.repeat(5), path: { bytes: odd.toString('base64') } });
      const inside = await client.host.listFolder({ path: entry!.path });
      expect(inside.entries).toMatchObject([{ name: 'a.txt', kind: 'file', size: 1 }]);
    },
  );

  test('what is not there, and what is no whole path, is said', async () => {
    const { client } = await (await hosted()).enter();
    const list = (text: string) => client.host.listFolder({ path: { text } });
    await expect(list('/nowhere at all')).rejects.toMatchObject({ code: 'path-not-found' });
    await expect(list('relative')).rejects.toMatchObject({ code: 'usage' });
    await expect(list('/tmp\0x')).rejects.toMatchObject({ code: 'usage' });
    const places = await client.host.places();
    expect(places[0]).toMatchObject({ kind: 'home' });
  });

  test('what is plugged in is read from the list of mounts, odd names as they are', () => {
    const mounts = [
      '36 35 98:0 / / rw - ext4 /dev/root rw',
      '40 36 8:17 / /media/anna/CARD\\04012 rw - exfat /dev/sdb1 rw',
      '41 36 8:18 / /run/media/anna/\xd0\xba rw - vfat /dev/sdc1 rw',
      '42 36 0:5 / /proc rw - proc proc rw',
    ].join('\n');
    expect(mountedVolumes(mounts).map(String)).toEqual(['/media/anna/CARD 12', '/run/media/anna/к']);
  });

  test('shares of other machines and what is mounted for good are not taken for cards', () => {
    const mounts = [
      '40 36 8:17 / /media/anna/CARD rw,nosuid shared:7 master:2 - exfat /dev/sdb1 rw',
      '41 36 0:50 / /media/anna/share rw - cifs //office/share rw',
      '42 36 0:51 / /run/media/anna/ssh rw - fuse.sshfs there: rw',
      '43 36 8:33 / /media/anna/STICK rw - fuseblk /dev/sdd1 rw',
      '44 36 8:49 / /mnt/store rw - ext4 /dev/sde1 rw',
    ].join('\n');
    expect(pluggedMounts(mounts).map(String)).toEqual(['/media/anna/CARD', '/media/anna/STICK']);
  });

  test('a card that is plugged in and taken out is told once each, until nobody listens', async () => {
    const card = { name: 'CARD', path: { text: '/media/anna/CARD' }, isCard: true };
    const looks = [[], [], [card], [card], []];
    const stop = new AbortController();
    const told: unknown[] = [];
    const list = () => Promise.resolve(looks.shift() ?? []);
    for await (const { volumes } of watchPlugged(stop.signal, list, 1)) {
      told.push(volumes);
      if (told.length === 3) stop.abort();
    }
    expect(told).toEqual([[], [card], []]);
  });
});
