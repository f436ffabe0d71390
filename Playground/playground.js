/** The page: documents, the editor, and what the checker answers. */
class Playground {
  documents = [];
  /** The last answer of the checker. */
  answer = undefined;
  /** The number of the last request whose answer is shown. */
  shown = 0;
  #current = 0;
  #requested = 0;
  #earlier = [];
  #timer = undefined;
  #checker = undefined;
  #editor = new Editor((bytes) => this.#typed(bytes));
  #samples = JSON.parse(document.getElementById("samples").textContent);

  /** Starts the checker, and shows the documents of the address, else a sample. */
  async start() {
    this.#listen();
    for (const { name } of this.#samples) element("sample").append(new Option(name, name));
    const packed = Uint8Array.from(atob(element("program").textContent), (letter) => letter.charCodeAt(0));
    const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    this.#checker = await Checker.from(await new Response(bytes).arrayBuffer());
    if (!(await this.#read(location.hash))) this.#use(this.#samples[0].documents);
  }

  /** Checks the documents now, and shows the answer. */
  async check() {
    clearTimeout(this.#timer);
    const request = (this.#requested += 1);
    const documents = this.documents.map(({ name, bytes }) => ({ name, bytes }));
    let answer;
    try {
      answer = await this.#checker.check(documents, element("key").value);
    } catch (error) {
      element("summary").textContent = "The checker stopped. These documents show a defect; please report them.";
      console.error(error);
      return;
    }
    // Someone may have typed while the answer was made.
    if (request !== this.#requested) return;
    this.answer = answer;
    this.#show();
    this.shown = request;
  }

  // MARK: Documents

  get #document() {
    return this.documents[this.#current];
  }

  /** Replaces all documents. */
  #use(documents, key = element("key").value) {
    this.#remember();
    this.documents = documents.map(({ name, text, bytes }) => ({ name, bytes: bytes ?? new TextEncoder().encode(text) }));
    if (this.documents.length === 0) this.documents = [{ name: "document.json", bytes: new Uint8Array() }];
    this.#current = 0;
    element("key").value = key;
    return this.#changed();
  }

  /** Adds documents; one with the name of an earlier one replaces it. */
  add(added) {
    this.#remember();
    // An empty document that nobody named gives way.
    this.documents = this.documents.filter(({ bytes }) => bytes.length > 0 || added.every((one) => one.bytes.length === 0));
    for (const one of added) {
      const index = this.documents.findIndex(({ name }) => name === one.name);
      if (index < 0) this.documents.push(one);
      else this.documents[index] = one;
      this.#current = index < 0 ? this.documents.length - 1 : index;
    }
    return this.#changed();
  }

  /** Applies a fix of a finding to its document. */
  apply(finding) {
    const index = this.documents.findIndex(({ name }) => name === finding.path);
    if (index < 0 || !finding.fix) return undefined;
    this.#remember();
    const { name, bytes } = this.documents[index];
    const parts = [];
    let from = 0;
    for (const edit of finding.fix.edits.toSorted((a, b) => a.start - b.start)) {
      parts.push(bytes.subarray(from, edit.start), edit.text);
      from = edit.end;
    }
    parts.push(bytes.subarray(from));
    const encoder = new TextEncoder();
    const fixed = parts.flatMap((part) => [...(typeof part === "string" ? encoder.encode(part) : part)]);
    this.documents[index] = { name, bytes: Uint8Array.from(fixed) };
    this.#current = index;
    return this.#changed();
  }

  #remember() {
    if (this.documents.length > 0) this.#earlier.push([this.#current, this.documents.slice()]);
    element("undo").disabled = this.#earlier.length === 0;
  }

  #undo() {
    [this.#current, this.documents] = this.#earlier.pop();
    element("undo").disabled = this.#earlier.length === 0;
    return this.#changed();
  }

  #remove() {
    this.#remember();
    this.documents.splice(this.#current, 1);
    if (this.documents.length === 0) this.documents.push({ name: "document.json", bytes: new Uint8Array() });
    this.#current = Math.max(0, this.#current - 1);
    return this.#changed();
  }

  #rename() {
    const name = element("name").value;
    const isTaken = this.documents.some((one, index) => index !== this.#current && one.name === name);
    this.#say(isTaken || !name ? "A document needs a name of its own." : "");
    if (isTaken || !name) return;
    this.documents[this.#current] = { name, bytes: this.#document.bytes };
    this.#list();
    this.#soon();
  }

  #typed(bytes) {
    this.documents[this.#current] = { name: this.#document.name, bytes };
    this.#soon();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(), 150);
  }

  #changed() {
    element("name").value = this.#document.name;
    this.#editor.show(this.#document.bytes);
    this.#say(this.#isText ? "" : "This document is not UTF-8. It is checked as it is until you change it.");
    this.#list();
    return this.check();
  }

  get #isText() {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(this.#document.bytes);
      return true;
    } catch {
      return false;
    }
  }

  #choose(index) {
    this.#current = index;
    return this.#changed();
  }

  // MARK: The page

  #say(text) {
    element("message").textContent = text;
  }

  /** Lists the documents with the number of findings of the worst severity in each. */
  #list() {
    const hadFocus = element("list").contains(document.activeElement);
    const items = this.documents.map(({ name }, index) => {
      const button = made("button", name, { type: "button" });
      if (index === this.#current) button.setAttribute("aria-current", "true");
      const found = (this.answer?.findings ?? []).filter(({ path }) => path === name);
      const worst = ["error", "warning", "note"].find((severity) => found.some((one) => one.severity === severity));
      if (worst) {
        const count = found.filter(({ severity }) => severity === worst).length;
        button.append(made("b", ` ${count} ${worst}${count === 1 ? "" : "s"}`, { className: worst }));
      }
      button.addEventListener("click", () => this.#choose(index));
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
    element("list").replaceChildren(...items);
    if (hadFocus) element("list").querySelector("[aria-current]").focus();
  }

  #show() {
    const { summary, style, body, trace, findings } = this.answer;
    if (document.adoptedStyleSheets.length === 0) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      document.adoptedStyleSheets = [sheet];
    }
    if (element("summary").textContent !== summary) element("summary").textContent = summary;
    element("trace").textContent = trace;
    // The report escapes what documents hold, and the policy of the page runs no script that is not its own.
    element("report").innerHTML = body;
    for (const link of element("report").querySelectorAll("a")) link.target = "_blank";
    element("report").querySelectorAll("#findings article").forEach((article, index) => {
      article.append(this.#actions(findings[index]));
    });
    this.#list();
    this.#editor.mark(this.#document.bytes, findings.filter(({ path }) => path === this.#document.name));
  }

  /** The buttons below a finding. */
  #actions(finding) {
    const actions = made("div", "", { className: "actions" });
    const index = this.documents.findIndex(({ name }) => name === finding.path);
    if (index < 0) return actions;
    const show = made("button", "Show in the editor", { type: "button" });
    show.addEventListener("click", async () => {
      if (index !== this.#current) await this.#choose(index);
      this.#editor.select(this.#document.bytes, finding.start.offset, finding.end.offset);
    });
    actions.append(show);
    if (finding.fix) {
      const apply = made("button", `Apply the ${finding.fix.safe ? "safe" : "unsafe"} fix`, { type: "button" });
      apply.title = finding.fix.title;
      apply.addEventListener("click", () => this.apply(finding));
      actions.append(apply);
    }
    return actions;
  }

  async #share() {
    const fragment = await Share.fragment(this.documents, element("key").value);
    history.replaceState(null, "", fragment);
    try {
      await navigator.clipboard.writeText(location.href);
      this.#say("The link is copied. It holds the documents themselves.");
    } catch {
      this.#say("The link is in the address bar. It holds the documents themselves.");
    }
  }

  /** Shows the documents of a fragment; false where it holds none. */
  async #read(fragment) {
    try {
      const content = await Share.content(fragment);
      if (!content) return false;
      await this.#use(content.documents, content.key);
      return true;
    } catch {
      this.#say("The link cannot be read.");
      return false;
    }
  }

  async #open(files) {
    const read = async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    if (files.length > 0) await this.add(await Promise.all([...files].map(read)));
  }

  #addEmpty() {
    const names = new Set(this.documents.map(({ name }) => name));
    let number = 1;
    while (names.has(`document-${number}.json`)) number += 1;
    this.add([{ name: `document-${number}.json`, bytes: new Uint8Array() }]);
    element("text").focus();
  }

  #listen() {
    const on = (id, event, action) => element(id).addEventListener(event, action);
    on("add", "click", () => this.#addEmpty());
    on("open", "click", () => element("files").click());
    on("files", "change", async () => {
      await this.#open(element("files").files);
      element("files").value = "";
    });
    on("sample", "change", () => {
      const sample = this.#samples.find(({ name }) => name === element("sample").value);
      if (sample) this.#use(sample.documents);
      element("sample").value = "";
    });
    on("undo", "click", () => this.#undo());
    on("share", "click", () => this.#share());
    on("remove", "click", () => this.#remove());
    on("name", "change", () => this.#rename());
    on("key", "input", () => this.#soon());
    addEventListener("hashchange", () => this.#read(location.hash));
    for (const event of ["dragenter", "dragover", "dragleave", "drop"]) {
      addEventListener(event, (drag) => {
        if (!drag.dataTransfer?.types.includes("Files")) return;
        drag.preventDefault();
        document.body.classList.toggle("dropping", event === "dragenter" || event === "dragover");
        if (event === "drop") this.#open(drag.dataTransfer.files);
      });
    }
  }
}

function element(id) {
  return document.getElementById(id);
}

function made(tag, text, properties) {
  return Object.assign(document.createElement(tag), { textContent: text }, properties);
}

const playground = new Playground();
const started = playground.start();
