import * as z from "zod/mini";
import { InvalidInputError } from "../errors";
import { readAddress } from "./address";
import { type BounceType, DIAGNOSTIC_MAX_CHARS, type Feedback, type FeedbackRecipient, sameWord } from "./feedback";

const BOUNCE_TYPES: readonly BounceType[] = ["Permanent", "Transient", "Undetermined"];

// A field that is optional to us never makes a message malformed, whatever it holds.
const optionalText = z.catch(z.optional(z.string()), undefined);
const entries = z.catch(z.array(z.unknown()), []);
const zonedTimestamp = z.iso.datetime({ offset: true });

const recipientShape = z.object({
  emailAddress: z.string(),
  status: optionalText,
  action: optionalText,
  diagnosticCode: optionalText,
});
const bounceShape = z.object({
  feedbackId: z.string().check(z.minLength(1)),
  timestamp: optionalText,
  bounceType: optionalText,
  bounceSubType: optionalText,
  bouncedRecipients: entries,
});
const complaintShape = z.object({
  feedbackId: z.string().check(z.minLength(1)),
  timestamp: optionalText,
  complaintFeedbackType: optionalText,
  complaintSubType: optionalText,
  complainedRecipients: entries,
});
const mailShape = z.object({
  messageId: optionalText,
  tags: z.catch(z.optional(z.object({ "ses:configuration-set": entries })), undefined),
});

/**
 * Normalises a bounce or complaint as SES writes it.
 *
 * @param sentAt when the queue took the message; stands in for a timestamp that is missing, malformed or has no zone
 * @returns undefined for every other type of event
 * @throws InvalidInputError when the type's object or its `feedbackId` is missing
 */
export function parseFeedback(type: string, content: Readonly<Record<string, unknown>>, sentAt: Date) {
  if (sameWord(type, "Bounce")) return parseBounce(content, sentAt);
  if (sameWord(type, "Complaint")) return parseComplaint(content, sentAt);
  return undefined;
}

function parseBounce(content: Readonly<Record<string, unknown>>, sentAt: Date): Feedback {
  const bounce = part(bounceShape, content, "bounce");
  const bounceType = BOUNCE_TYPES.find((type) => sameWord(bounce.bounceType, type)) ?? "Undetermined";
  return {
    kind: "bounce",
    bounceType,
    bounceSubType: bounce.bounceSubType,
    feedbackId: bounce.feedbackId,
    occurredAt: instant(bounce.timestamp, sentAt),
    ...recipientsOf(bounce.bouncedRecipients),
    ...mailOf(content),
  };
}

function parseComplaint(content: Readonly<Record<string, unknown>>, sentAt: Date): Feedback {
  const complaint = part(complaintShape, content, "complaint");
  return {
    kind: "complaint",
    complaintFeedbackType: complaint.complaintFeedbackType,
    complaintSubType: complaint.complaintSubType,
    feedbackId: complaint.feedbackId,
    occurredAt: instant(complaint.timestamp, sentAt),
    ...recipientsOf(complaint.complainedRecipients),
    ...mailOf(content),
  };
}

function part<Shape extends z.ZodMiniType>(shape: Shape, content: Readonly<Record<string, unknown>>, name: string) {
  const result = shape.safeParse(content[name]);
  if (result.success) return result.data;
  throw new InvalidInputError(
    `The message must hold an object "${name}" with a feedbackId; it does not. ` +
      "See https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html.",
  );
}

function instant(timestamp: string | undefined, sentAt: Date): string {
  const isComplete = zonedTimestamp.safeParse(timestamp).success;
  return (isComplete && timestamp !== undefined ? new Date(timestamp) : sentAt).toISOString();
}

function recipientsOf(list: readonly unknown[]): Pick<Feedback, "recipients" | "invalidRecipients"> {
  const read = list.map(readRecipient);
  const valid = read.filter((recipient) => recipient !== undefined);
  const byKey = new Map(valid.toReversed().map((recipient) => [recipient.key, recipient]));
  const recipients = valid.filter((recipient) => byKey.get(recipient.key) === recipient);
  return { recipients, invalidRecipients: read.length - valid.length };
}

function readRecipient(entry: unknown): FeedbackRecipient | undefined {
  const { data } = recipientShape.safeParse(entry);
  const forms = data && readAddress(data.emailAddress);
  if (!forms) return undefined;
  const diagnostic = data.diagnosticCode?.slice(0, DIAGNOSTIC_MAX_CHARS);
  return { ...forms, status: data.status, action: data.action, diagnostic };
}

function mailOf(
  content: Readonly<Record<string, unknown>>,
): Pick<Feedback, "messageId" | "configurationSet" | "source"> {
  const { data } = mailShape.safeParse(content["mail"]);
  const name = data?.tags?.["ses:configuration-set"][0];
  const configurationSet = typeof name === "string" ? name : undefined;
  return { messageId: data?.messageId, configurationSet, source: configurationSet ?? "ses" };
}
