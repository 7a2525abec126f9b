import path from "node:path";
import { answerTarget } from "../json-operations";
import type { Cloud, Service } from "../service";
import { Executions } from "./executions";
import { ObjectCache } from "./objects";
import { QueryRunner } from "./query";
import { readOperations } from "./read-operations";
import { Starter } from "./start";

const TARGET = "AmazonAthena.";

/**
 * Athena of the sandbox (AWS JSON 1.1): runs queries with DuckDB over the emulated S3, through the tables and views that
 * Glue has. Workgroups, named and prepared queries and data catalogs are MiniStack's.
 * @param folder where fetched objects are kept
 */
export function athenaService(cloud: Cloud, folder: string, clock: () => Date = () => new Date()): Service {
  const executions = new Executions();
  const runner = new QueryRunner(cloud, new ObjectCache(cloud, path.join(folder, "athena")));
  const starter = new Starter(cloud, executions, runner, clock);
  const operations = new Map(
    Object.entries({ StartQueryExecution: starter.operation, ...readOperations(cloud, executions, clock) }),
  );
  return {
    scopes: ["athena"],
    handle: (call) => answerTarget(call, TARGET, operations),
    settled: () => starter.settled(),
    reset() {
      executions.clear(clock());
      starter.reset();
    },
  };
}
