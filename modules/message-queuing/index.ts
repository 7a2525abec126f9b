import { Construct } from "constructs";
import { alarm } from "../shared/alarms";
import { comment, heading } from "../shared/annotations";
import { Deployment } from "../shared/deployment";
import { call, type HclExpression, hcl } from "../shared/expression";
import type { PropsOf, ValuesOf } from "../shared/input";
import { Each, optional } from "../shared/optional";
import type { OutputsOf } from "../shared/output";
import { policyDocument } from "../shared/policy";
import { Queue } from "../shared/queue";
import { local } from "../shared/scope";
import { table } from "../shared/table";
import { resolveProps } from "../shared/validate";
import { dashboard } from "./dashboard";
import { inputs, rules } from "./inputs";
import { LoadGenerator } from "./load-generator";
import { outputs } from "./outputs";
import { plans } from "./plans";
import { type SenderTable, senders } from "./sender";

/** Props of {@link MessageQueuing}. */
export type MessageQueuingProps = PropsOf<typeof inputs>;

/** Two weeks: a lane that stands still for days loses nothing. */
const LANE_RETENTION_SECONDS = 1209600;

/** Crash guard only: parking, pacing and throttling spend receives, and age ends a message's life. */
const MAX_RECEIVE_COUNT = 50;

/** The longest that SQS delays a message; parts that failed come back so. */
const MAX_DELAY_SECONDS = 900;

/**
 * Queues in front of the APIs that send: each channel has a lane, whose sender uses the rate that is paid for and never
 * exceeds it, tries again what may succeed, and puts aside what will not.
 */
export class MessageQueuing extends Construct {
  static readonly inputs = inputs;
  static readonly rules = rules;
  static readonly plans = plans;
  static readonly outputDescriptions = outputs;

  readonly outputs: OutputsOf<typeof outputs>;

  private readonly values: ValuesOf<typeof inputs>;
  private readonly deployment: Deployment;
  private readonly lanes: Each;

  constructor(scope: Construct, id: string, props: MessageQueuingProps) {
    super(scope, id);
    this.values = resolveProps("MessageQueuing", inputs, rules, props);
    this.deployment = new Deployment(this, { moduleId: "message-queuing", ...this.values });
    this.lanes = new Each(this.values.channels);
    const { deployment, values, lanes } = this;

    const queue = heading(this.queue(), "Lanes");
    const limiter = heading(this.limiter(), "Senders");
    const dedupe = this.dedupe();
    const batchSizes = this.batchSizes();
    const sender = senders(this, {
      deployment,
      values,
      lanes,
      queue,
      limiter: { name: limiter.name, arn: limiter.arn },
      dedupe,
      batchSizes,
    });
    this.accountAlarms();
    const queueUrls = local(this, "lane_queue_urls", lanes.map(queue.url)).expression;
    const queueArns = local(this, "lane_queue_arns", lanes.map(queue.arn)).expression;
    const generator = heading(
      new LoadGenerator(this, {
        deployment,
        values,
        queueUrl: call("lookup", queueUrls, "ses", null),
        queueArn: call("lookup", queueArns, "ses", null),
      }),
      "Load generator",
    );
    const board = heading(
      dashboard(this, { deployment, lanes, name: values.dashboardName, publisher: generator.functionName }),
      "Dashboard",
    );

    this.outputs = {
      laneQueueUrls: String(queueUrls),
      laneQueueArns: String(queueArns),
      laneDeadLetterQueueUrls: lanes.map(queue.deadLetterUrl).toString(),
      laneBatchSizes: batchSizes.toString(),
      senderFunctionNames: lanes.map(sender.name).toString(),
      senderRoleArns: lanes.map(sender.roleArn).toString(),
      loadPublisherFunctionName: generator.functionName,
      limiterTableName: limiter.name,
      dedupeTableName: dedupe.name,
      dashboardUrl: `https://${deployment.region}.console.aws.amazon.com/cloudwatch/home?region=${deployment.region}#dashboards/dashboard/${board.dashboardName}`,
      producerPolicyJson: policyDocument([
        {
          Sid: "PutMessages",
          Action: ["sqs:SendMessage", "sqs:GetQueueUrl"],
          Resource: call("values", queueArns),
        },
        deployment.useKey(),
      ]),
      ...deployment.outputs,
    };
  }

  private queue(): Queue {
    return new Queue(this, "lane", {
      deployment: this.deployment,
      consumerTimeoutSeconds: this.values.senderTimeoutSeconds,
      maxReceiveCount: MAX_RECEIVE_COUNT,
      retentionSeconds: LANE_RETENTION_SECONDS,
      maxDelaySeconds: MAX_DELAY_SECONDS,
      dlqRetentionSeconds: this.values.dlqRetentionSeconds,
      senders: () => [],
      when: this.lanes,
    });
  }

  private limiter() {
    const limiter = table(this, "limiter", {
      deployment: this.deployment,
      partitionKey: "k",
      deletionProtectionEnabled: false,
    });
    return comment(limiter, "One item for each rate: who leases from it which slots, and whether sending is paused.");
  }

  private dedupe(): SenderTable {
    const dedupe = table(this, "dedupe", {
      deployment: this.deployment,
      partitionKey: "id",
      ttlAttribute: "expires_at",
      deletionProtectionEnabled: false,
    });
    comment(dedupe, "Ids that are being sent or were sent: a queue delivers more than once, and a redrive comes late.");
    const made = optional(dedupe, this.values.deduplicationEnabled);
    return { name: made("name").toString(), arn: made("arn").toString() };
  }

  /** A batch is work for some seconds: rate × seconds, shared by those who work at the same time. */
  private batchSizes(): HclExpression {
    const { sesMessagesPerSecond, smsPartsPerSecond, pinpointMessagesPerSecond, batchSeconds, maxConcurrency } =
      this.values;
    // Known at run time only where SES is asked; 14 is the quota of most accounts that left its sandbox.
    const rates = hcl`{ ses = coalesce(${sesMessagesPerSecond}, 14), sms = length(${smsPartsPerSecond}) > 0 ? sum(values(${smsPartsPerSecond})) : 1, pinpoint = ${pinpointMessagesPerSecond} }`;
    const all = local(this, "messages_per_second", rates).expression;
    const size = hcl`min(10000, max(1, ceil(${all}[${this.lanes.key}] * ${batchSeconds} / ${maxConcurrency})))`;
    return hcl`${local(this, "lane_batch_sizes", this.lanes.map(size)).expression}`;
  }

  /** AWS reviews an account whose rates are above these: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html */
  private accountAlarms(): void {
    const limits = { bounce: 0.05, complaint: 0.001 };
    for (const [kind, threshold] of Object.entries(limits)) {
      alarm(this, this.deployment, {
        id: `account_${kind}_rate`,
        description: `The SES account's ${kind} rate is above ${threshold * 100} %, from where AWS puts accounts under review: stop sending to lists that cause it.`,
        namespace: "AWS/SES",
        metricName: kind === "bounce" ? "Reputation.BounceRate" : "Reputation.ComplaintRate",
        dimensions: {},
        statistic: "Maximum",
        comparison: "GreaterThanThreshold",
        threshold,
        when: hcl`contains(${this.values.channels}, "ses")`,
      });
    }
  }
}
