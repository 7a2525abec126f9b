import { AwsError, type Call, type Cloud, jsonReply, type Reply, type Service } from "../service";
import { type Clock, systemClock } from "./buffers";
import { firehoseCommands } from "./commands";
import { completeDescription } from "./description";
import { Flusher } from "./flusher";
import { putInput, recordId } from "./put";
import { findStream } from "./stream";

const TARGET = "Firehose_20150804.";

/**
 * Firehose: MiniStack keeps the streams, records are buffered and delivered here. Delivery happens when a buffer's size
 * or interval is reached, and on the command `flush`.
 */
export function firehoseService(cloud: Cloud, clock: Clock = systemClock): Service {
  const flusher = new Flusher(cloud, clock);
  return {
    scopes: ["firehose"],
    async handle(call) {
      const operation = String(call.headers["x-amz-target"]).replace(TARGET, "");
      if (operation === "PutRecord" || operation === "PutRecordBatch") return put(call, operation);
      if (operation === "DescribeDeliveryStream") return completeDescription(cloud, call);
      if (operation === "DeleteDeliveryStream") return drop(call);
      return undefined;
    },
    commands: firehoseCommands(cloud, flusher),
    settled: () => flusher.settled(),
    reset: () => flusher.reset(),
  };

  async function put(call: Call, operation: "PutRecord" | "PutRecordBatch"): Promise<Reply> {
    const { streamName, records } = putInput(call, operation);
    const arn = `arn:aws:firehose:${call.region}:${call.account}:deliverystream/${streamName}`;
    await cloud.authorize(call, `firehose:${operation}`, arn);
    const stream = await findStream(cloud, call, streamName);
    if (stream.source) {
      const text = "This operation is not permitted on KinesisStreamAsSource delivery stream type.";
      throw new AwsError(400, "InvalidArgumentException", text);
    }
    flusher.add(
      stream,
      records.map((data) => ({ data, arrivedAt: clock.now() })),
    );
    if (operation === "PutRecord") return jsonReply({ RecordId: recordId(), Encrypted: false });
    const RequestResponses = records.map(() => ({ RecordId: recordId() }));
    return jsonReply({ FailedPutCount: 0, Encrypted: false, RequestResponses });
  }

  async function drop(call: Call): Promise<Reply> {
    const reply = await cloud.forward(call);
    const { account, region } = call;
    if (reply.status === 200) flusher.drop({ account, region }, JSON.parse(call.body.toString()).DeliveryStreamName);
    return reply;
  }
}
