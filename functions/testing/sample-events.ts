import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { flattenText } from "../flatten-text";
import type { FlatEvent } from "../shared/flattening/flat-event";

/** A row as it is written. */
export type WrittenRow = FlatEvent & { readonly raw?: string };

const FOLDERS = {
  pinpoint: "pinpoint-event-flattener",
  ses: "ses-event-flattener",
  eum: "sms-event-flattener",
} as const;

/** A source with sample events beside its function. */
export type SampleSource = keyof typeof FOLDERS;

/** Names of the source's sample events, without `.json`: one event each, in the shape that AWS documents. */
export function sampleNames(source: SampleSource): string[] {
  const files = readdirSync(join(__dirname, "..", FOLDERS[source], "events"));
  return files.filter((file) => !file.includes("batch")).map((file) => file.replace(/\.json$/, ""));
}

/** The text of a sample event. */
export function sampleText(source: SampleSource, name: string): string {
  return readFileSync(join(__dirname, "..", FOLDERS[source], "events", `${name}.json`), "utf8");
}

/** A sample event. */
export function sample(source: SampleSource, name: string) {
  return JSON.parse(sampleText(source, name));
}

/** Rows of an event as the source's function writes them; objects travel as JSON. */
export function rowsOf(
  source: SampleSource,
  event: unknown,
  options?: Parameters<typeof flattenText>[2],
): WrittenRow[] {
  const text = typeof event === "string" ? event : JSON.stringify(event);
  return flattenText(source, text, options).map((line) => JSON.parse(line));
}
