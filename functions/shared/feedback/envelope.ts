import * as z from "zod/mini";
import { InvalidInputError } from "../errors";

/** What a queue message turned out to be. */
export type Message =
  /** SNS and SES say that the pipe is connected; nothing to do. */
  | { readonly kind: "control" }
  /** An SES event or notification; `type` is its own word (`Bounce`, `Delivery`, …). */
  | { readonly kind: "event"; readonly type: string; readonly content: Readonly<Record<string, unknown>> };

const CONTROL_TEXT = "Successfully validated SNS topic for Amazon SES event publishing.";
const CONTROL_TYPE = "AmazonSnsSubscriptionSucceeded";

const snsEnvelope = z.object({ Type: z.literal("Notification"), Message: z.string() });
const eventBridgeEnvelope = z.object({
  "detail-type": z.string(),
  source: z.literal("aws.ses"),
  detail: z.record(z.string(), z.unknown()),
});
const jsonObject = z.record(z.string(), z.unknown());

/**
 * Takes an SES message out of whatever it travelled in: an SNS envelope, an EventBridge event, or nothing (raw message
 * delivery). Event publishing names the type `eventType`, identity notifications `notificationType`.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 *
 * @throws InvalidInputError when the text is neither a control message nor an SES message
 */
export function unwrap(body: string): Message {
  const outer = readText(body);
  const envelope = snsEnvelope.safeParse(outer);
  const inner = envelope.success ? readText(envelope.data.Message) : outer;
  if (inner === undefined) return { kind: "control" };
  const bridged = eventBridgeEnvelope.safeParse(inner);
  const content = jsonObject.safeParse(bridged.success ? bridged.data.detail : inner);
  const type = content.data?.["eventType"] ?? content.data?.["notificationType"];
  if (!content.success || typeof type !== "string") {
    throw malformed("names neither eventType nor notificationType");
  }
  return type === CONTROL_TYPE ? { kind: "control" } : { kind: "event", type, content: content.data };
}

/** JSON as a value; undefined is the control text, which JSON cannot be. */
function readText(text: string): unknown {
  if (text.trim() === CONTROL_TEXT) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold addresses.
    throw malformed("is not JSON");
  }
}

function malformed(what: string): InvalidInputError {
  return new InvalidInputError(
    `The message ${what}; it must be a JSON object with eventType or notificationType. ` +
      "See https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html.",
  );
}
