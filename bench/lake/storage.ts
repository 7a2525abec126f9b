import { stat } from "node:fs/promises";
import { EVENT_COLUMNS, SOURCES } from "../../modules/shared/event-lake/columns";
import { Footprints } from "../../sandbox/sql/bytes";
import { type Figure, type Measurement, megabytes } from "../measurement";
import { sum } from "../statistics";
import type { MonthReport } from "./delivery";
import type { Layout } from "./month";
import { objectFiles } from "./objects";

/** Measures what a million events take in the bucket. */
export async function measureStorage(folder: string, { each }: MonthReport): Promise<Measurement> {
  const millions = sum(each.map(({ delivered }) => delivered)) / 1_000_000;
  const figure = (name: string, ours: number, theirs: number, format: (value: number) => string): Figure => ({
    name,
    measured: format(ours / millions),
    beside: format(theirs / millions),
    ratio: ours / theirs,
  });
  const theirs = await size(folder, "original");
  const objects = (layout: Layout) => sum(each.map((one) => one.objects[layout]));
  return {
    title: "Event lake: objects and storage",
    how:
      "For a million events, beside AWS's layout. Objects are those of a small account, which no buffer's size limits: " +
      "Firehose buffers for 900 s in our modules, in AWS's templates for 300 s (Pinpoint) and 60 s (SES, SMS). Storage " +
      "is that of full objects. AWS's layout drops what has no column; ours keeps the whole record in the column `raw`, " +
      "which no query reads that does not ask for it, and which `raw_storage` can leave out.",
    figures: [
      figure("objects", objects("ours"), objects("original"), (value) => Math.round(value).toLocaleString("en-US")),
      figure("storage", await size(folder, "ours"), theirs, megabytes),
      figure("storage without `raw`", await sizeWithoutRaw(folder), theirs, megabytes),
    ],
  };
}

async function files(folder: string, layout: Layout): Promise<string[]> {
  return (await Promise.all(SOURCES.map((source) => objectFiles(folder, layout, source, "dense")))).flat();
}

async function size(folder: string, layout: Layout): Promise<number> {
  return sum(await Promise.all((await files(folder, layout)).map(async (file) => (await stat(file)).size)));
}

async function sizeWithoutRaw(folder: string): Promise<number> {
  const footprints = await Footprints.open();
  try {
    const columns = EVENT_COLUMNS.map(({ name }) => name).filter((name) => name !== "raw");
    return await footprints.bytesRead([{ files: await files(folder, "ours"), columns }]);
  } finally {
    footprints.close();
  }
}
