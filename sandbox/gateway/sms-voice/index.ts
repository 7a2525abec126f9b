import { answerTarget, type Operation } from "../json-operations";
import type { Cloud, Command, Service } from "../service";
import { messageCommands } from "./commands";
import { configurationSetOperations } from "./configuration-sets";
import { defaultOperations } from "./defaults";
import { eventDestinationOperations } from "./event-destinations";
import { type LimitCommand, Limits } from "./limits";
import { Outcomes } from "./outcomes";
import { Publisher } from "./publisher";
import { Sender } from "./send";
import { State } from "./state";
import { tagOperations } from "./tags";

/** End User Messaging of the sandbox, whole: MiniStack has nothing of it. */
export interface SmsVoiceService extends Service {
  readonly commands: Readonly<Record<"fail-number" | "sent-messages" | LimitCommand, Command>>;
  settled(): Promise<void>;
  reset(): void;
}

const TARGET = "PinpointSMSVoiceV2.";

/**
 * Makes the service (API `pinpoint-sms-voice-v2`, AWS JSON 1.0): configuration sets with event destinations, and sends
 * of all four kinds, whose events go to Firehose and to the default bus. Numbers, pools, sender ids and opt-out lists
 * are not kept: every origination identity is taken as given.
 */
export function smsVoiceService(cloud: Cloud, clock: () => Date = () => new Date()): SmsVoiceService {
  const state = new State();
  const outcomes = new Outcomes();
  const publisher = new Publisher(cloud, state, clock);
  const limits = new Limits(clock);
  const sender = new Sender(cloud, state, outcomes, publisher, limits, clock);
  const operations = new Map<string, Operation>(
    Object.entries({
      ...configurationSetOperations(cloud, state, clock),
      ...defaultOperations(cloud, state),
      ...eventDestinationOperations(cloud, state),
      ...tagOperations(cloud, state),
      ...sender.operations,
    }),
  );
  return {
    scopes: ["sms-voice"],
    handle: (call) => answerTarget(call, TARGET, operations),
    commands: { ...messageCommands(outcomes, () => sender.sent), ...limits.commands },
    settled: () => publisher.settled(),
    reset() {
      state.reset();
      outcomes.reset();
      limits.reset();
      sender.reset();
    },
  };
}
