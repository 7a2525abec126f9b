import { AthenaClient } from "@aws-sdk/client-athena";
import { GlueClient } from "@aws-sdk/client-glue";
import { CHARTS } from "../../modules/events-dashboard/charts";
import { athenaQuery } from "../athena";
import { ACCOUNT, REGION } from "../gateway/ministack";
import type { Reply, Service } from "../gateway/service";
import { render } from ".";
import { html } from "./html";
import { CONTENT_POLICY, notice } from "./page";
import { findPlaces, findWorkgroup, MARKS } from "./places";

/**
 * The dashboard at `/_sandbox/dashboard`, from the cloud's own Athena. Parameters: `database`, which is needed where
 * several have the dashboard's views; `recipient`, whose history to show.
 */
export function dashboardService(clock: () => Date = () => new Date()): Service {
  return {
    scopes: [],
    handle: async () => undefined,
    pages: { dashboard: (parameters, endpoint) => dashboard(parameters, endpoint, clock()) },
  };
}

async function dashboard(parameters: URLSearchParams, endpoint: string, now: Date): Promise<Reply> {
  const settings = { endpoint, region: REGION, credentials: { accessKeyId: ACCOUNT, secretAccessKey: "sandbox" } };
  const athena = new AthenaClient(settings);
  const places = await findPlaces(new GlueClient(settings));
  const wanted = parameters.get("database");
  const databases = places.dashboard.filter((name) => wanted === null || name === wanted);
  const [database, ...others] = databases;
  if (database === undefined) return page(nothingToShow(wanted), 404);
  if (others.length > 0) return page(whichOne(databases), 300);
  const workgroup = await findWorkgroup(athena);
  if (workgroup === undefined) return page(notice("No workgroup", "No Athena workgroup says where results go."), 404);
  const recipient = parameters.get("recipient");
  const text = await render(CHARTS, athenaQuery(athena, { workgroup }), {
    database,
    smsDatabase: places.sms[0],
    sesDatabase: places.ses[0],
    now,
    live: { ...(recipient && { recipient }), parameters: { database } },
  });
  return page(text);
}

const nothingToShow = (wanted: string | null): string =>
  notice(
    "Nothing to show yet",
    wanted === null
      ? `No Glue database has the view ${MARKS.dashboard}. Apply the module events-dashboard first.`
      : `The Glue database ${wanted} has no view ${MARKS.dashboard}.`,
  );

const whichOne = (databases: readonly string[]): string =>
  notice(
    "Which database?",
    html`Several have the dashboard’s views: ${databases.map((name) => html`<a href="?database=${encodeURIComponent(name)}">${name}</a> `)}`,
  );

function page(body: string, status = 200): Reply {
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": CONTENT_POLICY };
  return { status, headers, body };
}
