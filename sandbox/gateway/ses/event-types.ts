/**
 * What SES publishes about messages: by the `eventType` of a record, the name that the API matches, the record's member
 * and the EventBridge detail type.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-firehose-contents.html,
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html
 */
export const EVENT_TYPES = {
  Send: { matchedAs: "SEND", member: "send", detailType: "Email Sent" },
  Reject: { matchedAs: "REJECT", member: "reject", detailType: "Email Rejected" },
  Bounce: { matchedAs: "BOUNCE", member: "bounce", detailType: "Email Bounced" },
  Complaint: { matchedAs: "COMPLAINT", member: "complaint", detailType: "Email Complaint Received" },
  Delivery: { matchedAs: "DELIVERY", member: "delivery", detailType: "Email Delivered" },
  Open: { matchedAs: "OPEN", member: "open", detailType: "Email Opened" },
  Click: { matchedAs: "CLICK", member: "click", detailType: "Email Clicked" },
  "Rendering Failure": {
    matchedAs: "RENDERING_FAILURE",
    member: "failure",
    detailType: "Email Rendering Failed",
  },
  DeliveryDelay: { matchedAs: "DELIVERY_DELAY", member: "deliveryDelay", detailType: "Email Delivery Delayed" },
  Subscription: { matchedAs: "SUBSCRIPTION", member: "subscription", detailType: "Email Subscribed" },
} as const;

/** One of {@link EVENT_TYPES}. */
export type EventType = keyof typeof EVENT_TYPES;
