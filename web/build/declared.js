/** What the sources declare in their types and say in their JSDoc, read by TypeScript's parser. Paths are from the project's folder. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectFolder } from './command.js';

/**
 * A property, an accessor or a method.
 * @typedef {object} Declared
 * @property {string} name
 * @property {string} type of what is read, or returned; '' where nothing is
 * @property {boolean} isOptional
 * @property {boolean} isReadOnly
 * @property {string} text what its JSDoc says, in one line
 * @property {Parameter[] | undefined} parameters of a method
 *
 * @typedef {{ name: string, type: string, isOptional: boolean }} Parameter
 */

/** @param {string} path @returns {ts.SourceFile} */
const parse = (path) => ts.createSourceFile(path, readFileSync(join(projectFolder, path), 'utf8'), ts.ScriptTarget.Latest, true);

/** @param {string} text @returns {string} */
const inOneLine = (text) => text.replace(/\n\s*(\* )?\s*/g, ' ').trim();

/** @param {ts.TypeNode | undefined} type @returns {string} as a reader knows it: a name without the file that it comes from */
const typeText = (type) => inOneLine(type?.getText() ?? '').replace(/import\([^)]*\)\./g, '');

/** @param {string | ts.NodeArray<ts.JSDocComment> | undefined} comment */
const commentText = (comment) => inOneLine(ts.getTextOfJSDocComment(comment) ?? '');

/** @param {ts.Node} node @returns {readonly ts.JSDoc[]} */
const docsOf = (node) => /** @type {{ jsDoc?: ts.JSDoc[] }} */ (node).jsDoc ?? [];

/**
 * @param {string} path of a script
 * @param {string} name of a typedef
 * @returns {ts.JSDocTypedefTag}
 */
function typedefTag(path, name) {
  const source = parse(path);
  const tags = [...source.statements, source.endOfFileToken].flatMap((node) => docsOf(node).flatMap(({ tags = [] }) => [...tags]));
  const found = tags.filter(ts.isJSDocTypedefTag).find((tag) => tag.name?.text === name);
  if (!found) throw new Error(`${path}: expected the type ${name}, found none`);
  return found;
}

/**
 * @param {string} path of a script
 * @param {string} name of a typedef of an object
 * @returns {Declared[]} its properties
 */
export function typedefMembers(path, name) {
  const { typeExpression } = typedefTag(path, name);
  if (!typeExpression || !ts.isJSDocTypeLiteral(typeExpression)) throw new Error(`${path}: expected properties of ${name}, found another type`);
  return (typeExpression.jsDocPropertyTags ?? []).map((tag) => ({
    name: tag.name.getText(), type: typeText(tag.typeExpression?.type), isOptional: tag.isBracketed, isReadOnly: false,
    text: commentText(tag.comment), parameters: undefined,
  }));
}

/**
 * @param {string} path of a script
 * @param {string} name of a typedef
 * @returns {string} the type that it stands for
 */
export function typedefText(path, name) {
  const { typeExpression } = typedefTag(path, name);
  return typeText(typeExpression && ts.isJSDocTypeExpression(typeExpression) ? typeExpression.type : undefined);
}

/**
 * @param {string} path of a script
 * @param {string} name of a typedef
 * @returns {string} what its JSDoc says of it
 */
export function typedefComment(path, name) {
  return commentText(/** @type {ts.JSDoc} */ (typedefTag(path, name).parent).comment);
}

/**
 * @param {string} path of a file in TypeScript
 * @param {string[]} names of interfaces in it
 * @returns {Declared[]} their accessors, each once, with their types spelled out
 */
export function interfaceMembers(path, names) {
  const { source, checker } = checked(path);
  return names.flatMap((name) => {
    const found = source.statements.filter(ts.isInterfaceDeclaration).find((each) => each.name.text === name);
    if (!found) throw new Error(`${path}: expected the interface ${name}, found none`);
    return membersOf(found.members).map((member) => {
      const symbol = checker.getTypeAtLocation(found).getProperty(member.name);
      return symbol ? { ...member, type: spelled(checker.getTypeOfSymbolAtLocation(symbol, found), checker) } : member;
    });
  });
}

/**
 * @param {string} path of a file
 * @param {string[]} names of types in it
 * @returns {Record<string, string>} what they stand for, spelled out
 */
export function typesOf(path, names) {
  const { source, checker } = checked(path);
  const module = checker.getSymbolAtLocation(source);
  const types = new Map((module ? checker.getExportsOfModule(module) : []).map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]));
  return Object.fromEntries(names.map((name) => {
    const type = types.get(name);
    if (!type || type.flags & ts.TypeFlags.Any) throw new Error(`${path}: expected the type ${name}, found none`);
    return [name, spelled(type, checker)];
  }));
}

/** What users of the package and of the figure meet first; their types lie in these files and those that they import. */
const roots = ['web/engine/index.js', 'web/figure/element/figure-properties.ts'].map((path) => join(projectFolder, path));

/** One for all, since it takes a second. @type {ts.Program | undefined} */
let program;

/** @param {string} path @returns {{ source: ts.SourceFile, checker: ts.TypeChecker }} the file, with what the compiler knows of its types */
function checked(path) {
  program ??= ts.createProgram(roots, { allowJs: true, strict: true, noEmit: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] });
  const source = program.getSourceFile(join(projectFolder, path));
  if (!source) throw new Error(`${path}: expected a file that ${roots.join(' and ')} import, got another`);
  return { source, checker: program.getTypeChecker() };
}

/**
 * @param {ts.Type} type
 * @param {ts.TypeChecker} checker
 * @returns {string} with the members of a union in place of its name
 */
function spelled(type, checker) {
  if (!type.isUnion()) return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType);
  const parts = type.types.map((part) => spelled(part, checker));
  const isBoolean = parts.includes('true') && parts.includes('false');
  const rest = parts.filter((part) => part !== 'null' && !(isBoolean && (part === 'true' || part === 'false')));
  return [...(isBoolean ? ['boolean'] : []), ...rest, ...(parts.includes('null') ? ['null'] : [])].join(' | ');
}

/**
 * @param {string} path of a script
 * @param {string} name of a class
 * @returns {Declared[]} what its users may call and read
 */
export function classMembers(path, name) {
  const found = parse(path).statements.filter(ts.isClassDeclaration).find((each) => each.name?.text === name);
  if (!found) throw new Error(`${path}: expected the class ${name}, found none`);
  return membersOf(found.members);
}

/** What the browser calls, and nobody else. */
const callbacks = /^(connected|disconnected|attributeChanged)Callback$/;

/** @param {readonly (ts.TypeElement | ts.ClassElement)[]} members @returns {Declared[]} */
function membersOf(members) {
  const setters = new Set(members.filter(ts.isSetAccessor).map(({ name }) => name.getText()));
  return members.filter(isPublic).map((member) => ({
    name: member.name.getText(),
    type: typeText(member.type ?? ts.getJSDocReturnType(member) ?? ts.getJSDocType(member)),
    isOptional: false,
    isReadOnly: ts.isGetAccessor(member) && !setters.has(member.name.getText()),
    text: inOneLine(docsOf(member).map(({ comment }) => commentText(comment)).join(' ') || commentText(ts.getJSDocReturnTag(member)?.comment)),
    parameters: ts.isMethodDeclaration(member) ? member.parameters.map(parameterOf) : undefined,
  }));
}

/** @param {ts.ParameterDeclaration} parameter @returns {Parameter} */
const parameterOf = (parameter) => ({
  name: parameter.name.getText(),
  type: typeText(ts.getJSDocType(parameter)),
  isOptional: ts.getJSDocParameterTags(parameter).some(({ isBracketed }) => isBracketed),
});

/** @param {ts.Node} member @returns {member is ts.GetAccessorDeclaration | ts.MethodDeclaration | ts.PropertyDeclaration} */
function isPublic(member) {
  if (!ts.isGetAccessor(member) && !ts.isMethodDeclaration(member) && !ts.isPropertyDeclaration(member)) return false;
  const isStatic = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  const isInternal = ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal');
  return !isStatic && !isInternal && !ts.isPrivateIdentifier(member.name) && !callbacks.test(member.name.getText());
}
