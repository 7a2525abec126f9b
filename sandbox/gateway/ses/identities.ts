import { type Call, type Cloud, jsonReply, type Reply } from "../service";
import { domainAndParents, parseAddress } from "./address";
import { configurationSet } from "./configuration-sets";
import { sesArn } from "./ids";
import { askV2, identityNames } from "./ministack";
import type { Scope, State } from "./state";
import { emptyJson, jsonBody, type Route } from "./wire";

/** The identity that covers a sender: the address itself before its domain before parent domains; undefined when none does. */
export async function sendingIdentity(cloud: Cloud, scope: Scope, sender: string): Promise<string | undefined> {
  const address = parseAddress(sender);
  if (!address) return undefined;
  const names = await identityNames(cloud, scope);
  const exact = names.find((name) => name.includes("@") && parseAddress(name)?.text === address.text);
  if (exact !== undefined) return exact;
  const domains = new Map(names.filter((name) => !name.includes("@")).map((name) => [name.toLowerCase(), name]));
  return domainAndParents(address.domain)
    .map((domain) => domains.get(domain))
    .find((name) => name !== undefined);
}

/** MiniStack keeps identities; their default configuration set is kept here, and our settings go when an identity goes. */
export function identityRoutes(cloud: Cloud, state: State): Route[] {
  return [
    { method: "POST", path: /^\/identities$/, handle: (call) => create(cloud, state, call) },
    { method: "GET", path: /^\/identities\/([^/]+)$/, handle: (call, name = "") => get(cloud, state, call, name) },
    {
      method: "DELETE",
      path: /^\/identities\/([^/]+)$/,
      handle: (call, name = "") => remove(cloud, state, call, name),
    },
    {
      method: "PUT",
      path: /^\/identities\/([^/]+)\/configuration-set$/,
      handle: (call, name = "") => putConfigurationSet(cloud, state, call, name),
    },
  ];
}

async function create(cloud: Cloud, state: State, call: Call): Promise<Reply> {
  const input = jsonBody<{ EmailIdentity: string; ConfigurationSetName: string }>(call);
  if (input.ConfigurationSetName) await configurationSet(cloud, call, input.ConfigurationSetName);
  const reply = await cloud.forward(call);
  if (reply.status === 200) setDefault(state, call, input.EmailIdentity ?? "", input.ConfigurationSetName);
  return reply;
}

async function get(cloud: Cloud, state: State, call: Call, name: string): Promise<Reply> {
  const reply = await cloud.forward(call);
  if (reply.status !== 200) return reply;
  const { defaultConfigurationSet, forwardingEnabled } = state.identity(call, name);
  const own = { ConfigurationSetName: defaultConfigurationSet, FeedbackForwardingStatus: forwardingEnabled };
  return jsonReply({ ...JSON.parse(reply.body.toString()), ...own });
}

async function remove(cloud: Cloud, state: State, call: Call, name: string): Promise<Reply> {
  const reply = await cloud.forward(call);
  if (reply.status === 200) state.of(call).identities.delete(name);
  return reply;
}

async function putConfigurationSet(cloud: Cloud, state: State, call: Call, name: string): Promise<Reply> {
  const action = "ses:PutEmailIdentityConfigurationSetAttributes";
  await cloud.authorize(call, action, sesArn(call, `identity/${name}`));
  await askV2(cloud, call, "GET", `/identities/${encodeURIComponent(name)}`);
  const { ConfigurationSetName: set } = jsonBody<{ ConfigurationSetName: string }>(call);
  if (set) await configurationSet(cloud, call, set);
  setDefault(state, call, name, set);
  return emptyJson;
}

function setDefault(state: State, call: Call, name: string, set: string | undefined): void {
  const settings = state.identity(call, name);
  if (set) settings.defaultConfigurationSet = set;
  else delete settings.defaultConfigurationSet;
}
