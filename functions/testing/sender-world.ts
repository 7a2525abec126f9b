import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { sendBatch } from "../queue-sender/core";
import type { ReadyMessage } from "../queue-sender/cost";
import { DynamoDbClaims } from "../queue-sender/dynamodb-claims";
import type { Failure } from "../queue-sender/failures";
import { LaneRates } from "../queue-sender/lane-rates";
import type { Claims, Result, SenderDependencies, SenderSettings, Sent } from "../queue-sender/ports";
import { Limiters } from "../shared/limiter/limiters";
import { MemoryStore } from "../shared/limiter/memory-store";
import { FakeDynamoDb } from "./fake-dynamodb";
import { RecordingObservers } from "./observers";
import { sqsEvent } from "./sqs";
import { VirtualClock } from "./virtual-clock";

/** What the service does with the message; the default takes it. */
type Answer = (message: ReadyMessage) => Sent | Promise<Sent>;

/** A lane, its service and its tables in memory, in virtual time; the sender's real core stands between them. */
export class SenderWorld {
  readonly clock = new VirtualClock();
  readonly observers = new RecordingObservers();
  readonly dynamoDb = new FakeDynamoDb();
  readonly store = new MemoryStore();
  /** Ids that the service was given, and when, in seconds since the start. */
  readonly calls: (readonly [id: string, seconds: number])[] = [];
  readonly deadLetters: { body: string; failure: Failure }[] = [];
  /** Seconds by id of the queue message. */
  readonly postponed: Record<string, number> = {};
  readonly enqueued: { body: string; delaySeconds: number }[] = [];
  readonly results: Result[] = [];
  /** Objects by `bucket/key`. */
  readonly objects: Record<string, string> = {};
  answer: Answer = ({ id }) => ({ messageId: `sent-${id}` });
  latencyMs = 100;
  /** Seconds that a call may last. */
  timeoutSeconds = 60;
  readonly #start = this.clock.now();
  readonly #dependencies: SenderDependencies;

  constructor(settings: Partial<SenderSettings> & { rate?: number; deduplicates?: boolean } = {}) {
    const { rate = 14, deduplicates = true, ...others } = settings;
    const channel = others.channel ?? "ses";
    const rates = new LaneRates(
      { channel, ses: rate, sms: { default: rate }, pinpoint: rate },
      noQuota,
      this.observers,
    );
    const { clock, store, observers } = this;
    this.#dependencies = {
      channel: { send: (message) => this.#send(message) },
      claims: deduplicates ? this.claims : undefined,
      contents: { read: async (bucket, key) => this.objects[`${bucket}/${key}`] ?? "" },
      lane: {
        postpone: async (messages) => {
          for (const { record, seconds } of messages) this.postponed[record.messageId] = seconds;
        },
        deadLetter: async ({ body }, failure, copy = body) => void this.deadLetters.push({ body: copy, failure }),
        enqueue: async (body, delaySeconds) => void this.enqueued.push({ body, delaySeconds }),
      },
      results: { publish: async (results) => void this.results.push(...results) },
      limiters: new Limiters({ clock, store, quota: rates.quota, utilization: 1, concurrency: 2, observer: rates }),
      quota: rates.known,
      clock,
      random: () => 0.5,
      settings: { channel, messageDeadlineSeconds: 86_400, onUncertainSend: "hold", ...others },
      observers,
    };
  }

  get claims(): Claims {
    const documents = this.dynamoDb as unknown as DynamoDBDocumentClient;
    return new DynamoDbClaims(documents, { tableName: "dedupe", windowHours: 336, clock: this.clock });
  }

  /** Sends a batch of these bodies, all just put into the queue; ids of queue messages are `m0`, `m1`, … */
  send(...bodies: readonly unknown[]): Promise<SQSBatchResponse> {
    const records = sqsEvent(...bodies).Records.map((record) => ({
      ...record,
      attributes: { ...record.attributes, SentTimestamp: String(this.clock.now()) },
    }));
    return this.sendRecords(records);
  }

  /** Sends a batch of records as they are. */
  sendRecords(records: readonly SQSRecord[]): Promise<SQSBatchResponse> {
    const endsAt = this.clock.now() + this.timeoutSeconds * 1_000;
    return this.clock.run(() => sendBatch(records, endsAt, this.#dependencies));
  }

  /** Classes of the dead letters. */
  get deadClasses(): string[] {
    return this.deadLetters.map(({ failure }) => failure.class);
  }

  async #send(message: ReadyMessage): Promise<Sent> {
    this.calls.push([message.id, (this.clock.now() - this.#start) / 1_000]);
    await this.clock.sleep(this.latencyMs);
    return this.answer(message);
  }
}

function noQuota(): Promise<number> {
  return Promise.reject(new Error("The quota is configured."));
}

/** A mail of version 1 with a short text, to one recipient. */
export function mail(
  id: string,
  ses: Readonly<Record<string, unknown>> = {},
  others: Readonly<Record<string, unknown>> = {},
) {
  const content = { kind: "simple", subject: "Hello", text: "Hello" };
  const fields = { from: "News <news@example.com>", to: ["ana@example.com"], content, ...ses };
  return { version: 1, id, channel: "ses", ses: fields, ...others };
}

/** So many mails. */
export function mails(count: number) {
  return Array.from({ length: count }, (_, index) => mail(`mail-${index}`));
}
