import { checked, fields, invalid } from "../command-input";
import { ACCOUNT, REGION } from "../ministack";
import type { Cloud, Command } from "../service";
import type { Flushed, Flusher } from "./flusher";
import { checkRecordSize } from "./put";
import { findStream, streamNames } from "./stream";

/**
 * Commands for streams: `flush {stream?, region?}` delivers what one stream or every stream has buffered and answers
 * with what was written; `put-records-at {stream, arrivedAt, records, region?}` buffers texts as if they had arrived
 * then.
 */
export function firehoseCommands(cloud: Cloud, flusher: Flusher): Record<"flush" | "put-records-at", Command> {
  return {
    async flush(input) {
      const { stream, region } = fields(input, '{"stream": "events"} or {}');
      const place = { account: ACCOUNT, region: text("region", region ?? REGION) };
      const names = stream === undefined ? await streamNames(cloud, place) : [text("stream", stream)];
      const streams: Flushed[] = [];
      for (const name of names) streams.push(await flusher.flush(place, name));
      return { streams };
    },
    async "put-records-at"(input) {
      const example = '{"stream": "events", "arrivedAt": "2026-11-01T12:00:00Z", "records": ["{}"]}';
      const { stream, arrivedAt, records, region } = fields(input, example);
      const at = Date.parse(text("arrivedAt", arrivedAt));
      if (Number.isNaN(at)) throw invalid(`arrivedAt is ${JSON.stringify(arrivedAt)}; an ISO 8601 time is needed.`);
      if (!Array.isArray(records)) throw invalid("records has to be a list of texts.");
      const place = { account: ACCOUNT, region: text("region", region ?? REGION) };
      const found = await findStream(cloud, place, text("stream", stream));
      if (found.source) throw invalid(`Stream ${found.name} reads ${found.source.streamArn}: put the records there.`);
      const data = records.map((record) => checkRecordSize(Buffer.from(text("a record", record))));
      flusher.add(
        found,
        data.map((bytes) => ({ data: bytes, arrivedAt: at })),
      );
      return { buffered: data.length };
    },
  };
}

function text(name: string, given: unknown): string {
  return checked(name, given, () => true, "a text");
}
