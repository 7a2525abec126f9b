import type { FlatEvent } from "../shared/flattening/flat-event";
import { flattenPinpoint } from "../shared/flattening/pinpoint";
import type { Count, Document, Flatten, Row } from "../shared/flattening/row";
import { campaignSend, flattenSes, sesEventName, unwrapSes } from "../shared/flattening/ses";
import { nonEmptyText, writable } from "../shared/flattening/values";
import { isObject } from "../shared/json";

/** Pinpoint puts it into a stream when the stream is connected. */
const TEST_EVENT = "_test.event_stream";
/** Characters of a record of unknown shape that stay in its attribute `raw`. */
const UNKNOWN_MAX_CHARS = 10_240;

export interface PinpointSettings {
  /** Write the `_campaign.send` that Pinpoint would have written for SES mail with the tag `campaign_id`. */
  readonly emitCampaignSend: boolean;
  /** `application_id` of SES mail without the tag `pinpoint_app_id`. */
  readonly defaultApplicationId: string;
}

/**
 * Rows of Pinpoint's event stream and of SES events that go the same way. Whatever else is JSON is kept as a record of
 * unknown shape, so that nothing is lost when AWS adds one.
 */
export function pinpointRows(settings: PinpointSettings): Flatten {
  return ({ value, text, arrivedMs }: Document, count: Count): readonly Row[] => {
    const name = isObject(value) ? nonEmptyText(value["event_type"]) : undefined;
    if (isObject(value) && name !== undefined) {
      if (name !== TEST_EVENT) return [{ event: flattenPinpoint(value, name, count) }];
      count("IgnoredRecords", 1, "TestEvent");
      return [];
    }
    const event = unwrapSes(value);
    const sesName = event && isObject(event["mail"]) ? sesEventName(event) : undefined;
    if (!event || sesName === undefined) {
      count("UnknownRecords");
      return [{ event: unknownRecord(text, arrivedMs) }];
    }
    const { defaultApplicationId } = settings;
    const row = { event: flattenSes(event, sesName, { arrivedMs, defaultApplicationId, count }) };
    const derived = settings.emitCampaignSend ? campaignSend(row.event) : undefined;
    return derived ? [row, { event: derived, keyPrefix: "campaign_send\n" }] : [row];
  };
}

function unknownRecord(text: string, arrivedMs: number | undefined): FlatEvent {
  return {
    channel: "unknown",
    event_type: "unknown_record",
    event_name: "_unknown.record",
    arrival_ms: arrivedMs,
    attributes: { raw: writable(text.slice(0, UNKNOWN_MAX_CHARS)) },
  };
}
