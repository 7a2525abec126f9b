import type { Cloud } from "../service";
import type { Item } from "./answers";
import { convert, type TableSchema } from "./conversion";
import type { Conversion } from "./conversion-settings";
import { deaggregate } from "./deaggregate";
import { type ErrorType, errorLine, type FailedRecord, StepFailed } from "./failure";
import type { GlueColumn } from "./openx";
import type { ParquetWriter } from "./parquet";
import { type Partition, partitions } from "./partition";
import { evaluatePrefix } from "./prefix";
import type { Roles } from "./role";
import type { DeliveryStream, StreamRecord } from "./stream";
import { transform } from "./transform";
import { Writer, type WrittenObject } from "./writer";

/** What a delivery did with its records. */
export interface Delivered {
  readonly records: number;
  /** By the transformation, which wanted them gone. */
  readonly dropped: number;
  /** Below the error prefix. */
  readonly failed: number;
  /** Written nowhere; the cloud's log has the reason. */
  readonly lost: number;
  readonly objects: readonly WrittenObject[];
}

/** What all deliveries of one flush share. */
export interface Flush {
  readonly cloud: Cloud;
  readonly stream: DeliveryStream;
  readonly roles: Roles;
  /** Present when the stream converts. */
  readonly schema?: TableSchema;
  readonly parquet: ParquetWriter;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Delivers records that arrived in one hour, in the order of Firehose's own steps. */
export class Delivery {
  private readonly stream: DeliveryStream;
  private readonly writer: Writer;
  private readonly at: number;
  private readonly failures: FailedRecord[] = [];

  constructor(
    private readonly flush: Flush,
    private readonly records: readonly StreamRecord[],
  ) {
    this.stream = flush.stream;
    this.writer = new Writer(flush.cloud, flush.roles, flush.stream);
    this.at = records.reduce((oldest, { arrivedAt }) => Math.min(oldest, arrivedAt), Number.POSITIVE_INFINITY);
  }

  async run(): Promise<Delivered> {
    await this.backUp();
    const { items, dropped } = await this.process();
    const { isPartitioned, processing, prefix } = this.stream.destination;
    const { query } = processing;
    const parts = partitions(items, { prefix, at: this.at, isPartitioned, ...(query && { query }) });
    this.fail(parts.failed);
    await this.writeAll(parts.partitions);
    for (const type of ["processing-failed", "format-conversion-failed"] as const) await this.writeFailures(type);
    const { objects, lost } = this.writer;
    return { records: this.records.length, dropped, failed: this.failures.length, lost, objects };
  }

  /** https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html (source record backup) */
  private async backUp(): Promise<void> {
    const { backup } = this.stream.destination;
    if (!backup) return;
    const body = Buffer.concat(this.records.map(({ data }) => data));
    const prefix = evaluatePrefix(backup.prefix, { at: this.at });
    await this.writer.write(backup, { prefix, body, records: this.records.length, at: this.at });
  }

  private async process(): Promise<{ items: readonly Item[]; dropped: number }> {
    const { isDeaggregated, transform: settings } = this.stream.destination.processing;
    const records = isDeaggregated ? this.records.flatMap(deaggregate) : this.records;
    if (!settings) return { items: records.map((record) => ({ record, data: record.data })), dropped: 0 };
    const { items, failed, dropped } = await transform(this.flush.roles, this.stream, settings, records);
    this.fail(failed);
    return { items, dropped };
  }

  private async writeAll(parts: readonly Partition[]): Promise<void> {
    const { conversion } = this.stream.destination;
    const { schema } = this.flush;
    if (parts.length === 0) return;
    if (!conversion || !schema) {
      for (const part of parts) await this.writeText(part);
      return;
    }
    try {
      const columns = await schema.columns();
      for (const part of parts) await this.writeParquet(part, columns, conversion);
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      this.failAll(parts, error);
    }
  }

  private async writeText({ prefix, items }: Partition): Promise<void> {
    const { destination } = this.stream;
    const delimiter = Buffer.from(destination.processing.delimiter);
    const body = Buffer.concat(items.flatMap(({ data }) => [data, delimiter]));
    await this.writer.write(destination, { prefix, body, records: items.length, at: this.at });
  }

  private async writeParquet({ prefix, items }: Partition, columns: readonly GlueColumn[], conversion: Conversion) {
    const { rows, records, failed } = convert(items, columns, conversion.serde);
    this.fail(failed);
    if (rows.length === 0) return;
    const body = await this.flush.parquet.write(rows, columns, conversion.serializer);
    await this.writer.write(this.stream.destination, { prefix, body, records, at: this.at, extension: ".parquet" });
  }

  /** One by one: as arguments of one call, a full buffer's records are too many for the stack. */
  private fail(failed: readonly FailedRecord[]): void {
    for (const each of failed) this.failures.push(each);
  }

  /** A schema that cannot be had fails every record. */
  private failAll(parts: readonly Partition[], { failure }: StepFailed): void {
    for (const { record } of parts.flatMap(({ items }) => items)) {
      this.failures.push({ type: "format-conversion-failed", record, ...failure });
    }
  }

  private async writeFailures(type: ErrorType): Promise<void> {
    const failures = this.failures.filter((failure) => failure.type === type);
    if (failures.length === 0) return;
    const { destination } = this.stream;
    const details = this.detailsOf(type);
    const body = Buffer.from(failures.map((failure) => errorLine(failure, this.flush.now(), details)).join(""));
    const prefix = evaluatePrefix(destination.errorPrefix, { at: this.at, errorType: type });
    await this.writer.write(destination, { prefix, body, records: failures.length, at: this.at });
    const refused = failures.filter(({ isRefusal }) => isRefusal);
    const [why] = refused;
    if (why) this.writer.report(refused.length, `its destination but to ${prefix}`, `${why.code}: ${why.message}`);
  }

  private detailsOf(type: ErrorType): object {
    const { processing, conversion } = this.stream.destination;
    if (type === "processing-failed") return { lambdaArn: processing.transform?.lambdaArn ?? null };
    const { account, region } = this.stream;
    const table = {
      databaseName: conversion?.database,
      tableName: conversion?.table,
      region: conversion?.region ?? region,
    };
    return { dataCatalogTable: { catalogId: account, ...table, versionId: "LATEST", catalogArn: null } };
  }
}
