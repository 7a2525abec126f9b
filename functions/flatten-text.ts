import type { Source } from "../modules/shared/event-lake/columns";
import { pinpointRows } from "./pinpoint-event-flattener/core";
import { sesRows } from "./ses-event-flattener/core";
import { type Count, type Flatten, type RawStorage, rowLines } from "./shared/flattening/row";
import { smsRows } from "./sms-event-flattener/core";

/** What the functions read from their environment, each with its module's default. */
export interface FlattenTextOptions {
  readonly rawStorage?: RawStorage;
  readonly emitCampaignSend?: boolean;
  readonly defaultApplicationId?: string;
  readonly storeHeaders?: boolean;
  /** When Firehose took the record in, epoch milliseconds. */
  readonly arrivedMs?: number;
  readonly count?: Count;
}

/**
 * The rows of one record as the source's function writes them: lines of JSON, without line ends. For tests of views,
 * the bench and whoever reads the lake without Firehose.
 *
 * @throws InvalidInputError when the function would answer `ProcessingFailed`
 */
export function flattenText(source: Source, text: string, options: FlattenTextOptions = {}): string[] {
  const { rawStorage = "column", arrivedMs, count = () => undefined } = options;
  return rowLines(text, { flatten: flattenOf(source, options), rawStorage }, arrivedMs, count);
}

function flattenOf(source: Source, options: FlattenTextOptions): Flatten {
  const { emitCampaignSend = true, defaultApplicationId = "ses", storeHeaders = false } = options;
  if (source === "pinpoint") return pinpointRows({ emitCampaignSend, defaultApplicationId });
  return source === "ses" ? sesRows({ storeHeaders }) : smsRows;
}
