import { engagementApiAlias } from "../../functions/shared/engagement-api-alias";
import type { Deployment } from "./deployment";
import { hcl } from "./expression";
import type { Condition } from "./optional";
import { type ConditionalStatement, policyDocument, trust } from "./policy";

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

/** Operations of Pinpoint's API that a role may call. */
export interface PinpointGrant {
  /** Says in words what the statement is for. */
  readonly Sid: string;
  /** As Pinpoint's API names them, e.g. `SendMessages`. */
  readonly operations: readonly string[];
  /** ARNs of Amazon Pinpoint's resources that they touch; the engagement API has its own. */
  readonly resources: readonly string[];
  /** @default always */
  readonly when?: Condition;
}

/**
 * Lets a role call operations of Pinpoint's API: by exact actions where Amazon Pinpoint is spoken to, else by the
 * aliases of the engagement API that serve them. Which it is may be unknown at plan, so both stand in the policy as
 * values.
 */
export function grantPinpoint(
  { engagementApiArn }: Pick<PinpointSeam, "engagementApiArn">,
  { Sid, operations, resources, when = true }: PinpointGrant,
): ConditionalStatement[] {
  const ofPinpoint = { Sid, Action: operations.map((name) => `mobiletargeting:${name}`), Resource: resources };
  const aliases = operations.map((name) => `${engagementApiArn}:${engagementApiAlias(name)}`);
  const ofApi = { Sid: `${Sid}OfEngagementApi`, Action: "lambda:InvokeFunction", Resource: aliases };
  const isWanted = when === true ? hcl`` : hcl`${when} && `;
  return [
    { when: hcl`${isWanted}${engagementApiArn} == null`, statement: ofPinpoint },
    { when: hcl`${isWanted}${engagementApiArn} != null`, statement: ofApi },
  ];
}

/** The variables by which a function knows the application and whom it speaks to; null leaves one out. */
export function pinpointEnvironment({ applicationId, engagementApiArn }: Omit<PinpointSeam, "deployment">) {
  return { PINPOINT_APPLICATION_ID: applicationId, ENGAGEMENT_API_ARN: engagementApiArn };
}
