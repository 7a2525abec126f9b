import { generateMonth } from ".";

/** What the demo shows. */
const OPTIONS = { events: 15_000, end: new Date("2026-11-24T17:30:00Z"), seed: 1 };
const events = [...generateMonth(OPTIONS)].map(({ source, arrivedAt, text }) => {
  const event = JSON.parse(text);
  return { source, arrivedAt, event, type: String(event.event_type ?? event.eventType) };
});

/** Number of different messages of a campaign that something became of. */
function messages(campaign: string, type: string, treatment?: string): number {
  const found = events.filter(
    ({ event, type: one }) =>
      one === `_email.${type}` &&
      event.attributes.campaign_id === campaign &&
      (treatment === undefined || event.attributes.treatment_id === treatment),
  );
  return new Set(found.map(({ event }) => event.facets.email_channel.mail_event.mail.message_id)).size;
}

/** Rates of a campaign, as a dashboard computes them. */
function rates(campaign: string, treatment?: string) {
  const [sent, delivered] = [messages(campaign, "send", treatment), messages(campaign, "delivered", treatment)];
  const of = (type: string, whole: number) => messages(campaign, type, treatment) / whole;
  return {
    opened: of("open", delivered),
    clicked: of("click", delivered),
    bounced: of("hardbounce", sent),
    complained: of("complaint", delivered),
  };
}

const CAMPAIGNS = ["autumn-sale", "new-collection", "webinar-invite", "win-back", "flash-deal"];
const others = (campaign: string) => CAMPAIGNS.filter((one) => one !== campaign).map((one) => rates(one));

describe("who looks at charts of the month sees that", () => {
  test("autumn-sale did best, by opens and by clicks", () => {
    const best = rates("autumn-sale");
    for (const { opened, clicked } of others("autumn-sale")) {
      expect(best.opened).toBeGreaterThan(1.2 * opened);
      expect(best.clicked).toBeGreaterThan(1.5 * clicked);
    }
  });

  test("win-back went to an old list: it alone is above 5 % hard bounces", () => {
    expect(rates("win-back").bounced).toBeGreaterThan(0.1);
    for (const { bounced } of others("win-back")) expect(bounced).toBeLessThan(0.05);
  });

  test("flash-deal annoyed people: it has by far the most complaints", () => {
    expect(rates("flash-deal").complained).toBeGreaterThan(0.01);
    for (const { complained } of others("flash-deal")) expect(complained).toBeLessThan(0.007);
  });

  test("the second treatment of new-collection beat the first", () => {
    expect(rates("new-collection", "1").opened).toBeGreaterThan(1.1 * rates("new-collection", "0").opened);
  });

  test("mail to slow.example is late and mail to closing.example bounces", () => {
    const addresses = (found: typeof events) =>
      found.flatMap(({ event: { bounce, deliveryDelay, facets } }) => {
        const bounced = bounce?.bouncedRecipients ?? facets?.email_channel.mail_event.bounce.bounced_recipients ?? [];
        return [...bounced, ...(deliveryDelay?.delayedRecipients ?? [])].map(
          (one) => one.emailAddress ?? one.email_address,
        );
      });
    const late = addresses(events.filter(({ type }) => type === "DeliveryDelay"));
    const bounced = addresses(
      events.filter(({ type, event }) => /bounce$/i.test(type) && event.attributes?.campaign_id !== "win-back"),
    );
    const share = (list: string[], domain: string) =>
      list.filter((one) => one.endsWith(`@${domain}`)).length / list.length;
    expect(share(late, "slow.example")).toBeGreaterThan(0.8);
    expect(share(bounced, "closing.example")).toBeGreaterThan(0.4);
  });

  test("SMS cost most in Germany, least in the US, and France loses every fifth", () => {
    const text = events.filter(({ source }) => source === "eum");
    const country = (code: string) => {
      const found = text.filter(({ event }) => event.isoCountryCode === code);
      const price = found[0]?.event.totalMessagePrice / found[0]?.event.totalMessageParts;
      const ids = (pattern: RegExp) =>
        new Set(found.filter(({ type }) => pattern.test(type)).map(({ event }) => event.messageId)).size;
      return { code, price, delivered: ids(/DELIVERED|SUCCESSFUL/) / ids(/SENT/) };
    };
    const byPrice = ["US", "GB", "DE", "FR", "SE"].map(country).toSorted((one, other) => one.price - other.price);
    expect([byPrice[0]?.code, byPrice.at(-1)?.code]).toEqual(["US", "DE"]);
    for (const { code, delivered } of byPrice) {
      if (code === "FR") expect(delivered).toBeLessThan(0.87);
      else expect(delivered).toBeGreaterThan(0.9);
    }
  });

  test("receipts go out by day and most of all in the evening", () => {
    const receipts = events.filter(({ type }) => type === "Send");
    const between = (from: number, to: number) =>
      receipts.filter(({ arrivedAt }) => {
        const hour = new Date(arrivedAt).getUTCHours();
        return from <= hour && hour < to;
      }).length;
    expect(between(18, 22)).toBeGreaterThan(1.3 * between(12, 16));
    expect(between(12, 16)).toBeGreaterThan(4 * between(1, 5));
  });

  test("clicks on autumn-sale end in purchases that name what they brought", () => {
    const buyers = new Set(
      events.filter(({ type }) => type === "shop.purchase").map(({ event }) => event.client.client_id),
    );
    const clicks = events.filter(
      ({ type, event }) => type === "_email.click" && event.attributes.campaign_id === "autumn-sale",
    );
    expect(clicks.filter(({ event }) => buyers.has(event.client.client_id)).length).toBeGreaterThan(10);
    for (const { type, event } of events)
      if (type === "shop.purchase") expect(event.metrics.revenue).toBeGreaterThan(0);
  });
});
