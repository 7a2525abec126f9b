import { createHash } from "node:crypto";

/**
 * The form in which an e-mail address appears in logs: the first 12 hex digits of the SHA-256 of the trimmed
 * lower-case address (log field `recipient_hash`). Enough to find an address one already knows, not to learn one.
 */
export function recipientHash(address: string): string {
  return createHash("sha256").update(address.trim().toLowerCase()).digest("hex").slice(0, 12);
}

/** A text of foreign origin (a service's error message) with every e-mail address replaced by `***`. */
export function maskAddresses(text: string): string {
  return text.replaceAll(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, "***");
}
