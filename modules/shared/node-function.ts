import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { Construct } from "constructs";
import { alarm } from "./alarms";
import { accept } from "./annotations";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { Deployment } from "./deployment";
import { call, hcl, verbatim } from "./expression";
import { FunctionZip } from "./function-zip";
import { logGroup } from "./log-group";
import { optional, type When } from "./optional";
import { type ConditionalStatement, type Statement, trust } from "./policy";
import type { Queue } from "./queue";
import { Role } from "./role";
import { scopeOf } from "./scope";

/** Props of {@link NodeFunction}. */
export interface NodeFunctionProps {
  readonly deployment: Deployment;
  /** Folder of the function under `functions/`. */
  readonly folder: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly logLevel: string;
  /** Variables beside the common ones; a null value leaves the variable out. */
  readonly environment: Readonly<Record<string, unknown>>;
  /** What the function's role may do, beside writing its own log. */
  readonly statements: readonly (Statement | ConditionalStatement)[];
  /** @default none is reserved */
  readonly reservedConcurrency?: number | undefined;
  /** @default the function is always made */
  readonly when?: When;
}

/** Props of {@link NodeFunction.readFrom}. */
export interface QueueReaderProps {
  readonly batchSize: number;
  readonly maxConcurrency: number;
  /** Seconds to wait for a batch to fill. @default one for batches above ten, else none */
  readonly batchingWindowSeconds?: number;
  readonly tags: Record<string, string>;
}

/** One of our functions: Node.js 22 on arm64, with its log group, its role and an alarm on errors. */
export class NodeFunction extends Construct {
  /** Null where the function is not made. */
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;

  private readonly policy: Role["policy"];
  private readonly resource: LambdaFunction;
  private readonly when: When | undefined;
  /** Whether the caller decides on reserved concurrency. */
  private readonly hasReservation: boolean;

  /** @param role the role word: logical id, name and outputs are made of it */
  constructor(
    scope: Construct,
    private readonly role: string,
    props: NodeFunctionProps,
  ) {
    super(scope, `${role}_function`);
    const { deployment, when } = props;
    const name = deployment.nameOf(role, when);

    const log = logGroup(this, role, { deployment, name: `/aws/lambda/${name}`, when });
    const functionRole = new Role(this, role, {
      deployment,
      // No condition on the source: Lambda documents none for execution roles, and who may pass the role to a function
      // is decided by iam:PassRole. https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
      trust: trust("AllowLambda", "lambda.amazonaws.com"),
      statements: [
        ...props.statements,
        {
          Sid: "WriteLog",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${log("arn")}:*`,
        },
        deployment.useKey(),
      ],
      when,
    });
    this.roleArn = functionRole.arn;
    this.policy = functionRole.policy;

    const zip = `\${path.module}/${new FunctionZip(this, props.folder).path}`;
    this.resource = new LambdaFunction(this, role, {
      functionName: name,
      description: props.description,
      role: functionRole.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename: zip,
      sourceCodeHash: call("filebase64sha256", verbatim(`"${zip}"`)).toString(),
      timeout: props.timeoutSeconds,
      memorySize: props.memoryMb,
      reservedConcurrentExecutions: props.reservedConcurrency,
      kmsKeyArn: deployment.kmsKeyArn,
      environment: {
        variables: {
          POWERTOOLS_SERVICE_NAME: deployment.moduleId,
          POWERTOOLS_METRICS_NAMESPACE: "UserEngagement",
          POWERTOOLS_LOG_LEVEL: props.logLevel,
          DEPLOYMENT: deployment.name,
          ...props.environment,
        },
      },
      loggingConfig: { logFormat: "Text", logGroup: log("name").toString() },
      tags: deployment.tags,
      // Without it the first call could come before the rights to answer it.
      dependsOn: [functionRole.policy],
    });
    acceptFindings(this.resource);
    const made = optional(this.resource, when);
    this.name = made("function_name").toString();
    this.arn = made("arn").toString();
    this.when = when;
    this.hasReservation = props.reservedConcurrency !== undefined;
    alarm(this, deployment, {
      id: `${role}_errors`,
      description: `${name} failed as a whole, not for single records: read its log.`,
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: this.name },
      statistic: "Sum",
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      when,
    });
  }

  /** Reads a queue; each message succeeds or fails alone. The role needs {@link Queue.consume}. */
  readFrom(queue: Queue, props: QueueReaderProps): void {
    const mapping = new LambdaEventSourceMapping(scopeOf(this, "event_source"), this.role, {
      eventSourceArn: queue.arn,
      functionName: this.arn,
      functionResponseTypes: ["ReportBatchItemFailures"],
      batchSize: props.batchSize,
      // Lambda wants a window of at least a second for batches above ten.
      maximumBatchingWindowInSeconds: props.batchingWindowSeconds ?? hcl`${props.batchSize} > 10 ? 1 : 0`.toNumber(),
      scalingConfig: { maximumConcurrency: props.maxConcurrency },
      tags: props.tags,
      dependsOn: [this.policy],
    });
    optional(mapping, this.when);
    if (!this.hasReservation) {
      accept(
        this.resource,
        "CKV_AWS_115",
        "max_concurrency bounds it; a reservation would take from the whole account.",
      );
    }
    accept(this.resource, "CKV_AWS_116", "Its queue keeps the dead letters; a queue's reader never uses its own.");
  }

  /**
   * Is called by services that do not wait for the answer: after two more tries within the hour, a failed event is a
   * dead letter. The role needs `sqs:SendMessage` to the queue.
   *
   * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  calledAsynchronously(deployment: Deployment, deadLetters: DeadLetterQueue): void {
    const config = new LambdaFunctionEventInvokeConfig(scopeOf(this, "asynchronous"), this.role, {
      functionName: this.name,
      maximumEventAgeInSeconds: 3600,
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: deadLetters.arn } },
      // Lambda checks the role's right to send when this is made.
      dependsOn: [this.policy],
    });
    optional(config, this.when);
    alarm(this, deployment, {
      id: `${this.role}_delivery_failures`,
      description: `${this.name} failed for an event that could not become a dead letter either: it is lost.`,
      namespace: "AWS/Lambda",
      metricName: "DestinationDeliveryFailures",
      dimensions: { FunctionName: this.name },
      statistic: "Sum",
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      when: this.when,
    });
    accept(this.resource, "CKV_AWS_115", "Lambda's own queue waits; a reservation would take from the whole account.");
    accept(this.resource, "CKV_AWS_116", "Its failure destination keeps the dead letters, with the error beside them.");
  }

  /** Is called by somebody who waits for the answer and, by default, tries again and keeps what the function refuses. */
  answers(caller: string, onFailure = "keeps what fails"): void {
    accept(this.resource, "CKV_AWS_115", `${caller} bounds it; a reservation would take from the whole account.`);
    accept(
      this.resource,
      "CKV_AWS_116",
      `${caller} waits for the answer and ${onFailure}; dead letters are for who does not.`,
    );
  }
}

/** Findings that hold for every function of this kind, whatever calls it. */
function acceptFindings(resource: LambdaFunction): void {
  accept(resource, "CKV_AWS_50", "No X-Ray: one line in the log tells what became of each record.");
  accept(resource, "CKV_AWS_117", "It calls public AWS APIs only; in a VPC it would need a NAT gateway or endpoints.");
  accept(resource, "CKV_AWS_272", "The code comes with the module, and source_code_hash pins it.");
}
