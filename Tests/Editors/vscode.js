"use strict";

// Run by Tests/Editors/run in Node: the extension for VS Code against the real program, with a stand-in for the editor
// that keeps what it is told.

const Module = require("module");
const path = require("path");
const assert = require("assert");

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}
class Range {
  constructor(start, end) {
    Object.assign(this, { start, end });
  }
}
class Location {
  constructor(uri, range) {
    Object.assign(this, { uri, range });
  }
}
class Uri {
  constructor(text) {
    this.text = text;
    this.scheme = text.split(":")[0];
  }
  static parse(text) {
    return new Uri(text);
  }
  toString() {
    return this.text;
  }
}
class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}
class CodeAction {
  constructor(title, kind) {
    Object.assign(this, { title, kind });
  }
}
class WorkspaceEdit {
  constructor() {
    this.edits = new Map();
  }
  set(uri, edits) {
    this.edits.set(uri.toString(), edits);
  }
}
class Kind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new Kind(this.value ? `${this.value}.${part}` : part);
  }
}
class Pair {
  constructor(a, b) {
    Object.assign(this, { a, b });
  }
}

const events = {};
const event = (name) => (handler) => {
  events[name] = handler;
  return { dispose() {} };
};
const found = new Map();
const messages = [];
const documents = [];
let provider;
const editor = {
  Position,
  Range,
  Location,
  Uri,
  Diagnostic,
  CodeAction,
  WorkspaceEdit,
  TextEdit: Pair,
  Hover: Pair,
  MarkdownString: Pair,
  DiagnosticRelatedInformation: Pair,
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2 },
  CodeActionKind: { Empty: new Kind(""), QuickFix: new Kind("quickfix"), SourceFixAll: new Kind("source.fixAll") },
  workspace: {
    textDocuments: documents,
    getConfiguration: () => ({ get: (name, value) => (name === "path" ? process.env.PROGRAM : value) }),
    createFileSystemWatcher: () => ({
      onDidChange: event("fileChange"),
      onDidCreate: event("fileCreate"),
      onDidDelete: event("fileDelete"),
    }),
    onDidOpenTextDocument: event("open"),
    onDidChangeTextDocument: event("change"),
    onDidCloseTextDocument: event("close"),
    onDidChangeConfiguration: event("configuration"),
  },
  window: {
    showErrorMessage: (text) => messages.push(text),
    showWarningMessage: (text) => messages.push(text),
  },
  languages: {
    createDiagnosticCollection: () => ({
      set: (uri, list) => found.set(uri.toString(), list),
      clear: () => found.clear(),
      dispose() {},
    }),
    registerCodeActionsProvider: (_, given) => (provider = given),
    registerHoverProvider() {},
    registerDefinitionProvider() {},
  },
  commands: { registerCommand: (name, run) => (events[name] = run) },
};
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? editor : load(name, ...rest));

async function until(what, condition) {
  for (let count = 0; count < 400; count++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}

async function run() {
  const extension = require(path.resolve("Editors/vscode/extension.js"));
  const uri = new Uri(`file://${process.env.FILE}`);
  let text = require("fs").readFileSync(process.env.FILE, "utf8");
  const document = { uri, languageId: "json", version: 1, getText: () => text };
  documents.push(document);
  extension.activate({ subscriptions: [] });
  const codes = () => (found.get(uri.toString()) || []).map((diagnostic) => diagnostic.code.value);

  await until("the finding", () => codes().includes("status-invalid"));
  const [diagnostic] = found.get(uri.toString());
  assert.equal(diagnostic.severity, 0);
  const actions = await provider.provideCodeActions(document, diagnostic.range, {});
  assert.deepEqual(actions.map((action) => action.kind.value), ["quickfix", "source.fixAll"]);
  const onSave = await provider.provideCodeActions(document, diagnostic.range, { only: new Kind("source.fixAll") });
  assert.equal(onSave.length, 1);

  const [edit] = actions[0].edit.edits.get(uri.toString());
  document.version = 2;
  events.change({ document, contentChanges: [{ range: edit.a, text: edit.b }] });
  await until("the finding to go", () => found.has(uri.toString()) && codes().length === 0);

  const hover = await provider.provideHover(document, new Position(1, 15));
  assert.match(hover.a.a, /source role/);
  assert.deepEqual(await provider.provideDefinition(document, new Position(1, 15)), []);
  await events["repllint.restart"]();
  // The new server reads the document as it is.
  text = text.replace('"enabled"', '"Enabled"');
  await until("the new server", () => found.has(uri.toString()));
  await extension.deactivate();
  assert.deepEqual(messages, []);
  console.log("vscode: finding, actions, hover, restart");
}

run().catch((error) => {
  console.error(`vscode: ${error.stack}`);
  process.exit(1);
});
