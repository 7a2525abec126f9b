import { requestJson } from "./json-calls";
import { escapeXml } from "./protocol";
import type { Call, Cloud, Reply, Service } from "./service";

/** Corrections of MiniStack's answers, one service each; a shim that upstream has made needless is removed. */
export function shims(cloud: Cloud): Service[] {
  return [alarmFields(cloud)];
}

/**
 * CloudWatch DescribeAlarms: MiniStack's XML lacks period, statistic, dimensions, actions and more, so Terraform
 * would set them at every apply. Its JSON answer has them all; the XML is written anew from that.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
 */
function alarmFields(cloud: Cloud): Service {
  return {
    scopes: ["monitoring"],
    async handle(call) {
      if (new URLSearchParams(call.body.toString()).get("Action") !== "DescribeAlarms") return undefined;
      const reply = await cloud.forward(call);
      return reply.status === 200 ? completeAlarms(cloud, call, reply) : reply;
    },
  };
}

const ALARM = /<member><AlarmName>([^<]*)<\/AlarmName>.*?<\/member>/gs;

async function completeAlarms(cloud: Cloud, call: Call, reply: Reply): Promise<Reply> {
  const xml = reply.body.toString();
  const [metricAlarms] = /<MetricAlarms>.*<\/MetricAlarms>/s.exec(xml) ?? [""];
  const names = [...metricAlarms.matchAll(ALARM)].map(([, name]) => name ?? "");
  if (names.length === 0) return reply;
  const input = { AlarmNames: names, AlarmTypes: ["MetricAlarm"], MaxRecords: 100 };
  const target = "GraniteServiceVersion20100801.DescribeAlarms";
  const { status, body } = await requestJson(cloud, "monitoring", call.region, target, input);
  if (status !== 200) throw new Error(`MiniStack answered ${status} to DescribeAlarms as JSON: ${body}`);
  const alarms = JSON.parse(body.toString()).MetricAlarms as Alarm[];
  const members = alarms.map((alarm) => `<member>${fields(asked(alarm))}</member>`).join("");
  return { ...reply, body: xml.replace(metricAlarms, () => `<MetricAlarms>${members}</MetricAlarms>`) };
}

interface Alarm {
  /** Empty for an alarm of several metrics, which MiniStack does not keep. */
  readonly MetricName?: string | null;
}

/** An alarm of several metrics has period and statistic in each of them only; MiniStack makes some up. */
function asked(alarm: Alarm): object {
  return alarm.MetricName ? alarm : { ...alarm, Period: undefined, Statistic: undefined };
}

/** An object's members in the query protocol: lists as `<member>`, times in ISO 8601, null left out. */
function fields(value: object): string {
  return Object.entries(value)
    .filter(([, item]) => item !== null && item !== undefined)
    .map(([name, item]) => `<${name}>${content(name, item)}</${name}>`)
    .join("");
}

function content(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${content(name, item)}</member>`).join("");
  if (typeof value === "object" && value !== null) return fields(value);
  const isTime = name.endsWith("Timestamp") && typeof value === "number";
  return escapeXml(isTime ? new Date(value * 1000).toISOString() : String(value));
}
