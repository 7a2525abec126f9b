import path from "node:path";
import type { Source } from "../../modules/shared/event-lake/columns";

/** How events are kept: as the original's nested records, or as rows of the lake's one table. */
export type Layout = "original" | "ours";

/** The month that is measured, the same one in every run. */
export const MONTH = { end: new Date("2026-11-01T00:00:00Z"), seed: 1 };

export const MONTH_DAYS = 30;

/** Lines of JSON, each with the member `arrived_at` (epoch milliseconds) in front. */
export function monthFile(folder: string, layout: Layout, source: Source): string {
  return path.join(folder, `${layout}-${source}.json`);
}
