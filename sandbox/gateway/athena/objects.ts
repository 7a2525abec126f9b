import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { getObject, type S3Object } from "../s3-calls";
import type { Cloud } from "../service";

/** Objects that are fetched at the same time. */
const AT_A_TIME = 16;

/** Objects of the emulated S3 as local files; an object that is overwritten has a new ETag and so a new file. */
export class ObjectCache {
  /** @param folder made when it is needed */
  constructor(
    private readonly cloud: Cloud,
    private readonly folder: string,
  ) {}

  /** Fetches those that are not there yet. @returns the path of each */
  async files(region: string, objects: readonly S3Object[]): Promise<string[]> {
    await mkdir(this.folder, { recursive: true });
    const waiting = [...new Map(objects.map((object) => [this.pathOf(object), object]))].filter(
      ([file]) => !existsSync(file),
    );
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await this.fetch(region, ...next);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    return objects.map((object) => this.pathOf(object));
  }

  private async fetch(region: string, file: string, object: S3Object): Promise<void> {
    const draft = `${file}.${process.hrtime.bigint()}`;
    await writeFile(draft, await getObject(this.cloud, region, object));
    await rename(draft, file);
  }

  /** Keeps the extension: it says how text is compressed. */
  private pathOf({ bucket, key, etag }: S3Object): string {
    const name = createHash("sha256").update([bucket, key, etag].join("\n")).digest("hex");
    return path.join(this.folder, `${name}${path.extname(key)}`);
  }
}
