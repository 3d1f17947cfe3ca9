import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { harmlessDirectory, neededEnvironment, type LaunchPlan } from './launch.ts';

/** Address space of the Perl child, bytes. */
const ADDRESS_SPACE = 1_024 * 1_048_576;

/**
 * The metadata child: Perl with the ExifTool library that npm installed, on Windows the Perl that comes with it.
 * Null where there is no such library. Whether Perl itself is there is learned by starting it.
 */
export function exifToolPlan(): LaunchPlan | null {
  const found = process.platform === 'win32' ? carriedPerl() : systemPerl();
  if (found === null) return null;
  const script = join(dirname(fileURLToPath(import.meta.url)), 'exiftool-process.pl');
  if (!existsSync(script)) return null;
  return {
    role: 'exiftool',
    command: found.perl,
    args: ['-I', found.library, script, process.platform, process.arch, String(ADDRESS_SPACE)],
    environment: { ...neededEnvironment(), PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    directory: harmlessDirectory(),
  };
}

interface Perl {
  readonly perl: string;
  readonly library: string;
}

function systemPerl(): Perl | null {
  const root = packageRoot('exiftool-vendored.pl');
  return root === null ? null : { perl: 'perl', library: join(root, 'bin', 'lib') };
}

/** exiftool-vendored.exe keeps Perl and library in `bin/exiftool_files`. */
function carriedPerl(): Perl | null {
  const root = packageRoot('exiftool-vendored.exe');
  if (root === null) return null;
  const files = join(root, 'bin', 'exiftool_files');
  return { perl: join(files, 'perl.exe'), library: join(files, 'lib') };
}

function packageRoot(name: string): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}
