import { type AthenaClient, GetWorkGroupCommand, paginateListWorkGroups } from "@aws-sdk/client-athena";
import { type GlueClient, paginateGetDatabases, paginateGetTables } from "@aws-sdk/client-glue";

/** The views that tell a database with something to show: of the dashboard, of module 08, of module 09. */
export const MARKS = { dashboard: "engagement_daily", sms: "sms_status", ses: "email_status" } as const;

/** Names of the databases that have each of {@link MARKS}. */
export type Places = Readonly<Record<keyof typeof MARKS, readonly string[]>>;

/** Looks through the account's Glue catalog. */
export async function findPlaces(client: GlueClient): Promise<Places> {
  const found = { dashboard: [] as string[], sms: [] as string[], ses: [] as string[] };
  for await (const { DatabaseList = [] } of paginateGetDatabases({ client }, {})) {
    for (const { Name: DatabaseName } of DatabaseList) {
      const names = new Set<string | undefined>();
      for await (const { TableList = [] } of paginateGetTables({ client }, { DatabaseName })) {
        for (const { Name } of TableList) names.add(Name);
      }
      for (const [mark, view] of Object.entries(MARKS)) {
        if (names.has(view)) found[mark as keyof Places].push(String(DatabaseName));
      }
    }
  }
  return found;
}

/** The first workgroup that says where its results go; without one, Athena answers nothing. */
export async function findWorkgroup(client: AthenaClient): Promise<string | undefined> {
  for await (const { WorkGroups = [] } of paginateListWorkGroups({ client }, {})) {
    for (const { Name, State } of WorkGroups) {
      const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: Name }));
      const location = WorkGroup?.Configuration?.ResultConfiguration?.OutputLocation;
      if (State === "ENABLED" && location) return Name;
    }
  }
  return undefined;
}
