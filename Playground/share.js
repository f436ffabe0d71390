/** Documents as the fragment of an address, which no browser sends to a server. */
const Share = {
  /** More than this is not unpacked: a short fragment could become any amount of memory. */
  limit: 4 * 1024 * 1024,

  /** The fragment for documents and a key. */
  async fragment(documents, key) {
    const content = { key, documents: documents.map(({ name, bytes }) => ({ name, bytes: Share.encoded(bytes) })) };
    const bytes = new TextEncoder().encode(JSON.stringify(content));
    if (typeof CompressionStream === "undefined") return `#plain=${Share.encoded(bytes)}`;
    return `#packed=${Share.encoded(await Share.through(new CompressionStream("deflate-raw"), bytes))}`;
  },

  /** The documents and the key of a fragment; undefined where it holds none. */
  async content(fragment) {
    const [, form, text] = /^#(plain|packed)=([\w-]+)$/.exec(fragment) ?? [];
    if (!form) return undefined;
    let bytes = Share.decoded(text);
    if (form === "packed") bytes = await Share.through(new DecompressionStream("deflate-raw"), bytes);
    const { key, documents } = JSON.parse(new TextDecoder().decode(bytes));
    return {
      key: String(key),
      documents: documents.map(({ name, bytes }) => ({ name: String(name), bytes: Share.decoded(bytes) })),
    };
  },

  async through(stream, bytes) {
    const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
    const parts = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > Share.limit) throw new Error("the link holds too much");
      parts.push(value);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  },

  /** Bytes in the letters that an address may hold. */
  encoded(bytes) {
    let text = "";
    for (let start = 0; start < bytes.length; start += 32768) {
      text += String.fromCharCode(...bytes.subarray(start, start + 32768));
    }
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  },

  decoded(text) {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  },
};
