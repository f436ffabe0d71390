"use strict";

/**
 * The checker: a WebAssembly program that answers bytes with bytes, and keeps nothing between two requests.
 */
class Checker {
  #module;
  #program;

  /** Makes a checker of the bytes of the program. */
  static async from(bytes) {
    const checker = new Checker();
    checker.#module = await WebAssembly.compile(bytes);
    return checker;
  }

  /**
   * Checks documents, each `{ name: string, bytes: Uint8Array }`, and traces the object called `key`, where it is not
   * empty.
   */
  async check(documents, key = "") {
    const encoder = new TextEncoder();
    const fields = [encoder.encode(key)];
    for (const { name, bytes } of documents) fields.push(encoder.encode(name), bytes);
    // A program that trapped may have left anything in its memory, so the next request gets another one.
    const program = this.#program ?? (await this.#start());
    this.#program = undefined;
    const answer = JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.#ask(program, fields)));
    this.#program = program;
    return answer;
  }

  async #start() {
    let memory;
    const number = (address, length) =>
      Number(new TextDecoder().decode(new Uint8Array(memory.buffer, address, length)));
    const program = await WebAssembly.instantiate(this.#module, { page: { number } });
    memory = program.exports.memory;
    return program.exports;
  }

  /** Writes the fields, each behind its length, and reads the answer. */
  #ask(program, fields) {
    const length = fields.reduce((sum, field) => sum + 4 + field.length, 0);
    let address = program.request(length) >>> 0;
    const view = new DataView(program.memory.buffer);
    const bytes = new Uint8Array(program.memory.buffer);
    for (const field of fields) {
      view.setUint32(address, field.length, true);
      bytes.set(field, address + 4);
      address += 4 + field.length;
    }
    const count = program.answer();
    return new Uint8Array(program.memory.buffer, program.answerAddress() >>> 0, count);
  }
}
