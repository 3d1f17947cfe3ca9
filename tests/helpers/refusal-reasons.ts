import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import type { Composed } from './composed-sentences.ts';

/** Errors whose second argument becomes the reason of a failure. What was stopped on request is told without one. */
const carriers = new Map([
  ['TransferError', 1],
  ['DamagedOriginalError', 1],
  ['SealBroken', 0],
]);

/**
 * What the program itself gives as the `reason` of a failure, wherever below the folders: beside `new AppError`, through a
 * function that makes one of what it is given, in an error that is turned into one, and as the message of a check of zod's.
 * `7` stands for what is filled in.
 */
export function refusalReasons(folders: readonly string[]): Composed[] {
  const sources = new Map(
    folders.flatMap(filesBelow).map((file) => {
      const path = normalize(file);
      const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
      return [path, source] as const;
    }),
  );
  const refusers = new Map<string, number>();
  const given: ts.Expression[] = [];
  for (const source of sources.values())
    eachNode(source, (node) => {
      const reason = reasonOf(node) ?? checkedBy(node) ?? carriedBy(node);
      if (reason === null) return;
      const parameter = ts.isIdentifier(reason) ? parameterOf(reason) : null;
      if (parameter) refusers.set(`${source.fileName} ${parameter.name}`, parameter.at);
      else given.push(reason);
    });
  for (const source of sources.values()) {
    const imported = importsOf(source);
    eachNode(source, (node) => {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
      const name = node.expression.text;
      const at =
        refusers.get(`${source.fileName} ${name}`) ?? refusers.get(`${imported.get(name) ?? ''} ${name}`);
      const argument = at === undefined ? undefined : node.arguments[at];
      if (argument) given.push(argument);
    });
  }
  return given.flatMap((expression) =>
    textsIn(expression).map((text) => ({ file: expression.getSourceFile().fileName, text })),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name));
}

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => eachNode(child, visit));
}

/** `reason` in the details of an AppError. */
function reasonOf(node: ts.Node): ts.Expression | null {
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'AppError') return null;
  const details = node.arguments?.[1];
  if (!details || !ts.isObjectLiteralExpression(details)) return null;
  for (const property of details.properties) {
    if (property.name?.getText() !== 'reason') continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return null;
}

function carriedBy(node: ts.Node): ts.Expression | null {
  if (!ts.isNewExpression(node)) return null;
  const at = carriers.get(node.expression.getText());
  const [first] = node.arguments ?? [];
  if (at === undefined || (first && ts.isStringLiteral(first) && first.text === 'interrupted')) return null;
  return node.arguments?.[at] ?? null;
}

/** The message of `.refine(check, message)`. */
function checkedBy(node: ts.Node): ts.Expression | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  return node.expression.name.text === 'refine' ? (node.arguments[1] ?? null) : null;
}

/** The function that takes this as a parameter, by name, and at which place. */
function parameterOf(identifier: ts.Identifier): { readonly name: string; readonly at: number } | null {
  for (let node: ts.Node = identifier; !ts.isSourceFile(node); node = node.parent) {
    if (!ts.isFunctionDeclaration(node) && !ts.isArrowFunction(node)) continue;
    const at = node.parameters.findIndex(({ name }) => name.getText() === identifier.text);
    if (at < 0) continue;
    const name = ts.isFunctionDeclaration(node)
      ? node.name
      : ts.isVariableDeclaration(node.parent)
        ? node.parent.name
        : null;
    return name ? { name: name.getText(), at } : null;
  }
  return null;
}

/** Names that a file imports, with the file they come from. */
function importsOf(source: ts.SourceFile): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const path = normalize(join(dirname(source.fileName), statement.moduleSpecifier.text));
    for (const { name } of bindings.elements) names.set(name.text, path);
  }
  return names;
}

/** What an expression may say: both sides of a choice, and what a constant of the same file holds. */
function textsIn(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isTemplateExpression(expression))
    return [
      expression.head.text + expression.templateSpans.map(({ literal }) => `7${literal.text}`).join(''),
    ];
  if (ts.isConditionalExpression(expression))
    return [...textsIn(expression.whenTrue), ...textsIn(expression.whenFalse)];
  if (ts.isParenthesizedExpression(expression)) return textsIn(expression.expression);
  if (ts.isBinaryExpression(expression)) return [expression.left, expression.right].flatMap(textsIn);
  if (ts.isObjectLiteralExpression(expression))
    return expression.properties.flatMap((one) =>
      ts.isPropertyAssignment(one) ? textsIn(one.initializer) : [],
    );
  if (ts.isElementAccessExpression(expression)) return textsIn(expression.expression);
  if (ts.isIdentifier(expression)) return constantOf(expression).flatMap(textsIn);
  return [];
}

/** What the nearest constant of that name is set to. */
function constantOf(identifier: ts.Identifier): ts.Expression[] {
  for (let node: ts.Node = identifier.parent; ; node = node.parent) {
    if (ts.isBlock(node) || ts.isSourceFile(node))
      for (const statement of node.statements) {
        if (!ts.isVariableStatement(statement)) continue;
        for (const { name, initializer } of statement.declarationList.declarations)
          if (name.getText() === identifier.text && initializer) return [initializer];
      }
    if (ts.isSourceFile(node)) return [];
  }
}
