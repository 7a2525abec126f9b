import { type InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  GetEmailTemplateCommand,
  GetEndpointCommand,
  ListTagsForResourceCommand,
  NotFoundException,
  type PinpointClient,
  SendMessagesCommand,
  SendOTPMessageCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-pinpoint";
import { clientSettings } from "./aws";
import { pinpointClient } from "./pinpoint-client";

const API = "arn:aws:lambda:eu-west-1:123456789012:function:engagement-api";
const APPLICATION = "0123456789abcdef0123456789abcdef";
const TEMPLATE = { Subject: "Hello", HtmlPart: "<p>Hi</p>", TemplateName: "reply", TemplateType: "EMAIL" };
const MESSAGES = {
  ApplicationId: APPLICATION,
  MessageRequest: {
    Addresses: { "kim@example.org": { ChannelType: "EMAIL" as const } },
    MessageConfiguration: { EmailMessage: { FromAddress: "news@example.com" } },
  },
};
const SENT = { ApplicationId: APPLICATION, Result: { "kim@example.org": { StatusCode: 200 } } };

const savedEnvironment = process.env;
beforeAll(() => {
  process.env = {
    ...savedEnvironment,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: "token",
  };
});
afterAll(() => {
  process.env = savedEnvironment;
});
afterEach(() => jest.restoreAllMocks());

/** Answers as Lambda does, and keeps what was invoked. */
function engagementApi(...answers: readonly (object | Error)[]) {
  const calls: { functionName: string | undefined; event: Record<string, unknown> }[] = [];
  const rest = [...answers];
  jest.spyOn(LambdaClient.prototype, "send").mockImplementation(async (command: unknown) => {
    const { FunctionName, Payload } = (command as InvokeCommand).input;
    calls.push({ functionName: FunctionName, event: JSON.parse(String(Payload)) });
    const answer = rest.length > 1 ? rest.shift() : rest[0];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return { calls, client: pinpointClient(API, { ...clientSettings, retryMode: "standard", maxAttempts: 2 }) };
}

function payload(statusCode: number, body: unknown, headers: Record<string, string> = {}) {
  const answer = {
    statusCode,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
  return { StatusCode: 200, Payload: Buffer.from(JSON.stringify(answer)) };
}

function refusal(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(`Lambda says ${name}`), { name, $metadata: { httpStatusCode } });
}

/** Answers in the place of Amazon Pinpoint's endpoint, and keeps the requests. */
function amazonPinpoint(body: unknown) {
  const requests: { method: string; hostname: string; path: string }[] = [];
  const client = pinpointClient(undefined);
  client.config.requestHandler = {
    handle: async (request: (typeof requests)[number]) => {
      requests.push(request);
      return { response: { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) } };
    },
  } as unknown as PinpointClient["config"]["requestHandler"];
  return { requests, client };
}

describe("without an engagement API", () => {
  it("commands go to Amazon Pinpoint's endpoint", async () => {
    const template = amazonPinpoint(TEMPLATE);
    const answer = await template.client.send(new GetEmailTemplateCommand({ TemplateName: "reply" }));
    expect(answer.EmailTemplateResponse).toEqual(TEMPLATE);
    const messages = amazonPinpoint(SENT);
    await messages.client.send(new SendMessagesCommand(MESSAGES));
    expect([...template.requests, ...messages.requests]).toMatchObject([
      { method: "GET", hostname: "pinpoint.eu-west-1.amazonaws.com", path: "/v1/templates/reply/email" },
      { method: "POST", path: `/v1/apps/${APPLICATION}/messages` },
    ]);
  });
});

describe("with an engagement API", () => {
  it("a command invokes the alias of its operation, and answers what Amazon Pinpoint would", async () => {
    const { calls, client } = engagementApi(payload(200, TEMPLATE));
    const answer = await client.send(new GetEmailTemplateCommand({ TemplateName: "a/b c", Version: "2+1" }));
    expect(answer.EmailTemplateResponse).toEqual(TEMPLATE);
    expect(calls).toEqual([
      {
        functionName: `${API}:getEmailTemplate`,
        event: {
          version: "2.0",
          rawPath: "/v1/templates/a%2Fb%20c/email",
          rawQueryString: "version=2%2B1",
          headers: expect.objectContaining({ "amz-sdk-invocation-id": expect.any(String) }),
          requestContext: { http: { method: "GET", path: "/v1/templates/a%2Fb%20c/email" } },
          body: "",
          isBase64Encoded: false,
        },
      },
    ]);
  });

  it("a body travels as the payload member itself", async () => {
    const { calls, client } = engagementApi(payload(200, SENT));
    expect((await client.send(new SendMessagesCommand(MESSAGES))).MessageResponse).toEqual(SENT);
    expect(calls[0]?.functionName).toBe(`${API}:sendMessages`);
    expect(JSON.parse(String(calls[0]?.event["body"]))).toEqual(MESSAGES.MessageRequest);
  });

  it("neither signature nor session token reaches the function", async () => {
    const { calls, client } = engagementApi(payload(200, SENT));
    await client.send(new SendMessagesCommand(MESSAGES));
    expect(JSON.stringify(calls)).not.toMatch(/authorization|security-token|AKIDEXAMPLE|"host"/i);
  });

  it("a repeated query parameter stays repeated", async () => {
    const { calls, client } = engagementApi(payload(204, {}));
    await client.send(new UntagResourceCommand({ ResourceArn: "arn:x", TagKeys: ["a b", "c"] }));
    expect(calls[0]?.event["rawQueryString"]).toBe("tagKeys=a%20b&tagKeys=c");
  });

  it("an answer in base64 is read", async () => {
    const body = Buffer.from(JSON.stringify({ tags: { team: "mail" } })).toString("base64");
    const answer = { statusCode: 200, headers: {}, body, isBase64Encoded: true };
    const { client } = engagementApi({ Payload: Buffer.from(JSON.stringify(answer)) });
    const { TagsModel } = await client.send(new ListTagsForResourceCommand({ ResourceArn: "arn:x" }));
    expect(TagsModel?.tags).toEqual({ team: "mail" });
  });

  it("an acronym in an operation is a word of the alias", async () => {
    const { calls, client } = engagementApi(payload(200, {}));
    const message = {
      BrandName: "b",
      Channel: "SMS",
      DestinationIdentity: "d",
      OriginationIdentity: "o",
      ReferenceId: "r",
    };
    await client.send(
      new SendOTPMessageCommand({ ApplicationId: APPLICATION, SendOTPMessageRequestParameters: message }),
    );
    expect(calls[0]?.functionName).toBe(`${API}:sendOtpMessage`);
  });

  it("the API's errors are the SDK's own classes", async () => {
    const { client } = engagementApi(
      payload(404, { Message: "no such endpoint", RequestID: "r" }, { "X-Amzn-ErrorType": "NotFoundException" }),
    );
    const asked = client.send(new GetEndpointCommand({ ApplicationId: APPLICATION, EndpointId: "x" }));
    await expect(asked).rejects.toBeInstanceOf(NotFoundException);
    await expect(asked).rejects.toMatchObject({ message: "no such endpoint", $metadata: { httpStatusCode: 404 } });
  });

  it("a throttled answer is tried again under the same invocation id", async () => {
    const throttled = payload(429, { Message: "slow" }, { "x-amzn-errortype": "TooManyRequestsException" });
    const { calls, client } = engagementApi(throttled, payload(200, SENT));
    await client.send(new SendMessagesCommand(MESSAGES));
    const ids = calls.map(({ event }) => (event["headers"] as Record<string, string>)["amz-sdk-invocation-id"]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe("an invocation that does not come about", () => {
  it.each([
    ["Lambda throttles", refusal("TooManyRequestsException", 429), 429, "TooManyRequestsException"],
    ["the role may not", refusal("AccessDeniedException", 403), 403, "ForbiddenException"],
    ["function or alias is missing", refusal("ResourceNotFoundException", 404), 405, "MethodNotAllowedException"],
    ["the request is too large", refusal("RequestTooLargeException", 413), 413, "PayloadTooLargeException"],
    ["Lambda fails", refusal("ServiceException", 500), 500, "InternalServerErrorException"],
  ])("because %s", async (_, error, httpStatusCode, name) => {
    const { client } = engagementApi(error);
    const asked = client.send(new GetEmailTemplateCommand({ TemplateName: "reply" }));
    await expect(asked).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    await expect(asked).rejects.toThrow(`alias getEmailTemplate was not invoked: Lambda says ${error.name}`);
  });

  it("because the function fails: its message, which may quote the request, is left out", async () => {
    const trouble = { errorType: "TypeError", errorMessage: "kim@example.org" };
    const { client } = engagementApi({ FunctionError: "Unhandled", Payload: Buffer.from(JSON.stringify(trouble)) });
    await expect(client.send(new SendMessagesCommand(MESSAGES))).rejects.toMatchObject({
      name: "InternalServerErrorException",
      message: "The engagement API failed (Unhandled, TypeError).",
    });
  });

  it("because what answers is no API", async () => {
    const { client } = engagementApi({ Payload: Buffer.from('"hello"') });
    await expect(client.send(new SendMessagesCommand(MESSAGES))).rejects.toThrow("answer is no HTTP response");
  });

  it("because of the network: the fault is thrown as it is, after the SDK's own tries", async () => {
    const reset = Object.assign(new Error("reset"), { code: "ECONNRESET" });
    const { calls, client } = engagementApi(reset);
    await expect(client.send(new GetEmailTemplateCommand({ TemplateName: "reply" }))).rejects.toBe(reset);
    expect(calls).toHaveLength(2);
  });
});
