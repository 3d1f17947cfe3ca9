import type { Platform } from './platforms.ts';

/** What a person opens, by file name; `isRunnable` where the file system can say so. */
export interface Launcher {
  readonly name: string;
  readonly text: string;
  readonly isRunnable: boolean;
}

export function launchersFor(platform: Platform): readonly Launcher[] {
  if (platform === 'win32-x64')
    return [{ name: 'Stele.cmd', text: windows.replaceAll('\n', '\r\n'), isRunnable: false }];
  if (platform === 'linux-x64')
    return [
      { name: 'stele.sh', text: linux, isRunnable: true },
      { name: 'Stele.desktop', text: desktopEntry, isRunnable: true },
    ];
  return [{ name: 'Stele.command', text: mac, isRunnable: true }];
}

/**
 * What a machine may tell every Node to load, trust or write: it must not run in here, keep this from starting, or leave traces.
 */
const hostSettings = [
  'NODE_OPTIONS',
  'NODE_PATH',
  'NODE_EXTRA_CA_CERTS',
  'NODE_V8_COVERAGE',
  'NODE_REPL_EXTERNAL_MODULE',
];
const unset = `unset ${hostSettings.join(' ')}`;

/**
 * Everything is handed on in variables, so that no sign in a path is taken for another. PowerShell starts it without a window;
 * where there is none, it stands minimised in the task bar.
 */
const windows = `@echo off
setlocal
${hostSettings.map((name) => `set "${name}="`).join('\n')}
set "STELE_ARCHIVES=%~dp0Archives"
set "STELE_RUNTIME=%~dp0program\\runtime\\node.exe"
set "STELE_MAIN=%~dp0program\\app\\stele.mjs"
if not "%~1"=="" goto console
where powershell >nul 2>nul
if errorlevel 1 goto minimised
powershell -NoProfile -NonInteractive -Command "Start-Process -WindowStyle Hidden -FilePath $env:STELE_RUNTIME -ArgumentList @('--no-warnings', ([char]34 + $env:STELE_MAIN + [char]34), 'open')"
if not errorlevel 1 exit /b 0
:minimised
start "Stele" /min "%STELE_RUNTIME%" --no-warnings "%STELE_MAIN%" open
exit /b 0
:console
"%STELE_RUNTIME%" --no-warnings "%STELE_MAIN%" %*
exit /b %errorlevel%
`;

/**
 * A stick may be mounted so that nothing on it can be run. Then what is needed is copied to a temporary folder, for as long as
 * the program runs: Node alone, or all of it where libraries cannot be loaded from there either.
 */
const linux = `#!/bin/sh
${unset}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P) || exit 1
runtime=$here/program/runtime/node
main=$here/program/app/stele.mjs
STELE_ARCHIVES=\${STELE_ARCHIVES:-$here/Archives}
export STELE_ARCHIVES
[ $# -gt 0 ] || set -- open
if [ -x "$runtime" ]; then
  exec "$runtime" --no-warnings "$main" "$@"
fi
copy=$(mktemp -d "\${TMPDIR:-/tmp}/stele-run-XXXXXX") || exit 1
trap 'rm -rf "$copy"' EXIT
trap 'kill -TERM "$child" 2>/dev/null' HUP INT TERM
case ",$(findmnt -n -o OPTIONS -T "$here" 2>/dev/null)," in
  *,noexec,*)
    cp -R "$here/program/app" "$copy/app" || exit 1
    main=$copy/app/stele.mjs
    ;;
esac
cp "$runtime" "$copy/node" && chmod 700 "$copy/node" || exit 1
"$copy/node" --no-warnings "$main" "$@" &
child=$!
wait "$child"
code=$?
# A signal ends the first wait, not the program.
while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
exit "$code"
`;

const desktopEntry = `[Desktop Entry]
Type=Application
Version=1.0
Name=Stele
Name[hy]=Stele
Name[ru]=Stele
Comment=An archive for photographs and documents, in your browser
Comment[hy]=Արխիվ լուսանկարների և փաստաթղթերի համար, Ձեր դիտարկիչում
Comment[ru]=Архив фотографий и документов, в вашем браузере
Exec=sh -c 'exec sh "$(dirname "$1")/stele.sh"' sh %k
Icon=folder
Terminal=false
Categories=Office;
`;

const mac = `#!/bin/sh
${unset}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P) || exit 1
main=$here/program/app/stele.mjs
STELE_ARCHIVES=\${STELE_ARCHIVES:-$here/Archives}
export STELE_ARCHIVES
for node in "$(command -v node)" /opt/homebrew/bin/node /usr/local/bin/node; do
  [ -x "$node" ] || continue
  [ "$("$node" -p 'Number(process.versions.napi) >= 10 ? 1 : 0' 2>/dev/null)" = 1 ] || continue
  [ $# -gt 0 ] || set -- open
  exec "$node" --no-warnings "$main" "$@"
done
echo 'Stele needs Node 22.14 or newer (nodejs.org) on this Mac, and found none.'
echo 'Stele-ին պետք է Node 22.14 կամ ավելի նոր (nodejs.org)։'
echo 'Stele нужен Node 22.14 или новее (nodejs.org).'
exit 3
`;
