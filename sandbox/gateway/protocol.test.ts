import { type Head, isNotImplemented, operationOf, renderError, scopeOf } from "./protocol";
import { AwsError } from "./service";

const head = (url: string, headers: Record<string, string> = {}, method = "POST"): Head => ({
  method,
  url: new URL(url, "http://sandbox"),
  headers,
});

const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };

describe("the credential scope", () => {
  it("is read from the Authorization header", () => {
    const authorization =
      "AWS4-HMAC-SHA256 Credential=ASIAX/20261124/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
    const expected = { accessKeyId: "ASIAX", region: "eu-west-1", service: "dynamodb" };
    expect(scopeOf(head("/", { authorization }))).toEqual(expected);
  });

  it("is read from a presigned URL", () => {
    const url = "/bucket/key?X-Amz-Credential=123456789012%2F20261124%2Fus-east-1%2Fs3%2Faws4_request";
    expect(scopeOf(head(url))).toEqual({ accessKeyId: "123456789012", region: "us-east-1", service: "s3" });
  });

  it.each(["", "Bearer abc", "AWS4-HMAC-SHA256 Credential=only-a-key"])("is missing in %j", (authorization) => {
    expect(scopeOf(head("/", { authorization }))).toBeUndefined();
  });
});

describe("the operation", () => {
  const none = Buffer.alloc(0);

  it("is named by the target, the form or the path", () => {
    expect(operationOf(head("/", { "x-amz-target": "DynamoDB_20120810.PutItem" }), none)).toBe("PutItem");
    expect(operationOf(head("/", form), Buffer.from("Action=Publish&Version=1"))).toBe("Publish");
    expect(operationOf(head("/v1/apps?page-size=1", {}, "GET"), none)).toBe("GET /v1/apps");
  });
});

describe("an error", () => {
  const error = new AwsError(400, "InvalidParameterValue", "a < b");

  it("is XML for the query protocol", () => {
    const reply = renderError(head("/", form), error);
    expect(reply.headers).toEqual({ "content-type": "text/xml" });
    expect(reply.body).toContain("<Code>InvalidParameterValue</Code><Message>a &lt; b</Message>");
  });

  it("is JSON for the others, its code in the header, too", () => {
    const reply = renderError(head("/"), error);
    expect(reply.headers?.["x-amzn-errortype"]).toBe("InvalidParameterValue");
    expect(JSON.parse(reply.body.toString())).toMatchObject({ __type: "InvalidParameterValue", message: "a < b" });
  });

  it("carries what the service says beside the message", () => {
    const reply = renderError(head("/"), new AwsError(400, "ConflictException", "x", { Reason: "RESOURCE_NOT_EMPTY" }));
    expect(JSON.parse(reply.body.toString())).toMatchObject({ Reason: "RESOURCE_NOT_EMPTY" });
  });

  it.each([
    [400, '{"error": "Unsupported service: mobiletargeting"}', true],
    [400, '{"__type": "UnknownOperationException", "message": "x"}', true],
    [400, '{"__type":"com.amazonaws#InvalidAction"}', true],
    [400, "<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>", true],
    [404, '{"message": "Unknown SES v2 path: GET /v2/email/x"}', true],
    [404, '{"__type": "NotFoundException", "message": "Unknown identity"}', false],
    [200, '{"note": "Unsupported service: text of a user"}', false],
  ])("of status %i with %s means not implemented: %s", (status, body, expected) => {
    expect(isNotImplemented({ status, body })).toBe(expected);
  });
});
