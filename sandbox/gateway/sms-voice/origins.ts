import type { Country } from "./countries";
import type { ConfigurationSet, Scope } from "./state";
import { smsVoiceArn } from "./wire";

/** Number that stands for every number the account would own: the sandbox rents none. */
const OWN_NUMBER = "+12065550100";

/** What recipients see as the sender. */
export function originOf(identity: string | undefined, set: ConfigurationSet | undefined, country: Country): string {
  // The United States know no sender ids.
  if (identity === undefined) return (country.code !== "US" && set?.defaultSenderId) || OWN_NUMBER;
  const [, type, name] = /^arn:[^/]+:([a-z-]+)\/([^/]+)/.exec(identity) ?? [];
  if (type === "sender-id" || type === "rcs-agent") return name ?? OWN_NUMBER;
  return type === undefined && !/^(pool|phone)-/.test(identity) ? identity : OWN_NUMBER;
}

/** Whether messages of this identity go out as RCS. */
export function isRcsAgent(identity: string | undefined): boolean {
  return identity !== undefined && /^rcs-|:rcs-agent\//.test(identity);
}

/**
 * The resource that a send needs permission for. Whoever names a number cannot know its id, whoever names nothing lets
 * the service choose among all.
 */
export function resourceOf(scope: Scope, identity: string | undefined, country: Country): string {
  if (identity === undefined) return "*";
  if (identity.startsWith("arn:")) return identity;
  const [, type = ""] = /^(pool|phone|rcs)-/.exec(identity) ?? [];
  if (type === "pool") return smsVoiceArn(scope, `pool/${identity}`);
  if (type === "phone") return smsVoiceArn(scope, `phone-number/${identity}`);
  if (type === "rcs") return smsVoiceArn(scope, `rcs-agent/${identity}`);
  if (/^\+?\d+$/.test(identity)) return smsVoiceArn(scope, "phone-number/*");
  return smsVoiceArn(scope, `sender-id/${identity}/${country.code}`);
}
