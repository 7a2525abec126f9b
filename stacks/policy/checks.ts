import type { PolicyCheck } from "./check";
import { satellites, watchedFunctions, watchedQueues, watchedRules } from "./companions";
import { confusedDeputy, exactActions, exactResources, namedPrincipals, readablePolicies, tlsOnly } from "./policies";
import { anyPartition, noManagedKeys, requiredArguments, tagged } from "./required";

/** What holds in every module, and no scanner knows. */
export const checks = {
  readablePolicies,
  exactActions,
  exactResources,
  namedPrincipals,
  confusedDeputy,
  tlsOnly,
  requiredArguments,
  noManagedKeys,
  tagged,
  anyPartition,
  satellites,
  watchedFunctions,
  watchedQueues,
  watchedRules,
} satisfies Readonly<Record<string, PolicyCheck>>;
