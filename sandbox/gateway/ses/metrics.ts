import { requestJson } from "../json-calls";
import type { Cloud } from "../service";
import { type SentMessage, tagsOf } from "./events";
import type { Happening } from "./happenings";

/** Where a dimension of a CloudWatch event destination gets its value, and which value it has without one. */
export interface DimensionConfiguration {
  readonly DimensionName: string;
  readonly DimensionValueSource: "MESSAGE_TAG" | "EMAIL_HEADER" | "LINK_TAG";
  readonly DefaultDimensionValue: string;
}

const MAX_DIMENSIONS = 10;

/** Headers that SES does not take for dimensions. */
const OWN_HEADERS = ["received", "to", "from", "dkim-signature", "cc", "message-id", "return-path"];

/**
 * Why SES does not take these dimensions; undefined when it does.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CloudWatchDimensionConfiguration.html
 */
export function dimensionRefusal(dimensions: readonly DimensionConfiguration[]): string | undefined {
  if (dimensions.length === 0 || dimensions.length > MAX_DIMENSIONS)
    return `A CloudWatch destination has 1 to ${MAX_DIMENSIONS} dimensions, not ${dimensions.length}.`;
  for (const { DimensionName: name, DimensionValueSource, DefaultDimensionValue: value } of dimensions) {
    if (!/^[A-Za-z0-9_:-]{1,256}$/.test(name))
      return `Invalid dimension name <${name}>: only alphanumeric ASCII characters, '_', '-', and ':' are allowed.`;
    if (!/^[A-Za-z0-9_@.-]{1,256}$/.test(value))
      return `Invalid default dimension value <${value}>: only alphanumeric ASCII characters, '_', '-', '@', and '.' are allowed.`;
    if (DimensionValueSource === "EMAIL_HEADER" && OWN_HEADERS.includes(name.toLowerCase()))
      return `Invalid dimension name <${name}>: this header cannot be a dimension.`;
  }
  return undefined;
}

/** Counts one happening in the namespace `AWS/SES`, under the event type's name without spaces. */
export async function putMetric(
  cloud: Cloud,
  sent: SentMessage,
  { kind, detail }: Happening,
  dimensions: readonly DimensionConfiguration[],
): Promise<void> {
  const datum = {
    MetricName: kind.replace(" ", ""),
    Dimensions: dimensions.map((dimension) => ({
      Name: dimension.DimensionName,
      Value: found(dimension, sent, detail) ?? dimension.DefaultDimensionValue,
    })),
    Timestamp: Date.parse(String(detail["timestamp"] ?? sent.sentAt.toISOString())) / 1000,
    Value: 1,
    Unit: "Count",
  };
  const input = { Namespace: "AWS/SES", MetricData: [datum] };
  const target = "GraniteServiceVersion20100801.PutMetricData";
  const reply = await requestJson(cloud, "monitoring", sent.region, target, input);
  if (reply.status !== 200) throw new Error(`CloudWatch PutMetricData answered ${reply.status}: ${reply.body}`);
}

function found(
  { DimensionName: name, DimensionValueSource: source }: DimensionConfiguration,
  sent: SentMessage,
  detail: Happening["detail"],
): string | undefined {
  if (source === "MESSAGE_TAG") return tagsOf(sent)[name]?.[0];
  if (source === "LINK_TAG") return (detail["linkTags"] as Record<string, string[]> | null | undefined)?.[name]?.[0];
  return sent.message.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}
