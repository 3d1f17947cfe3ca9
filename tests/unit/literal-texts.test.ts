import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const renderer = fileURLToPath(new URL('../../src/renderer', import.meta.url));

/** Attributes that a person reads or hears. */
const spoken = ['aria-label', 'title', 'label', 'placeholder', 'hint', 'action', 'lead', 'alt'];
const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

/** Words that stand in the mark-up itself, where no catalogue could translate them. */
function literals(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasLetters(node.text)) found.push(node.text.trim());
    if (
      ts.isJsxAttribute(node) &&
      spoken.includes(node.name.getText()) &&
      node.initializer &&
      ts.isStringLiteral(node.initializer) &&
      hasLetters(node.initializer.text)
    )
      found.push(`${node.name.getText()}="${node.initializer.text}"`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('every word that a person reads comes from a catalogue', () => {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  );
  expect(files.length).toBeGreaterThan(10);
  for (const name of files) expect(literals(join(renderer, name)), name).toEqual([]);
});
