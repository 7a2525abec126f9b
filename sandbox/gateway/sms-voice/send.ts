import { randomUUID } from "node:crypto";
import type { Operation } from "../json-operations";
import type { Call, Cloud } from "../service";
import { type Country, countryOf } from "./countries";
import type { Message } from "./events";
import type { Limits } from "./limits";
import { isRcsAgent, originOf, resourceOf } from "./origins";
import type { Kind, Outcomes } from "./outcomes";
import { encode } from "./parts";
import type { Publisher } from "./publisher";
import { type SendInput, sendMediaMessage, sendRcsMessage, sendTextMessage, sendVoiceMessage } from "./send-inputs";
import type { State } from "./state";
import { invalid, operation } from "./wire";

/** A picture costs so many texts; made up like the prices. */
const MEDIA_FACTOR = 3;

/** Accepts messages: checks permission, input and limits, keeps them and lets their outcomes happen. */
export class Sender {
  readonly #sent: Message[] = [];

  constructor(
    private readonly cloud: Cloud,
    private readonly state: State,
    private readonly outcomes: Outcomes,
    private readonly publisher: Publisher,
    private readonly limits: Limits,
    private readonly clock: () => Date,
  ) {}

  readonly operations: Readonly<Record<string, Operation>> = {
    SendTextMessage: operation(sendTextMessage, (call, input) => {
      needed("MessageBody", input.MessageBody);
      const kind = isRcsAgent(input.OriginationIdentity) ? "RCS" : "TEXT";
      return this.accept(call, "SendTextMessage", kind, input);
    }),
    SendMediaMessage: operation(sendMediaMessage, (call, input) => {
      needed("MessageBody or MediaUrls", input.MessageBody ?? input.MediaUrls);
      return this.accept(call, "SendMediaMessage", "MEDIA", input);
    }),
    SendVoiceMessage: operation(sendVoiceMessage, (call, input) => {
      needed("MessageBody", input.MessageBody);
      return this.accept(call, "SendVoiceMessage", "VOICE", input);
    }),
    SendRcsMessage: operation(sendRcsMessage, (call, input) => {
      needed("RcsMessageContent", input.RcsMessageContent);
      return this.accept(call, "SendRcsMessage", "RCS", input);
    }),
  };

  /** Every message that was accepted, oldest first. */
  get sent(): readonly Message[] {
    return this.#sent;
  }

  /** Forgets what was sent. */
  reset(): void {
    this.#sent.length = 0;
  }

  private async accept(call: Call, action: string, kind: Kind, input: SendInput): Promise<object> {
    const destination = input.DestinationPhoneNumber.replace(/^\+?/, "+");
    const country = countryOf(destination);
    if (!country)
      throw invalid("DESTINATION_COUNTRY_BLOCKED", `The sandbox knows no country with the number ${destination}.`);
    const resource = resourceOf(call, input.OriginationIdentity, country);
    await this.cloud.authorize(call, `sms-voice:${action}`, resource);
    const message = this.message(call, kind, { ...input, DestinationPhoneNumber: destination }, country);
    if (input.MaxPrice !== undefined && message.price > Number(input.MaxPrice))
      throw invalid("PRICE_OVER_THRESHOLD", `The message costs ${message.price} USD, MaxPrice is ${input.MaxPrice}.`);
    if (!input.DryRun) {
      this.limits.take(message, input.OriginationIdentity);
      this.happen(message);
    }
    return { MessageId: message.messageId };
  }

  private message(call: Call, kind: Kind, input: SendInput, country: Country): Message {
    const { ConfigurationSetName: name, DestinationPhoneNumber: destination, OriginationIdentity: identity } = input;
    const set = name === undefined ? undefined : this.state.find(call, name);
    const encoded = kind === "TEXT" ? encode(input.MessageBody ?? "") : { encoding: "GSM" as const, parts: 1 };
    const origin = originOf(identity, set, country);
    const factor = kind === "MEDIA" ? MEDIA_FACTOR : encoded.parts;
    return {
      ...encoded,
      ...(kind === "RCS" && { encoding: "UNICODE" }),
      kind,
      messageId: randomUUID(),
      account: call.account,
      region: call.region,
      origin,
      destination,
      country,
      messageType: input.MessageType ?? set?.defaultMessageType ?? "TRANSACTIONAL",
      price: rounded(country.price * factor),
      carrierFee: rounded(country.carrierFee * encoded.parts),
      body: input.MessageBody,
      context: input.Context,
      configurationSet: set?.arn,
      isInternational: origin.startsWith("+") && countryOf(origin)?.code !== country.code,
      requestedAt: this.clock(),
    };
  }

  private happen(message: Message): void {
    this.#sent.push(message);
    for (const status of this.outcomes.of(message.kind, message.destination))
      this.publisher.enqueue(() => this.publisher.publish(message, status));
  }
}

function needed(name: string, value: unknown): void {
  if (value === undefined) throw invalid("MISSING_PARAMETER", `${name} is needed.`);
}

/** USD with the five digits that prices have. */
function rounded(price: number): number {
  return Number(price.toFixed(5));
}
