import type { Happening, Hour } from "./programme";
import type { Random } from "./random";

/** A happening with its place in the calendar. */
interface Entry extends Happening {
  /** It repeats another. */
  readonly isDuplicate: boolean;
}

interface CalendarHour extends Hour {
  readonly index: number;
}

const HOUR = 3_600_000;
const HOURS = 30 * 24;
const MAX_DUPLICATE_DELAY = 600_000;

/** What is going to happen in the 30 days before `end`, sorted into their hours. What happens later is forgotten. */
export class Calendar {
  readonly hours: readonly CalendarHour[];
  private readonly begin: number;
  private readonly entries: Entry[][];

  constructor(
    end: number,
    private readonly random: Random,
    private readonly duplicateShare: number,
  ) {
    this.begin = end - HOURS * HOUR;
    const firstDay = dayOf(this.begin);
    this.entries = Array.from({ length: HOURS }, () => []);
    this.hours = this.entries.map((_, index) => {
      const time = this.begin + index * HOUR;
      return { index, day: dayOf(time) - firstDay, hour: new Date(time).getUTCHours() };
    });
  }

  /** Any moment in an hour. */
  momentOf({ index }: CalendarHour): number {
    return this.begin + index * HOUR + this.random.below(HOUR);
  }

  /** @returns how many of the happenings are within the month; duplicates do not count */
  add(happenings: readonly Happening[]): number {
    return happenings.filter((happening) => this.addOne(happening)).length;
  }

  /** What happens in an hour, first to last. Hours before it must have been taken, none is given twice. */
  take({ index }: CalendarHour): readonly Entry[] {
    const entries = this.entries[index] ?? [];
    this.entries[index] = [];
    return entries.sort((one, other) => one.arrivedAt - other.arrivedAt);
  }

  private addOne(happening: Happening): boolean {
    if (!this.random.chance(this.duplicateShare)) return this.enter({ ...happening, isDuplicate: false });
    const first = { ...happening, event: remembered(happening.event), isDuplicate: false };
    this.enter({ ...first, arrivedAt: first.arrivedAt + this.random.below(MAX_DUPLICATE_DELAY), isDuplicate: true });
    return this.enter(first);
  }

  private enter(entry: Entry): boolean {
    const hour = this.entries[Math.floor((entry.arrivedAt - this.begin) / HOUR)];
    hour?.push(entry);
    return hour !== undefined;
  }
}

/** Days since 1970. */
function dayOf(time: number): number {
  return Math.floor(time / (24 * HOUR));
}

/** Makes the value once and gives the same again. */
function remembered<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
