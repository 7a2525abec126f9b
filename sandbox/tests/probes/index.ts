import type { Permission } from "../role-policy";
import * as eventLake from "./event-lake";
import * as messageQueuing from "./message-queuing";
import * as pinpointEventProcessing from "./pinpoint-event-processing";
import * as pinpointSmsEventDb from "./pinpoint-sms-event-db";
import * as sesAutoReply from "./ses-auto-reply";
import * as sesEventProcessing from "./ses-event-processing";
import * as simpleCms from "./simple-cms";

/** How to see what one function does. */
export interface Probe {
  /** Role word of the function: its logical id. */
  readonly role: string;
  /** The one root where it can run; in others it lacks an input. @default all */
  readonly root?: string;
  /** The event it is invoked with; a new one each time, because functions do nothing twice. Gets its root's outputs. */
  event(outputs: Readonly<Record<string, unknown>>): unknown;
  /** The function remembers for a while that it lacked a right, so it starts anew for each event. @default false */
  readonly startsAnew?: boolean;
  /** What else there is to see of a run than its answer, e.g. how many dead letters it wrote. Gets its root's outputs. */
  observe?(outputs: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** How long to wait for the answer; none by then is an outcome too. @default until it comes */
  readonly patienceMs?: number;
}

/** An IAM action that the local cloud does not ask for when a function runs, and why. */
export interface UncheckedAction {
  readonly action: string;
  /** The statement that allows it for this one use. @default any */
  readonly sid?: string;
  /** Role word of the one function that it goes for. @default any */
  readonly role?: string;
  readonly reason: string;
}

/** Actions whose removal no invocation can notice here. */
const UNCHECKED_ACTIONS: readonly UncheckedAction[] = [
  ...["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"].map(
    (action) => ({ action, reason: "used by Lambda's poller with the role, which MiniStack does not check" }),
  ),
  ...["logs:CreateLogStream", "logs:PutLogEvents"].map((action) => ({
    action,
    reason: "used by Lambda's log agent with the role, which MiniStack does not check",
  })),
  ...["kms:Decrypt", "kms:GenerateDataKey"].map((action) => ({
    action,
    reason: "MiniStack enforces no permissions on keys",
  })),
  {
    action: "sqs:SendMessage",
    sid: "KeepFailedEvents",
    reason: "used by Lambda with the role when an event has failed for good, which MiniStack does not check",
  },
  {
    action: "dynamodb:DeleteItem",
    sid: "RememberReplies",
    reason: "used when SES did not take a reply, and then the function fails with or without it",
  },
  ...["ReadTemplate", "ReadPinpointTemplateOfEngagementApi"].map((sid) => ({
    action: sid === "ReadTemplate" ? "ses:GetEmailTemplate" : "lambda:InvokeFunction",
    sid,
    reason: "a function that has read its template does not read it again for five minutes",
  })),
  { action: "ses:SendTemplatedEmail", reason: "the local cloud asks for ses:SendEmail, whatever the content" },
  {
    action: "sqs:SendMessage",
    sid: "WriteDeadLetter",
    role: "load_publisher",
    reason: "used by Lambda for events that failed, which MiniStack does not check",
  },
  {
    action: "s3:ListBucket",
    sid: "TellMissingObjects",
    reason: "MiniStack tells everybody who may read an object that it is gone",
  },
];

/** Whether no invocation can notice here that a permission is taken away. */
export function isUnchecked({ sid, action }: Permission, role: string): boolean {
  return UNCHECKED_ACTIONS.some(
    (entry) => entry.action === action && (entry.sid ?? sid) === sid && (entry.role ?? role) === role,
  );
}

/** A role that no function has, and why its rights are not tried here. */
export interface UncheckedRole {
  /** Role word: its logical id. */
  readonly role: string;
  readonly reason: string;
}

/** Roles that services take on; the tests of the graph say what they may do. */
export const UNCHECKED_ROLES: readonly UncheckedRole[] = [
  {
    role: "firehose",
    reason:
      "the local cloud's Firehose acts with it, and a right that it lacks is a lost delivery, which a run must not have",
  },
  { role: "ses", reason: "asked for its one right when an event destination is made, and again for every event" },
  { role: "sms_voice", reason: "the same with End User Messaging" },
  { role: "uploader", reason: "people take it on, or CI; the tests of the module upload with its rights" },
  { role: "cloudformation", reason: "a stack that lacks a right of it is not made, or not deleted" },
  { role: "scheduler", reason: "asked for its one right whenever its schedule fires" },
  { role: "event_rule", reason: "an event that the local cloud's EventBridge may not put is a lost delivery" },
];

/** The probes of an architecture's functions, by the architecture's id. */
export const probes: Readonly<Record<string, readonly Probe[]>> = {
  "ses-event-processing": sesEventProcessing.probes,
  "ses-auto-reply": sesAutoReply.probes,
  "message-queuing": messageQueuing.probes,
  "pinpoint-s3-event-db": eventLake.probes,
  "ses-s3-event-db": eventLake.probes,
  "events-dashboard": eventLake.probes,
  "pinpoint-event-processing": pinpointEventProcessing.probes,
  "pinpoint-sms-event-db": pinpointSmsEventDb.probes,
  "simple-cms": simpleCms.probes,
};
