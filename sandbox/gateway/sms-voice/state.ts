import type { EventType, MessageType } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { Call } from "../service";
import type { Sinks } from "./inputs";
import { notFound, smsVoiceArn } from "./wire";

/** Where events of a configuration set go; exactly one of the sinks is present. */
export interface EventDestination extends Sinks {
  readonly EventDestinationName: string;
  readonly Enabled: boolean;
  readonly MatchingEventTypes: readonly EventType[];
}

/** A configuration set with everything that belongs to it. */
export interface ConfigurationSet {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly destinations: Map<string, EventDestination>;
  readonly tags: Map<string, string>;
  defaultMessageType?: MessageType | undefined;
  defaultSenderId?: string | undefined;
  messageFeedbackEnabled: boolean;
}

/** Account and region, as a call carries them. */
export type Scope = Pick<Call, "account" | "region">;

/** The configuration sets of the sandbox, by account and region. */
export class State {
  readonly #sets = new Map<string, ConfigurationSet>();

  /** All sets of an account's region, oldest first. */
  list(scope: Scope): ConfigurationSet[] {
    const prefix = smsVoiceArn(scope, "configuration-set/");
    return [...this.#sets.values()].filter(({ arn }) => arn.startsWith(prefix));
  }

  /** @param nameOrArn as calls give it; an ARN may be of another region, but then there is no such set */
  lookUp(scope: Scope, nameOrArn: string): ConfigurationSet | undefined {
    return this.#sets.get(arnOf(scope, nameOrArn));
  }

  /** @throws ResourceNotFoundException */
  find(scope: Scope, nameOrArn: string): ConfigurationSet {
    const found = this.lookUp(scope, nameOrArn);
    if (!found) throw notFound("configuration-set", nameOrArn);
    return found;
  }

  add(set: ConfigurationSet): void {
    this.#sets.set(set.arn, set);
  }

  remove({ arn }: ConfigurationSet): void {
    this.#sets.delete(arn);
  }

  /** Forgets everything: as after a fresh start. */
  reset(): void {
    this.#sets.clear();
  }
}

/** ARN of a configuration set that a call gives by name or ARN. */
export function arnOf(scope: Scope, nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : smsVoiceArn(scope, `configuration-set/${nameOrArn}`);
}
