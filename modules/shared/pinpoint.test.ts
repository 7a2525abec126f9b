import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import { hcl, verbatim } from "./expression";
import { grantPinpoint, pinpointEnvironment } from "./pinpoint";
import { policyDocument } from "./policy";

const TEMPLATE = "arn:aws:mobiletargeting:eu-west-1:123456789012:templates/reply/EMAIL";
const GRANT = { Sid: "ReadTemplate", operations: ["GetEmailTemplate", "SendOTPMessage"], resources: [TEMPLATE] };

/** The policy as it stands in HCL. */
function policyOf(...args: Parameters<typeof grantPinpoint>): string {
  const stack = new TerraformStack(Testing.app(), "test");
  new TerraformOutput(stack, "policy", { value: policyDocument(grantPinpoint(...args)) });
  return stack.toTerraform().output.policy.value;
}

test("a grant is Amazon Pinpoint's exact actions, or the aliases of the engagement API, whichever a value decides", () => {
  const engagementApiArn = hcl`${verbatim("var.engagement_api_arn")}`.toString();
  const policy = policyOf({ engagementApiArn }, GRANT);
  expect(policy).toContain('var.engagement_api_arn == null ? [{ "Sid" = "ReadTemplate"');
  expect(policy).toContain(
    `"Action" = ["mobiletargeting:GetEmailTemplate", "mobiletargeting:SendOTPMessage"], "Resource" = ["${TEMPLATE}"]`,
  );
  expect(policy).toContain('var.engagement_api_arn != null ? [{ "Sid" = "ReadTemplateOfEngagementApi"');
  expect(policy).toContain(
    '"Action" = "lambda:InvokeFunction", ' +
      '"Resource" = ["${var.engagement_api_arn}:getEmailTemplate", "${var.engagement_api_arn}:sendOtpMessage"]',
  );
});

test("a grant of a part that may be left out hangs on its condition too", () => {
  const policy = policyOf({ engagementApiArn: undefined }, { ...GRANT, when: hcl`var.template_source == "pinpoint"` });
  expect(policy).toContain('var.template_source == "pinpoint" && null == null ? [');
});

test("the environment names the application and the API, and leaves out what is null", () => {
  const environment = pinpointEnvironment({ applicationId: "a", engagementApiArn: undefined });
  expect(environment).toEqual({ PINPOINT_APPLICATION_ID: "a", ENGAGEMENT_API_ARN: undefined });
});
