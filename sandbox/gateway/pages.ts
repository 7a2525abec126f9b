import { COMMAND_PATH } from "./commands";
import { AwsError, type Page, type Reply, type Service } from "./service";

/** The pages of all services by name: `GET /_sandbox/<name>`. Two of one name are a mistake in the sources and throw. */
export class Pages {
  private readonly byName = new Map<string, Page>();

  constructor(services: readonly Service[]) {
    for (const [name, page] of services.flatMap(({ pages = {} }) => Object.entries(pages))) {
      if (this.byName.has(name)) throw new Error(`Two services have the page "${name}".`);
      this.byName.set(name, page);
    }
  }

  /** @param endpoint the cloud's own, for a page that asks its services */
  show({ pathname, searchParams }: URL, endpoint: string): Promise<Reply> {
    const name = pathname.slice(COMMAND_PATH.length);
    const page = this.byName.get(name);
    if (page) return page(searchParams, endpoint);
    const known = [...this.byName.keys()].sort().join(", ");
    throw new AwsError(404, "UnknownPage", `There is no page "${name}". Pages are: ${known}. Commands want POST.`);
  }
}
