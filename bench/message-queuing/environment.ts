/** What an invocation fails with when its environment has crashed. */
export class Crash extends Error {}

/**
 * An environment of a function, which may crash at any step: before a call of a port, when nothing has happened yet, or
 * after it, when it has and nobody hears of it. Code of a crashed environment stops at its next step.
 */
export class Environment {
  readonly #hasCrashed: Promise<never>;
  #crash: () => void = () => undefined;
  #isRunning = true;

  /** @param isLast asked at every step whether the environment crashes there */
  constructor(private readonly isLast: () => boolean) {
    this.#hasCrashed = new Promise((_, reject) => {
      this.#crash = () => reject(new Crash("The environment has crashed."));
    });
    // Nobody listens between two invocations.
    this.#hasCrashed.catch(() => undefined);
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** The port, whose calls are steps. */
  port<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const call = Reflect.get(target, name);
        if (typeof call !== "function") return call;
        return async (...args: unknown[]) => {
          await this.#step();
          const answer = await call.apply(target, args);
          await this.#step();
          return answer;
        };
      },
    });
  }

  /** @throws Crash when the environment crashes meanwhile */
  invoke<Answer>(invocation: () => Promise<Answer>): Promise<Answer> {
    return Promise.race([invocation(), this.#hasCrashed]);
  }

  async #step(): Promise<void> {
    if (this.#isRunning && this.isLast()) {
      this.#isRunning = false;
      this.#crash();
    }
    if (!this.#isRunning) await new Promise(() => undefined);
  }
}
