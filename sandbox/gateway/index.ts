import { randomUUID } from "node:crypto";
import type http from "node:http";
import { cloudCommands } from "./cloud-commands";
import { CloudFrontEdge } from "./cloudfront";
import { COMMAND_PATH, Commands } from "./commands";
import { Listener } from "./listener";
import { MiniStackCloud, REGION } from "./ministack";
import { Pages } from "./pages";
import {
  type Head,
  isNotImplemented,
  isQueryProtocol,
  operationOf,
  renderError,
  type Scope,
  scopeOf,
} from "./protocol";
import { AwsError, type Call, type Cloud, type Reply, type Service } from "./service";
import { endToEnd, readAll, readReply, Upstream } from "./upstream";

/** What a gateway serves. */
export interface GatewayOptions {
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** MiniStack's private port. */
  readonly upstreamPort: number;
  /** Writes a line into the cloud's log. */
  readonly log: (line: string) => void;
  /** Makes the services answered here; for one scope the first that answers wins. */
  readonly services: (cloud: Cloud) => readonly Service[];
}

/** The one endpoint of the local cloud: routes each call by its SigV4 scope to a service here or to MiniStack. */
export class Gateway {
  private readonly listener = new Listener((request, response) => void this.answer(request, response));
  private readonly upstream: Upstream;
  private readonly cloud: MiniStackCloud;
  private readonly edge: CloudFrontEdge;
  private readonly services: readonly Service[];
  private readonly commands: Commands;
  private readonly pages: Pages;
  private endpoint = "";

  constructor(private readonly options: GatewayOptions) {
    this.upstream = new Upstream(options.upstreamPort);
    this.cloud = new MiniStackCloud(this.upstream, options.log, (call) => this.answerCall(call));
    this.edge = new CloudFrontEdge(this.cloud, ({ method, url, headers }, protocol) =>
      this.upstream.send({ method, url, headers, body: "" }, protocol),
    );
    this.services = [...options.services(this.cloud), this.edge.service()];
    this.commands = new Commands(this.services, {
      ...cloudCommands(this.cloud),
      settle: async () => void (await Promise.all(this.services.map((service) => service.settled?.()))),
      reset: () => this.reset(),
    });
    this.pages = new Pages(this.services);
  }

  /** Starts to listen. @returns the port */
  async listen(): Promise<number> {
    const port = await this.listener.listen(this.options.port);
    this.endpoint = `http://127.0.0.1:${port}`;
    return port;
  }

  async close(): Promise<void> {
    await this.listener.close();
    this.upstream.close();
  }

  /** Empties MiniStack and every service: as after a fresh start. */
  private async reset(): Promise<void> {
    const reply = await this.cloud.request("sandbox", REGION, { method: "POST", path: "/_ministack/reset" });
    if (reply.status !== 200) throw new Error(`MiniStack's reset answered ${reply.status}: ${reply.body}`);
    for (const service of this.services) service.reset?.();
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const head = headOf(request);
    try {
      if (head.url.pathname.startsWith(COMMAND_PATH)) {
        write(response, await this.answerSandbox(request, head));
        return;
      }
      if (CloudFrontEdge.serves(head)) {
        write(response, await this.edge.answer({ ...head, url: request.url ?? "/" }));
        return;
      }
      const scope = scopeOf(head);
      const services = scope ? this.servicesOf(scope) : [];
      if (scope && (services.length > 0 || isQueryProtocol(head))) {
        write(response, await this.answerWhole(request, head, scope));
      } else {
        await this.stream(request, response, head);
      }
    } catch (error) {
      fail(response, head, error);
    }
  }

  /** Answers what is asked of the sandbox itself: GET shows a page, anything else runs a command. */
  private async answerSandbox(request: http.IncomingMessage, { method, url }: Head): Promise<Reply> {
    const body = await readAll(request);
    if (method === "GET") return this.pages.show(url, this.endpoint);
    return this.commands.run(url.pathname, request.headers["content-type"], body);
  }

  /** Answers a call whose body is read first: services decide on it, and the query protocol names its action there. */
  private async answerWhole(request: http.IncomingMessage, head: Head, scope: Scope): Promise<Reply> {
    const body = await readAll(request);
    const call: Call = {
      ...scope,
      method: head.method,
      url: request.url ?? "/",
      path: decodeURIComponent(head.url.pathname),
      query: head.url.searchParams,
      headers: head.headers,
      body,
      account: this.servicesOf(scope).length > 0 ? await this.cloud.accountOf(scope.accessKeyId, scope.region) : "",
    };
    return explained(await this.answerCall(call), head, body);
  }

  /** The answer of the first service that has one, else MiniStack's. */
  private async answerCall(call: Call): Promise<Reply> {
    for (const service of this.servicesOf(call)) {
      const reply = await service.handle(call);
      if (reply) return reply;
    }
    return this.cloud.forward(call);
  }

  private servicesOf({ service }: Pick<Scope, "service">): readonly Service[] {
    return this.services.filter(({ scopes }) => scopes.includes(service));
  }

  /** Passes a call through without reading it; only an error's text is looked at. */
  private stream(request: http.IncomingMessage, response: http.ServerResponse, head: Head): Promise<void> {
    return new Promise((resolve, reject) => {
      const upstream = this.upstream.open(head.method, request.url ?? "/", head.headers);
      upstream.on("error", reject);
      upstream.on("response", (incoming) => {
        if ((incoming.statusCode ?? 0) >= 400 && head.method !== "HEAD") {
          const finish = async (): Promise<void> => write(response, explained(await readReply(incoming), head));
          finish().then(resolve, reject);
          return;
        }
        response.writeHead(incoming.statusCode ?? 502, endToEnd(incoming.headers));
        incoming.on("error", reject).on("end", resolve).pipe(response);
      });
      response.on("close", () => upstream.destroy());
      request.pipe(upstream);
    });
  }
}

function headOf(request: http.IncomingMessage): Head & { headers: http.IncomingHttpHeaders } {
  const host = request.headers.host ?? (request.headers[":authority"] as string | undefined);
  const headers = { ...endToEnd(request.headers), ...(host === undefined ? {} : { host }) };
  return { method: request.method ?? "GET", url: new URL(request.url ?? "/", "http://sandbox"), headers };
}

/** The reply; one that means "unknown" becomes an error that names service and operation. */
function explained(reply: Reply, head: Head, body: Buffer = Buffer.alloc(0)): Reply {
  if (!isNotImplemented(reply)) return reply;
  const text = `The sandbox has no ${scopeOf(head)?.service ?? "service for"} ${operationOf(head, body)}.`;
  return renderError(head, new AwsError(400, "NotImplementedInSandbox", text));
}

function write(response: http.ServerResponse, { status, headers, body }: Reply): void {
  const length = { "content-length": String(Buffer.byteLength(body)) };
  response.writeHead(status, { "x-amzn-requestid": randomUUID(), ...headers, ...length });
  response.end(body);
}

/** Answers with the error of a service, or a 500 that says what broke; a reply that has begun is cut off. */
function fail(response: http.ServerResponse, head: Head, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const known = error instanceof AwsError ? error : new AwsError(500, "SandboxFailure", text);
  write(response, renderError(head, known));
}
