import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { plainText } from "./plain-text";

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size = 64): Promise<string> {
  let text = "";
  for await (const part of plainText(chunksOf(bytes, size))) text += part;
  return text;
}

test("text survives gzip and wherever the bytes are cut", async () => {
  const texts = fc.string({ unit: "grapheme" }).filter((text) => !text.startsWith("\uFEFF"));
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 7 }), async (text, size) => {
      expect(await read(Buffer.from(text), size)).toBe(text);
      expect(await read(gzipSync(text), size)).toBe(text);
    }),
    { seed: 1 },
  );
});

test("gzip files that were joined are read to the end", async () => {
  expect(await read(Buffer.concat([gzipSync("one "), gzipSync("two")]))).toBe("one two");
});

test.each([
  ["ends too early", gzipSync("x".repeat(1_000)).subarray(0, 20), "Z_BUF_ERROR"],
  ["is damaged", Buffer.concat([gzipSync("x").subarray(0, 10), Buffer.from("nonsense")]), "Z_DATA_ERROR"],
])("refuses gzip that %s", async (_, bytes, code) => {
  await expect(read(bytes)).rejects.toThrow(`The object is broken gzip (${code}).`);
});

test("what breaks on the way is not taken for broken gzip, and ends the reading of its source", async () => {
  let isEnded = false;
  async function* breaking() {
    try {
      yield gzipSync("x").subarray(0, 12);
      throw new Error("connection reset");
    } finally {
      isEnded = true;
    }
  }
  await expect(plainText(breaking()).next()).rejects.toThrow("connection reset");
  expect(isEnded).toBe(true);
});

test.each([
  ["text", Buffer.from("text")],
  ["gzip", gzipSync("text")],
])("a reader of %s that stops early ends the reading of the source", async (_, bytes) => {
  let isEnded = false;
  async function* endless() {
    try {
      while (true) yield bytes;
    } finally {
      isEnded = true;
    }
  }
  for await (const _ of plainText(endless())) break;
  await new Promise(setImmediate);
  expect(isEnded).toBe(true);
});
