import { gzipSync } from "node:zlib";
import type { Cloud } from "../service";
import type { Location } from "./destination";
import { StepFailed } from "./failure";
import { objectName } from "./prefix";
import type { Roles } from "./role";
import type { DeliveryStream } from "./stream";

/** An object that was written. */
export interface WrittenObject {
  readonly bucket: string;
  readonly key: string;
  /** Records in it. */
  readonly records: number;
}

/** What an object is made of. */
export interface Content {
  /** Evaluated. */
  readonly prefix: string;
  readonly body: Buffer;
  readonly records: number;
  /** Arrival of its oldest record, epoch milliseconds. */
  readonly at: number;
  /** Extension of its format, before that of the compression. */
  readonly extension?: string;
}

/** Writes the objects of one delivery and keeps the account of them. */
export class Writer {
  readonly objects: WrittenObject[] = [];
  /** Records of objects that could not be written; the log has the reason. */
  lost = 0;

  constructor(
    private readonly cloud: Cloud,
    private readonly roles: Roles,
    private readonly stream: DeliveryStream,
  ) {}

  /** Writes one object; a refusal is a lost delivery. */
  async write({ bucket, roleArn, compression }: Omit<Location, "prefix">, content: Content): Promise<void> {
    const { prefix, records, at, extension = "" } = content;
    const isGzip = compression === "GZIP";
    const { name, version, destination } = this.stream;
    const ending = destination.extension ?? `${extension}${isGzip ? ".gz" : ""}`;
    const key = `${prefix}${objectName(name, version, at, ending)}`;
    try {
      await this.roles.putObject(roleArn, bucket, key, isGzip ? gzipSync(content.body) : content.body);
      this.objects.push({ bucket, key, records });
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      this.lost += records;
      this.report(records, `s3://${bucket}/${prefix}`, error.message);
    }
  }

  /** Says in the cloud's log that records did not get where they should. */
  report(records: number, target: string, why: string): void {
    this.cloud.reportLoss(`firehose: ${records} records of stream ${this.stream.name} to ${target}: ${why}`);
  }
}
