import { type Call, type Cloud, jsonReply, type Reply } from "../service";
import { type Address, parseAddress } from "./address";
import { configurationSet } from "./configuration-sets";
import { inspect } from "./content-checks";
import type { SentMessage } from "./events";
import { happening, SENT } from "./happenings";
import { sendingIdentity } from "./identities";
import { sesArn, sesId } from "./ids";
import { type Message, messageFromV1, messageFromV1Raw, messageFromV2, type SendEmailInput } from "./message";
import { askV2 } from "./ministack";
import { isSimulator, type Outcome, type Outcomes, suppressionReason } from "./outcomes";
import type { Publisher } from "./publisher";
import { accountPaused, configurationSetPaused, inV1, notVerified } from "./refusals";
import type { SendQuota } from "./send-quota";
import type { SentMessages } from "./sent-messages";
import type { RegionalState, State } from "./state";
import { type Action, badRequest, jsonBody, type Route, xmlReply } from "./wire";

/** Accepts messages: checks permission, sender and quota, records them in MiniStack and lets their outcomes happen. */
export class Sender {
  constructor(
    private readonly cloud: Cloud,
    private readonly state: State,
    private readonly outcomes: Outcomes,
    private readonly messages: SentMessages,
    private readonly publisher: Publisher,
    private readonly quota: SendQuota,
    private readonly clock: () => Date,
  ) {}

  /** SES v2 SendEmail. */
  readonly route: Route = {
    method: "POST",
    path: /^\/outbound-emails$/,
    handle: async (call) =>
      jsonReply({ MessageId: await this.accept(call, messageFromV2(jsonBody<SendEmailInput>(call))) }),
  };

  /** SES v1 SendEmail and SendRawEmail. */
  readonly actions: Record<string, Action> = {
    SendEmail: (call, form) => this.acceptV1(call, "SendEmail", () => messageFromV1(form)),
    SendRawEmail: (call, form) => this.acceptV1(call, "SendRawEmail", () => messageFromV1Raw(form)),
  };

  private async acceptV1(call: Call, action: string, read: () => Message): Promise<Reply> {
    try {
      return xmlReply(action, `<MessageId>${await this.accept(call, read())}</MessageId>`);
    } catch (error) {
      throw inV1(error);
    }
  }

  /** @returns the message id */
  private async accept(call: Call, message: Message): Promise<string> {
    const recipients = recipientsOf(message);
    const verified = await sendingIdentity(this.cloud, call, message.from);
    const identity = verified ?? addressOf(message.from).text;
    const set = message.configurationSet ?? this.state.identity(call, identity).defaultConfigurationSet;
    await this.authorize(call, message, identity, set);
    if (verified === undefined) throw notVerified(call.region, message.from);
    const reasons = await this.reasons(call, set);
    const { failure, html = message.html } = await inspect(this.cloud, call, message.content);
    this.quota.take(recipients);
    const sentAt = this.clock();
    const messageId = await this.record(call, message, sentAt);
    const { content, ...withoutContent } = message;
    const sent: SentMessage = {
      message: { ...withoutContent, html },
      messageId,
      account: call.account,
      region: call.region,
      identity,
      caller: /^\d{12}$/.test(call.accessKeyId) ? "root" : call.accessKeyId,
      sentAt,
      ...(set && { configurationSet: set }),
    };
    if (failure) this.publisher.enqueue(() => this.publisher.publish(sent, failure));
    else this.happen(sent, recipients, reasons);
    return messageId;
  }

  /** The configuration set's reasons before the account's. @throws RefusedSend when one of the two may not send */
  private async reasons(call: Call, set: string | undefined): Promise<Reasons> {
    const { suppressedReasons, listedReasons, sendingEnabled } = this.state.of(call);
    if (!sendingEnabled) throw accountPaused();
    if (set === undefined) return { suppressedReasons, listedReasons };
    const ofSet = await configurationSet(this.cloud, call, set);
    if (!ofSet.sendingEnabled) throw configurationSetPaused(set);
    return {
      suppressedReasons: ofSet.suppressedReasons ?? suppressedReasons,
      listedReasons: ofSet.suppressedReasons ?? listedReasons,
    };
  }

  private async authorize(call: Call, { operation, from }: Message, identity: string, set: string | undefined) {
    const context = { "ses:FromAddress": addressOf(from).text };
    await this.cloud.authorize(call, `ses:${operation}`, sesArn(call, `identity/${identity}`), context);
    if (set) await this.cloud.authorize(call, `ses:${operation}`, sesArn(call, `configuration-set/${set}`), context);
  }

  /** MiniStack renders templates and shows what was sent. */
  private async record(call: Call, message: Message, sentAt: Date): Promise<string> {
    const { from, to, cc, bcc, content } = message;
    const { MessageId } = await askV2(this.cloud, call, "POST", "/outbound-emails", {
      FromEmailAddress: from,
      Destination: { ToAddresses: to, CcAddresses: cc, BccAddresses: bcc },
      Content: content,
    });
    const [uuid = ""] = String(MessageId).split("@");
    return sesId(sentAt, uuid);
  }

  /** One Send for the message, then each recipient's outcomes. */
  private happen(sent: SentMessage, recipients: readonly Address[], reasons: Reasons): void {
    this.messages.remember(sent);
    this.publisher.enqueue(() => this.publisher.publish(sent, SENT));
    for (const address of recipients) {
      const listed = this.state.of(sent).suppressionList.get(address.text)?.reason;
      const suppressed = listed && reasons.suppressedReasons.includes(listed) ? listed : undefined;
      for (const outcome of this.outcomes.of(address, suppressed))
        this.publisher.enqueue(() => this.feedBack(sent, address, outcome, reasons));
    }
  }

  private async feedBack(sent: SentMessage, address: Address, outcome: Outcome, { listedReasons }: Reasons) {
    const now = this.clock();
    const what = happening(outcome, address.text, sent.sentAt, now);
    const reason = suppressionReason(outcome);
    if (reason && listedReasons.includes(reason) && !isSimulator(address)) {
      const origin = { messageId: sent.messageId, feedbackId: String(what.detail["feedbackId"]) };
      this.state.of(sent).suppressionList.set(address.text, { address: address.text, reason, updatedAt: now, origin });
    }
    await this.publisher.publish(sent, what);
  }
}

/** What the account or the configuration set says about suppression. */
type Reasons = Pick<RegionalState, "suppressedReasons" | "listedReasons">;

function recipientsOf({ to, cc, bcc }: Message): Address[] {
  const given = [...to, ...cc, ...bcc];
  if (given.length === 0) throw badRequest("The message has no recipient: at least one address is needed.");
  return given.map(addressOf);
}

function addressOf(given: string): Address {
  const address = parseAddress(given);
  if (!address) throw badRequest("Missing final '@domain'");
  return address;
}
