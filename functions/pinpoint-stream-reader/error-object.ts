import type { ObjectReference } from "../shared/object-created";
import type { Objects } from "../shared/objects";

/** Characters of one object at most, so that however many lines are bad they cost no more memory than that. */
const MAX_CHARACTERS = 4_000_000;

/**
 * The lines of an object that could not be read, as NDJSON beside it: `errors/reader/<key>.ndjson`, and with many
 * `errors/reader/<key>.2.ndjson` and so on. Reading the object again writes the same objects again.
 */
export class ErrorObject {
  private lines = "";
  private part = 1;

  constructor(
    private readonly objects: Objects,
    private readonly source: ObjectReference,
  ) {}

  async add(line: { readonly position: number; readonly reason: string; readonly record: string }): Promise<void> {
    this.lines += `${JSON.stringify(line)}\n`;
    if (this.lines.length >= MAX_CHARACTERS) await this.write();
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    if (this.lines !== "") await this.write();
  }

  private async write(): Promise<void> {
    const { bucket, key } = this.source;
    const suffix = this.part === 1 ? "ndjson" : `${this.part}.ndjson`;
    await this.objects.write({ bucket, key: `errors/reader/${key}.${suffix}` }, this.lines, "application/x-ndjson");
    this.lines = "";
    this.part += 1;
  }
}
