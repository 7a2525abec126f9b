import { AwsError, type Call, type Cloud, jsonReply, type Reply } from "../service";
import { parseAddress } from "./address";
import { REASONS, type Reason, type State, type SuppressedDestination } from "./state";
import { badRequest, emptyJson, jsonBody, type Route } from "./wire";

const MAX_PAGE = 1000;

/**
 * The account suppression list and its settings, per account and region.
 * https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
 */
export function suppressionRoutes(cloud: Cloud, state: State, clock: () => Date): Route[] {
  const one = /^\/suppression\/addresses\/(.+)$/;
  const all = /^\/suppression\/addresses$/;
  return [
    permitted(cloud, "PutSuppressedDestination", "PUT", all, (call) => put(call, state, clock())),
    permitted(cloud, "ListSuppressedDestinations", "GET", all, (call) => jsonReply(list(call, state))),
    permitted(cloud, "GetSuppressedDestination", "GET", one, (call, address) =>
      jsonReply({ SuppressedDestination: detailed(find(call, state, address)) }),
    ),
    permitted(cloud, "DeleteSuppressedDestination", "DELETE", one, (call, address) => {
      state.of(call).suppressionList.delete(find(call, state, address).address);
      return emptyJson;
    }),
    accountRoute(cloud, state),
  ];
}

/** The actions have no resource type: a policy allows them on `*` only. */
function permitted(
  cloud: Cloud,
  operation: string,
  method: Route["method"],
  path: RegExp,
  answer: (call: Call, address?: string) => Reply,
): Route {
  return {
    method,
    path,
    async handle(call, address) {
      await cloud.authorize(call, `ses:${operation}`, "*");
      return answer(call, address);
    },
  };
}

function put(call: Call, state: State, updatedAt: Date): Reply {
  const input = jsonBody<{ EmailAddress: string; Reason: string; TenantName: string }>(call);
  refuseTenant(input.TenantName);
  const address = addressOf(input.EmailAddress ?? "");
  const reason = reasonOf(input.Reason ?? "", "reason");
  state.of(call).suppressionList.set(address, { address, reason, updatedAt });
  return emptyJson;
}

/** MiniStack answers the call but keeps nothing; permissions are checked there. */
function accountRoute(cloud: Cloud, state: State): Route {
  return {
    method: "PUT",
    path: /^\/account\/suppression$/,
    async handle(call) {
      const { SuppressedReasons: given } = jsonBody<{ SuppressedReasons: string[] }>(call);
      const reasons = (given ?? []).map((reason) => reasonOf(reason, "suppressedReasons"));
      const reply = await cloud.forward(call);
      if (reply.status === 200) Object.assign(state.of(call), { suppressedReasons: reasons, listedReasons: reasons });
      return reply;
    },
  };
}

function list(call: Call, state: State): object {
  refuseTenant(call.query.get("TenantName") ?? undefined);
  const reasons = call.query.getAll("Reason").map((reason) => reasonOf(reason, "reasons"));
  const from = dateOf(call, "StartDate") ?? Number.NEGATIVE_INFINITY;
  const to = dateOf(call, "EndDate") ?? Number.POSITIVE_INFINITY;
  const size = Number(call.query.get("PageSize") ?? MAX_PAGE);
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE)
    throw badRequest(`Invalid PageSize <${call.query.get("PageSize")}>: a whole number from 1 to ${MAX_PAGE}.`);
  const start = offsetOf(call.query.get("NextToken"));
  const matching = [...state.of(call).suppressionList.values()].filter(
    ({ reason, updatedAt }) =>
      (reasons.length === 0 || reasons.includes(reason)) && +updatedAt >= from && +updatedAt <= to,
  );
  const end = start + size;
  return {
    SuppressedDestinationSummaries: matching.slice(start, end).map(summary),
    ...(end < matching.length && { NextToken: Buffer.from(String(end)).toString("base64url") }),
  };
}

function find(call: Call, state: State, given = ""): SuppressedDestination {
  refuseTenant(call.query.get("TenantName") ?? undefined);
  const address = addressOf(given);
  const entry = state.of(call).suppressionList.get(address);
  if (entry) return entry;
  throw new AwsError(404, "NotFoundException", `Email address ${address} does not exist on your suppression list.`);
}

function summary({ address, reason, updatedAt }: SuppressedDestination) {
  return { EmailAddress: address, Reason: reason, LastUpdateTime: updatedAt.getTime() / 1000 };
}

function detailed(entry: SuppressedDestination) {
  const { origin } = entry;
  const Attributes = origin && { MessageId: origin.messageId, FeedbackId: origin.feedbackId };
  return { ...summary(entry), ...(Attributes && { Attributes }) };
}

function addressOf(given: string): string {
  const address = parseAddress(given);
  if (!address || /[<>]/.test(given))
    throw badRequest(`Invalid email address <${given}>: local-part@domain is needed.`);
  return address.text;
}

function reasonOf(given: string, member: string): Reason {
  const reason = REASONS.find((known) => known === given);
  if (reason) return reason;
  throw badRequest(
    `1 validation error detected: Value '${given}' at '${member}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${REASONS.join(", ")}]`,
  );
}

function dateOf(call: Call, name: string): number | undefined {
  const given = call.query.get(name);
  if (given === null) return undefined;
  const time = Date.parse(given);
  if (Number.isNaN(time)) throw badRequest(`Invalid ${name} <${given}>: an ISO 8601 time is needed.`);
  return time;
}

function offsetOf(token: string | null): number {
  const offset = token === null ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(offset) || offset < 0) throw badRequest(`Invalid NextToken <${token}>.`);
  return offset;
}

function refuseTenant(name: string | undefined): void {
  if (name !== undefined)
    throw new AwsError(400, "NotImplementedInSandbox", `The sandbox has no tenant suppression lists (tenant ${name}).`);
}
