import { expect, test } from 'vitest';
import { archiveFolder } from '../../src/renderer/features/start/archive-folder.ts';

test.each([
  ['/home/anna', 'Field notes', '/home/anna/Field notes.stele'],
  ['/home/anna/', 'Արխիվ 7', '/home/anna/Արխիվ 7.stele'],
  ['C:\\Users\\Anna', 'Notes', 'C:\\Users\\Anna\\Notes.stele'],
  ['\\\\server\\share\\', 'Notes', '\\\\server\\share\\Notes.stele'],
])('an archive in %s that is called %s lies at %s', (folder, name, path) => {
  expect(archiveFolder(folder, name)).toBe(path);
});

test('no sign that turns or hides a part of the name stands in it, and none that a file system refuses', () => {
  expect(archiveFolder('/a', 'gnp\u202e.exe\u200b')).toBe('/a/gnp.exe.stele');
  expect(archiveFolder('/a', '../etc/pass:word?\n')).toBe('/a/..-etc-pass-word-.stele');
  expect(archiveFolder('/a', 'ends. . ')).toBe('/a/ends.stele');
  expect(archiveFolder('/a', '\u2066\u2069')).toBe('/a/archive.stele');
  // The joiners spell words of several scripts.
  expect(archiveFolder('/a', 'می\u200cخواهم')).toBe('/a/می\u200cخواهم.stele');
});

test('a long name is cut between its signs, and a device of Windows is none', () => {
  const cut = archiveFolder('/a', '🪨'.repeat(90));
  expect(cut).toBe(`/a/${'🪨'.repeat(50)}.stele`);
  expect(archiveFolder('C:\\a', 'Con')).toBe('C:\\a\\_Con.stele');
  expect(archiveFolder('C:\\a', 'nul.7')).toBe('C:\\a\\_nul.7.stele');
  expect(archiveFolder('C:\\a', 'Conference')).toBe('C:\\a\\Conference.stele');
});
