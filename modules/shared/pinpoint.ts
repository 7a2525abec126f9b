import type { Deployment } from "./deployment";
import { hcl } from "./expression";
import { policyDocument, trust } from "./policy";

/** What decides whether Amazon Pinpoint or an engagement API is spoken to. */
export interface PinpointSeam {
  readonly deployment: Deployment;
  readonly applicationId: string | undefined;
  /** Null: Amazon Pinpoint. Used in values only, because it is unknown at plan when the API is made in the same run. */
  readonly engagementApiArn: string | undefined;
}

/**
 * Trust of a role that Pinpoint, or an engagement API in its place, takes on to read or write an application's data.
 *
 * The API's own roles have names that follow from its ARN. They are named in a condition, with the account as
 * principal: a principal would be lost when the role is made anew.
 */
export function pinpointDataTrust({ deployment, applicationId, engagementApiArn }: PinpointSeam): string {
  const ofPinpoint = trust("AllowPinpoint", "pinpoint.amazonaws.com", {
    StringEquals: deployment.sourceAccount,
    ArnLike: { "aws:SourceArn": deployment.arn("mobiletargeting", `apps/${applicationId}`) },
  });
  const api = hcl`element(split(":", ${engagementApiArn}), 6)`;
  const iam = `arn:${deployment.partition}:iam::${deployment.accountId}`;
  const ofApi = policyDocument([
    {
      Sid: "AllowEngagementApi",
      Principal: { AWS: `${iam}:root` },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "sts:ExternalId": applicationId },
        ArnEquals: { "aws:PrincipalArn": ["api", "worker", "events"].map((name) => `${iam}:role/${api}-${name}`) },
      },
    },
  ]);
  return hcl`${engagementApiArn} == null ? ${ofPinpoint} : ${ofApi}`.toString();
}
