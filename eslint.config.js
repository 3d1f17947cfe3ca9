import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Who may import what. Directions between rooms are checked by dependency-cruiser; these are single modules. */
const onlyIn = (...entries) => ({
  'no-restricted-imports': ['error', { paths: entries.map(([name, message]) => ({ name, message })) }],
});
const crypto = ['node:crypto', 'Only src/core/cryptography imports node:crypto (Electron ships BoringSSL).'];
const plainCrypto = ['crypto', crypto[1]];
const sqlite = ['better-sqlite3', 'Only src/core/database opens databases.'];
const electron = ['electron', 'Only src/main/desktop and src/preload import electron.'];

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'coverage/**', 'node_modules/**'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            'eslint.config.js',
            '.dependency-cruiser.mjs',
            'bin/*.mjs',
            'scripts/*.mjs',
            'scripts/package/*.mjs',
            'tests/helpers/electron-stand-in/*.mjs',
          ],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A generator that is async because its contract is one may have nothing to await.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'no-control-regex': 'off',
      'no-console': 'error',
      ...onlyIn(crypto, plainCrypto, sqlite, electron),
    },
  },
  { files: ['src/core/cryptography/**'], rules: onlyIn(sqlite, electron) },
  { files: ['src/core/database/**'], rules: onlyIn(crypto, plainCrypto, electron) },
  { files: ['src/main/desktop/**', 'src/preload/**'], rules: onlyIn(crypto, plainCrypto, sqlite) },
  { files: ['src/main/desktop/core/**'], rules: onlyIn(crypto, plainCrypto, sqlite, electron) },
  {
    files: ['src/renderer/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ['scripts/**', 'bench/**', 'bin/**', 'tests/**'],
    rules: { 'no-console': 'off', 'no-restricted-imports': 'off' },
  },
  {
    // Inner loops over typed arrays, whose every place is computed to be within.
    files: ['src/core/sample/drawing/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['tests/**'],
    rules: {
      // Matchers such as expect.arrayContaining are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
