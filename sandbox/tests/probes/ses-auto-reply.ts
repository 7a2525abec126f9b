import { randomUUID } from "node:crypto";
import { inboundEvent } from "../../../functions/testing/inbound-mail";
import type { Probe } from ".";

/** Domains of the tests' roots by their rule set; the example has its own. */
const DOMAINS: Readonly<Record<string, string>> = {
  inbound: "inbound.example.com",
  "inbound-pinpoint": "pinpoint.example.com",
};

/** A mail of somebody new, to an address that the root answers for. */
function mail(outputs: Readonly<Record<string, unknown>>) {
  const domain = DOMAINS[String(outputs["rule_set_name"])] ?? "mail.example.com";
  const From = `${randomUUID()}@example.org`;
  return inboundEvent({ messageId: randomUUID(), headers: { From }, recipients: [`news@${domain}`] });
}

export const probes: readonly Probe[] = [{ role: "responder", event: mail }];
