import { mailFate } from "./mail-fate";
import type { People } from "./people";
import { type Happening, type Programme, steady } from "./programme";
import { sesEvent, sesMail } from "./ses-mail";
import { RECEIPTS, SHARES, TEXT_PURPOSES } from "./story";
import { textEvent, textFate, textMessage } from "./text-message";

/** Share of receipts that go to three people. */
const TO_THREE = 0.04;

/** Mail that the shop sends by SES itself. */
export function receipts(people: People): Programme {
  return {
    share: SHARES.receipts,
    weight: steady,
    start(random, at) {
      const more = random.chance(TO_THREE) ? [people.anybody(random), people.anybody(random)] : [];
      const recipients = [people.anybody(random), ...more] as const;
      const receipt = random.weighted(RECEIPTS);
      const mail = sesMail(random, recipients, receipt, at);
      return mailFate(random, receipt.rates, recipients, at).map(
        (step): Happening => ({
          source: "ses",
          arrivedAt: step.at + random.between(200, 1_500),
          event: () => sesEvent(random, mail, step),
        }),
      );
    },
  };
}

/** SMS that the shop sends by End User Messaging itself. */
export function textMessages(people: People): Programme {
  return {
    share: SHARES.textMessages,
    weight: steady,
    start(random, at) {
      const person = people.anybody(random);
      const message = textMessage(random, person, random.weighted(TEXT_PURPOSES));
      return textFate(random, person, at).map(
        (step): Happening => ({
          source: "eum",
          arrivedAt: step.at + random.between(100, 900),
          event: () => textEvent(message, at, step),
        }),
      );
    },
  };
}
