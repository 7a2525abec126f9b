import type { People, Person } from "./people";
import { type Attributes, endpointContext, smsAttributes, smsMetrics } from "./pinpoint-events";
import { customEvent, GENERATED, mailing, record } from "./pinpoint-happenings";
import { type Happening, inRuns, type Programme } from "./programme";
import type { Random } from "./random";
import { type Campaign, TEXT_CAMPAIGN } from "./story";

const MINUTE = 60_000;

/** A mailing by mail: the campaign's own event, the mail, and what those do who click. */
export function campaign(
  random: Random,
  people: People,
  { id, share, subject, runs, treatments, conversion }: Campaign,
): Programme {
  const segment = people.segment(random);
  const activity = random.hex(32);
  return {
    share,
    weight: inRuns(runs),
    start(random, at) {
      const person = segment.next().value;
      const [treatment, rates] = random.pick([...treatments.entries()]);
      const attributes = campaignAttributes(id, treatment, activity);
      const sent = campaignSend(at, person, "EMAIL", attributes);
      const mail = { subject, rates, attributes };
      const { steps, happenings } = mailing(random, person, mail, at + random.between(100, 900));
      const converted = steps
        .filter(({ kind }) => kind === "click" && random.chance(conversion.share))
        .map((step) => customEvent(random, conversion.event, step.at + random.waiting(20 * MINUTE), person));
      return [sent, ...happenings, ...converted];
    },
  };
}

/** A mailing by SMS. */
export function textCampaign(random: Random, people: People): Programme {
  const { id, share, run, optedOut } = TEXT_CAMPAIGN;
  const segment = people.segment(random);
  const activity = random.hex(32);
  return {
    share,
    weight: inRuns([run]),
    start(random, at) {
      const person = segment.next().value;
      const attributes = campaignAttributes(id, 0, activity);
      const sms = smsAttributes(random, person, attributes);
      const state = (type: string, record_status: string, delay: number, price: number) =>
        record(`_SMS.${type}`, at + delay, person, { ...sms, record_status }, () => smsMetrics(price));
      const { delivered, accepted, price } = person.country;
      const arrives = random.chance(delivered + accepted);
      const failure = { type: "FAILURE", status: "CARRIER_UNREACHABLE" };
      const outcome = arrives ? { type: "SUCCESS", status: "DELIVERED" } : failure;
      const happenings = [
        campaignSend(at, person, "SMS", attributes),
        state("BUFFERED", "PENDING", random.between(200, 800), price),
        state(outcome.type, outcome.status, random.between(1_000, 30_000), price),
      ];
      const leaves = arrives && random.chance(optedOut);
      return leaves
        ? [...happenings, state("OPTOUT", "OPTED_OUT", random.between(MINUTE, 60 * MINUTE), 0)]
        : happenings;
    },
  };
}

function campaignAttributes(campaign_id: string, treatment: number, campaign_activity_id: string) {
  return { campaign_id, treatment_id: String(treatment), campaign_activity_id, ...GENERATED };
}

function campaignSend(at: number, person: Person, delivery_type: "EMAIL" | "SMS", own: Attributes): Happening {
  const attributes = { ...own, delivery_type, campaign_send_status: "SUCCESS" };
  return record("_campaign.send", at, person, attributes, () => endpointContext(person, delivery_type));
}
