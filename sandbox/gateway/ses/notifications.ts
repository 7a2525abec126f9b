import { escapeXml } from "../protocol";
import type { Call, Cloud, Reply } from "../service";
import { sesArn } from "./ids";
import { identityNames } from "./ministack";
import type { Publisher } from "./publisher";
import { type IdentitySettings, NOTIFICATION_TYPES, type NotificationType, type State } from "./state";
import { publishRefusal, publishToTopic } from "./topics";
import { type Action, invalidParameter, members, xmlReply } from "./wire";

/**
 * Identity notifications of the v1 API, which SES v2 does not have.
 * https://docs.aws.amazon.com/ses/latest/dg/configure-sns-notifications.html
 */
export class NotificationSettings {
  constructor(
    private readonly cloud: Cloud,
    private readonly state: State,
    private readonly publisher: Publisher,
  ) {}

  /** The operations by name. */
  readonly actions: Record<string, Action> = {
    SetIdentityNotificationTopic: (call, form) => this.setTopic(call, form),
    SetIdentityHeadersInNotificationsEnabled: (call, form) => this.setHeaders(call, form),
    SetIdentityFeedbackForwardingEnabled: (call, form) => this.setForwarding(call, form),
    GetIdentityNotificationAttributes: (call, form) => this.attributes(call, form),
    DeleteIdentity: (call, form) => this.deleteIdentity(call, form),
  };

  private async setTopic(call: Call, form: URLSearchParams): Promise<Reply> {
    await this.cloud.authorize(call, "ses:SetIdentityNotificationTopic", "*");
    const { name, settings } = await this.settingsOf(call, form);
    const type = typeOf(form.get("NotificationType"));
    const topicArn = form.get("SnsTopic");
    if (topicArn) {
      await this.adopt(call, name, type, topicArn);
      settings.topics.set(type, topicArn);
    } else {
      settings.topics.delete(type);
    }
    return xmlReply("SetIdentityNotificationTopic", "");
  }

  private async setHeaders(call: Call, form: URLSearchParams): Promise<Reply> {
    await this.cloud.authorize(call, "ses:SetIdentityHeadersInNotificationsEnabled", "*");
    const { settings } = await this.settingsOf(call, form);
    const type = typeOf(form.get("NotificationType"));
    if (isTrue(form.get("Enabled"))) settings.headersIn.add(type);
    else settings.headersIn.delete(type);
    return xmlReply("SetIdentityHeadersInNotificationsEnabled", "");
  }

  private async setForwarding(call: Call, form: URLSearchParams): Promise<Reply> {
    await this.cloud.authorize(call, "ses:SetIdentityFeedbackForwardingEnabled", "*");
    const { name, settings } = await this.settingsOf(call, form);
    const enabled = isTrue(form.get("ForwardingEnabled"));
    if (!enabled && !(settings.topics.has("Bounce") && settings.topics.has("Complaint")))
      throw invalidParameter(
        `Feedback forwarding of ${name} can be disabled only when topics are set for Bounce and Complaint.`,
      );
    settings.forwardingEnabled = enabled;
    return xmlReply("SetIdentityFeedbackForwardingEnabled", "");
  }

  private async attributes(call: Call, form: URLSearchParams): Promise<Reply> {
    await this.cloud.authorize(call, "ses:GetIdentityNotificationAttributes", "*");
    const known = await identityNames(this.cloud, call);
    const entries = members(form, "Identities")
      .filter((given) => known.includes(identityName(given)))
      .map((given) => entry(given, this.state.identity(call, identityName(given))));
    const attributes = `<NotificationAttributes>${entries.join("")}</NotificationAttributes>`;
    return xmlReply("GetIdentityNotificationAttributes", attributes);
  }

  /** MiniStack has the identity; the settings go with it. */
  private async deleteIdentity(call: Call, form: URLSearchParams): Promise<Reply> {
    const reply = await this.cloud.forward(call);
    if (reply.status === 200) this.state.of(call).identities.delete(form.get("Identity") ?? "");
    return reply;
  }

  private async settingsOf(call: Call, form: URLSearchParams): Promise<{ name: string; settings: IdentitySettings }> {
    const name = identityName(form.get("Identity") ?? "");
    if (!(await identityNames(this.cloud, call)).includes(name))
      throw invalidParameter(`Identity ${name} is invalid. Must be a verified email address or domain.`);
    return { name, settings: this.state.identity(call, name) };
  }

  /** SES accepts a topic only when it can publish to it, and does so at once. */
  private async adopt(call: Call, name: string, type: NotificationType, topicArn: string): Promise<void> {
    const { account, region } = call;
    const publication = { topicArn, sourceAccount: account, sourceArn: sesArn(call, `identity/${name}`) };
    const refusal = await publishRefusal(this.cloud, region, publication);
    if (refusal) throw invalidParameter(`Could not publish to SNS topic <${topicArn}>: ${refusal}.`);
    const message =
      `You have successfully subscribed your Amazon SNS topic '${topicArn}' to receive '${type}' notifications ` +
      `from Amazon SES for identity '${name}'.`;
    const body = JSON.stringify({ notificationType: "AmazonSnsSubscriptionSucceeded", message });
    this.publisher.enqueue(() => publishToTopic(this.cloud, region, publication, body));
  }
}

/** Identities are named by themselves or by their ARN. */
function identityName(given: string): string {
  return given.replace(/^arn:[^:]+:ses:[^:]*:\d*:identity\//, "");
}

function typeOf(given: string | null): NotificationType {
  const type = NOTIFICATION_TYPES.find((known) => known === given);
  if (type) return type;
  throw invalidParameter(`Invalid NotificationType <${given}>: one of ${NOTIFICATION_TYPES.join(", ")} is needed.`);
}

function isTrue(given: string | null): boolean {
  return given?.toLowerCase() === "true";
}

function entry(identity: string, { topics, headersIn, forwardingEnabled }: IdentitySettings): string {
  const fields = NOTIFICATION_TYPES.map((type) => {
    const topic = topics.get(type);
    const headers = `<HeadersIn${type}NotificationsEnabled>${headersIn.has(type)}</HeadersIn${type}NotificationsEnabled>`;
    return headers + (topic === undefined ? "" : `<${type}Topic>${escapeXml(topic)}</${type}Topic>`);
  });
  const value = `${fields.join("")}<ForwardingEnabled>${forwardingEnabled}</ForwardingEnabled>`;
  return `<entry><key>${escapeXml(identity)}</key><value>${value}</value></entry>`;
}
