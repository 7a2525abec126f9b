import { flattenText } from "../../functions/flatten-text";
import { generateMonth } from "../../sandbox/month";
import { Lake } from "../../sandbox/sql/lake";
import { queries } from "./queries";
import { ownViews, views } from "./views";

const END = new Date("2026-11-20T10:00:00Z");
/** Early enough for the first hour of the month to be one of the last 30 days. */
const NOW = new Date("2026-11-20T09:30:00Z");

/** What plain TypeScript reads of an event of Pinpoint's stream. */
interface PinpointEvent {
  readonly event_type: string;
  readonly attributes?: { readonly campaign_id?: string };
  readonly facets?: {
    readonly email_channel?: {
      readonly mail_event?: { readonly mail?: { readonly message_id: string; readonly destination: string[] } };
    };
  };
}

const generated = [...generateMonth({ events: 2500, end: END, seed: 7 })].filter(({ source }) => source === "pinpoint");
const events = generated.map(({ text }): PinpointEvent => JSON.parse(text));
const ofType = (type: string) => events.filter(({ event_type }) => event_type === type);
const campaignOf = ({ attributes }: PinpointEvent) => attributes?.campaign_id;
const mailOf = ({ facets }: PinpointEvent) => facets?.email_channel?.mail_event?.mail;

let lake: Lake;

beforeAll(async () => {
  const rows = generated.flatMap(({ text, arrivedAt }) => {
    const datehour = new Date(arrivedAt).toISOString().slice(0, 13).replace(/[-T]/g, "/");
    return flattenText("pinpoint", text).map((row) => ({ source: "pinpoint", datehour, row }) as const);
  });
  lake = await Lake.of({ rows, views: [...views, ...ownViews], now: NOW });
}, 60_000);
afterAll(() => lake.close());

/** A saved query, about another address than the one it names. */
function saved(name: string, address = ""): string {
  const query = queries.find((candidate) => candidate.name === name);
  return String(query?.sql).replaceAll("someone@example.com", address);
}

const COUNTED = {
  NumSends: "_email.send",
  NumOpens: "_email.open",
  NumClicks: "_email.click",
  NumHardBounces: "_email.hardbounce",
  NumSoftBounces: "_email.softbounce",
  NumUnsubs: "_email.unsubscribe",
};

test("07-A9 AWS's example counts the events of each campaign, as plain TypeScript does", async () => {
  const campaigns = new Set(ofType("_campaign.send").map(campaignOf));
  const expected = [...campaigns].map((id) => {
    const count = (type: string) => ofType(type).filter((event) => campaignOf(event) === id).length;
    const counts = Object.entries(COUNTED).map(([name, type]) => [name, count(type)]);
    return { pinpoint_campaign_id: id, ...Object.fromEntries(counts) };
  });
  expect(expected.length).toBeGreaterThan(2);
  const answer = await lake.query(saved("campaign_counts"));
  expect(new Set(answer)).toEqual(new Set(expected));
  expect(answer).toHaveLength(expected.length);
});

test("07-A9 the query beside it counts each message once", async () => {
  const [row] = await lake.query(saved("campaign_messages"));
  const messages = (type: string) =>
    new Set(
      ofType(type)
        .filter((event) => campaignOf(event) === row?.["pinpoint_campaign_id"])
        .map((event) => mailOf(event)?.message_id),
    ).size;
  expect(row).toMatchObject({
    sent: messages("_email.send"),
    delivered: messages("_email.delivered"),
    opened: messages("_email.open"),
    clicked: messages("_email.click"),
    hard_bounced: messages("_email.hardbounce"),
  });
  expect(messages("_email.open")).toBeLessThan(ofType("_email.open").length);
});

describe("mails to an address", () => {
  /** One whose mail was opened more than once. */
  const addressOf = (event: PinpointEvent) => String(mailOf(event)?.destination[0]);
  const openers = ofType("_email.open").map(addressOf);
  const address = openers.find((opener, index) => openers.indexOf(opener) < index) ?? "";
  const sends = ofType("_email.send").filter((event) => mailOf(event)?.destination.includes(address));
  const opensOf = (event: PinpointEvent) =>
    ofType("_email.open").filter((open) => mailOf(open)?.message_id === mailOf(event)?.message_id).length;

  test("07-A9 AWS's example lists a mail once for each time that it was opened", async () => {
    const answer = await lake.query(saved("mails_to_address", address));
    expect(answer).toHaveLength(sends.reduce((sum, send) => sum + Math.max(1, opensOf(send)), 0));
    expect(answer.filter(({ DidOpen }) => DidOpen === 0)).toHaveLength(
      sends.filter((send) => opensOf(send) === 0).length,
    );
    expect(answer.length).toBeGreaterThan(sends.length);
  });

  test("07-A9 the query beside it lists each mail once", async () => {
    const answer = await lake.query(saved("mails_to_address_once", address));
    expect(answer).toHaveLength(new Set(sends.map((send) => mailOf(send)?.message_id)).size);
    expect(answer.filter(({ was_opened }) => was_opened === true)).toHaveLength(
      new Set(sends.filter((send) => opensOf(send) > 0).map((send) => mailOf(send)?.message_id)).size,
    );
  });
});
