import { MARK } from "./details";
import { type MailStep, mailFate } from "./mail-fate";
import type { Person } from "./people";
import { type Attributes, pinpointEvent } from "./pinpoint-events";
import { feedback, mailFacets, pinpointMail } from "./pinpoint-mail";
import type { Happening } from "./programme";
import type { Random } from "./random";
import type { MailRates } from "./story";

/** The attribute of all records. */
export const GENERATED = { [MARK]: "true" };

/** A mail to be sent. */
interface Mailing {
  readonly subject: string;
  readonly rates: MailRates;
  readonly attributes: Attributes;
}

/** The record of a moment; `rest` is made when its text is asked for. */
export function record(
  type: string,
  at: number,
  person: Person,
  attributes: Attributes,
  rest?: () => object,
): Happening {
  const fields = { type, at, arrivedAt: at, person, attributes };
  return { source: "pinpoint", arrivedAt: at, event: () => pinpointEvent(fields, rest?.()) };
}

/** A mail by Pinpoint. The time of its events is when it was sent; they arrive when they happen. */
export function mailing(
  random: Random,
  person: Person,
  { subject, rates, attributes: own }: Mailing,
  sentAt: number,
): { steps: readonly MailStep[]; happenings: Happening[] } {
  const mail = pinpointMail(random, person, subject, sentAt);
  const steps = mailFate(random, rates, [person], sentAt);
  const happenings = steps.flatMap(({ kind, at: arrivedAt }): Happening[] => {
    if (kind === "delivery_delay") return [];
    const attributes = { ...own, feedback: feedback(kind) };
    const fields = { type: `_email.${kind}`, at: sentAt, arrivedAt, person, attributes };
    const event = () => pinpointEvent(fields, mailFacets(random, kind, mail));
    return [{ source: "pinpoint", arrivedAt, event }];
  });
  return { steps, happenings };
}

/** An event of the shop's own: a purchase with what it brought, or a registration. */
export function customEvent(random: Random, type: string, at: number, person: Person): Happening {
  const isPurchase = type === "shop.purchase";
  const attributes = { ...(isPurchase && { sku: `sku-${100 + random.below(400)}` }), ...GENERATED };
  const metrics: Record<string, number> = isPurchase ? { revenue: random.between(1_500, 12_000) / 100 } : { seats: 1 };
  return record(type, at, person, attributes, () => ({ metrics }));
}
