import type { Call, Cloud } from "../service";
import { arnOf, type ConfigurationSet, type State } from "./state";

/** Finds the configuration set that a call names, when the caller may do this with it. */
export type FindPermitted = (call: Call, action: string, nameOrArn: string) => Promise<ConfigurationSet>;

/** Permission is asked first, so that nobody learns which sets there are. */
export function permittedSets(cloud: Cloud, state: State): FindPermitted {
  return async (call, action, nameOrArn) => {
    await cloud.authorize(call, `sms-voice:${action}`, arnOf(call, nameOrArn));
    return state.find(call, nameOrArn);
  };
}
