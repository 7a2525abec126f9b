import * as z from "zod/mini";
import { InvalidInputError } from "../shared/errors";

const verdict = z.optional(z.object({ status: z.string() }));

const record = z.object({
  eventSource: z.literal("aws:ses"),
  ses: z.object({
    mail: z.object({
      /** The envelope's sender; empty for a bounce. */
      source: z.nullish(z.string()),
      messageId: z.string().check(z.minLength(1)),
      headersTruncated: z.boolean(),
      headers: z.array(z.object({ name: z.string(), value: z.string() })),
      commonHeaders: z.object({
        returnPath: z.nullish(z.string()),
        from: z.nullish(z.array(z.string())),
        replyTo: z.nullish(z.array(z.string())),
        messageId: z.nullish(z.string()),
        subject: z.nullish(z.string()),
      }),
    }),
    receipt: z.object({
      recipients: z.array(z.string()),
      spamVerdict: verdict,
      virusVerdict: verdict,
      spfVerdict: verdict,
      dkimVerdict: verdict,
      dmarcVerdict: verdict,
    }),
  }),
});

/** What SES tells a function about a mail, as far as it is needed. */
export type SesMessage = z.infer<typeof record>["ses"];

const eventSchema = z.object({ Records: z.array(record).check(z.minLength(1)) });

/**
 * The mails of an event of SES's Lambda action.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
 *
 * @throws InvalidInputError naming the first field that is not as documented; values stay out of the text
 */
export function mailsOf(event: unknown): SesMessage[] {
  const result = z.safeParse(eventSchema, event);
  if (result.success) return result.data.Records.map(({ ses }) => ses);
  const field = result.error.issues[0]?.path.join(".") || "the event";
  throw new InvalidInputError(
    `The event must be one of SES's Lambda action; ${field} is not as documented. ` +
      "See https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html.",
  );
}
