import type { ObjectReference } from "../shared/object-created";
import type { Objects } from "../shared/objects";

/** Objects of one bucket in memory; bytes are given out a few at a time, as a network does. */
export class MemoryObjects implements Objects {
  private readonly contents = new Map<string, Buffer>();

  put(key: string, content: string | Uint8Array): void {
    this.contents.set(key, Buffer.from(content));
  }

  /** The lines of an NDJSON object. */
  written(key: string): unknown[] {
    const text = this.contents.get(key)?.toString() ?? "";
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  }

  /** Keys of all objects, in the order in which they were made. */
  get keys(): string[] {
    return [...this.contents.keys()];
  }

  async read({ key }: ObjectReference): Promise<AsyncIterable<Uint8Array> | undefined> {
    const content = this.contents.get(key);
    return content && chunksOf(content);
  }

  async write({ key }: ObjectReference, text: string): Promise<void> {
    this.put(key, text);
  }
}

async function* chunksOf(content: Buffer) {
  for (let at = 0; at < content.length; at += 1_000) yield content.subarray(at, at + 1_000);
}
