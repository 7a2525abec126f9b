import { InvalidInputError } from "../shared/errors";
import { flattenEum } from "../shared/flattening/eum";
import type { Count, Document, Row } from "../shared/flattening/row";
import { nonEmptyText, scalarText } from "../shared/flattening/values";
import { isObject } from "../shared/json";

/** Rows of End User Messaging's events: bare, or in an EventBridge event. News of a registration has no message. */
export function smsRows({ value, arrivedMs }: Document, count: Count): readonly Row[] {
  const envelope = isObject(value) ? value : {};
  const detail = envelope["detail"];
  const event = isObject(detail) ? detail : envelope;
  const name = nonEmptyText(event["eventType"]);
  if (name !== undefined) {
    const accountId = isObject(detail) ? scalarText(envelope["account"]) : undefined;
    return [{ event: flattenEum(event, name, { arrivedMs, accountId, count }) }];
  }
  if (isObject(detail) && /registration/i.test(scalarText(envelope["detail-type"]) ?? "")) {
    count("IgnoredRecords", 1, "Registration");
    return [];
  }
  throw new InvalidInputError(
    "The record is no event of End User Messaging: it must be a JSON object with eventType. " +
      "See https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html.",
  );
}
