/** One of several things that happen with different probability. */
export interface Weighted {
  /** Relative to the others of its list. */
  readonly share: number;
}

/** Random numbers that are the same for the same seed: sfc32 of PractRand, https://pracrand.sourceforge.net/RNG_engines.txt. */
export class Random {
  private a: number;
  private b = 0x9e3779b9;
  private c = 0x243f6a88;
  private counter = 1;

  constructor(seed: number) {
    this.a = seed | 0;
    // Neighbouring seeds begin alike; after some rounds nothing is left of that.
    for (let round = 0; round < 15; round++) this.bits();
  }

  /** From 0 to below 1. */
  next(): number {
    return this.bits() / 2 ** 32;
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** A whole number from `low` to below `high`. */
  between(low: number, high: number): number {
    return low + this.below(high - low);
  }

  /** How long one waits for what may come at any moment: mostly short, never ten times `mean`. A whole number. */
  waiting(mean: number): number {
    return Math.floor(mean * Math.min(-Math.log(1 - this.next()), 10));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the list, each as often as the others. */
  pick<T>(list: readonly T[]): T {
    return chosen(list, this.below(list.length));
  }

  /** One of the list, each as often as its share says. */
  weighted<T extends Weighted>(list: readonly T[]): T {
    let rest = this.next() * list.reduce((sum, { share }) => sum + share, 0);
    const index = list.findIndex(({ share }) => {
      rest -= share;
      return rest < 0;
    });
    return chosen(list, Math.max(index, 0));
  }

  /** Hexadecimal digits, as in ids. */
  hex(digits: number): string {
    let text = "";
    while (text.length < digits) text += (this.bits() + 2 ** 32).toString(16).slice(1);
    return text.slice(0, digits);
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }

  private bits(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return sum >>> 0;
  }
}

function chosen<T>(list: readonly T[], index: number): T {
  const one = list[index];
  if (one === undefined) throw new Error("There is nothing to choose from: the list is empty.");
  return one;
}
