import { isObject, type JsonObject, parsedJson } from "../json";
import { Attributes } from "./attributes";
import { camelCase, Fields, toSnakeCase } from "./fields";
import type { FlatEvent } from "./flat-event";
import { fromHeader, mailColumns } from "./mail";
import { mailEvent } from "./mail-event";
import type { Count } from "./row";
import { joinedText, nonEmptyText } from "./values";

/** Event types by SES's word for them, in lower case without spaces; bounces and clicks are told apart below. */
const EVENT_TYPES: ReadonlyMap<string, string> = new Map([
  ["send", "email_send"],
  ["delivery", "email_delivered"],
  ["complaint", "email_complaint"],
  ["reject", "email_rejected"],
  ["open", "email_open"],
  ["renderingfailure", "email_rendering_failure"],
  ["deliverydelay", "email_delivery_delay"],
  ["subscription", "email_subscription"],
]);

/** What a row of an SES event needs besides the event. */
export interface SesContext {
  /** When Firehose took the record in, epoch milliseconds. */
  readonly arrivedMs?: number | undefined;
  /** `application_id` of mail without the tag `pinpoint_app_id`. */
  readonly defaultApplicationId?: string | undefined;
  readonly count: Count;
}

/**
 * Takes an SES event out of what it travelled in: an SNS envelope, an EventBridge event, or nothing. Any other
 * object comes out as it is.
 *
 * @returns undefined when there is no object
 */
export function unwrapSes(value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const isNotification = value["Type"] === "Notification" && typeof value["Message"] === "string";
  const event = isNotification ? parsedJson(String(value["Message"])) : value;
  if (!isObject(event)) return undefined;
  return event["source"] === "aws.ses" && isObject(event["detail"]) ? event["detail"] : event;
}

/** SES's word for what happened; identity notifications have it under another name. */
export function sesEventName(event: JsonObject): string | undefined {
  return nonEmptyText(event["eventType"]) ?? nonEmptyText(event["notificationType"]);
}

/**
 * An event or notification of SES as a row.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-firehose-contents.html
 */
export function flattenSes(event: JsonObject, name: string, context: SesContext): FlatEvent {
  const fields = new Fields(event, camelCase);
  const mail = fields.fields("mail");
  const happened = mailEvent(fields);
  const attributes = new Attributes(context.count);
  attributes.addAll(mail.fields("tags").object, joinedText);
  const promoted = attributes.takePromoted();
  const own = happened?.part.milliseconds("timestamp");
  const columns: FlatEvent = {
    channel: "email",
    event_type: eventType(name, fields),
    event_name: name,
    event_ms: own ?? mail.milliseconds("timestamp"),
    arrival_ms: own ?? context.arrivedMs,
    aws_account_id: mail.text("sendingAccountId"),
    application_id: attributes.take("pinpoint_app_id") ?? context.defaultApplicationId,
    endpoint_id: attributes.take("endpoint_id"),
    user_id: attributes.take("user_id"),
    configuration_set: attributes.get("ses:configuration-set"),
    ...promoted,
    ...mailColumns(mail, "timestamp", "source"),
    ...happened?.columns,
  };
  attributes.setAll({ "mail.source_arn": mail.text("sourceArn"), "mail.from_header": fromHeader(mail) });
  attributes.setAll(happened?.attributes ?? {});
  return { ...columns, attributes: attributes.toRecord() };
}

/** The row `_campaign.send` that Pinpoint would have written before this mail; undefined when no campaign sent it. */
export function campaignSend(send: FlatEvent): FlatEvent | undefined {
  if (send.event_type !== "email_send" || send.campaign_id === undefined) return undefined;
  return {
    channel: "campaign",
    event_type: "campaign_send",
    event_name: "_campaign.send",
    event_ms: send.event_ms,
    arrival_ms: send.arrival_ms,
    aws_account_id: send.aws_account_id,
    application_id: send.application_id,
    endpoint_id: send.endpoint_id,
    user_id: send.user_id,
    campaign_id: send.campaign_id,
    treatment_id: send.treatment_id,
    status: "SUCCESS",
    attributes: { ...send.attributes, delivery_type: "EMAIL", "endpoint.channel_type": "EMAIL" },
  };
}

function eventType(name: string, event: Fields): string {
  const word = name.toLowerCase().replaceAll(/[^a-z]/g, "");
  if (word === "bounce") return isPermanent(event) ? "email_hardbounce" : "email_softbounce";
  if (word === "click") return isUnsubscribe(event) ? "email_unsubscribe" : "email_click";
  return EVENT_TYPES.get(word) ?? `email_${toSnakeCase(name)}`;
}

function isPermanent(event: Fields): boolean {
  return event.fields("bounce").text("bounceType")?.toLowerCase() === "permanent";
}

/** The sender marks links that unsubscribe with this tag (`ses:tags` of the link). */
function isUnsubscribe(event: Fields): boolean {
  const tags = Object.keys(event.fields("click").fields("linkTags").object);
  return tags.some((tag) => tag.toLowerCase() === "unsubscribelinktag");
}
