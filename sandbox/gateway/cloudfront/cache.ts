import { headerOf, type Reply } from "../service";
import type { EdgeSettings } from "./policy";

interface Kept {
  readonly reply: Reply;
  readonly path: string;
  readonly at: number;
  readonly until: number;
}

/** Answers that one edge keeps. Its key is what the viewer asks for, not what the edge function makes of it. */
export class EdgeCache {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly now: () => number) {}

  /** The kept answer as a hit; undefined when there is none, or it is too old. */
  find(key: string): Reply | undefined {
    const found = this.kept.get(key);
    if (!found || found.until <= this.now()) return undefined;
    const age = String(Math.floor((this.now() - found.at) / 1_000));
    return { ...found.reply, headers: { ...found.reply.headers, "x-cache": "Hit from cloudfront", age } };
  }

  /** Keeps an answer of the origin for as long as it and the policy say. */
  keep(key: string, path: string, reply: Reply, settings: EdgeSettings): void {
    const at = this.now();
    const seconds = reply.status >= 400 ? settings.errorSeconds : secondsToKeep(reply, settings);
    if (seconds > 0) this.kept.set(key, { reply, path, at, until: at + seconds * 1_000 });
  }

  /** Forgets the answers of paths; `*` at the end of one stands for everything that starts so. */
  forget(prefix: string, paths: readonly string[]): void {
    const isMeant = (path: string) =>
      paths.some((given) => (given.endsWith("*") ? path.startsWith(given.slice(0, -1)) : path === given));
    for (const [key, { path }] of this.kept) {
      if (key.startsWith(prefix) && isMeant(path)) this.kept.delete(key);
    }
  }

  clear(): void {
    this.kept.clear();
  }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html */
function secondsToKeep(reply: Reply, { policy: { min, standard, max } }: EdgeSettings): number {
  const control = headerOf(reply, "cache-control") ?? "";
  if (/no-store|no-cache|private/.test(control)) return min;
  const own = /s-maxage=(\d+)/.exec(control)?.[1] ?? /max-age=(\d+)/.exec(control)?.[1];
  return own === undefined ? standard : Math.min(Math.max(Number(own), min), max);
}
