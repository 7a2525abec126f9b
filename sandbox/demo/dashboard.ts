import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AthenaClient } from "@aws-sdk/client-athena";
import { CHARTS } from "../../modules/events-dashboard/charts";
import { athenaQuery } from "../athena";
import { type CloudAddress, clientSettings } from "../client";
import { render } from "../dashboard";
import { ROOT } from "../paths";
import type { LakeOutputs } from "./event-lake";

/** Where the page lies; it needs no cloud and no network to be read. */
const PAGE = join(ROOT, "dist", "dashboard.html");

/** Draws the dashboard of the applied lake. @returns the page's path */
export async function drawDashboard(cloud: CloudAddress, outputs: LakeOutputs): Promise<string> {
  const { workgroup_name: workgroup, database_name: database } = outputs;
  const query = athenaQuery(new AthenaClient(clientSettings(cloud)), { workgroup });
  // Everything is in one database, whichever module made it.
  const options = { database, smsDatabase: database, sesDatabase: database, now: new Date() };
  const page = await render(CHARTS, query, options);
  await mkdir(dirname(PAGE), { recursive: true });
  await writeFile(PAGE, page);
  return PAGE;
}
