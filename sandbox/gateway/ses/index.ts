import type { Call, Cloud, Command, Reply, Service } from "../service";
import { Acceptance } from "./acceptance";
import { accountActions, accountRoutes } from "./account";
import { type AddressCommand, addressCommands } from "./address-commands";
import { bulkRoute } from "./bulk-send";
import { eventDestinationRoutes } from "./event-destinations";
import { identityRoutes } from "./identities";
import { inboundCommands } from "./inbound";
import { NotificationSettings } from "./notifications";
import { Outcomes } from "./outcomes";
import { Publisher } from "./publisher";
import { Reactions } from "./reactions";
import { type ReaderCommand, readerCommands } from "./reader-commands";
import { sendActions, sendRoute } from "./send";
import { type QuotaCommand, SendQuota } from "./send-quota";
import { sentMailCommand } from "./sent-mail";
import { SentMessages } from "./sent-messages";
import { State } from "./state";
import { suppressionRoutes } from "./suppression-list";
import { templateRoutes } from "./template-routes";
import type { Action, Route } from "./wire";

/** SES of the sandbox: what MiniStack lacks, laid over it. */
export interface SesService extends Service {
  readonly commands: Readonly<Record<AddressCommand | ReaderCommand | QuotaCommand | "deliver" | "sent-mail", Command>>;
  /** Resolves when every event of every message accepted so far is published. */
  settled(): Promise<void>;
  reset(): void;
}

const V2 = "/v2/email";

/**
 * Makes the SES overlay. MiniStack keeps identities, configuration sets, event destinations, templates and sent mail; the
 * overlay has the suppression list, identity notifications, default configuration sets, quotas, and lets outcomes happen:
 * the mailbox simulator's, and at ordinary addresses what the commands said, else delivery. Readers open, click and
 * unsubscribe by command, and mail comes in by command, through the active receipt rule set. v1's templated
 * sends stay with MiniStack and cause no event.
 */
export function sesService(cloud: Cloud, clock: () => Date = () => new Date()): SesService {
  const state = new State();
  const outcomes = new Outcomes();
  const publisher = new Publisher(cloud, state);
  const messages = new SentMessages();
  const quota = new SendQuota(clock);
  const reactions = new Reactions(state, outcomes, messages, publisher, clock);
  const acceptance = new Acceptance(cloud, state, quota, reactions, clock);
  const routes = [
    ...suppressionRoutes(cloud, state, clock),
    ...accountRoutes(cloud, state, quota),
    ...identityRoutes(cloud, state),
    ...eventDestinationRoutes(cloud, publisher),
    sendRoute(acceptance),
    bulkRoute(acceptance),
    ...templateRoutes(cloud),
  ];
  const actions = new Map(
    Object.entries({
      ...new NotificationSettings(cloud, state, publisher).actions,
      ...accountActions(cloud, state, quota),
      ...sendActions(acceptance),
    }),
  );
  return {
    scopes: ["ses", "email"],
    handle: (call) => (call.path.startsWith(`${V2}/`) ? answerV2(call, routes) : answerV1(call, actions)),
    commands: {
      ...addressCommands(outcomes),
      ...readerCommands(messages, publisher, clock),
      ...inboundCommands(cloud, clock),
      ...quota.commands,
      ...sentMailCommand(messages),
    },
    settled: () => publisher.settled(),
    reset() {
      state.reset();
      outcomes.reset();
      messages.reset();
      quota.reset();
    },
  };
}

async function answerV2(call: Call, routes: readonly Route[]): Promise<Reply | undefined> {
  const path = call.path.slice(V2.length).replace(/\/$/, "");
  for (const route of routes) {
    const match = route.method === call.method ? route.path.exec(path) : null;
    if (match) return route.handle(call, ...match.slice(1));
  }
  return undefined;
}

async function answerV1(call: Call, actions: ReadonlyMap<string, Action>): Promise<Reply | undefined> {
  const form = new URLSearchParams(call.body.toString("utf8"));
  return actions.get(form.get("Action") ?? "")?.(call, form);
}
