import type { Person } from "./people";
import type { Random } from "./random";
import type { MailRates } from "./story";

/** One thing that becomes of a mail. */
export interface MailStep {
  /** In the words of Pinpoint's event types, and `delivery_delay`, for which it has no event. */
  readonly kind: MailKind;
  readonly at: number;
  /** Whom it is about; the first recipient where it is about the whole mail. */
  readonly person: Person;
}

/** What may become of a mail. */
export type MailKind =
  | "send"
  | "delivered"
  | "hardbounce"
  | "softbounce"
  | "rejected"
  | "rendering_failure"
  | "delivery_delay"
  | "open"
  | "click"
  | "unsubscribe"
  | "complaint";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Shares of all mails. */
const REJECTED = 0.0008;
const NOT_RENDERED = 0.0012;
/** Share of those who open: proxies and people look again, up to three times. */
const OPENED_AGAIN = 0.35;

/** What becomes of a mail to some people, in the order of what leads to what. */
export function mailFate(
  random: Random,
  rates: MailRates,
  people: readonly [Person, ...Person[]],
  sentAt: number,
): MailStep[] {
  const [person] = people;
  if (random.chance(NOT_RENDERED))
    return [{ kind: "rendering_failure", at: sentAt + random.between(100, 500), person }];
  const sent: MailStep = { kind: "send", at: sentAt, person };
  if (random.chance(REJECTED)) return [sent, { kind: "rejected", at: sentAt + random.between(300, 3_000), person }];
  return [sent, ...people.flatMap((one) => new RecipientFate(random, rates, one).steps(sentAt))];
}

/** The same at one of the recipients. */
class RecipientFate {
  constructor(
    private readonly random: Random,
    private readonly rates: MailRates,
    private readonly person: Person,
  ) {}

  steps(sentAt: number): MailStep[] {
    const { random, rates, person } = this;
    const at = sentAt + random.between(400, 4_000);
    if (random.chance(rates.hardBounced + person.domain.hardBounced)) return [this.step("hardbounce", at)];
    if (random.chance(person.domain.softBounced)) return [this.step("softbounce", at + random.waiting(MINUTE))];
    if (!random.chance(person.domain.delayed)) return this.delivered(at);
    const delayedAt = sentAt + random.between(5 * MINUTE, 12 * MINUTE);
    return [this.step("delivery_delay", delayedAt), ...this.delivered(delayedAt + random.waiting(2 * HOUR))];
  }

  private delivered(at: number): MailStep[] {
    const { random, rates } = this;
    const steps = [this.step("delivered", at)];
    if (random.chance(rates.opened)) steps.push(...this.opened(at + random.waiting(3 * HOUR)));
    if (random.chance(rates.unsubscribed)) steps.push(this.step("unsubscribe", at + random.waiting(4 * HOUR)));
    if (random.chance(rates.complained)) steps.push(this.step("complaint", at + random.waiting(6 * HOUR)));
    return steps;
  }

  private opened(at: number): MailStep[] {
    const { random, rates } = this;
    const steps = [this.step("open", at)];
    if (random.chance(rates.clicked)) steps.push(this.step("click", at + random.waiting(MINUTE)));
    const more = random.chance(OPENED_AGAIN) ? 1 + random.below(3) : 0;
    for (let again = 0; again < more; again++) steps.push(this.step("open", at + random.waiting(8 * HOUR)));
    return steps;
  }

  private step(kind: MailKind, at: number): MailStep {
    return { kind, at, person: this.person };
  }
}
