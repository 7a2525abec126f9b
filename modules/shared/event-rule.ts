import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import {
  CloudwatchEventTarget,
  type CloudwatchEventTargetConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { alarm } from "./alarms";
import { DeadLetterQueue } from "./dead-letter-queue";
import type { DeliveryStream } from "./delivery-stream";
import type { Deployment } from "./deployment";
import { call } from "./expression";
import { type Condition, type OptionalAttribute, optional } from "./optional";
import { type Statement, sidWord, trust } from "./policy";
import type { Queue } from "./queue";
import { Role } from "./role";
import { scopeOf } from "./scope";

/** Props of {@link EventRule}. */
export interface EventRuleProps {
  readonly deployment: Deployment;
  readonly description: string;
  /** Events of the default bus that it takes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly dlqRetentionSeconds: number;
  /** @default the rule is always made */
  readonly when?: Condition;
}

/**
 * An EventBridge rule that delivers events to a queue or to a Firehose. What cannot be delivered for a day waits in a
 * dead-letter queue, and an alarm tells of the first.
 */
export class EventRule extends Construct {
  /** Composed, so that policies may name the rule where it is not made. */
  readonly arn: string;
  /** Null where the rule is not made. */
  readonly deadLetterUrl: string;
  readonly deadLetterArn: string;

  private readonly made: OptionalAttribute;

  /** @param role the role word: logical id, name, outputs and alarms are made of it */
  constructor(
    scope: Construct,
    private readonly role: string,
    private readonly props: EventRuleProps,
  ) {
    super(scope, `${role}_rule`);
    const { deployment, description, pattern, when } = props;
    const name = deployment.nameOf(role);
    this.arn = deployment.arn("events", `rule/${name}`);
    const rule = new CloudwatchEventRule(this, role, {
      name,
      description,
      eventPattern: call("jsonencode", pattern).toString(),
      tags: deployment.tags,
    });
    this.made = optional(rule, when);
    alarm(this, deployment, {
      id: `${role}_failed_invocations`,
      description: `${this.made("name")} could not deliver events: its queue's policy or key, or its role, does not let it.`,
      namespace: "AWS/Events",
      metricName: "FailedInvocations",
      dimensions: { RuleName: this.made("name").toString() },
      statistic: "Sum",
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      when,
    });
    const deadLetters = new DeadLetterQueue(this, role, {
      deployment,
      retentionSeconds: props.dlqRetentionSeconds,
      senders: (queueArn) => [this.sendTo(queueArn)],
      when,
    });
    this.deadLetterUrl = deadLetters.url;
    this.deadLetterArn = deadLetters.arn;
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
    deployment.reportKeyUse({
      Sid: `AllowEventsOf${sidWord(role)}`,
      Principal: { Service: "events.amazonaws.com" },
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Resource: "*",
      Condition: { ArnEquals: { "aws:SourceArn": this.arn } },
    });
  }

  /** Delivers to a Firehose, with a role of its own; the path names the part of the event that is a record. */
  deliverToFirehose(stream: DeliveryStream, { inputPath }: { readonly inputPath: string }): void {
    const { deployment, when } = this.props;
    const role = new Role(this, "event_rule", {
      deployment,
      trust: trust("AllowRule", "events.amazonaws.com", {
        StringEquals: deployment.sourceAccount,
        ArnEquals: { "aws:SourceArn": this.arn },
      }),
      statements: [
        { Sid: "PutEvents", Action: ["firehose:PutRecord", "firehose:PutRecordBatch"], Resource: stream.arn },
      ],
      ...(when !== undefined && { when }),
    });
    this.target({ targetId: "firehose", arn: stream.arn, roleArn: role.arn, inputPath, dependsOn: [role.policy] });
  }

  /** Delivers to a queue, whose own policy has to admit the rule with {@link sendTo}. */
  deliverTo(queue: Queue): void {
    this.target({ targetId: "queue", arn: queue.arn });
  }

  /**
   * The statement by which a queue admits this rule and no other.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions
   */
  sendTo(queueArn: string): Statement {
    return {
      Sid: "AllowRule",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": this.arn } },
    };
  }

  private target(to: Omit<CloudwatchEventTargetConfig, "rule" | "deadLetterConfig">): void {
    const target = new CloudwatchEventTarget(scopeOf(this, "target"), this.role, {
      rule: this.made("name").toString(),
      ...to,
      deadLetterConfig: { arn: this.deadLetterArn },
    });
    optional(target, this.props.when);
  }
}
