import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { DynamoDbClaims } from "../../functions/queue-sender/dynamodb-claims";
import type { Channel, Lane, SenderDependencies } from "../../functions/queue-sender/ports";
import { DynamoDbLimiterStore } from "../../functions/shared/limiter/dynamodb-store";
import type { LimiterObserver } from "../../functions/shared/limiter/limiter";
import { Limiters } from "../../functions/shared/limiter/limiters";
import type { FakeDynamoDb } from "../../functions/testing/fake-dynamodb";
import { CONCURRENCY, type LaneConditions } from "./conditions";
import type { Environment } from "./environment";

const UTILIZATION = 0.98;
const DEDUPLICATION_WINDOW_HOURS = 336;

/** What a sender needs of the world, as the function's settings make it, with calls that are steps and take time. */
export function senderDependencies(
  { clock, rate, send, callMs, random }: LaneConditions,
  lane: Lane,
  dynamoDb: FakeDynamoDb,
  environment: Environment,
): SenderDependencies {
  const arrive = () => clock.sleep(callMs);
  const tables = environment.port(distant(dynamoDb, arrive)) as unknown as DynamoDBDocumentClient;
  return {
    channel: environment.port(channelOf(send)),
    claims: new DynamoDbClaims(tables, { tableName: "dedupe", windowHours: DEDUPLICATION_WINDOW_HOURS, clock }),
    contents: { read: () => Promise.reject(new Error("No message of the simulation has its content elsewhere.")) },
    lane: environment.port(distant(lane, arrive)),
    limiters: new Limiters({
      clock,
      store: new DynamoDbLimiterStore("limiter", tables),
      quota: async () => rate,
      utilization: UTILIZATION,
      concurrency: CONCURRENCY,
      observer: nothingFails,
    }),
    quota: () => rate,
    clock,
    random,
    settings: { channel: "ses", messageDeadlineSeconds: 86_400, onUncertainSend: "hold" },
    observers: {
      logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      metrics: { count: () => undefined, measure: () => undefined, publish: () => undefined },
    },
  };
}

/** SES, which answers as it does to too many calls. */
function channelOf(send: LaneConditions["send"]): Channel {
  return {
    send: async ({ id }) => {
      if (await send(id)) return { messageId: `ses-${id}` };
      throw Object.assign(new Error("Maximum sending rate exceeded."), { name: "TooManyRequestsException" });
    },
  };
}

/** A port whose calls take their time. */
function distant<Port extends object>(port: Port, arrive: () => Promise<void>): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const call = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      return async (...args: unknown[]) => {
        await arrive();
        return call.apply(target, args);
      };
    },
  });
}

function fail(error: Error): never {
  throw error;
}

/** Table and quota are always there, so whatever a limiter complains of is a fault of the simulation. */
const nothingFails: LimiterObserver = {
  leased: () => undefined,
  waited: () => undefined,
  degraded: fail,
  quotaUnknown: fail,
};
