import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Composed {
  readonly file: string;
  /** What stands in the source, with `7` for what is filled in. */
  readonly text: string;
}

/** Texts of several words in source files below a folder: what a program may say. SQL and what is only thrown at programmers is not. */
export function composedSentences(folder: string): Composed[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
      return textsOf(source).map((text) => ({ file: path.replaceAll('\\', '/'), text }));
    });
}

function textsOf(source: ts.SourceFile): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isNewExpression(node) && /^(?:AppError|Error|TypeError)$/.test(node.expression.getText())) return;
    const text = textOf(node);
    if (
      text !== null &&
      /[a-z]{2,} [a-z]{2,}/.test(text) &&
      !/\b(?:SELECT|FROM|UPDATE|WHERE|JOIN)\b/.test(text)
    )
      texts.push(text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `7${literal.text}`).join('');
}
