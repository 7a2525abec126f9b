import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { clientSettings } from "../shared/aws";
import { commonVariables, flag, listOfTexts, oneOf, type readConfig, text, wholeNumber } from "../shared/config";
import { pinpointClient } from "../shared/pinpoint-client";
import type { Dependencies } from "./core";
import { DynamoDbReplyGuard } from "./dynamodb-reply-guard";
import { mailboxesOf } from "./mailbox";
import { SesReplySender } from "./ses-reply-sender";
import { CachedTemplate, type TemplateSource } from "./template";
import { inlineTemplate, pinpointTemplate, sesTemplate } from "./template-sources";

const oneAddress = "an e-mail address, with or without display name";
const sender = text(oneAddress).check(z.refine((value) => mailboxesOf(value).length === 1, { error: oneAddress }));

/** The function's variables. */
export const replyVariables = {
  ...commonVariables,
  TEMPLATE_SOURCE: oneOf("ses", "pinpoint", "inline"),
  TEMPLATE_NAME: z.optional(text("a template's name")),
  TEMPLATE_VERSION: z.optional(text("a version of the template")),
  INLINE_SUBJECT: z.optional(z.string()),
  INLINE_HTML: z.optional(z.string()),
  INLINE_TEXT: z.optional(z.string()),
  ENGAGEMENT_API_ARN: z.optional(text("the ARN of the engagement API's function")),
  FROM_ADDRESS: z.optional(sender),
  REPLY_ADDRESS_SOURCE: oneOf("from", "reply_to", "return_path"),
  RECIPIENTS: listOfTexts(),
  OWN_DOMAINS: listOfTexts(),
  SCAN_ENABLED: flag(),
  REQUIRE_AUTHENTICATED_SENDER: flag(),
  REPLY_INTERVAL_HOURS: wholeNumber(0, 720),
  REPLY_GUARD_TABLE_NAME: text("the reply guard table's name"),
  CONFIGURATION_SET_NAME: z.optional(text("a configuration set's name")),
  NAME_SOURCE: oneOf("from_header", "display_name", "address"),
  ID_SOURCE: oneOf("ses_message_id", "message_id_header"),
};

/** The values of {@link replyVariables}. */
export type ReplyConfig = ReturnType<typeof readConfig<typeof replyVariables>>;

/** Makes the AWS clients once and wires them to what answering needs. */
export function replyDependencies(config: ReplyConfig): Dependencies {
  const [fromAddress] = mailboxesOf(config.FROM_ADDRESS ?? "");
  return {
    policy: {
      scanEnabled: config.SCAN_ENABLED,
      requireAuthenticatedSender: config.REQUIRE_AUTHENTICATED_SENDER,
    },
    own: { ruleRecipients: config.RECIPIENTS, ownDomains: config.OWN_DOMAINS, fromAddress },
    fromHeader: config.FROM_ADDRESS,
    replyAddressSource: config.REPLY_ADDRESS_SOURCE,
    style: { nameSource: config.NAME_SOURCE, idSource: config.ID_SOURCE },
    template: new CachedTemplate(templateSource(config), Date.now),
    guard: new DynamoDbReplyGuard(DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings)), {
      table: config.REPLY_GUARD_TABLE_NAME,
      intervalHours: config.REPLY_INTERVAL_HOURS,
      now: Date.now,
    }),
    sender: new SesReplySender(new SESv2Client({ ...clientSettings, maxAttempts: 1 }), config.CONFIGURATION_SET_NAME),
  };
}

function templateSource(config: ReplyConfig): TemplateSource {
  const { TEMPLATE_NAME = "", TEMPLATE_VERSION, ENGAGEMENT_API_ARN } = config;
  switch (config.TEMPLATE_SOURCE) {
    case "ses":
      return sesTemplate(new SESv2Client(clientSettings), TEMPLATE_NAME);
    case "pinpoint":
      return pinpointTemplate(pinpointClient(ENGAGEMENT_API_ARN), TEMPLATE_NAME, TEMPLATE_VERSION);
    case "inline":
      return inlineTemplate({
        subject: config.INLINE_SUBJECT,
        html: config.INLINE_HTML,
        text: config.INLINE_TEXT,
      });
  }
}
