import { ACCOUNT, REGION, topicPolicy } from "./fake-cloud";
import { allowsPublish } from "./topic-policy";

const publication = {
  topicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:feedback`,
  sourceAccount: ACCOUNT,
  sourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/mail.example.com`,
};
const allows = (policy: string) => allowsPublish(policy, publication);
const condition = (operator: string, key: string, value: unknown) =>
  topicPolicy({ Condition: { [operator]: { [key]: value } } });

describe("a topic policy", () => {
  it("admits SES by service principal, source account and source ARN", () => {
    expect(allows(topicPolicy())).toBe(true);
  });

  it("admits the account's services when it is the policy SNS gives new topics", () => {
    const Condition = { StringEquals: { "AWS:SourceOwner": ACCOUNT } };
    expect(allows(topicPolicy({ Principal: { AWS: "*" }, Action: ["SNS:Publish"], Condition }))).toBe(true);
  });

  it.each([
    ["another service", topicPolicy({ Principal: { Service: "events.amazonaws.com" } })],
    ["an account's principals", topicPolicy({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })],
    ["another action", topicPolicy({ Action: "sns:Subscribe" })],
    ["another topic", topicPolicy({ Resource: `${publication.topicArn}-2` })],
    ["another account", condition("StringEquals", "aws:SourceAccount", "999999999999")],
    ["another source", condition("ArnLike", "aws:SourceArn", `arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/*`)],
    ["an ARN with a wildcard that StringEquals takes literally", condition("StringEquals", "aws:SourceArn", "arn:*")],
    ["a key that SES does not send", condition("StringEquals", "aws:PrincipalOrgID", "o-1")],
    ["an operator this function does not know", condition("DateLessThan", "aws:CurrentTime", "2030-01-01")],
    ["no principal but NotPrincipal", topicPolicy({ Principal: undefined, NotPrincipal: { AWS: "*" } })],
    ["nothing", JSON.stringify({ Statement: [] })],
  ])("does not admit SES when it admits %s", (_, policy) => {
    expect(allows(policy)).toBe(false);
  });

  it.each([
    ["StringLike", "aws:SourceArn", `arn:aws:ses:*:${ACCOUNT}:identity/*`],
    ["ArnEquals", "aws:SourceArn", ["arn:aws:ses:eu-west-1:1:x", publication.sourceArn]],
  ])("reads %s on %s", (operator, key, value) => {
    expect(allows(condition(operator, key, value))).toBe(true);
  });

  it("lets a denial win, but not one of plain-text transport", () => {
    const allow = JSON.parse(topicPolicy()).Statement[0];
    const deny = { Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" };
    const withDeny = (extra: object) => JSON.stringify({ Statement: [allow, { ...deny, ...extra }] });
    expect(allows(withDeny({}))).toBe(false);
    expect(allows(withDeny({ Condition: { Bool: { "aws:SecureTransport": "false" } } }))).toBe(true);
    expect(allows(withDeny({ Condition: { StringNotEquals: { "aws:SourceAccount": ACCOUNT } } }))).toBe(true);
    expect(allows(withDeny({ Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } }))).toBe(false);
  });
});
