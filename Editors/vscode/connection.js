"use strict";

const { spawn } = require("child_process");

/**
 * A language server as a child process: messages framed by Content-Length, requests matched with their answers.
 */
class Connection {
  /**
   * @param {string} command the program
   * @param {string[]} args its arguments
   * @param {(method: string, params: object) => void} onNotification called for what the server says unasked
   * @param {(reason: string) => void} onEnd called once when the process is gone
   */
  constructor(command, args, onNotification, onEnd) {
    this.onNotification = onNotification;
    this.pending = new Map();
    this.nextId = 1;
    this.received = Buffer.alloc(0);
    this.errors = "";
    this.process = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    this.process.stdout.on("data", (chunk) => this.receive(chunk));
    this.process.stderr.on("data", (chunk) => {
      this.errors = (this.errors + chunk).slice(-2000);
    });
    // Writing to a process that is gone; its end is reported below.
    this.process.stdin.on("error", () => {});
    const end = (reason) => {
      if (this.isEnded) return;
      this.isEnded = true;
      for (const { reject } of this.pending.values()) reject(new Error(reason));
      this.pending.clear();
      onEnd(reason);
    };
    this.process.on("error", (error) => end(error.message));
    this.process.on("exit", (status) => end(this.errors.trim() || `ended with ${status}`));
  }

  send(message) {
    if (this.isEnded) return;
    const content = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }), "utf8");
    this.process.stdin.write(`Content-Length: ${content.length}\r\n\r\n`);
    this.process.stdin.write(content);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  request(method, params) {
    if (this.isEnded) return Promise.reject(new Error("the server is not running"));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.send({ id, method, params });
    });
  }

  receive(chunk) {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const end = this.received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.received.toString("latin1", 0, end))[1]);
      const start = end + 4;
      if (this.received.length < start + length) return;
      const message = JSON.parse(this.received.toString("utf8", start, start + length));
      this.received = this.received.subarray(start + length);
      this.handle(message);
    }
  }

  handle(message) {
    if (message.method !== undefined) {
      // The extension registers its watchers itself.
      if (message.id !== undefined) this.send({ id: message.id, result: null });
      else this.onNotification(message.method, message.params);
      return;
    }
    const waiting = this.pending.get(message.id);
    if (!waiting) return;
    this.pending.delete(message.id);
    if (message.error) waiting.reject(new Error(message.error.message));
    else waiting.resolve(message.result);
  }

  async stop() {
    if (this.isEnded) return;
    const killer = setTimeout(() => this.process.kill(), 2000);
    try {
      await this.request("shutdown");
      this.notify("exit");
      this.process.stdin.end();
    } catch {
      this.process.kill();
    } finally {
      this.process.once("exit", () => clearTimeout(killer));
    }
  }
}

module.exports = { Connection };
