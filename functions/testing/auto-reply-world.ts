import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { answer, type Dependencies } from "../ses-auto-reply/core";
import { DynamoDbReplyGuard } from "../ses-auto-reply/dynamodb-reply-guard";
import { mailsOf } from "../ses-auto-reply/event";
import { mailboxesOf } from "../ses-auto-reply/mailbox";
import type { Reply } from "../ses-auto-reply/reply";
import { inlineTemplate } from "../ses-auto-reply/template-sources";
import { FakeDynamoDb } from "./fake-dynamodb";
import { RecordingObservers } from "./observers";

/** What differs from the defaults of the module. */
export interface ReplySettings extends Partial<Omit<Dependencies, "own" | "guard" | "sender">> {
  readonly recipients?: readonly string[];
  readonly ownDomains?: readonly string[];
  readonly fromAddress?: string;
  readonly intervalHours?: number;
}

/** The auto reply with its real guard on a table in memory, and a mail service that keeps what it is given. */
export class AutoReplyWorld {
  readonly observers = new RecordingObservers();
  readonly dynamoDb = new FakeDynamoDb();
  readonly sent: Reply[] = [];
  /** Errors of the next sends, first to last. */
  readonly failures: Error[] = [];
  /** Milliseconds since 1970. */
  now = Date.parse("2026-11-20T12:30:00Z");

  readonly #dependencies: Dependencies;

  constructor({
    recipients = ["mail.example.com"],
    ownDomains = [],
    fromAddress,
    intervalHours = 24,
    ...rest
  }: ReplySettings = {}) {
    this.#dependencies = {
      policy: { scanEnabled: true, requireAuthenticatedSender: true },
      own: { ruleRecipients: recipients, ownDomains, fromAddress: mailboxesOf(fromAddress ?? "")[0] },
      fromHeader: fromAddress,
      replyAddressSource: "from",
      style: { nameSource: "from_header", idSource: "ses_message_id" },
      template: inlineTemplate({ subject: "Re: ", html: "<p>Dear %%NAME%%</p>", text: "Dear %%NAME%%" }),
      guard: new DynamoDbReplyGuard(this.dynamoDb as unknown as DynamoDBDocumentClient, {
        table: "guard",
        intervalHours,
        now: () => this.now,
      }),
      sender: { send: async (reply) => this.#send(reply) },
      ...rest,
    };
  }

  /** Items of the guard's table. */
  get remembered(): number {
    return this.dynamoDb.table("guard").size;
  }

  /** Why mails got no reply, in their order. */
  get refusals(): unknown[] {
    return this.observers.lines.filter(([, message]) => message === "No reply").map(([, , { reason }]) => reason);
  }

  /** Receives an event of SES; an event of several mails is received mail by mail. */
  async receive(event: unknown): Promise<void> {
    for (const message of mailsOf(event)) await answer(message, this.#dependencies, this.observers);
  }

  #send(reply: Reply): void {
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.sent.push(reply);
  }
}
