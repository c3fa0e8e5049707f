import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Leaves of the declarations that the compiler has emitted what the package's users can reach: from the entries along every
 * name that a declaration mentions. What is inside names the types of one platform or one version of TypeScript, and has
 * to be nobody's trouble.
 * @param {string} folder with the declarations
 * @param {string[]} entries from there
 */
export async function keepPublicTypes(folder, entries) {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.d.ts')).map((name) => join(folder, name));
  /** @type {Map<string, DeclarationFile>} */
  const declarations = new Map();
  for (const path of files) declarations.set(path, new DeclarationFile(path, await readFile(path, 'utf8')));
  for (const entry of entries) declarations.get(join(folder, entry))?.keepAll(declarations);
  for (const file of declarations.values()) await (file.kept.size > 0 ? writeFile(file.path, file.text()) : rm(file.path));
}

/** The statements of one file, and which of them are kept. */
class DeclarationFile {
  /** @type {Set<ts.Statement>} */
  kept = new Set();
  /** What each name of the file stands for. @type {Map<string, ts.Statement[]>} */
  #named = new Map();
  /** What each imported name stands for, by the file that it comes from. @type {Map<string, { statement: ts.Statement, from: string, name: string }>} */
  #imported = new Map();
  #source;

  /** @param {string} path @param {string} text */
  constructor(path, text) {
    this.path = path;
    this.#source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    for (const statement of this.#source.statements) this.#note(statement);
  }

  /** @param {ts.Statement} statement */
  #note(statement) {
    /** @param {string} name */
    const add = (name) => this.#named.set(name, [...this.#named.get(name) ?? [], statement]);
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) add(name.getText());
    } else if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) {
      for (const { name } of /** @type {ts.NamedExports} */ (statement.exportClause).elements) add(name.text);
    } else if ((ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) && statement.moduleSpecifier) {
      const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
      if (!bindings || !('elements' in bindings)) return;
      for (const { name, propertyName } of bindings.elements) {
        this.#imported.set(name.text, { statement, from: this.#resolve(statement.moduleSpecifier), name: (propertyName ?? name).text });
      }
    } else if ('name' in statement && statement.name) {
      add(/** @type {ts.Identifier} */ (statement.name).text);
    }
  }

  /** @param {ts.Node} specifier @returns {string} the path of a file of declarations */
  #resolve(specifier) {
    return resolve(dirname(this.path), /** @type {ts.StringLiteral} */ (specifier).text.replace(/\.js$/, '.d.ts'));
  }

  /** @param {Map<string, DeclarationFile>} files */
  keepAll(files) {
    for (const statement of this.#source.statements) this.#keep(statement, files);
  }

  /** @param {string} name @param {Map<string, DeclarationFile>} files */
  keepName(name, files) {
    for (const statement of this.#named.get(name) ?? []) this.#keep(statement, files);
    const imported = this.#imported.get(name);
    if (imported) {
      this.kept.add(imported.statement);
      files.get(imported.from)?.keepName(imported.name, files);
    }
  }

  /** @param {ts.Statement} statement @param {Map<string, DeclarationFile>} files */
  #keep(statement, files) {
    if (this.kept.has(statement)) return;
    this.kept.add(statement);
    /** @param {ts.Node} node */
    const follow = (node) => {
      if (isInternal(node)) return;
      if (ts.isIdentifier(node)) this.keepName(node.text, files);
      if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && node.qualifier) {
        files.get(this.#resolve(node.argument.literal))?.keepName(node.qualifier.getText().split('.')[0], files);
      }
      ts.forEachChild(node, follow);
    };
    follow(statement);
  }

  /** @returns {string} what is kept, less the members of classes that say of themselves that they are internal */
  text() {
    const statements = this.#source.statements.filter((statement) => this.kept.has(statement)).map((statement) => this.#withoutInternal(statement));
    // TypeScript 5.4 does not know that typed arrays have a parameter, and newer ones know this one without being told.
    return `${statements.join('').trim()}\n`.replaceAll('<ArrayBufferLike>', '');
  }

  /** @param {ts.Statement} statement */
  #withoutInternal(statement) {
    const start = statement.getFullStart();
    let text = statement.getFullText();
    const members = ts.isClassDeclaration(statement) ? statement.members.filter(isInternal) : [];
    for (const member of members.reverse()) text = text.slice(0, member.getFullStart() - start) + text.slice(member.end - start);
    return text;
  }
}

/** @param {ts.Node} node */
const isInternal = (node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');
