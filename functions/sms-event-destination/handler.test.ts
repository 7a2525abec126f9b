import { inLambda } from "../testing/lambda-environment";
import createEvent from "./events/terraform-create.json";

const SET_ARN = "arn:aws:sms-voice:eu-west-1:123456789012:configuration-set/news";
const NAME = { ConfigurationSetName: "news", EventDestinationName: "event-lake" };

const calls: [string, Record<string, unknown>][] = [];
const send = async (command: { input: Record<string, unknown> }) => {
  calls.push([command.constructor.name, command.input]);
  return { ConfigurationSetArn: SET_ARN };
};
jest.mock("@aws-sdk/client-pinpoint-sms-voice-v2", () => ({
  ...jest.requireActual("@aws-sdk/client-pinpoint-sms-voice-v2"),
  PinpointSMSVoiceV2Client: jest.fn(() => ({ send })),
}));

let handler: (event: unknown) => Promise<unknown>;
const lines = inLambda(
  {
    AWS_REGION: "eu-west-1",
    POWERTOOLS_SERVICE_NAME: "pinpoint-sms-event-db",
  },
  () => {
    ({ handler } = require("./handler"));
  },
);

const KinesisFirehoseDestination = {
  DeliveryStreamArn: createEvent.DeliveryStreamArn,
  IamRoleArn: createEvent.IamRoleArn,
};

test("creates the event destination that Terraform invokes it for", async () => {
  expect(await handler(createEvent)).toEqual({ ...NAME, ConfigurationSetArn: SET_ARN });
  const input = { ...NAME, MatchingEventTypes: ["ALL"], KinesisFirehoseDestination };
  expect(calls).toEqual([["CreateEventDestinationCommand", input]]);
  expect(lines).toEqual([expect.objectContaining({ deployment: "acme", outcome: "create" })]);
});

test("deletes it when Terraform destroys the invocation", async () => {
  calls.length = 0;
  await handler({ ...createEvent, tf: { action: "delete", prev_input: createEvent } });
  expect(calls).toEqual([["DeleteEventDestinationCommand", NAME]]);
});

test("fails with a reason when the input is not Terraform's", async () => {
  await expect(handler({})).rejects.toThrow("ConfigurationSetName: ");
});
