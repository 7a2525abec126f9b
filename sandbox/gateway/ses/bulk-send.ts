import type { BulkEmailEntryResult } from "@aws-sdk/client-sesv2";
import { AwsError, type Call, jsonReply } from "../service";
import type { Acceptance, Admission } from "./acceptance";
import { type Message, type MessageHeader, messageFromV2, type SendEmailInput, type Template } from "./message";
import { bulkStatus } from "./refusals";
import { templateData } from "./templates";
import { badRequest, jsonBody, type Route } from "./wire";

/** Entries of one call, at most. */
const MAX_ENTRIES = 50;

/** Body of SES v2 SendBulkEmail, https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html. */
interface SendBulkEmailInput
  extends Pick<SendEmailInput, "FromEmailAddress" | "ReplyToAddresses" | "ConfigurationSetName"> {
  readonly DefaultEmailTags: readonly MessageHeader[];
  readonly DefaultContent: { readonly Template?: Template };
  readonly BulkEmailEntries: readonly Entry[];
}

/** One mail of a bulk send: what it has of its own. */
interface Entry {
  readonly Destination?: SendEmailInput["Destination"];
  readonly ReplacementTags?: readonly MessageHeader[];
  readonly ReplacementHeaders?: readonly MessageHeader[];
  readonly ReplacementEmailContent?: { readonly ReplacementTemplate?: { readonly ReplacementTemplateData?: string } };
}

/** SES v2 SendBulkEmail: one message for each entry, each with a result and events of its own. */
export function bulkRoute(acceptance: Acceptance): Route {
  return {
    method: "POST",
    path: /^\/outbound-bulk-emails$/,
    async handle(call) {
      const input = jsonBody<SendBulkEmailInput>(call);
      const { BulkEmailEntries: entries = [], DefaultContent: { Template: template } = {} } = input;
      if (!template) throw badRequest("DefaultContent needs a Template, see SES v2 SendBulkEmail.");
      if (entries.length < 1 || entries.length > MAX_ENTRIES)
        throw badRequest(`BulkEmailEntries has ${entries.length} entries: 1 to ${MAX_ENTRIES} are needed.`);
      const admission = await acceptance.admit(call, messageOf(input, template, {}));
      const BulkEmailEntryResults: BulkEmailEntryResult[] = [];
      for (const entry of entries)
        BulkEmailEntryResults.push(await result(acceptance, call, () => messageOf(input, template, entry), admission));
      return jsonReply({ BulkEmailEntryResults });
    },
  };
}

/** What a call is told of one entry. */
async function result(
  acceptance: Acceptance,
  call: Call,
  message: () => Message,
  admission: Admission,
): Promise<BulkEmailEntryResult> {
  try {
    return { Status: "SUCCESS", MessageId: await acceptance.accept(call, message(), admission) };
  } catch (error) {
    const Status = error instanceof AwsError ? bulkStatus(error) : undefined;
    if (!Status) throw error;
    return { Status, Error: (error as AwsError).message };
  }
}

function messageOf(input: Partial<SendBulkEmailInput>, template: Template, entry: Entry): Message {
  const { DefaultEmailTags = [], DefaultContent: _, BulkEmailEntries: __, ...common } = input;
  const ownData = entry.ReplacementEmailContent?.ReplacementTemplate?.ReplacementTemplateData;
  const message = messageFromV2({
    ...common,
    Destination: entry.Destination ?? {},
    EmailTags: replaced(DefaultEmailTags, entry.ReplacementTags),
    Content: {
      Template: {
        ...template,
        TemplateData: JSON.stringify({ ...templateData(template.TemplateData), ...templateData(ownData) }),
        Headers: replaced(template.Headers, entry.ReplacementHeaders),
      },
    },
  });
  return { ...message, operation: "SendBulkEmail" };
}

/** The default values but those that an entry gives another value of the same name. */
function replaced(defaults: readonly MessageHeader[] = [], own: readonly MessageHeader[] = []): MessageHeader[] {
  const names = new Set(own.map(({ Name }) => Name.toLowerCase()));
  return [...defaults.filter(({ Name }) => !names.has(Name.toLowerCase())), ...own];
}
