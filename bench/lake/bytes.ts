import type { View } from "../../modules/shared/event-lake/view";
import { Footprints } from "../../sandbox/sql/bytes";
import { Lake } from "../../sandbox/sql/lake";
import { type Figure, type Measurement, megabytes } from "../measurement";
import { MONTH, MONTH_DAYS } from "./month";
import { DAYS_HELD, type Grain, objectFiles } from "./objects";
import { DATABASE, type LakeQuery, QUERIES } from "./queries";

const TITLES: Readonly<Record<Grain, string>> = {
  dense: "Event lake: bytes that queries read",
  hourly: "Event lake: bytes in a small account, one object an hour",
  buffered: "Event lake: bytes in a small account, objects as Firehose buffers",
};

const HOW: Readonly<Record<Grain, string>> = {
  dense:
    "What Athena would read and bill for, of a generated month of events, beside AWS's own layout with the same events: " +
    "for each reference to the table the compressed column chunks of the columns that the plan touches, and the " +
    "objects' footers. Ours is one table of flat columns, GZIP with a dictionary; columns are those in the plan of the " +
    "query over the modules' views. AWS's has columns as its templates make them, SNAPPY and no dictionary, which is " +
    "off unless a template sets it. A query reads the objects of its own stream; one of 7 days reads 7 of 30 parts. " +
    "Objects have 85,000 rows, in the order of an account with a thousand times the events, so that figures hold for a " +
    "billion events a month; that order mixes all campaigns, which is hard on ours. DuckDB wrote them, and its pages are " +
    "some per cent larger or smaller than Firehose's. Generated text repeats itself more than real text, which flatters " +
    "dictionaries; campaigns' short ids flatter AWS's layout. The query without a goal counts each message's price once, " +
    "where AWS's adds it up for every event. What an account pays for is `DataScannedInBytes`, at least 10 MB a query.",
  hourly:
    "The same events as one object an hour for each stream, as in an account that has no more of them. Footers are much " +
    "of what is read, and they grow with a table's columns, of which ours has more than AWS's for SMS.",
  buffered:
    "A day of the streams that are alike every day, times 30, cut as each layout's Firehose buffers: 900 s in our " +
    "modules, 60 s in AWS's templates.",
};

/** Measures what queries read of the objects in the folder. */
export async function measureBytes(folder: string, grain: Grain): Promise<Measurement> {
  const footprints = await Footprints.open();
  try {
    const figures: Figure[] = [];
    const queries = QUERIES.filter(({ source }) => grain !== "buffered" || source !== "pinpoint");
    for (const query of queries) figures.push(await figure(footprints, folder, grain, query));
    return { title: TITLES[grain], how: HOW[grain], figures };
  } finally {
    footprints.close();
  }
}

async function figure(footprints: Footprints, folder: string, grain: Grain, query: LakeQuery): Promise<Figure> {
  const { name, source, days = MONTH_DAYS, original, maxRatio } = query;
  const bytes = async (layout: "original" | "ours", scans: readonly (readonly string[])[]) => {
    const files = await objectFiles(folder, layout, source, grain);
    return ((await footprints.bytesRead(scans.map((columns) => ({ files, columns })))) * days) / DAYS_HELD[grain];
  };
  const [ours, theirs] = [await bytes("ours", await readColumns(query)), await bytes("original", original)];
  const ratio = ours / theirs;
  const hasGoal = grain === "dense" && maxRatio !== undefined;
  return {
    name,
    measured: megabytes(ours),
    beside: megabytes(theirs),
    ratio,
    ...(hasGoal && { goal: { text: times(maxRatio), holds: ratio <= maxRatio } }),
  };
}

function times(maxRatio: number): string {
  return maxRatio < 1 ? `at most 1/${Math.round(1 / maxRatio)}` : "at most as much";
}

/** Columns that our query reads, a list for each reference to the table, from its plan over the modules' views. */
export async function readColumns({ sql, views }: Pick<LakeQuery, "sql" | "views">): Promise<(readonly string[])[]> {
  const lake = await Lake.of({ views: namedViews(sql, views), database: DATABASE, now: MONTH.end });
  try {
    return (await lake.scans(sql)).map(({ columns }) => columns);
  } finally {
    lake.close();
  }
}

/** The views that a query reads, and before them those that they read. */
function namedViews(sql: string, views: readonly View[]): View[] {
  const named = views.filter(({ name }) => new RegExp(`\\b(FROM|JOIN)\\s+("\\w+"\\.)?"?${name}\\b`).test(sql));
  return named.flatMap((view) => [...namedViews(view.from, views), view]);
}
