import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { IResolvable, ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Deployment } from "./deployment";
import { type HclExpression, verbatim } from "./expression";
import { type Condition, optional } from "./optional";
import { policyDocument, type Statement, tlsOnly } from "./policy";
import type { Queue } from "./queue";
import { scopeOf } from "./scope";

/** Props of {@link Topic}. */
export interface TopicProps {
  readonly deployment: Deployment;
  /** Who may publish, beside the account's own policies. */
  readonly publishers: (topicArn: string) => readonly Statement[];
  /** @default the topic is always made */
  readonly when?: Condition;
}

/** A topic that services publish to, over TLS only. */
export class Topic extends Construct {
  /** Null where the topic is not made. */
  readonly arn: string;
  /** AWS checks the right to publish when a publisher is set up, so publishers have to wait for the policy. */
  readonly policy: ITerraformDependable;

  private readonly deployment: Deployment;

  /** @param role the role word: logical id, name and outputs are made of it */
  constructor(
    scope: Construct,
    private readonly role: string,
    props: TopicProps,
  ) {
    super(scope, `${role}_topic`);
    this.deployment = props.deployment;
    const topic = new SnsTopic(this, role, {
      name: props.deployment.nameOf(role),
      kmsMasterKeyId: props.deployment.kmsKeyArn,
      tags: props.deployment.tags,
    });
    const made = optional(topic, props.when);
    this.arn = made("arn").toString();
    const policy = new SnsTopicPolicy(scopeOf(this, "policy"), role, {
      arn: this.arn,
      policy: policyDocument([...props.publishers(this.arn), tlsOnly("sns:Publish", this.arn)]),
    });
    optional(policy, props.when);
    this.policy = policy;
  }

  /** Delivers to mailboxes; each has to confirm. The addresses are a set that is known at plan. */
  subscribeEmails(addresses: HclExpression): void {
    const subscription = new SnsTopicSubscription(scopeOf(this, "emails"), "emails", {
      topicArn: this.arn,
      protocol: "email",
      endpoint: verbatim("each.value").toString(),
    });
    subscription.addOverride("for_each", addresses.toString());
  }

  /** Delivers to a queue, whose own policy has to admit the topic with {@link sendTo}. */
  subscribe(queue: Queue, rawMessageDelivery: boolean | IResolvable): void {
    new SnsTopicSubscription(scopeOf(this, "subscription"), this.role, {
      topicArn: this.arn,
      protocol: "sqs",
      endpoint: queue.arn,
      rawMessageDelivery,
    });
    this.deployment.reportKeyUse({
      Sid: "AllowSns",
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Resource: "*",
      Condition: { ArnEquals: { "aws:SourceArn": this.arn } },
    });
  }

  /**
   * The statement by which a queue admits this topic and no other. The topic's ARN names the account; AWS's own policy
   * says no more, and a condition on a key that SNS does not send would lose every message.
   * https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
   */
  sendTo(queueArn: string): Statement {
    return {
      Sid: "AllowTopic",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": this.arn } },
    };
  }
}
