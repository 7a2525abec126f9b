import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { Construct } from "constructs";
import { DeadLetterQueue } from "../shared/dead-letter-queue";
import type { Deployment } from "../shared/deployment";
import { type HclExpression, hcl } from "../shared/expression";
import type { ValuesOf } from "../shared/input";
import { NodeFunction } from "../shared/node-function";
import { optional } from "../shared/optional";
import { trust } from "../shared/policy";
import { Role } from "../shared/role";
import { scopeOf } from "../shared/scope";
import type { inputs } from "./inputs";

/** Props of {@link LoadGenerator}. */
export interface LoadGeneratorProps {
  readonly deployment: Deployment;
  readonly values: ValuesOf<typeof inputs>;
  /** URL of the lane ses; null where there is none. */
  readonly queueUrl: HclExpression;
  readonly queueArn: HclExpression;
}

/** Proves a lane before production traffic is connected: a function, run every minute, that writes to SES's simulator. */
export class LoadGenerator extends Construct {
  /** Null where it is not made. */
  readonly functionName: string;

  constructor(
    scope: Construct,
    private readonly props: LoadGeneratorProps,
  ) {
    super(scope, "load_generator");
    const { deployment, values, queueUrl, queueArn } = props;
    const deadLetters = new DeadLetterQueue(this, "load_publisher", {
      deployment,
      retentionSeconds: values.dlqRetentionSeconds,
      when: this.isMade,
    });
    const publisher = new NodeFunction(this, "load_publisher", {
      deployment,
      folder: "load-publisher",
      description: "Fills the lane ses with messages to SES's mailbox simulator.",
      timeoutSeconds: 60,
      memoryMb: 512,
      logLevel: values.logLevel,
      environment: {
        LANE_QUEUE_URL: queueUrl,
        LOAD_MESSAGES_PER_MINUTE: values.loadMessagesPerMinute,
        LOAD_PATTERN: values.loadPattern,
        LOAD_FROM_ADDRESS: values.loadFromAddress,
        LOAD_MIX: hcl`jsonencode(${values.loadMix})`,
      },
      statements: [
        { Sid: "FillLane", Action: "sqs:SendMessage", Resource: queueArn },
        { Sid: "WriteDeadLetter", Action: "sqs:SendMessage", Resource: deadLetters.arn },
      ],
      when: this.isMade,
    });
    publisher.calledAsynchronously(deployment, deadLetters);
    this.schedule(publisher);
    this.functionName = publisher.name;
  }

  private get isMade(): HclExpression {
    const { channels, loadGeneratorEnabled } = this.props.values;
    return hcl`${loadGeneratorEnabled} && contains(${channels}, "ses")`;
  }

  private schedule(publisher: NodeFunction): void {
    const { deployment, values } = this.props;
    const group = new SchedulerScheduleGroup(this, "this", { name: deployment.name, tags: deployment.tags });
    const made = optional(group, this.isMade);
    const role = new Role(this, "scheduler", {
      deployment,
      when: this.isMade,
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
      trust: trust("AllowScheduler", "scheduler.amazonaws.com", {
        StringEquals: deployment.sourceAccount,
        ArnEquals: { "aws:SourceArn": deployment.arn("scheduler", `schedule-group/${deployment.name}`) },
      }),
      statements: [
        { Sid: "RunLoadPublisher", Action: "lambda:InvokeFunction", Resource: publisher.arn },
        deployment.useKey(),
      ],
    });
    const schedule = new SchedulerSchedule(scopeOf(this, "schedule"), "load_publisher", {
      name: deployment.nameOf("load_publisher"),
      groupName: made("name").toString(),
      description: "Runs the load generator.",
      scheduleExpression: "rate(1 minute)",
      state: hcl`${values.loadScheduleEnabled} ? "ENABLED" : "DISABLED"`.toString(),
      kmsKeyArn: deployment.kmsKeyArn,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: publisher.arn,
        roleArn: role.arn,
        // Terraform's jsonencode escapes the angle brackets, and the Scheduler would leave the attribute as it is.
        input: '{"time":"<aws.scheduler.scheduled-time>"}',
        // A minute that is over cannot be made up for.
        retryPolicy: { maximumRetryAttempts: 0 },
      },
      dependsOn: [role.policy],
    });
    optional(schedule, this.isMade);
  }
}
