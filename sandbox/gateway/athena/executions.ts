import type { QueryResult } from "../../sql/engine";
import { invalidRequest } from "./wire";

/** State of an execution, https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecutionStatus.html */
type State = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** What a client asked for, and what its workgroup made of it. */
export interface ExecutionRequest {
  readonly id: string;
  readonly sql: string;
  readonly region: string;
  readonly workgroup: string;
  readonly context: { readonly Database?: string | undefined; readonly Catalog?: string | undefined };
  readonly outputLocation: string;
  readonly encryption: object | undefined;
  readonly executionParameters: readonly string[] | undefined;
  readonly submitted: Date;
}

/** One execution of a query. */
export class Execution {
  state: State = "QUEUED";
  result: QueryResult | undefined;
  bytes = 0;
  private reason: string | undefined;
  private started: Date | undefined;
  private completed: Date | undefined;
  private readonly controller = new AbortController();

  constructor(readonly request: ExecutionRequest) {}

  /** Aborted when the query is stopped. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get isOver(): boolean {
    return this.completed !== undefined;
  }

  start(now: Date): void {
    this.state = "RUNNING";
    this.started = now;
  }

  /** Ends it, unless it is over: what was stopped stays so. */
  end(state: "SUCCEEDED" | "FAILED" | "CANCELLED", now: Date, reason?: string): void {
    if (this.isOver) return;
    this.state = state;
    this.completed = now;
    this.reason = reason;
  }

  stop(now: Date): void {
    this.end("CANCELLED", now, "Query cancelled by user");
    this.controller.abort();
  }

  /** Its description as the API gives it, https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html */
  describe(): object {
    const { id, sql, workgroup, context, outputLocation, encryption, executionParameters, submitted } = this.request;
    return {
      QueryExecutionId: id,
      Query: sql,
      StatementType: "DML",
      SubstatementType: "SELECT",
      ResultConfiguration: {
        OutputLocation: outputLocation,
        ...(encryption && { EncryptionConfiguration: encryption }),
      },
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
      QueryExecutionContext: context,
      Status: {
        State: this.state,
        SubmissionDateTime: seconds(submitted),
        ...(this.completed && { CompletionDateTime: seconds(this.completed) }),
        ...(this.reason !== undefined && { StateChangeReason: this.reason }),
        ...(this.state === "FAILED" && { AthenaError: athenaError(this.reason ?? "") }),
      },
      Statistics: this.statistics(),
      WorkGroup: workgroup,
      EngineVersion: {
        SelectedEngineVersion: "Athena engine version 3",
        EffectiveEngineVersion: "Athena engine version 3",
      },
      ...(executionParameters && { ExecutionParameters: executionParameters }),
    };
  }

  private statistics(): object {
    const { submitted } = this.request;
    const between = (from: Date | undefined, to: Date | undefined): number =>
      from && to ? to.getTime() - from.getTime() : 0;
    return {
      EngineExecutionTimeInMillis: between(this.started, this.completed),
      DataScannedInBytes: this.bytes,
      TotalExecutionTimeInMillis: between(submitted, this.completed),
      QueryQueueTimeInMillis: between(submitted, this.started),
      ServiceProcessingTimeInMillis: 0,
    };
  }
}

/** Category 2 is the user's: https://docs.aws.amazon.com/athena/latest/ug/error-reference.html */
function athenaError(message: string): object {
  return { ErrorCategory: 2, ErrorType: 1006, Retryable: false, ErrorMessage: message };
}

const seconds = (date: Date): number => date.getTime() / 1000;

/** The executions of all queries, newest last. */
export class Executions {
  private readonly byId = new Map<string, Execution>();

  add(execution: Execution): void {
    this.byId.set(execution.request.id, execution);
  }

  find(region: string, id: string): Execution | undefined {
    const execution = this.byId.get(id);
    return execution?.request.region === region ? execution : undefined;
  }

  get(region: string, id: string): Execution {
    const execution = this.find(region, id);
    if (!execution) throw invalidRequest(`QueryExecution ${id} was not found`);
    return execution;
  }

  /** Ids of a workgroup's executions, newest first. */
  of(region: string, workgroup: string): string[] {
    const all = [...this.byId.values()].reverse();
    return all
      .filter(({ request }) => request.region === region && request.workgroup === workgroup)
      .map(({ request }) => request.id);
  }

  clear(now: Date): void {
    for (const execution of this.byId.values()) execution.stop(now);
    this.byId.clear();
  }
}
