import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Deployment } from "./deployment";
import { type ConditionalStatement, policyDocument, type Statement } from "./policy";
import { scopeOf } from "./scope";

/** Props of {@link Role}. */
export interface RoleProps {
  readonly deployment: Deployment;
  /** The service that acts with the role, e.g. `lambda.amazonaws.com`. */
  readonly service: string;
  readonly statements: readonly (Statement | ConditionalStatement)[];
}

/**
 * A role for one service and one purpose, with its policy inline.
 *
 * Its trust has no `aws:SourceArn` condition: Lambda documents none for its execution roles, and who may pass the role
 * to a function is decided by `iam:PassRole`.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export class Role extends Construct {
  readonly arn: string;
  /** What uses the role's rights has to wait for its policy. */
  readonly policy: ITerraformDependable;

  /** @param role the role word: logical id and name are made of it */
  constructor(scope: Construct, role: string, props: RoleProps) {
    super(scope, `${role}_role`);
    const { deployment } = props;
    const resource = new IamRole(this, role, {
      name: `${deployment.name}-${role}`,
      assumeRolePolicy: policyDocument([
        { Sid: "AllowService", Principal: { Service: props.service }, Action: "sts:AssumeRole" },
      ]),
      permissionsBoundary: deployment.permissionsBoundaryArn,
      tags: deployment.tags,
    });
    this.arn = resource.arn;
    this.policy = new IamRolePolicy(scopeOf(this, "policy"), role, {
      name: `${deployment.name}-${role}`,
      role: resource.name,
      policy: policyDocument(props.statements),
    });
  }
}
