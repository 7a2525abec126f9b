import * as z from "zod/mini";
import type { JsonObject } from "../shared/json";
import { READ_ON, Refusal } from "./failures";
import { must, problems } from "./schema-check";
import type { Mail } from "./ses-schema";

const address = z.string(must("an e-mail address")).check(z.regex(/@/, must("an e-mail address")));

const flat = z
  .object({
    from: address,
    to: address,
    subject: z.string(must("text")),
    "body-html": z.optional(z.string(must("text"))),
    "body-text": z.optional(z.string(must("text"))),
  })
  .check(
    z.refine((mail) => Boolean(mail["body-html"] || mail["body-text"]), must("an object with body-html or body-text")),
  );

/** A message of version 1 made of the flat form. */
interface MailOfFlatForm {
  readonly version: 1;
  readonly id: string;
  readonly channel: "ses";
  readonly tags: Record<string, string>;
  readonly ses: Mail;
}

/**
 * Reads the flat form in which the original architecture's producers write a mail (version 0). It has no id of its own.
 *
 * https://github.com/aws-samples/digital-user-engagement-reference-architectures
 *
 * @throws Refusal when it is not that form
 */
export function parseFlatMessage(json: JsonObject, id: string): MailOfFlatForm {
  const result = z.safeParse(flat, json);
  if (!result.success) {
    const text = `Without version 1 the message is read as the flat form (from, to, subject, body-html, body-text).`;
    throw new Refusal("malformed", "INVALID_MESSAGE", `${text} ${problems(result.error.issues, json)} ${READ_ON}`);
  }
  const { from, to, subject, "body-html": html, "body-text": text } = result.data;
  return {
    version: 1,
    id,
    channel: "ses",
    tags: {},
    ses: {
      from,
      to: [to],
      cc: [],
      bcc: [],
      reply_to: [],
      headers: [],
      content: { kind: "simple", subject, ...(html && { html }), ...(text && { text }) },
    },
  };
}
