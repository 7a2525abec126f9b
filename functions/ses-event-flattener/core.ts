import { InvalidInputError } from "../shared/errors";
import type { Count, Document, Flatten, Row } from "../shared/flattening/row";
import { flattenSes, sesEventName, unwrapSes } from "../shared/flattening/ses";
import { isObject, type JsonObject } from "../shared/json";

export interface SesSettings {
  /** Keep `mail.headers` in the column `raw`: personal data, and the largest part of most events. */
  readonly storeHeaders: boolean;
}

/** Rows of SES events and notifications: bare, in an SNS envelope or in an EventBridge event. */
export function sesRows({ storeHeaders }: SesSettings): Flatten {
  return ({ value, arrivedMs }: Document, count: Count): readonly Row[] => {
    const event = unwrapSes(value);
    const name = event && sesEventName(event);
    if (!event || name === undefined) {
      throw new InvalidInputError(
        "The record is no event of SES: it must be a JSON object with eventType or notificationType. " +
          "See https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-firehose-contents.html.",
      );
    }
    const row = { event: flattenSes(event, name, { arrivedMs, count }) };
    return [storeHeaders ? row : { ...row, ...withoutHeaders(event) }];
  };
}

/** The event as JSON without `mail.headers`; nothing when it has none, so that its own text stays. */
function withoutHeaders(event: JsonObject): Pick<Row, "raw"> {
  const mail = event["mail"];
  if (!isObject(mail) || mail["headers"] === undefined) return {};
  const { headers: _, ...rest } = mail;
  return { raw: JSON.stringify({ ...event, mail: rest }) };
}
