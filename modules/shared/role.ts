import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { comment } from "./annotations";
import type { Deployment } from "./deployment";
import { optional, type When } from "./optional";
import { type ConditionalStatement, policyDocument, reasonsOf, type Statement } from "./policy";
import { scopeOf } from "./scope";

/** Props of {@link Role}. */
export interface RoleProps {
  readonly deployment: Deployment;
  /** Who may act with the role, as policy text. */
  readonly trust: string;
  readonly statements: readonly (Statement | ConditionalStatement)[];
  /** @default the role is always made */
  readonly when?: When;
}

/** A role for one purpose, with its policy inline. */
export class Role extends Construct {
  /** Null where the role is not made. */
  readonly arn: string;
  /** What uses the role's rights has to wait for its policy. */
  readonly policy: ITerraformDependable;

  /** @param role the role word: logical id and name are made of it */
  constructor(scope: Construct, role: string, props: RoleProps) {
    super(scope, `${role}_role`);
    const { deployment } = props;
    const name = deployment.nameOf(role, props.when);
    const resource = new IamRole(this, role, {
      name,
      assumeRolePolicy: props.trust,
      permissionsBoundary: deployment.permissionsBoundaryArn,
      tags: deployment.tags,
    });
    const made = optional(resource, props.when);
    const policy = new IamRolePolicy(scopeOf(this, "policy"), role, {
      name,
      role: made("name").toString(),
      policy: policyDocument(props.statements),
    });
    optional(policy, props.when);
    const reasons = reasonsOf(props.statements);
    if (reasons.length > 0) comment(policy, reasons.join("\n"));
    this.arn = made("arn").toString();
    this.policy = policy;
  }
}
