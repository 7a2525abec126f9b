import { randomUUID } from "node:crypto";
import { requestJson } from "../json-calls";
import { putObject } from "../s3-calls";
import { AwsError, type Cloud, headerOf, type Reply } from "../service";
import { partsOf, type ViewerRequest } from "./viewer";

/** A line of the log, some of the fields of https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
type Line = Readonly<Record<string, string>>;

interface Delivery {
  readonly deliverySourceName: string;
  readonly deliveryDestinationArn: string;
  readonly s3DeliveryConfiguration: { readonly suffixPath?: string };
}

/** Access logs of distributions: kept here, written by the deliveries that Terraform made, as lines of JSON. */
export class AccessLog {
  private readonly lines = new Map<string, Line[]>();

  constructor(
    private readonly cloud: Cloud,
    private readonly now: () => number,
  ) {}

  add(distributionId: string, { method, url, headers }: ViewerRequest, protocol: string, reply: Reply): void {
    const [date = "", time = ""] = new Date(this.now()).toISOString().split(/[TZ.]/);
    const { path, query } = partsOf(url);
    const line = {
      date,
      time,
      "cs-method": method,
      "cs(Host)": String(headers.host),
      "cs-uri-stem": path,
      "cs-uri-query": query || "-",
      "cs-protocol": protocol,
      "sc-status": String(reply.status),
      "sc-bytes": String(Buffer.byteLength(reply.body)),
      "x-edge-result-type": headerOf(reply, "x-cache")?.split(" ")[0] ?? "-",
    };
    this.lines.set(distributionId, [...(this.lines.get(distributionId) ?? []), line]);
  }

  /** Writes what every delivery has to. @returns the objects' keys */
  async deliver(region: string): Promise<string[]> {
    const { deliveries } = await this.ask(region, "DescribeDeliveries", {});
    const keys: string[] = [];
    for (const delivery of deliveries as Delivery[]) keys.push(...(await this.write(region, delivery)));
    this.clear();
    return keys;
  }

  clear(): void {
    this.lines.clear();
  }

  private async write(region: string, delivery: Delivery): Promise<string[]> {
    const { deliverySource } = await this.ask(region, "GetDeliverySource", { name: delivery.deliverySourceName });
    const name = delivery.deliveryDestinationArn.split(":").at(-1);
    const { deliveryDestination } = await this.ask(region, "GetDeliveryDestination", { name });
    const distributionId = String(deliverySource.resourceArns[0]).split("/").at(-1) ?? "";
    const lines = this.lines.get(distributionId) ?? [];
    if (lines.length === 0) return [];
    const { outputFormat } = deliveryDestination;
    if (outputFormat !== "json") throw notWritten(`log deliveries as ${outputFormat}`);
    const place = String(deliveryDestination.deliveryDestinationConfiguration.destinationResourceArn).split(":::")[1];
    const [bucket = "", ...prefix] = String(place).split("/");
    const key = [...prefix, this.suffix(delivery, distributionId), `${distributionId}.${randomUUID()}.json`].join("/");
    const body = `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
    const refusal = await putObject(this.cloud, region, { bucket, key }, body);
    if (refusal === undefined) return [key];
    this.cloud.reportLoss(`cloudfront: access log of ${distributionId} to s3://${bucket}/${key}: ${refusal}`);
    return [];
  }

  private suffix({ s3DeliveryConfiguration }: Delivery, distributionId: string): string {
    const [yyyy = "", MM = "", dd = "", HH = ""] = new Date(this.now()).toISOString().split(/[-T:]/);
    const values: Readonly<Record<string, string>> = { DistributionId: distributionId, yyyy, MM, dd, HH };
    const path = s3DeliveryConfiguration.suffixPath ?? "";
    return path.replace(/^\//, "").replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers of MiniStack, whose shape is CloudWatch Logs' own.
  private async ask(region: string, operation: string, input: object): Promise<any> {
    const { status, body } = await requestJson(this.cloud, "logs", region, `Logs_20140328.${operation}`, input);
    if (status !== 200) throw new Error(`MiniStack answered ${status} to ${operation}: ${body}`);
    return JSON.parse(body.toString());
  }
}

function notWritten(what: string): AwsError {
  return new AwsError(400, "NotImplementedInSandbox", `The sandbox has no ${what}; set access_log_format to json.`);
}
