import { quotedList, type View, type ViewColumn, varchar, viewColumn } from "../shared/event-lake/view";
import {
  attribute,
  fromAttributes,
  isoTimestamp,
  jsonAttribute,
  ofRecipient,
  PER_RECIPIENT,
  typedAttribute,
} from "../shared/event-lake/view-columns";
import {
  ACCOUNT,
  APP_HEAD,
  bounceActions,
  CAMPAIGN,
  DEVICE,
  ENDPOINT,
  HEAD,
  JOURNEY,
  MAIL,
  MAIL_HEAD,
  processingTime,
  recipient,
  SESSION,
  SMS,
  TAIL,
} from "./view-groups";

/** Mail is kept by this module's stream and by that of the SES event database. */
const OF_MAIL = "source IN ('pinpoint', 'ses') AND channel = 'email'";
const OF_PINPOINT = "source = 'pinpoint'";

/** A view of one type of mail event; `perRecipient`: a row for each recipient that the event names. */
function mail(type: string, doc: string, columns: readonly ViewColumn[] = [], perRecipient = false): View {
  return {
    name: `email_${type}`,
    doc,
    columns: [...MAIL_HEAD, ...CAMPAIGN, ...JOURNEY, ...ACCOUNT, ...MAIL, ...columns, ...TAIL],
    from: `${perRecipient ? PER_RECIPIENT : "FROM events"}\nWHERE ${OF_MAIL} AND event_type = 'email_${type}'`,
  };
}

/** A view of one type of event of Pinpoint's own stream. */
function pinpoint(channel: string, name: string, doc: string, columns: readonly ViewColumn[]): View {
  const from = `FROM events\nWHERE ${OF_PINPOINT} AND channel = '${channel}' AND event_type = '${name}'`;
  return { name, doc, columns, from };
}

const bounced = recipient("bounced");
const delayed = recipient("delayed");
const BOUNCE = [
  varchar("bounce_type", "status"),
  varchar("bounce_sub_type", "status_detail"),
  varchar("feedback_id"),
  attribute("reporting_mta", "bounce.reporting_mta"),
  bounced.address,
  bounceActions,
  bounced.status,
  bounced.diagnostic,
];
const READER = [varchar("ip_address"), varchar("user_agent")];
const LINK = varchar("link");
/** Tags of a link as the mail's HTML has them, their names in lower case. */
const LINK_TAGS = jsonAttribute("link_tags", "map(varchar, array(varchar))", "click.link_tags");
const PUSH = [...HEAD, ...CAMPAIGN, ...JOURNEY, ...ACCOUNT, ...DEVICE, ...SESSION, ...TAIL];
const TEXT = [...HEAD, ...CAMPAIGN, ...JOURNEY, ...ACCOUNT, ...SMS];

const known: readonly View[] = [
  mail("send", "A mail that was accepted for sending."),
  mail("delivered", "A mail that a receiving server took.", [
    varchar("smtp_response", "status"),
    attribute("reporting_mta", "delivery.reporting_mta"),
    viewColumn("recipients", "array(varchar)"),
    processingTime,
  ]),
  mail("hardbounce", "A recipient whose server refused the mail for good.", BOUNCE, true),
  mail("softbounce", "A recipient whose server refused the mail for now.", BOUNCE, true),
  mail(
    "complaint",
    "A recipient who may have reported the mail as unwanted.",
    [
      ofRecipient("complained_email_address", "recipients"),
      varchar("feedback_id"),
      varchar("user_agent"),
      varchar("complaint_feedback_type", "status"),
      varchar("complaint_sub_type", "status_detail"),
    ],
    true,
  ),
  mail("open", "An opening of a mail, once for each time its pixel was fetched.", READER),
  mail("click", "A click on a link of a mail.", [...READER, LINK, LINK_TAGS]),
  mail("unsubscribe", "A click on a link that is tagged as the one to unsubscribe.", [
    ...READER,
    LINK,
    viewColumn("unsubscribe_link_tag", "array(varchar)", `element_at(${LINK_TAGS.expression}, 'unsubscribelinktag')`),
  ]),
  mail("rejected", "A mail that SES took and did not send, because of a virus.", [varchar("reject_reason", "status")]),
  mail("rendering_failure", "A mail that was not sent because its template lacked data.", [
    varchar("template_name", "status_detail"),
    varchar("error_message", "status"),
  ]),
  mail(
    "delivery_delay",
    "A recipient whose server does not take the mail yet.",
    [
      varchar("delay_type", "status"),
      isoTimestamp("expiration_time", fromAttributes("delivery_delay.expiration_time")),
      delayed.address,
      delayed.status,
      delayed.diagnostic,
    ],
    true,
  ),
  mail("subscription", "A change of a recipient's preferences by a link or a header of a mail.", [
    varchar("contact_list", "status_detail"),
    varchar("subscription_source", "status"),
    typedAttribute("unsubscribe_all", "boolean", "subscription.unsubscribe_all"),
  ]),
  pinpoint("sms", "sms_buffered", "A text that waits for its delivery.", TEXT),
  pinpoint("sms", "sms_success", "A text that the carrier or the phone took.", TEXT),
  pinpoint("sms", "sms_failure", "A text that was not delivered.", TEXT),
  pinpoint("sms", "sms_optout", "A text that was not sent because its recipient opted out.", TEXT),
  pinpoint("campaign", "campaign_send", "A message that a campaign sent, or tried to.", [
    ...HEAD,
    ...CAMPAIGN,
    ...ACCOUNT,
    attribute("delivery_type"),
    varchar("campaign_send_status", "status"),
    ...ENDPOINT,
    ...TAIL,
  ]),
  pinpoint("campaign", "campaign_opened_notification", "A push notification of a campaign that was opened.", PUSH),
  pinpoint("campaign", "campaign_received_foreground", "A campaign's push that came while the app was open.", PUSH),
  pinpoint("campaign", "campaign_received_background", "A campaign's push that came while the app was closed.", PUSH),
  pinpoint("journey", "journey_send", "A message that a journey sent, or tried to.", [
    ...HEAD,
    ...JOURNEY,
    attribute("journey_activity_type"),
    varchar("journey_send_status", "status"),
    attribute("journey_send_status_code"),
    attribute("journey_send_status_message"),
    ...ACCOUNT,
    ...ENDPOINT,
    ...TAIL,
  ]),
  pinpoint("journey", "journey_opened_notification", "A push notification of a journey that was opened.", PUSH),
  pinpoint("journey", "journey_received_foreground", "A journey's push that came while the app was open.", PUSH),
  pinpoint("journey", "journey_received_background", "A journey's push that came while the app was closed.", PUSH),
  pinpoint("app", "session_start", "A session of an app that began.", APP_HEAD),
  pinpoint("app", "session_stop", "A session of an app that ended.", APP_HEAD),
];

/** Names of custom events do not start with an underscore, those of the services do. */
const IS_CUSTOM = "channel = 'app' AND substr(event_name, 1, 1) <> '_'";

const others: readonly View[] = [
  {
    name: "custom_event",
    doc: "An event that an app or a backend of yours recorded.",
    columns: APP_HEAD,
    from: `FROM events\nWHERE ${OF_PINPOINT} AND ${IS_CUSTOM}`,
  },
  {
    name: "other_event",
    doc: "An event of a type that has no view, or a record of no known shape.",
    columns: APP_HEAD,
    from: `FROM events\nWHERE ${OF_PINPOINT} AND NOT (${IS_CUSTOM}) AND event_type NOT IN (${quotedList(known.map(({ name }) => name))})`,
  },
];

/** Names that the SES event database has too: in a joined lake its owner's view keeps the name. */
const SHARED = [
  "email_send",
  "email_complaint",
  "email_open",
  "email_click",
  "email_rendering_failure",
  "email_delivery_delay",
  "email_subscription",
  "other_event",
];

const isShared = ({ name }: View) => SHARED.includes(name);

/** Views that a lake may have from its owner already. */
export const views: readonly View[] = [...known, ...others].filter(isShared);

/** Views that no other module has: made in a joined lake too. */
export const ownViews: readonly View[] = [...known, ...others].filter((view) => !isShared(view));
