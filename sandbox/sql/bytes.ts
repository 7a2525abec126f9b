import { type DuckDBConnection, DuckDBInstance, quotedString } from "@duckdb/node-api";

/** What one reference to a table in a query reads. Trino scans once per reference, also of the same table. */
export interface TableRead {
  /** Paths of Parquet files. */
  readonly files: readonly string[];
  /** Columns that the plan touches; a field of a struct with its path, `mail.message_id`. None for `count(*)`. */
  readonly columns: readonly string[];
}

/** A file as far as it counts: its footer, and the compressed bytes of each leaf column. */
interface Footprint {
  readonly footer: number;
  readonly leaves: readonly Leaf[];
}

interface Leaf {
  readonly path: readonly string[];
  readonly bytes: number;
}

/** Length of the footer and the magic number behind it, https://parquet.apache.org/docs/file-format/ */
const TAIL_BYTES = 8;

/**
 * Bytes that Athena would read from Parquet: of each reference to a table the compressed column chunks of the columns
 * it touches, and the footers. Files are taken to stay as they are: each is looked at once.
 */
export class Footprints {
  private readonly known = new Map<string, Footprint>();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  static async open(): Promise<Footprints> {
    const instance = await DuckDBInstance.create(":memory:");
    return new Footprints(instance, await instance.connect());
  }

  async bytesRead(reads: readonly TableRead[]): Promise<number> {
    await this.look(new Set(reads.flatMap(({ files }) => files)));
    let bytes = 0;
    for (const { files, columns } of reads) {
      const paths = columns.map((column) => column.split("."));
      for (const file of files) bytes += this.bytesOf(file, paths);
    }
    return bytes;
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private bytesOf(file: string, columns: readonly (readonly string[])[]): number {
    const { footer, leaves } = this.known.get(file) as Footprint;
    const isRead = (path: readonly string[]): boolean =>
      columns.some((column) => column.every((name, depth) => path[depth]?.toLowerCase() === name.toLowerCase()));
    return leaves.reduce((sum, { path, bytes }) => sum + (isRead(path) ? bytes : 0), footer);
  }

  private async look(files: ReadonlySet<string>): Promise<void> {
    const unknown = [...files].filter((file) => !this.known.has(file));
    if (unknown.length === 0) return;
    const list = `[${unknown.map(quotedString).join(", ")}]`;
    const footers = await this.connection.runAndReadAll(
      `SELECT file_name, footer_size FROM parquet_file_metadata(${list})`,
    );
    const chunks = await this.connection.runAndReadAll(
      `SELECT file_name, path_in_schema, sum(total_compressed_size) FROM parquet_metadata(${list}) GROUP BY ALL`,
    );
    const leaves = new Map(footers.getRows().map(([file]) => [String(file), [] as Leaf[]]));
    for (const [file, path, size] of chunks.getRows()) {
      leaves.get(String(file))?.push({ path: String(path).split(", "), bytes: Number(size) });
    }
    for (const [file, footer] of footers.getRows()) {
      this.known.set(String(file), { footer: Number(footer) + TAIL_BYTES, leaves: leaves.get(String(file)) ?? [] });
    }
  }
}
