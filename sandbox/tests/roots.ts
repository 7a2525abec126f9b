import { cpSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { builtArchitectures } from "../../modules/catalog";
import { ArchitectureStack } from "../../stacks/architecture-stack";
import { writeExample } from "../example";
import { ACCOUNT, REGION } from "../gateway/ministack";
import { CONTENT_BUCKET, EXISTING_DATABASE, SENDER, SENDER_ARN, SMS_CONFIGURATION_SET } from "./account";
import { APPLICATION_ID, ENGAGEMENT_API_ARN } from "./engagement-api";

/** A root that the suite applies. */
export interface Root {
  /**
   * `<id>` for the synthesized root of an architecture, `<id>-<variant>` for a further one, `example-<id>` for the
   * example that uses its emitted module.
   */
  readonly name: string;
  readonly architecture: string;
  /** Terraform's working folder. */
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Inputs of synthesized roots that the tests need other than the defaults. */
const VARIABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "simple-cms": {
    name_prefix: "files",
    publish_guard_enabled: "true",
    uploader_principal_arns: JSON.stringify(["arn:aws:iam::123456789012:root"]),
    access_log_format: "json",
    force_destroy: "true",
  },
  "ses-event-processing": {
    // Another prefix than the example's, which is applied beside it.
    name_prefix: "ses-events",
    identities: JSON.stringify([SENDER]),
    include_original_headers: "true",
    event_bus_name: "default",
    max_receive_count: "2",
    soft_bounce_threshold: "3",
    deletion_protection_enabled: "false",
  },
  "ses-auto-reply": {
    name_prefix: "reply",
    rule_set_name: "inbound",
    create_rule_set: "true",
    // The account has one active rule set: no other root has this input.
    manage_active_rule_set: "true",
    recipients: JSON.stringify(["inbound.example.com"]),
    create_template: "true",
    inline_subject: "Nobody reads this. Re: ",
    inline_html: "<p>Dear %%NAME%%, %%ID%%</p>",
  },
  "pinpoint-s3-event-db": {
    name_prefix: "event-lake",
    database_name: "event_lake",
    force_destroy: "true",
  },
  "ses-s3-event-db": {
    name_prefix: "mail-lake",
    // With a hyphen, like the default, which the example's database has.
    database_name: "mail-eventsdb",
    raw_storage: "backup",
    force_destroy: "true",
  },
  "pinpoint-sms-event-db": {
    name_prefix: "sms-lake",
    database_name: "sms_lake",
    // The example has one of its own.
    create_configuration_set: "false",
    configuration_set_name: SMS_CONFIGURATION_SET,
    force_destroy: "true",
  },
  "events-dashboard": {
    lake_bucket_name: "existing-lake",
    database_name: EXISTING_DATABASE,
  },
  "message-queuing": {
    name_prefix: "lanes",
    channels: JSON.stringify(["ses", "sms", "pinpoint"]),
    ses_identity_arns: JSON.stringify([SENDER_ARN]),
    content_object_arns: JSON.stringify([`arn:aws:s3:::${CONTENT_BUCKET}/mails/*`]),
    origination_identity_arns: JSON.stringify([`arn:aws:sms-voice:${REGION}:${ACCOUNT}:sender-id/NEWS/GB`]),
    sms_parts_per_second: JSON.stringify({ default: 10 }),
    pinpoint_application_id: APPLICATION_ID,
    engagement_api_arn: ENGAGEMENT_API_ARN,
    load_from_address: SENDER,
  },
  "pinpoint-event-processing": {
    name_prefix: "pinpoint-events",
    create_lake_bucket: "true",
    stream_reader_enabled: "true",
    force_destroy: "true",
    event_bus_name: "default",
    deletion_protection_enabled: "false",
  },
};

/** Inputs of further roots, by architecture and name: ways to deploy it that exclude the way of its first root. */
const VARIANTS: Readonly<Record<string, typeof VARIABLES>> = {
  "ses-auto-reply": {
    pinpoint: {
      name_prefix: "reply-pinpoint",
      rule_set_name: "inbound-pinpoint",
      create_rule_set: "true",
      recipients: JSON.stringify(["pinpoint.example.com"]),
      template_source: "pinpoint",
      template_name: "reply",
      engagement_api_arn: ENGAGEMENT_API_ARN,
      from_address: "Example <help@pinpoint.example.com>",
    },
  },
  "pinpoint-sms-event-db": {
    eventbridge: {
      name_prefix: "sms-bus",
      database_name: "sms_bus",
      event_route: "eventbridge",
      force_destroy: "true",
    },
  },
};

/** An example of several modules, and the one it is applied with when only some architectures are. */
const COMPOSITIONS = [{ name: "event-lake", architecture: "events-dashboard" }];

/**
 * Writes the roots of the named architectures, all by default, into a folder: the synthesized one, and the example
 * that uses the emitted module; and the examples of several modules.
 */
export async function writeRoots(folder: string, ids?: readonly string[]): Promise<Root[]> {
  const architectures = builtArchitectures.filter(({ id }) => ids === undefined || ids.includes(id));
  const app = new App({ outdir: join(folder, "synth") });
  for (const architecture of architectures) new ArchitectureStack(app, architecture);
  app.synth();
  const roots: Root[] = [];
  for (const architecture of architectures) {
    const { id } = architecture;
    const synthesized = join(folder, "synth", "stacks", id);
    roots.push({ name: id, architecture: id, cwd: synthesized, variables: VARIABLES[id] ?? {} });
    for (const [variant, variables] of Object.entries(VARIANTS[id] ?? {})) {
      const name = `${id}-${variant}`;
      // A folder of its own, because the state lies in it.
      const copy = join(folder, "synth", "stacks", name);
      cpSync(synthesized, copy, { recursive: true });
      roots.push({ name, architecture: id, cwd: copy, variables });
    }
    const cwd = await writeExample(id, folder);
    roots.push({ name: `example-${id}`, architecture: id, cwd, variables: {} });
  }
  for (const { name, architecture } of COMPOSITIONS) {
    if (!architectures.some(({ id }) => id === architecture)) continue;
    roots.push({ name: `example-${name}`, architecture, cwd: await writeExample(name, folder), variables: {} });
  }
  return roots;
}
