import type { Source } from "../../modules/shared/event-lake/columns";
import { Calendar } from "./calendar";
import { campaign, textCampaign } from "./campaigns";
import { receipts, textMessages } from "./direct-programmes";
import { People } from "./people";
import { appUse, journey } from "./pinpoint-programmes";
import type { Programme } from "./programme";
import { Random } from "./random";
import { CAMPAIGNS } from "./story";

/** What a month is made of. */
export interface MonthOptions {
  /** Number of different events, at least 1. */
  readonly events: number;
  /** The month is the 30 days before it. */
  readonly end: Date;
  /** The same options make the same events. */
  readonly seed: number;
  /**
   * Share of events that come a second time, within ten minutes: streams deliver at least once.
   *
   * @default 0.001
   */
  readonly duplicateShare?: number;
}

/** An event as a stream gets it. */
export interface GeneratedEvent {
  readonly source: Source;
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
  /** One JSON document, without a line break. */
  readonly text: string;
}

const EVENTS_PER_PERSON = 20;
const MIN_PEOPLE = 100;

/**
 * Events of a shop's month, in the order of their arrival: campaigns and a journey by Pinpoint, receipts by SES, text
 * messages by End User Messaging, and what people did with them. Each says that it is generated. Only the events of
 * messages that are under way are kept, so a million take no more memory than their busiest days.
 */
export function* generateMonth({ events, end, seed, duplicateShare = 0.001 }: MonthOptions): Generator<GeneratedEvent> {
  const random = new Random(seed);
  const calendar = new Calendar(end.getTime(), random, duplicateShare);
  const programmes = allProgrammes(random, new People(Math.max(MIN_PEOPLE, Math.round(events / EVENTS_PER_PERSON))));
  const choices = calendar.hours.map((hour) =>
    programmes.map((programme) => ({ programme, share: programme.share * programme.weight(hour) })),
  );
  const busyness = choices.map((ofHour) => total(ofHour.map(({ share }) => share)));
  const eventsPerBusyness = events / total(busyness);
  let [planned, wanted, left] = [0, 0, events];
  for (const [index, hour] of calendar.hours.entries()) {
    wanted = index === calendar.hours.length - 1 ? events : wanted + (busyness[index] ?? 0) * eventsPerBusyness;
    while (planned < wanted)
      planned += calendar.add(random.weighted(choices[index] ?? []).programme.start(random, calendar.momentOf(hour)));
    for (const { isDuplicate, event, source, arrivedAt } of calendar.take(hour)) {
      if (left === 0) return;
      yield { source, arrivedAt, text: JSON.stringify(event()) };
      if (!isDuplicate) left--;
    }
  }
}

function allProgrammes(random: Random, people: People): readonly Programme[] {
  return [
    receipts(people),
    textMessages(people),
    ...CAMPAIGNS.map((one) => campaign(random, people, one)),
    textCampaign(random, people),
    journey(random, people),
    appUse(people),
  ];
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
