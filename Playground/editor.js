/** The text of one document, with its findings underlined and its lines numbered. */
class Editor {
  #text = document.getElementById("text");
  #marks = document.getElementById("marks");
  #numbers = document.getElementById("numbers");
  #here = document.getElementById("here");
  #ranges = [];

  /** Calls `changed` with the new bytes while someone types. */
  constructor(changed) {
    this.#text.addEventListener("input", () => {
      this.#draw([]);
      changed(this.#bytes);
    });
    document.addEventListener("selectionchange", () => this.#describe());
  }

  #lineEnd = "\n";

  get #bytes() {
    return new TextEncoder().encode(this.#text.value.replaceAll("\n", this.#lineEnd));
  }

  /** The text of bytes as the editor shows it: every line end is one character. */
  static text(bytes) {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  }

  /** Shows a document. The selection stays where the text is the same. */
  show(bytes) {
    const text = Editor.text(bytes);
    this.#lineEnd = new TextDecoder().decode(bytes).includes("\r\n") ? "\r\n" : "\n";
    if (this.#text.value !== text) this.#text.value = text;
  }

  /** Underlines findings of `bytes`, which are shown. */
  mark(bytes, findings) {
    const position = (offset) => Editor.text(bytes.subarray(0, offset)).length;
    const last = Math.max(this.#text.value.length, 1);
    this.#draw(
      findings.map((finding) => {
        const start = Math.min(position(finding.start.offset), last - 1);
        return { finding, start, end: Math.max(start + 1, position(finding.end.offset)) };
      }),
    );
  }

  /** Selects a range of bytes and brings it into view. */
  select(bytes, start, end) {
    const [from, to] = [start, end].map((offset) => Editor.text(bytes.subarray(0, offset)).length);
    this.#text.focus();
    this.#text.setSelectionRange(from, to);
    const box = document.getElementById("editor");
    const line = this.#text.value.slice(0, from).split("\n").length - 1;
    box.scrollTop = Math.max(0, line * parseFloat(getComputedStyle(this.#text).lineHeight) - box.clientHeight / 2);
    box.scrollIntoView({ block: "nearest" });
  }

  #draw(ranges) {
    const text = this.#text.value;
    this.#ranges = ranges;
    const edges = [...new Set([0, text.length, ...ranges.flatMap(({ start, end }) => [start, end])])];
    edges.sort((a, b) => a - b);
    const parts = [];
    for (let index = 0; index + 1 < edges.length; index += 1) {
      const [start, end] = [edges[index], edges[index + 1]];
      const found = ranges.filter((range) => range.start <= start && range.end >= end);
      const part = text.slice(start, end);
      const severity = ["error", "warning", "note"].find((name) => found.some((range) => range.finding.severity === name));
      if (severity) {
        const mark = document.createElement("mark");
        mark.className = severity;
        mark.textContent = part;
        parts.push(mark);
      } else {
        parts.push(part);
      }
    }
    // A last line without an end needs one to have its height.
    this.#marks.replaceChildren(...parts, "\n");
    this.#numbers.textContent = Array.from(text.split("\n"), (_, index) => index + 1).join("\n");
    this.#describe();
  }

  /** Shows the findings at the cursor below the text. */
  #describe() {
    const cursor = this.#text.selectionStart;
    const found = this.#ranges.filter(({ start, end }) => start <= cursor && cursor <= end);
    const lines = found.map(({ finding }) => `${finding.severity}: ${finding.message} [${finding.rule}]`);
    const text = lines.join("\n");
    if (this.#here.textContent !== text) this.#here.textContent = text;
  }
}
