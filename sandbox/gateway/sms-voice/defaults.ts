import type { Operation } from "../json-operations";
import type { Cloud } from "../service";
import { identified } from "./configuration-sets";
import { namedConfigurationSet, setDefaultMessageFeedback, setDefaultMessageType, setDefaultSenderId } from "./inputs";
import { permittedSets } from "./permitted";
import type { State } from "./state";
import { operation } from "./wire";

/** What a configuration set gives to sends that leave it open. */
export function defaultOperations(cloud: Cloud, state: State): Readonly<Record<string, Operation>> {
  const permitted = permittedSets(cloud, state);
  return {
    SetDefaultMessageType: operation(setDefaultMessageType, async (call, input) => {
      const set = await permitted(call, "SetDefaultMessageType", input.ConfigurationSetName);
      set.defaultMessageType = input.MessageType;
      return { ...identified(set), MessageType: input.MessageType };
    }),
    DeleteDefaultMessageType: operation(namedConfigurationSet, async (call, input) => {
      const set = await permitted(call, "DeleteDefaultMessageType", input.ConfigurationSetName);
      const MessageType = set.defaultMessageType;
      set.defaultMessageType = undefined;
      return { ...identified(set), MessageType };
    }),
    SetDefaultSenderId: operation(setDefaultSenderId, async (call, input) => {
      const set = await permitted(call, "SetDefaultSenderId", input.ConfigurationSetName);
      set.defaultSenderId = input.SenderId;
      return { ...identified(set), SenderId: input.SenderId };
    }),
    DeleteDefaultSenderId: operation(namedConfigurationSet, async (call, input) => {
      const set = await permitted(call, "DeleteDefaultSenderId", input.ConfigurationSetName);
      const SenderId = set.defaultSenderId;
      set.defaultSenderId = undefined;
      return { ...identified(set), SenderId };
    }),
    SetDefaultMessageFeedbackEnabled: operation(setDefaultMessageFeedback, async (call, input) => {
      const set = await permitted(call, "SetDefaultMessageFeedbackEnabled", input.ConfigurationSetName);
      set.messageFeedbackEnabled = input.MessageFeedbackEnabled;
      return { ...identified(set), MessageFeedbackEnabled: input.MessageFeedbackEnabled };
    }),
  };
}
