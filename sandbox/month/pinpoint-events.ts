import { ACCOUNT } from "./details";
import type { Person } from "./people";
import type { Random } from "./random";

/** The project that the month belongs to. */
export const APPLICATION = "6e1f0a7c2b3d4c5e8f90a1b2c3d4e5f6";

/** What records of the stream differ in; the rest is the same in all. */
interface PinpointEvent {
  readonly type: string;
  readonly at: number;
  readonly arrivedAt: number;
  readonly person: Person;
  readonly attributes: Attributes;
}

/** Attributes by name. */
export type Attributes = Readonly<Record<string, string>>;

/** A record of the event stream, https://docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-data.html. */
export function pinpointEvent({ type, at, arrivedAt, person, attributes }: PinpointEvent, rest: object = {}) {
  return {
    event_type: type,
    event_timestamp: at,
    arrival_timestamp: arrivedAt,
    event_version: "3.1",
    application: { app_id: APPLICATION, sdk: {} },
    client: { client_id: person.endpointId },
    device: { platform: {} },
    session: {},
    attributes,
    ...rest,
    awsAccountId: ACCOUNT,
  };
}

/** Who gets a message, as the events of campaigns and journeys tell it: JSON inside JSON. */
export function endpointContext({ address, phoneNumber, userId }: Person, ChannelType: "EMAIL" | "SMS") {
  const endpoint = {
    ChannelType,
    EndpointStatus: "ACTIVE",
    OptOut: "NONE",
    Address: ChannelType === "EMAIL" ? address : phoneNumber,
    User: { UserId: userId },
  };
  return { client_context: { custom: { endpoint: JSON.stringify(endpoint) } } };
}

/** An SMS as all its events describe it. */
export function smsAttributes(random: Random, { phoneNumber, country, userId }: Person, own: Attributes): Attributes {
  return {
    ...own,
    sender_request_id: random.uuid(),
    message_id: random.hex(40),
    message_type: "Promotional",
    origination_phone_number: "+12065550100",
    destination_phone_number: phoneNumber,
    iso_country_code: country.code,
    number_of_message_parts: "1",
    customer_context: JSON.stringify({ userId }),
  };
}

/** Price of a message as Pinpoint writes it: thousandths of a US cent. */
export function smsMetrics(dollars: number) {
  return { metrics: { price_in_millicents_usd: Math.round(dollars * 100_000) } };
}

/** What an app adds to its events. */
export function appContext(random: Random, start: number) {
  const { make, model, name, version } = random.pick(DEVICES);
  return {
    device: { locale: { code: "en_US", country: "US", language: "en" }, make, model, platform: { name, version } },
    session: { session_id: `${random.hex(8)}-${compact(new Date(start))}`, start_timestamp: start },
    metrics: {},
  };
}

/** E.g. `20261120-101000999`. */
function compact(time: Date): string {
  return time
    .toISOString()
    .replace(/[-:.Z]/g, "")
    .replace("T", "-");
}

const DEVICES = [
  { make: "Apple", model: "iPhone16,1", name: "ios", version: "18.1" },
  { make: "Google", model: "Pixel 9", name: "ANDROID", version: "16" },
] as const;
