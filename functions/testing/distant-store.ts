import type { Clock } from "../shared/clock";
import type { LimiterItem, LimiterStore } from "../shared/limiter/limiter";
import { MemoryStore } from "../shared/limiter/memory-store";

/** Items that several environments share, in a table that takes its time and cannot be reached while `isDown`. */
export class DistantStore implements LimiterStore {
  isDown = false;
  readonly #items = new MemoryStore();

  constructor(
    private readonly clock: Clock,
    public latencyMs = 0,
  ) {}

  async read(key: string): Promise<LimiterItem> {
    await this.#arrive();
    return this.#items.read(key);
  }

  async advance(key: string, span: number, floor: number): Promise<LimiterItem | undefined> {
    await this.#arrive();
    return this.#items.advance(key, span, floor);
  }

  async set(key: string, fields: LimiterItem, atMost?: LimiterItem): Promise<LimiterItem | undefined> {
    await this.#arrive();
    return this.#items.set(key, fields, atMost);
  }

  async #arrive(): Promise<void> {
    if (this.latencyMs > 0) await this.clock.sleep(this.latencyMs);
    if (this.isDown) throw new Error("no route to the table");
  }
}
