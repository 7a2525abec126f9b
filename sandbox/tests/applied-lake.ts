import { AthenaClient } from "@aws-sdk/client-athena";
import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { athenaQuery, type Query } from "../athena";
import { client } from "./suite";

/** Outputs of a root that has a lake. */
type Outputs = Readonly<Record<string, unknown>>;

/** Asks Athena in the lake's database and workgroup. */
export function queryIn(outputs: Outputs): Query {
  const context = { workgroup: String(outputs["workgroup_name"]), database: String(outputs["database_name"]) };
  return athenaQuery(new AthenaClient(client()), context);
}

/** Puts texts into the lake's Firehose, a record each. */
export async function putTexts(outputs: Outputs, texts: readonly string[]): Promise<void> {
  const Records = texts.map((text) => ({ Data: Buffer.from(text) }));
  const DeliveryStreamName = String(outputs["firehose_name"]);
  await new FirehoseClient(client()).send(new PutRecordBatchCommand({ DeliveryStreamName, Records }));
}
