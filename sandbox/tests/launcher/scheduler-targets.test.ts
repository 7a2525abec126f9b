import { eventually, runCommand } from "../../client";
import { type RunningCloud, startCloud } from "../../cloud";
import { ACCOUNT } from "../../gateway/ministack";
import { Client, FIRST_START_MS } from "./client";

const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:due`;
const GROUP = `arn:aws:scheduler:us-east-1:${ACCOUNT}:schedule-group/default`;
const TIME = "2026-11-24T09:00:00Z";

let cloud: RunningCloud;
let client: Client;
let due: string;

beforeAll(async () => {
  cloud = await startCloud();
  client = new Client(cloud);
  due = await client.createQueue("due");
  const from = { StringEquals: { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": GROUP } };
  await client.createRole("clock", "scheduler.amazonaws.com", from);
}, FIRST_START_MS);

beforeEach(() => client.allow("clock", { Action: "sqs:SendMessage", Resource: QUEUE }));

afterAll(() => cloud.stop());

/** Makes a schedule. @param settings of its target */
async function schedule(name: string, expression: string, settings: object = {}, state = "ENABLED"): Promise<void> {
  const body = {
    ScheduleExpression: expression,
    FlexibleTimeWindow: { Mode: "OFF" },
    State: state,
    Target: { Arn: QUEUE, RoleArn: `arn:aws:iam::${ACCOUNT}:role/clock`, ...settings },
  };
  await client.send("scheduler", "POST", `/schedules/${name}`, {}, JSON.stringify(body));
}

const fire = (name: string): Promise<string> =>
  runCommand(cloud.endpoint, "fire", JSON.stringify({ schedule: name, scheduledTime: TIME }));

const received = async (queue = due): Promise<unknown[]> =>
  (await client.receive(queue)).map(({ Body }) => JSON.parse(Body));

it("a schedule is fired by command, its input's context attributes replaced, even while it is disabled", async () => {
  const Input = JSON.stringify({
    time: "<aws.scheduler.scheduled-time>",
    schedule: "<aws.scheduler.schedule-arn>",
    attempt: "<aws.scheduler.attempt-number>",
  });
  await schedule("by-hand", "rate(1 hour)", { Input }, "DISABLED");
  await fire("by-hand");
  const arn = `arn:aws:scheduler:us-east-1:${ACCOUNT}:schedule/default/by-hand`;
  expect(await received()).toEqual([{ time: TIME, schedule: arn, attempt: "1" }]);
});

it("the clock does the same", async () => {
  await schedule("once", "at(2026-01-01T00:00:00)", { Input: '{"time": "<aws.scheduler.scheduled-time>"}' });
  expect(await received()).toEqual([{ time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) }]);
}, 30_000);

it("a role that may not invoke the target stops it; the command says so", async () => {
  await schedule("powerless", "rate(1 hour)");
  await client.allow("clock", { Action: "sqs:ReceiveMessage", Resource: QUEUE });
  await expect(fire("powerless")).rejects.toThrow(/role\/clock.* is not authorized to perform: sqs:SendMessage/);
  const lost = await eventually("the loss", async () => (await cloud.lostDeliveries())[0]);
  expect(lost).toMatch(/schedule\/default\/powerless not delivered to .*:due: .*sqs:SendMessage/);
});

it("or brings it to the target's dead-letter queue", async () => {
  const dead = await client.createQueue("dead");
  const DeadLetterConfig = { Arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:dead` };
  await schedule("powerless-too", "rate(1 hour)", { DeadLetterConfig, Input: '{"n": 1}' });
  await client.allow("clock", { Action: "sqs:ReceiveMessage", Resource: QUEUE });
  await expect(fire("powerless-too")).rejects.toThrow("sqs:SendMessage");
  expect(await received(dead)).toEqual([{ n: 1 }]);
});

it("a role that does not admit the schedule's group stops it too", async () => {
  await schedule("stranger", "rate(1 hour)");
  const other = { StringEquals: { "aws:SourceArn": GROUP.replace("default", "other") } };
  await client.admit("clock", "scheduler.amazonaws.com", other);
  await expect(fire("stranger")).rejects.toThrow("its trust policy does not admit it");
});

it.each([
  [{ schedule: "nobody" }, "There is no such schedule. There are: default/by-hand"],
  [{ schedule: "by hand" }, 'schedule is "by hand"; the name of a schedule is needed.'],
  [{ schedule: "by-hand", scheduledTime: "soon" }, "a time such as 2026-11-24T09:00:00Z is needed"],
])("fire %j is refused", async (input, text) => {
  await expect(runCommand(cloud.endpoint, "fire", JSON.stringify(input))).rejects.toThrow(text);
});
