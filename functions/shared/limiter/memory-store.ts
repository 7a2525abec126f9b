import type { LimiterItem, LimiterStore } from "./limiter";

/** Items in memory: of one environment that paces itself, or of a test. */
export class MemoryStore implements LimiterStore {
  readonly #items = new Map<string, LimiterItem>();

  async read(key: string): Promise<LimiterItem> {
    return this.#items.get(key) ?? {};
  }

  async advance(key: string, span: number, floor: number): Promise<LimiterItem | undefined> {
    const { tat = floor } = this.#items.get(key) ?? {};
    return tat > floor ? this.set(key, { tat: tat + span }) : undefined;
  }

  async set(key: string, fields: LimiterItem, atMost: LimiterItem = {}): Promise<LimiterItem | undefined> {
    const item = this.#items.get(key) ?? {};
    const isAllowed = (Object.entries(atMost) as [keyof LimiterItem, number][]).every(
      ([field, most]) => (item[field] ?? most) <= most,
    );
    if (!isAllowed) return undefined;
    const next = { ...item, ...fields };
    this.#items.set(key, next);
    return next;
  }
}
