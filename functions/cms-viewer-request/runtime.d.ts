/** What the module puts above the function's text. */
declare const CMS_SETTINGS: {
  readonly blockedExtensions: readonly string[];
  readonly indexRewriteEnabled: boolean;
};

interface QueryValue {
  readonly value: string;
  /** Every value of a name that stands in the query more than once. */
  readonly multiValue?: readonly { readonly value: string }[];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
interface ViewerRequestEvent {
  readonly request: {
    uri: string;
    readonly querystring: Readonly<Record<string, QueryValue>>;
  };
}
