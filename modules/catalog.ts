import type { Construct } from "constructs";
import { EventsDashboard } from "./events-dashboard";
import { MessageQueuing } from "./message-queuing";
import { PinpointEventProcessing } from "./pinpoint-event-processing";
import { PinpointS3EventDb } from "./pinpoint-s3-event-db";
import { PinpointSmsEventDb } from "./pinpoint-sms-event-db";
import { SesAutoReply } from "./ses-auto-reply";
import { SesEventProcessing } from "./ses-event-processing";
import { SesS3EventDb } from "./ses-s3-event-db";
import type { NamedQuery } from "./shared/event-lake/named-query";
import type { View } from "./shared/event-lake/view";
import type { Inputs, Rule } from "./shared/input";
import type { OutputDescriptions } from "./shared/output";
import type { PlanCase } from "./shared/plan-case";
import { SimpleCms } from "./simple-cms";

/** What a module of the event lake makes for who queries. */
export interface LakeContents {
  readonly views: readonly View[];
  readonly queries: readonly NamedQuery[];
}

/** The class of a module's construct, with what its HCL interface is made of. */
export interface ModuleClass {
  readonly inputs: Inputs;
  readonly rules: readonly Rule[];
  readonly plans: readonly PlanCase[];
  readonly outputDescriptions: OutputDescriptions;
  /** Absent in modules that make no views. */
  readonly lake?: LakeContents;
  // biome-ignore lint/suspicious/noExplicitAny: every module has props of its own type, which its inputs describe.
  new (scope: Construct, id: string, props: any): Construct & { readonly outputs: Readonly<Record<string, string>> };
}

/** One architecture. */
export interface Architecture {
  /** Number in AWS's list of reference architectures; 26 is our addition. */
  readonly number: number;
  /** Folder below `modules/`, name of the emitted module and of the stack. */
  readonly id: string;
  readonly title: string;
  /** What it does for the one who deploys it, in one line. */
  readonly summary: string;
  /** Absent while the architecture is planned. */
  readonly construct?: ModuleClass;
}

/** An architecture that can be deployed. */
export type BuiltArchitecture = Architecture & { readonly construct: ModuleClass };

/** Every architecture, in the order of AWS's list. README, stacks, emission and tests are made from it. */
export const catalog: readonly Architecture[] = [
  {
    number: 1,
    id: "ses-event-processing",
    title: "SES event processing",
    summary: "Bounces and complaints reach the suppression list and a contacts table; nothing is lost quietly.",
    construct: SesEventProcessing,
  },
  {
    number: 2,
    id: "ses-auto-reply",
    title: "SES auto-reply",
    summary: "Replies to an unread address get one templated answer, and never start a mail loop.",
    construct: SesAutoReply,
  },
  {
    number: 3,
    id: "s3-triggered-imports",
    title: "S3-triggered imports",
    summary: "A contact list dropped into a bucket becomes a segment, once, with a report.",
  },
  {
    number: 4,
    id: "phone-number-validate",
    title: "Phone number validation",
    summary: "Every phone number is looked up once, and segments can filter on the answer.",
  },
  {
    number: 5,
    id: "campaign-creation",
    title: "Campaign creation",
    summary: "An SMS template goes to a segment now, and the same people never get it twice.",
  },
  {
    number: 6,
    id: "pinpoint-event-processing",
    title: "Pinpoint event processing",
    summary: "Bounces and complaints of Pinpoint mail are handled like those of plain SES mail.",
    construct: PinpointEventProcessing,
  },
  {
    number: 7,
    id: "pinpoint-s3-event-db",
    title: "Pinpoint event database",
    summary: "Every engagement event in S3, queried with Athena, one view for each event type.",
    construct: PinpointS3EventDb,
  },
  {
    number: 8,
    id: "pinpoint-sms-event-db",
    title: "SMS event database",
    summary: "Every SMS delivery event in S3, with the status and the price of each message in SQL.",
    construct: PinpointSmsEventDb,
  },
  {
    number: 9,
    id: "ses-s3-event-db",
    title: "SES event database",
    summary: "Every sending event of SES in S3, and what became of each message in one row.",
    construct: SesS3EventDb,
  },
  {
    number: 10,
    id: "message-archiver",
    title: "Message archiver",
    summary: "A copy of each message as it was sent, findable by recipient, erasable on request.",
  },
  {
    number: 11,
    id: "event-based-segmentation",
    title: "Event-based segmentation",
    summary: "Opens, clicks and custom events turn into attributes that segments follow within seconds.",
  },
  {
    number: 12,
    id: "simple-cms",
    title: "Simple CMS",
    summary: "Images, PDFs and landing pages dropped into a bucket get an https link that works in every inbox.",
    construct: SimpleCms,
  },
  {
    number: 13,
    id: "events-dashboard",
    title: "Events dashboard",
    summary: "Sends, deliveries, opens, clicks and cost as charts, without writing SQL.",
    construct: EventsDashboard,
  },
  {
    number: 14,
    id: "message-queuing",
    title: "Message queuing",
    summary: "Messages wait in a queue and leave at the rate that is paid for: used fully, never exceeded.",
    construct: MessageQueuing,
  },
  {
    number: 15,
    id: "journey-copy",
    title: "Journey copy",
    summary: "Journeys move between projects, Regions and accounts as part of a deployment.",
  },
  {
    number: 16,
    id: "self-managed-opt-outs",
    title: "Self-managed opt-outs",
    summary: "STOP, START and HELP are recognised, answered and remembered in your own table.",
  },
  {
    number: 17,
    id: "sms-s3-file-drop",
    title: "SMS from a file drop",
    summary: "A file of texts dropped into a bucket goes out at the number's own rate, with a report.",
  },
  {
    number: 18,
    id: "sms-retry",
    title: "SMS retry",
    summary: "Texts that failed for a passing reason are sent again while they still make sense.",
  },
  {
    number: 19,
    id: "federated-segmentation",
    title: "Federated segmentation",
    summary: "A SQL query over the data lake becomes a segment, on demand or every night.",
  },
  {
    number: 20,
    id: "send-time-attributes",
    title: "Send-time attributes",
    summary: "Today's offer, balance or stock gets into the message at the moment it is sent.",
  },
  {
    number: 21,
    id: "external-templates",
    title: "External templates",
    summary: "Campaigns use today's template from a bucket or a CMS, in the reader's language.",
  },
  {
    number: 22,
    id: "connect-channel",
    title: "Connect as a channel",
    summary: "Campaigns reach people by interactive calls, or by anything else that has an API.",
  },
  {
    number: 23,
    id: "email-attachments",
    title: "E-mail attachments",
    summary: "Campaign mail carries files: one for all, or one for each recipient.",
  },
  {
    number: 24,
    id: "campaign-journey-segment-db",
    title: "Campaign, journey and segment names",
    summary: "The names behind the ids in the events are kept, also of what is deleted since.",
  },
  {
    number: 25,
    id: "import-validate-campaign",
    title: "Import, validate, campaign",
    summary: "One file in, one campaign out to everyone who can get a text, one message at the end.",
  },
  {
    number: 26,
    id: "engagement-api",
    title: "Engagement API",
    summary: "Pinpoint's engagement API in your own account keeps everything that spoke it alive.",
  },
];

/** The architectures that can be deployed. */
export const builtArchitectures = catalog.filter((architecture): architecture is BuiltArchitecture =>
  Boolean(architecture.construct),
);

/**
 * The architecture with this id.
 *
 * @throws Error naming the ids that are built, if it is not one of them
 */
export function builtArchitecture(id: string): BuiltArchitecture {
  const found = builtArchitectures.find((architecture) => architecture.id === id);
  if (found) return found;
  const isPlanned = catalog.some((architecture) => architecture.id === id);
  throw new Error(
    `${isPlanned ? `"${id}" is planned, not built yet` : `There is no architecture "${id}"`}. ` +
      `The ones that exist: ${builtArchitectures.map((architecture) => architecture.id).join(", ")}. ` +
      "See the catalogue in README.md.",
  );
}
