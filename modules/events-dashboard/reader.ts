import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Construct } from "constructs";
import type { Deployment } from "../shared/deployment";
import { type Condition, optional } from "../shared/optional";
import { scopeOf } from "../shared/scope";

/** Gives QuickSight's service role, which QuickSight made, the right to read. */
export function attachReaderPolicy(
  scope: Construct,
  deployment: Deployment,
  { policy, roleName, when }: { readonly policy: string; readonly roleName: string; readonly when: Condition },
): void {
  const resource = new IamPolicy(scope, "reader", {
    name: `${deployment.name}-reader`,
    description: "Lets QuickSight read the event lake.",
    policy,
    tags: deployment.tags,
  });
  const policyArn = optional(resource, when)("arn").toString();
  optional(
    new IamRolePolicyAttachment(scopeOf(scope, "attachments"), "quicksight", { role: roleName, policyArn }),
    when,
  );
}
