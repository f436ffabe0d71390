"use strict";

const vscode = require("vscode");
const { Connection } = require("./connection");

const selector = [
  { language: "json" },
  { language: "jsonc" },
];
const severities = [
  vscode.DiagnosticSeverity.Error,
  vscode.DiagnosticSeverity.Warning,
  vscode.DiagnosticSeverity.Information,
];

let session;

const isOurs = (document) =>
  ["json", "jsonc"].includes(document.languageId) && ["file", "untitled"].includes(document.uri.scheme);
const position = (place) => new vscode.Position(place.line, place.character);
const range = ({ start, end }) => new vscode.Range(position(start), position(end));
const plain = (value) => ({
  start: { line: value.start.line, character: value.start.character },
  end: { line: value.end.line, character: value.end.character },
});
const location = ({ uri, range: place }) => new vscode.Location(vscode.Uri.parse(uri), range(place));

/** One server and what it has said. */
class Session {
  constructor() {
    const settings = vscode.workspace.getConfiguration("repllint");
    this.diagnostics = vscode.languages.createDiagnosticCollection("repllint");
    this.connection = new Connection(
      settings.get("path", "repllint"),
      ["lsp", ...settings.get("arguments", [])],
      (method, params) => this.hear(method, params),
      (reason) => {
        this.diagnostics.clear();
        if (!this.isStopping) vscode.window.showErrorMessage(`repllint: ${reason}`);
      },
    );
    // Answers the place of the first change; what was sent before it is kept in order by the pipe.
    this.ready = this.connection.request("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
    this.ready.then(() => this.connection.notify("initialized", {}), () => {});
    for (const document of vscode.workspace.textDocuments) this.open(document);
  }

  hear(method, params) {
    if (method === "window/showMessage") vscode.window.showWarningMessage(params.message);
    if (method !== "textDocument/publishDiagnostics") return;
    this.diagnostics.set(vscode.Uri.parse(params.uri), params.diagnostics.map(diagnostic));
  }

  open(document) {
    if (!isOurs(document)) return;
    this.connection.notify("textDocument/didOpen", {
      textDocument: {
        uri: document.uri.toString(),
        languageId: document.languageId,
        version: document.version,
        text: document.getText(),
      },
    });
  }

  change(event) {
    if (!isOurs(event.document) || event.contentChanges.length === 0) return;
    this.connection.notify("textDocument/didChange", {
      textDocument: { uri: event.document.uri.toString(), version: event.document.version },
      contentChanges: event.contentChanges.map((change) => ({ range: plain(change.range), text: change.text })),
    });
  }

  close(document) {
    if (!isOurs(document)) return;
    this.connection.notify("textDocument/didClose", { textDocument: { uri: document.uri.toString() } });
  }

  ask(method, document, params) {
    return this.connection.request(method, { textDocument: { uri: document.uri.toString() }, ...params });
  }

  async stop() {
    this.isStopping = true;
    await this.connection.stop();
    this.diagnostics.dispose();
  }
}

function diagnostic(value) {
  const result = new vscode.Diagnostic(range(value.range), value.message, severities[value.severity - 1]);
  result.source = value.source;
  result.code = { value: value.code, target: vscode.Uri.parse(value.codeDescription.href) };
  result.relatedInformation = (value.relatedInformation || []).map(
    (related) => new vscode.DiagnosticRelatedInformation(location(related.location), related.message),
  );
  return result;
}

function action(value) {
  const result = new vscode.CodeAction(value.title, vscode.CodeActionKind.Empty.append(value.kind));
  result.isPreferred = value.isPreferred === true;
  result.diagnostics = (value.diagnostics || []).map(diagnostic);
  result.edit = new vscode.WorkspaceEdit();
  for (const [uri, edits] of Object.entries(value.edit.changes)) {
    result.edit.set(
      vscode.Uri.parse(uri),
      edits.map((edit) => new vscode.TextEdit(range(edit.range), edit.newText)),
    );
  }
  return result;
}

const providers = {
  async provideCodeActions(document, place, context) {
    const only = context.only && [context.only.value];
    const actions = await session.ask("textDocument/codeAction", document, {
      range: plain(place),
      context: { diagnostics: [], ...(only && { only }) },
    });
    return actions.map(action);
  },
  async provideHover(document, place) {
    const hover = await session.ask("textDocument/hover", document, { position: plain({ start: place, end: place }).start });
    return hover && new vscode.Hover(new vscode.MarkdownString(hover.contents.value), range(hover.range));
  },
  async provideDefinition(document, place) {
    const places = await session.ask("textDocument/definition", document, {
      position: plain({ start: place, end: place }).start,
    });
    return places.map(location);
  },
};

function activate(context) {
  session = new Session();
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.json");
  const hasChanged = (uri) =>
    session.connection.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri.toString(), type: 2 }] });
  const restart = async () => {
    await session.stop();
    session = new Session();
  };
  context.subscriptions.push(
    watcher,
    watcher.onDidChange(hasChanged),
    watcher.onDidCreate(hasChanged),
    watcher.onDidDelete(hasChanged),
    vscode.workspace.onDidOpenTextDocument((document) => session.open(document)),
    vscode.workspace.onDidChangeTextDocument((event) => session.change(event)),
    vscode.workspace.onDidCloseTextDocument((document) => session.close(document)),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("repllint") && restart()),
    vscode.commands.registerCommand("repllint.restart", restart),
    vscode.languages.registerCodeActionsProvider(selector, providers, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.SourceFixAll],
    }),
    vscode.languages.registerHoverProvider(selector, providers),
    vscode.languages.registerDefinitionProvider(selector, providers),
  );
}

async function deactivate() {
  await session.stop();
}

module.exports = { activate, deactivate };
