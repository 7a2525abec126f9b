import type { JsonObject } from "../json";
import type { FlatEvent } from "./flat-event";
import type { Count } from "./row";
import { writable } from "./values";

/** Attributes that have a column on every event, whatever its source. */
const PROMOTED = ["campaign_id", "treatment_id", "journey_id", "journey_run_id", "journey_activity_id"] as const;

/** The map `attributes` of a row, while it is made: names in lower case, as Firehose would write them anyway. */
export class Attributes {
  readonly #entries = new Map<string, string>();

  /** @param count is told of `CollidingAttributes`: those lost because names differ in case only */
  constructor(private readonly count: Count) {}

  /**
   * Adds the fields of an object, replacing those of the same name; null is left out. Of names that differ in case only
   * the last one stays.
   */
  addAll(object: JsonObject, asText: (value: unknown) => string | undefined): void {
    const added = new Set<string>();
    for (const [name, value] of Object.entries(object)) {
      const text = asText(value);
      if (text === undefined) continue;
      const key = writable(name).toLowerCase();
      if (added.has(key)) this.count("CollidingAttributes");
      added.add(key);
      this.#entries.set(key, text);
    }
  }

  /** Sets one attribute; an absent value changes nothing. */
  set(name: string, text: string | undefined): void {
    if (text !== undefined) this.#entries.set(name, text);
  }

  /** Sets several, see {@link set}. */
  setAll(entries: Readonly<Record<string, string | undefined>>): void {
    for (const [name, text] of Object.entries(entries)) this.set(name, text);
  }

  get(name: string): string | undefined {
    return this.#entries.get(name);
  }

  /** Takes an attribute out, for a column of its own. */
  take(name: string): string | undefined {
    const text = this.#entries.get(name);
    this.#entries.delete(name);
    return text;
  }

  /** Takes out those that have a column on every event. */
  takePromoted(): Pick<FlatEvent, (typeof PROMOTED)[number]> {
    return Object.fromEntries(PROMOTED.map((name) => [name, this.take(name)]));
  }

  /** The map as the row has it; undefined when it is empty. */
  toRecord(): Record<string, string> | undefined {
    return this.#entries.size > 0 ? Object.fromEntries(this.#entries) : undefined;
  }
}
