import type { Call, Cloud } from "../service";
import { type Address, parseAddress } from "./address";
import { configurationSet } from "./configuration-sets";
import { isInfected } from "./content-checks";
import type { SentMessage } from "./events";
import { type Happening, REJECTED, renderingFailure } from "./happenings";
import { sendingIdentity } from "./identities";
import { sesArn, sesId } from "./ids";
import { type Message, withParts } from "./message";
import { askV2 } from "./ministack";
import type { Reactions, Reasons } from "./reactions";
import { accountPaused, configurationSetPaused, notVerified } from "./refusals";
import { RenderingError, render } from "./rendering";
import type { SendQuota } from "./send-quota";
import type { State } from "./state";
import { type FoundTemplate, findTemplate, templateData, templateName } from "./templates";
import { badRequest } from "./wire";

/** What is the same for all messages of a call, once they may be sent. */
export interface Admission {
  readonly identity: string;
  readonly configurationSet: string | undefined;
  readonly reasons: Reasons;
  readonly template: FoundTemplate | undefined;
}

/** Accepts messages: checks permission, sender and quota, records them in MiniStack and lets them have consequences. */
export class Acceptance {
  constructor(
    private readonly cloud: Cloud,
    private readonly state: State,
    private readonly quota: SendQuota,
    private readonly reactions: Reactions,
    private readonly clock: () => Date,
  ) {}

  /** @throws AwsError when the call may send no message at all */
  async admit(call: Call, message: Message): Promise<Admission> {
    const { operation, content } = message;
    const verified = await sendingIdentity(this.cloud, call, message.from);
    const identity = verified ?? addressOf(message.from).text;
    const set = message.configurationSet ?? this.state.identity(call, identity).defaultConfigurationSet;
    const stored = content.Template && templateName(content.Template);
    const resources = [`identity/${identity}`, set && `configuration-set/${set}`, stored && `template/${stored}`];
    const context = { "ses:FromAddress": addressOf(message.from).text };
    for (const resource of resources)
      if (resource) await this.cloud.authorize(call, `ses:${operation}`, sesArn(call, resource), context);
    if (verified === undefined) throw notVerified(call.region, message.from);
    const reasons = await this.reasons(call, set);
    const template = content.Template && (await findTemplate(this.cloud, call, content.Template));
    return { identity, configurationSet: set, reasons, template };
  }

  /** @returns the message id. @throws AwsError when this message cannot be sent */
  async accept(call: Call, given: Message, admission: Admission): Promise<string> {
    const recipients = recipientsOf(given);
    const { message, failure } = examined(given, admission.template);
    this.quota.take(recipients);
    const sentAt = this.clock();
    const messageId = failure ? sesId(sentAt) : await this.record(call, message, sentAt);
    const { identity, configurationSet: set, reasons } = admission;
    const sent: SentMessage = {
      message,
      messageId,
      account: call.account,
      region: call.region,
      identity,
      caller: /^\d{12}$/.test(call.accessKeyId) ? "root" : call.accessKeyId,
      sentAt,
      ...(set && { configurationSet: set }),
    };
    if (failure) this.reactions.fail(sent, failure);
    else this.reactions.send(sent, recipients, reasons);
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

  /** MiniStack shows what was sent, templates filled in. */
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
}

/** Fills in the template and looks for what SES finds only in an accepted message. */
function examined(given: Message, template: FoundTemplate | undefined): { message: Message; failure?: Happening } {
  const data = templateData(given.content.Template?.TemplateData);
  try {
    const message = template ? withParts(given, render(template.parts, data)) : given;
    return isInfected(message.content) ? { message, failure: REJECTED } : { message };
  } catch (error) {
    if (!(error instanceof RenderingError)) throw error;
    return { message: given, failure: renderingFailure(error.message, template?.name) };
  }
}

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
