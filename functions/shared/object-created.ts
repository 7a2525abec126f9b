import * as z from "zod/mini";
import { InvalidInputError } from "./errors";
import { parsedJson } from "./json";

/** An object in a bucket. */
export interface ObjectReference {
  readonly bucket: string;
  readonly key: string;
}

const reference = z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) });
const eventBridgeEvent = z.object({
  source: z.literal("aws.s3"),
  "detail-type": z.literal("Object Created"),
  detail: reference,
});
const bucketNotification = z.object({
  Records: z.array(z.object({ eventName: z.optional(z.string()), s3: reference })),
});
const testNotification = z.object({ Event: z.literal("s3:TestEvent") });

/**
 * The objects that a queue message says were created: an event of EventBridge, which holds the key as it is, or a
 * notification of the bucket itself, which holds it URL-encoded, with `+` for a space. The message that S3 sends to
 * try a new notification names none.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 *
 * @throws InvalidInputError when the message is neither
 */
export function createdObjects(body: string): ObjectReference[] {
  const message = parsedJson(body);
  const event = eventBridgeEvent.safeParse(message);
  if (event.success) return [{ bucket: event.data.detail.bucket.name, key: event.data.detail.object.key }];
  const notification = bucketNotification.safeParse(message);
  if (notification.success) {
    return notification.data.Records.filter(({ eventName }) => eventName?.startsWith("ObjectCreated:") ?? true).map(
      ({ s3 }) => ({ bucket: s3.bucket.name, key: decoded(s3.object.key) }),
    );
  }
  if (testNotification.safeParse(message).success) return [];
  throw malformed();
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    throw malformed();
  }
}

function malformed(): InvalidInputError {
  return new InvalidInputError(
    'The message must be EventBridge\'s "Object Created" of S3 or a notification of the bucket; it is neither. ' +
      "See https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html.",
  );
}
