import type { Call } from "../service";

/** Why an address is on the account suppression list. */
export const REASONS = ["BOUNCE", "COMPLAINT"] as const;

/** One of {@link REASONS}. */
export type Reason = (typeof REASONS)[number];

/** An entry of the account suppression list. */
export interface SuppressedDestination {
  readonly address: string;
  readonly reason: Reason;
  readonly updatedAt: Date;
  /** Present when SES put the address there itself: what it was sent and what came back. */
  readonly origin?: { readonly messageId: string; readonly feedbackId: string };
}

/** Notification types that an identity can publish. */
export const NOTIFICATION_TYPES = ["Bounce", "Complaint", "Delivery"] as const;

/** One of {@link NOTIFICATION_TYPES}. */
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** What MiniStack does not keep of an identity. */
export interface IdentitySettings {
  readonly topics: Map<NotificationType, string>;
  readonly headersIn: Set<NotificationType>;
  forwardingEnabled: boolean;
  defaultConfigurationSet?: string;
}

/** SES settings and data of one account in one region. */
export interface RegionalState {
  readonly suppressionList: Map<string, SuppressedDestination>;
  /** Reasons for which a listed address gets no mail; both to begin with, as in AWS accounts since November 2019. */
  suppressedReasons: readonly Reason[];
  /**
   * Reasons for which SES puts an address on the list by itself. On AWS they are the same; here there are none until
   * the account's settings are put, so that what is on the list was put there by an architecture.
   */
  listedReasons: readonly Reason[];
  readonly identities: Map<string, IdentitySettings>;
  /** Whether the account may send: PutAccountSendingAttributes. */
  sendingEnabled: boolean;
}

/** Account and region, as a call carries them. */
export type Scope = Pick<Call, "account" | "region">;

/** What the SES overlay remembers, by account and region. */
export class State {
  readonly #regions = new Map<string, RegionalState>();

  /** The state of an account's region; made when first asked for. */
  of({ account, region }: Scope): RegionalState {
    const key = `${account}/${region}`;
    const known = this.#regions.get(key);
    if (known) return known;
    const fresh: RegionalState = {
      suppressionList: new Map(),
      suppressedReasons: REASONS,
      listedReasons: [],
      identities: new Map(),
      sendingEnabled: true,
    };
    this.#regions.set(key, fresh);
    return fresh;
  }

  /** Settings of an identity; made with AWS's defaults when first asked for. */
  identity(scope: Scope, name: string): IdentitySettings {
    const { identities } = this.of(scope);
    const known = identities.get(name);
    if (known) return known;
    const fresh: IdentitySettings = { topics: new Map(), headersIn: new Set(), forwardingEnabled: true };
    identities.set(name, fresh);
    return fresh;
  }

  /** Forgets everything: as after a fresh start. */
  reset(): void {
    this.#regions.clear();
  }
}
