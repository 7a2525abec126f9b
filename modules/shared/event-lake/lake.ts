import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { heading } from "../annotations";
import { PrivateBucket } from "../bucket";
import type { Deployment } from "../deployment";
import { call, hcl } from "../expression";
import { optional } from "../optional";
import { local } from "../scope";
import { glueView } from "./glue-view";
import type { LakeValues } from "./inputs";
import { type NamedQuery, namedQuery } from "./named-query";
import { readerPolicy } from "./reader-policy";
import { eventsTable, rawEventsTable } from "./table";
import type { View } from "./view";
import { Workgroup } from "./workgroup";

/** Props of {@link EventLake}. */
export interface EventLakeProps {
  readonly deployment: Deployment;
  readonly values: LakeValues;
  /** Name of a created database where the caller gives none: the original's. */
  readonly defaultDatabaseName: string;
  /** Views of this module that a lake may have from its owner already. */
  readonly views: readonly View[];
  /** Views that no other module has: made in a joined lake too. */
  readonly ownViews: readonly View[];
  /** Queries over the views of a created lake. */
  readonly queries: (databaseName: string) => readonly NamedQuery[];
  /** Queries over {@link ownViews}. */
  readonly ownQueries: (databaseName: string) => readonly NamedQuery[];
}

/**
 * The event lake as a module sees it: created here, or joined. One bucket, one database with the table `events`, views
 * over it, a workgroup to query with. What is joined is only named; its owner keeps table and shared views.
 */
export class EventLake extends Construct {
  readonly deployment: Deployment;
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Null where the workgroup is neither created nor named. */
  readonly workgroupName: string;
  readonly databaseName: string;
  readonly tableName = "events";
  /** Database and table of a created lake by the table itself, so that who is given them waits for it. */
  readonly schema: { readonly databaseName: string; readonly tableName: string };
  /** What a stream waits for before it writes here. */
  readonly ready: ITerraformDependable;
  readonly viewNames: string;
  /** Ids by name, of the queries that exist. */
  readonly namedQueryIds: string;
  /** Policy text for who queries the lake. */
  readonly readerPolicyJson: string;

  constructor(scope: Construct, props: EventLakeProps) {
    super(scope, "event_lake");
    const { deployment, values } = props;
    this.deployment = deployment;
    const isOwner = values.createLake;
    const bucket = heading(this.bucket(props), "Event lake: bucket, database, table");
    this.ready = bucket.policy;
    this.bucketName = local(this, "lake_name", hcl`${isOwner} ? ${bucket.name} : ${values.lakeBucketName}`).asString;
    this.bucketArn = deployment.bucketArn(this.bucketName);
    this.databaseName = this.database(props);
    const table = {
      bucketName: this.bucketName,
      databaseName: this.databaseName,
      projectionRange: values.projectionRange,
      partitionGranularity: values.partitionGranularity,
      when: isOwner,
    };
    const events = eventsTable(this, table);
    this.schema = {
      databaseName: hcl`${isOwner} ? ${events("database_name")} : ${this.databaseName}`.toString(),
      tableName: hcl`${isOwner} ? ${events("name")} : ${this.tableName}`.toString(),
    };
    rawEventsTable(this, { ...table, when: hcl`${isOwner} && ${values.rawStorage} == "backup"` });

    for (const view of props.views) glueView(this, view, { databaseName: this.databaseName, when: isOwner });
    for (const view of props.ownViews) glueView(this, view, { databaseName: this.databaseName, when: undefined });
    this.viewNames = this.names(props);

    const workgroup = heading(new Workgroup(this, { deployment, bucketName: this.bucketName, values }), "Queries");
    this.workgroupName = workgroup.name;
    this.namedQueryIds = this.namedQueries(props);
    this.readerPolicyJson = readerPolicy({
      deployment,
      databaseName: this.databaseName,
      lakeBucketArn: this.bucketArn,
      resultsBucketArn: this.bucketArn,
      workgroupName: this.workgroupName,
    });
  }

  private bucket({ deployment, values }: EventLakeProps): PrivateBucket {
    return new PrivateBucket(this, "lake", {
      deployment,
      name: values.lakeBucketName,
      forceDestroy: values.forceDestroy,
      expirations: [
        { id: "events", prefix: "events/", days: values.eventsRetentionDays },
        { id: "raw-events", prefix: "raw/", days: values.rawRetentionDays },
        { id: "errors", prefix: "errors/", days: values.errorsRetentionDays },
        { id: "query-results", prefix: Workgroup.RESULT_PREFIX, days: 30 },
      ],
      // Module 06 reads raw records as they come.
      announced: hcl`${values.createLake} && ${values.rawStorage} == "backup"`,
      when: values.createLake,
    });
  }

  private database({ values, defaultDatabaseName }: EventLakeProps): string {
    const name = local(this, "database_name", call("coalesce", values.databaseName, defaultDatabaseName)).asString;
    const database = new GlueCatalogDatabase(this, "this", {
      name,
      description: "Events of SES, Pinpoint and End User Messaging.",
      tags: this.deployment.tags,
    });
    const created = optional(database, values.createLake);
    return local(this, "lake_database", hcl`${values.createLake} ? ${created("name")} : ${name}`).asString;
  }

  private names({ values, views, ownViews }: EventLakeProps): string {
    const namesOf = (list: readonly View[]) => list.map(({ name }) => name);
    return hcl`concat(${namesOf(ownViews)}, ${values.createLake} ? ${namesOf(views)} : [])`.toString();
  }

  private namedQueries({ values, queries, ownQueries }: EventLakeProps): string {
    const props = { databaseName: this.databaseName, workgroupName: this.workgroupName };
    const make = (when: LakeValues["createLake"] | undefined) => (query: NamedQuery) =>
      [query.name, namedQuery(this, query, { ...props, when })] as const;
    const ids = [
      ...queries(this.databaseName).map(make(values.createLake)),
      ...ownQueries(this.databaseName).map(make(undefined)),
    ];
    return hcl`${Object.fromEntries(ids)}`.toString();
  }
}
