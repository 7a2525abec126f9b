import type { People, Person } from "./people";
import { type Attributes, appContext, endpointContext } from "./pinpoint-events";
import { customEvent, GENERATED, mailing, record } from "./pinpoint-happenings";
import { type Happening, type Programme, steady } from "./programme";
import type { Random } from "./random";
import { JOURNEY, SHARES } from "./story";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** A journey: the first mail at once, then one a day. */
export function journey(random: Random, people: People): Programme {
  const { id, share, mails } = JOURNEY;
  const run = random.hex(32);
  return {
    share,
    weight: steady,
    start(random, at) {
      const person = people.anybody(random);
      return mails.flatMap(({ activity, rates }, index) => {
        const sentAt = at + index * DAY;
        const attributes = { journey_id: id, journey_run_id: run, journey_activity_id: activity, ...GENERATED };
        const mail = { subject: `Welcome (${index + 1} of ${mails.length})`, rates, attributes };
        return [journeySend(sentAt, person, attributes), ...mailing(random, person, mail, sentAt + 300).happenings];
      });
    },
  };
}

/** People in the app: a session, and in some of them a purchase. */
export function appUse(people: People): Programme {
  return {
    share: SHARES.appUse,
    weight: steady,
    start(random, at) {
      const person = people.anybody(random);
      const end = at + random.between(MINUTE, 20 * MINUTE);
      const app = appContext(random, at);
      const happenings = [
        record("_session.start", at, person, GENERATED, () => app),
        record("_session.stop", end, person, GENERATED, () => ({
          ...app,
          session: { ...app.session, stop_timestamp: end },
        })),
      ];
      return random.chance(0.12)
        ? [...happenings, customEvent(random, "shop.purchase", end - 30_000, person)]
        : happenings;
    },
  };
}

function journeySend(at: number, person: Person, own: Attributes): Happening {
  const status = {
    journey_send_status: "SUCCESS",
    journey_send_status_message: "200",
    journey_send_status_code: "200",
  };
  const attributes = { ...own, journey_activity_type: "EMAIL", ...status };
  return record("_journey.send", at, person, attributes, () => endpointContext(person, "EMAIL"));
}
