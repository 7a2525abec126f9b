import type { FeedbackDependencies } from "../functions/shared/feedback/act";
import type { Contact, ContactStore, ProcessedLedger } from "../functions/shared/feedback/ports";

/** Everything around the feedback core as maps in memory, everything switched on: what is left is the core's own work. */
export function inMemoryDependencies(): FeedbackDependencies {
  const contacts = new Map<string, Contact>();
  const suppressed = new Map<string, string>();
  const published: unknown[] = [];
  return {
    policy: { suppressUndetermined: false, complaintPolicy: "all", softBounceThreshold: 3, softBounceWindowDays: 30 },
    suppressionList: { put: async (address, reason) => void suppressed.set(address, reason) },
    contacts: contactStore(contacts),
    ledger: ledger(contacts),
    outcomeBus: { publish: async (outcome) => void published.push(outcome) },
  };
}

function contactStore(contacts: Map<string, Contact>): ContactStore {
  return {
    find: async (key) => contacts.get(key),
    apply: async (key, { status }) => {
      const softBounceTimes = contacts.get(key)?.softBounceTimes ?? [];
      contacts.set(key, { status, softBounceTimes });
      return true;
    },
    replaceSoftBounceTimes: async (key, _, kept) => {
      contacts.set(key, { status: contacts.get(key)?.status, softBounceTimes: kept });
    },
  };
}

function ledger(contacts: Map<string, Contact>): ProcessedLedger {
  const seen = new Set<string>();
  return {
    has: async (id) => seen.has(id),
    record: async (id, key, count) => {
      if (seen.has(id)) return false;
      seen.add(id);
      const { status, softBounceTimes = [] } = contacts.get(key) ?? { status: undefined };
      const added = count?.softBounceAt === undefined ? [] : [count.softBounceAt];
      contacts.set(key, { status, softBounceTimes: [...softBounceTimes, ...added] });
      return true;
    },
  };
}
