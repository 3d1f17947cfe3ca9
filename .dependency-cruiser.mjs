/** Import directions of docs/architecture.md: shared ← verifier ← core ← main/*, and shared ← {preload, renderer}. */
const never = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    never(
      'shared-is-a-leaf',
      '^src/shared/',
      '^src/(?!shared/)',
      'shared is spoken by both sides and leans on nothing',
    ),
    never(
      'verifier-leans-on-shared',
      '^src/verifier/',
      '^src/(?!shared/|verifier/)',
      'the verifier runs in a browser page too',
    ),
    never('core-leans-inward', '^src/core/', '^src/(main|preload|renderer)/', 'the core knows no host'),
    never(
      'renderer-leans-on-shared',
      '^src/renderer/',
      '^src/(?!shared/|renderer/)',
      'the interface speaks the contract',
    ),
    never('preload-leans-on-shared', '^src/preload/', '^src/(?!shared/|preload/)', 'the bridge stays small'),
    never(
      'hosts-apart',
      '^src/main/cli/(?!commands/open[.]ts$)',
      '^src/main/(?!cli/)',
      'hosts do not lean on each other',
    ),
    never(
      'open-starts-the-browser-host',
      '^src/main/cli/commands/open[.]ts$',
      '^src/main/(?!cli/|browser/(host|launch)[.]ts$)',
      'one command is the door of another host, and knows its two entrances alone',
    ),
    never('browser-apart', '^src/main/browser/', '^src/main/(?!browser/)', 'hosts do not lean on each other'),
    never('desktop-apart', '^src/main/desktop/', '^src/main/(?!desktop/)', 'hosts do not lean on each other'),
    never(
      'the-core-process-has-no-electron',
      '^src/(main/desktop/core|core|shared)/',
      'node_modules/electron/|^src/main/desktop/(?!core/)',
      'a utilityProcess is given a port, and nothing else of Electron',
    ),
    never(
      'pure-rooms-have-no-node',
      '^src/(shared|verifier|renderer)/',
      '^(node:|fs$|path$|buffer$|crypto$)',
      'these run in a browser',
    ),
    never(
      'parsers-only-in-media',
      '^src/(?!core/media/)',
      'node_modules/(sharp|sax|exifr|libheif-js|@embedpdf/pdfium|file-type|exiftool-vendored)',
      'whatever decodes untrusted bytes lives in core/media',
    ),
    never(
      'source-never-imports-tests',
      '^src/',
      '^(tests|scripts|bench)/',
      'the product does not lean on its tests',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
