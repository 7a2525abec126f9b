import type { Call, Cloud, Reply, RequestInit } from "./service";
import { shims } from "./shims";

const REPLY =
  "<DescribeAlarmsResponse><DescribeAlarmsResult><MetricAlarms><member><AlarmName>depth</AlarmName>" +
  "<Threshold>0.0</Threshold></member></MetricAlarms><CompositeAlarms></CompositeAlarms></DescribeAlarmsResult>" +
  "</DescribeAlarmsResponse>";

const ALARM = {
  AlarmName: "depth",
  MetricName: "ApproximateNumberOfMessagesVisible",
  AlarmDescription: "more than $1 & <less>",
  Period: 60,
  ActionsEnabled: true,
  AlarmActions: ["arn:aws:sns:us-east-1:123456789012:alarms"],
  OKActions: [],
  Dimensions: [{ Name: "QueueName", Value: "dlq" }],
  DatapointsToAlarm: null,
  StateUpdatedTimestamp: 0,
};

function cloudWith(reply: Reply, asked: RequestInit[] = [], alarm: object = ALARM): Cloud {
  const refuse = (): never => {
    throw new Error("not asked for here");
  };
  return {
    forward: async () => reply,
    request: async (_service, _region, init) => {
      asked.push(init);
      return { status: 200, body: JSON.stringify({ MetricAlarms: [alarm] }) };
    },
    publishEvent: refuse,
    authorize: refuse,
    assumeRole: refuse,
    putRecords: refuse,
    reportLoss: refuse,
  };
}

const call = (body: string): Call => ({
  method: "POST",
  url: "/",
  path: "/",
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.from(body),
  service: "monitoring",
  account: "123456789012",
  region: "us-east-1",
  accessKeyId: "123456789012",
});

async function describeAlarms(reply: Reply, asked?: RequestInit[], alarm?: object): Promise<string> {
  const [shim] = shims(cloudWith(reply, asked, alarm));
  const answer = await shim?.handle(call("Action=DescribeAlarms&AlarmNames.member.1=depth"));
  return answer?.body.toString() ?? "";
}

describe("DescribeAlarms", () => {
  it("has every field that the JSON answer has", async () => {
    const asked: RequestInit[] = [];
    const xml = await describeAlarms({ status: 200, body: REPLY }, asked);
    expect(JSON.parse(String(asked[0]?.body))).toMatchObject({ AlarmNames: ["depth"] });
    expect(xml).toContain("<AlarmDescription>more than $1 &amp; &lt;less&gt;</AlarmDescription>");
    expect(xml).toContain("<Period>60</Period><ActionsEnabled>true</ActionsEnabled>");
    expect(xml).toContain("<AlarmActions><member>arn:aws:sns:us-east-1:123456789012:alarms</member></AlarmActions>");
    expect(xml).toContain("<Dimensions><member><Name>QueueName</Name><Value>dlq</Value></member></Dimensions>");
    expect(xml).toContain("<StateUpdatedTimestamp>1970-01-01T00:00:00.000Z</StateUpdatedTimestamp>");
    expect(xml).not.toContain("DatapointsToAlarm");
    expect(xml).toContain("</MetricAlarms><CompositeAlarms></CompositeAlarms>");
  });

  it("makes up neither period nor statistic for an alarm of several metrics", async () => {
    const alarm = { ...ALARM, MetricName: "", Statistic: "Average" };
    expect(await describeAlarms({ status: 200, body: REPLY }, [], alarm)).not.toMatch(/<(Period|Statistic)>/);
  });

  it("without alarms stays as it is", async () => {
    const empty = "<DescribeAlarmsResult><MetricAlarms></MetricAlarms></DescribeAlarmsResult>";
    const asked: RequestInit[] = [];
    expect(await describeAlarms({ status: 200, body: empty }, asked)).toBe(empty);
    expect(asked).toEqual([]);
  });

  it("passes an error on", async () => {
    expect(await describeAlarms({ status: 403, body: "denied" })).toBe("denied");
  });
});

it("leaves other CloudWatch calls to MiniStack", async () => {
  const [shim] = shims(cloudWith({ status: 200, body: "" }));
  expect(await shim?.handle(call("Action=PutMetricAlarm"))).toBeUndefined();
});
