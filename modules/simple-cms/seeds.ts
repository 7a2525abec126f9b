import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct } from "constructs";
import type { PrivateBucket } from "../shared/bucket";
import { call, hcl } from "../shared/expression";
import { optional } from "../shared/optional";

/** Said in the README, the output `public_warning` and an object of the bucket. */
export const PUBLIC_WARNING = "Everything in the content bucket can be read by the whole world.";

const page = (title: string, text: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1><p>${text}</p></body>
</html>
`;

const README = `${PUBLIC_WARNING}

Never upload recipient lists, exports, invoices, contracts, or anything about one person.
Never replace an image that is in mail that was sent: upload it under a new name.
`;

/** Props of {@link Seeds}. */
export interface SeedsProps {
  readonly bucket: PrivateBucket;
  /** Key of the start page. */
  readonly defaultRootObject: string;
  /** Path of the error page; null for none. */
  readonly errorPage: string | undefined;
}

/** The first objects: made once, then the uploader's. */
export class Seeds extends Construct {
  constructor(
    scope: Construct,
    private readonly props: SeedsProps,
  ) {
    super(scope, "seeds");
    const { defaultRootObject, errorPage } = props;
    this.seed("index", defaultRootObject, page("It works", "Replace this page."), "text/html");
    const notFound = page("Not found", "There is nothing at this address.");
    const errorKey = call("trimprefix", call("coalesce", errorPage, "/404.html"), "/").toString();
    optional(this.seed("error_page", errorKey, notFound, "text/html"), hcl`${errorPage} != null`);
    this.seed("readme", "README-PUBLIC.txt", README, "text/plain");
  }

  private seed(id: string, key: string, content: string, type: string): S3Object {
    const { name, policy } = this.props.bucket;
    return new S3Object(this, id, {
      bucket: name,
      key,
      content,
      contentType: `${type}; charset=utf-8`,
      dependsOn: [policy],
      lifecycle: { ignoreChanges: "all" },
    });
  }
}
