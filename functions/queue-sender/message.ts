import * as z from "zod/mini";
import { isObject, parsedJson } from "../shared/json";
import { READ_ON, Refusal } from "./failures";
import { parseFlatMessage } from "./flat-message";
import { fields, must, oneKind, problems } from "./schema-check";
import { contradiction, nonEmpty, sesSchema } from "./ses-schema";

/** Most bytes of a body, what SQS takes by default. */
const MAX_BYTES = 262_144;

const time = z.iso.datetime({ offset: true, ...must("a time such as 2026-11-23T10:00:00Z") });
const phoneNumber = z
  .string(must("a phone number"))
  .check(z.regex(/^\+[1-9]\d{6,14}$/, must("a phone number in E.164 format, such as +14255550100")));

/** What a copy of a message that was sent in part appends to its id. */
const COPY_SUFFIX = /#(retry|failed)-\d+$/;

const id = z
  .string(must("text of 1 to 128 characters"))
  .check(
    z.refine((value) => inRange(value.replace(COPY_SUFFIX, "").length, 1, 128), must("text of 1 to 128 characters")),
  );

const common = {
  version: z.literal(1),
  id,
  not_before: z.optional(time),
  not_after: z.optional(time),
  tags: z._default(z.record(z.string(), z.string(must("text")), must("an object of texts")), {}),
};

const sms = fields({
  to: phoneNumber,
  body: z
    .string(must("text"))
    .check(z.minLength(1, must("text that is not empty")), z.maxLength(1_600, must("text of at most 1600 characters"))),
  origination_identity: z.optional(nonEmpty),
  message_type: z.optional(z.enum(["TRANSACTIONAL", "PROMOTIONAL"], must("TRANSACTIONAL or PROMOTIONAL"))),
  configuration_set: z.optional(nonEmpty),
  ttl_seconds: z.optional(
    z.int(must("a whole number")).check(z.gte(5, must("5 to 259200")), z.lte(259_200, must("5 to 259200"))),
  ),
  max_price: z.optional(
    z
      .string(must("a price as text, such as 0.50"))
      .check(z.regex(/^\d{1,2}(\.\d{1,5})?$/, must("a price such as 0.50"))),
  ),
});

const nativeObject = z.record(z.string(), z.unknown(), must("an object"));

const pinpoint = fields({
  application_id: z.optional(nonEmpty),
  addresses: z
    .record(z.string(), nativeObject, must("an object of addresses"))
    .check(z.refine((value) => inRange(Object.keys(value).length, 1, 100), must("an object of 1 to 100 addresses"))),
  message_configuration: nativeObject,
});

const message = z.discriminatedUnion(
  "channel",
  [
    fields({ ...common, channel: z.literal("ses"), ses: sesSchema }),
    fields({ ...common, channel: z.literal("sms"), sms }),
    fields({ ...common, channel: z.literal("pinpoint"), pinpoint }),
  ],
  oneKind("ses, sms or pinpoint"),
);

/** A message of a lane. */
export type LaneMessage = z.infer<typeof message>;

/** Which lane it is. */
export type ChannelName = LaneMessage["channel"];

/**
 * Reads the body of a queue message: version 1, or the flat form of the original architecture (version 0).
 *
 * @param queueMessageId id of a message that has none, as version 0
 * @throws Refusal saying what is wrong, what was given and what is allowed
 */
export function parseMessage(body: string, queueMessageId: string): LaneMessage {
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_BYTES) {
    throw refused(
      "too_large",
      "BODY_TOO_LARGE",
      `The body must have at most ${MAX_BYTES} bytes; got ${bytes}. Put the content into S3 (kind s3).`,
    );
  }
  const json = parsedJson(body);
  if (json === undefined) throw refused("malformed", "INVALID_JSON", "The body must be JSON; it is not.");
  if (!isObject(json))
    throw refused("malformed", "INVALID_MESSAGE", "The body must be a JSON object; got something else.");
  const { version = 0 } = json;
  if (version === 0) return parseFlatMessage(json, queueMessageId);
  if (version !== 1) {
    const given = JSON.stringify(version).slice(0, 60);
    throw refused(
      "unsupported_version",
      "UNSUPPORTED_VERSION",
      `version must be 1 (or 0, the flat form); got ${given}.`,
    );
  }
  const result = z.safeParse(message, json);
  if (!result.success) throw refused("malformed", "INVALID_MESSAGE", problems(result.error.issues, json));
  if (result.data.channel === "ses" && result.data.ses.content.kind !== "s3") {
    const problem = contradiction(result.data.ses, result.data.ses.content);
    if (problem !== undefined) throw refused("malformed", "INVALID_MESSAGE", problem);
  }
  return result.data;
}

function refused(failureClass: "malformed" | "too_large" | "unsupported_version", code: string, text: string): Refusal {
  return new Refusal(failureClass, code, `${text} ${READ_ON}`);
}

function inRange(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
