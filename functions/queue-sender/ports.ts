import type { SQSRecord } from "aws-lambda";
import type { Clock } from "../shared/clock";
import type { LimiterFactory } from "../shared/limiter/limiter";
import type { Observers } from "../shared/observers";
import type { ReadyMessage } from "./cost";
import type { Failure } from "./failures";
import type { ChannelName } from "./message";

/** What sending a batch needs of the world. */
export interface SenderDependencies {
  readonly channel: Channel;
  /** Absent: nothing is deduplicated. */
  readonly claims?: Claims | undefined;
  readonly contents: Contents;
  readonly lane: Lane;
  /** Absent: nobody wants to hear how messages ended. */
  readonly results?: Results | undefined;
  readonly limiters: LimiterFactory;
  /** Quota of a limiter's key, per second, as far as it is known. */
  readonly quota: (key: string) => number;
  readonly clock: Clock;
  /** From 0 to 1; spreads back-offs. */
  readonly random: () => number;
  readonly settings: SenderSettings;
  readonly observers: Observers;
}

/** The module's inputs, as far as sending follows them. */
export interface SenderSettings {
  readonly channel: ChannelName;
  /** After so long in the queue a message without `not_after` is not sent any more. */
  readonly messageDeadlineSeconds: number;
  /** Whether a message that may have been sent goes out again (`resend`) or becomes a dead letter (`hold`). */
  readonly onUncertainSend: "hold" | "resend";
  /** Configuration set of mails that name none. */
  readonly configurationSet?: string | undefined;
}

/** The service that sends. */
export interface Channel {
  /** @throws whatever the service answers or the network does; see `classify.ts` */
  send(message: ReadyMessage): Promise<Sent>;
}

/** What the service made of a message that it took. */
export interface Sent {
  /** Absent when every part has its own. */
  readonly messageId?: string | undefined;
  /** The entries of bulk content by number, the addresses of Pinpoint; absent when the message has only one part. */
  readonly parts?: readonly SentPart[];
}

/** One entry or address. */
export interface SentPart {
  readonly part: string;
  /** Absent when it was sent. */
  readonly failure?: Failure | undefined;
}

/** Who may send which id: remembers what is being sent and what was. */
export interface Claims {
  /**
   * Claims an id until `leaseUntil` (epoch milliseconds).
   *
   * @param takesOver whether a claim that ended without an outcome may be taken over
   */
  claim(id: string, leaseUntil: number, takesOver: boolean): Promise<Claim>;
  /** Notes for good that the message was dealt with. */
  finish(id: string, messageId: string | undefined): Promise<void>;
  /** Gives a claim back: the message was certainly not sent. */
  release(id: string): Promise<void>;
}

/** `stale`: who claimed it ended, and it is not known whether it sent. */
export type Claim =
  | { readonly state: "claimed" | "stale" }
  | { readonly state: "held"; readonly until: number }
  | { readonly state: "sent"; readonly messageId?: string | undefined };

/** Contents of messages that are too large for the queue. */
export interface Contents {
  /** The text of an object. @throws Refusal when it is not there or too large */
  read(bucket: string, key: string): Promise<string>;
}

/** The queue of the lane and its dead letters. */
export interface Lane {
  /** Hides messages for so many seconds from now on. What fails is only reported: they stay hidden for longer. */
  postpone(messages: readonly Postponed[]): Promise<void>;
  /** Puts a message among the dead letters. @param body default: that of the record */
  deadLetter(record: SQSRecord, failure: Failure, body?: string): Promise<void>;
  /** Puts a new message into the lane. @param delaySeconds 0 to 900 */
  enqueue(body: string, delaySeconds: number): Promise<void>;
}

/** A message that comes back. */
export interface Postponed {
  readonly record: SQSRecord;
  readonly seconds: number;
}

/** Where final outcomes are told. */
export interface Results {
  publish(results: readonly Result[]): Promise<void>;
}

/** How a message ended; the body of a message of the result queue. */
export interface Result {
  readonly id: string;
  readonly status: "sent" | "failed" | "suppressed";
  /** Absent when it was sent. */
  readonly class?: string | undefined;
  readonly code?: string | undefined;
  /** The service's. */
  readonly message_id?: string | undefined;
  readonly at: string;
  /** The message's tags. */
  readonly context: Readonly<Record<string, string>>;
}
