const common = {
  AWS_REGION: "eu-west-1",
  POWERTOOLS_METRICS_NAMESPACE: "UserEngagement",
  POWERTOOLS_LOG_LEVEL: "INFO",
  DEPLOYMENT: "bench",
};

const feedback = {
  ...common,
  EXPLICIT_SUPPRESSION_ENABLED: "true",
  SUPPRESS_UNDETERMINED: "false",
  SOFT_BOUNCE_THRESHOLD: "3",
  SOFT_BOUNCE_WINDOW_DAYS: "30",
  COMPLAINT_POLICY: "all",
  CONTACTS_TABLE_NAME: "bench-contacts",
  PROCESSED_TABLE_NAME: "bench-processed",
  PROCESSED_RETENTION_DAYS: "90",
  EVENT_BUS_NAME: "bench",
};

/** What the functions need to load, by name; the values are samples and nothing is called with them. */
const environments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "cms-publish-guard": {
    ...common,
    POWERTOOLS_SERVICE_NAME: "simple-cms",
    CONTENT_BUCKET_NAME: "bench-content",
    DISTRIBUTION_ID: "E1BENCH",
    BLOCKED_EXTENSIONS: "csv,env",
    NOTIFICATION_TOPIC_ARN: "arn:aws:sns:eu-west-1:123456789012:bench",
  },
  "load-publisher": {
    ...common,
    POWERTOOLS_SERVICE_NAME: "message-queuing",
    LANE_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/bench-lane-ses",
    LOAD_MESSAGES_PER_MINUTE: "60",
    LOAD_PATTERN: "even",
    LOAD_FROM_ADDRESS: "load@example.com",
    LOAD_MIX: '{"success":100}',
  },
  "pinpoint-event-flattener": {
    ...common,
    POWERTOOLS_SERVICE_NAME: "pinpoint-s3-event-db",
    RAW_STORAGE: "column",
    EMIT_CAMPAIGN_SEND: "true",
  },
  "pinpoint-stream-reader": { ...feedback, POWERTOOLS_SERVICE_NAME: "pinpoint-event-processing" },
  "queue-sender": {
    ...common,
    POWERTOOLS_SERVICE_NAME: "message-queuing",
    CHANNEL: "ses",
    LANE_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/bench-lane-ses",
    LANE_DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/bench-lane-ses-dead-letter",
    LIMITER_TABLE_NAME: "bench-limiter",
    DEDUPE_TABLE_NAME: "bench-dedupe",
    TARGET_UTILIZATION_PERCENT: "98",
    RATE_LIMITER_MODE: "shared",
    MAX_CONCURRENCY: "2",
    MESSAGE_DEADLINE_SECONDS: "86400",
    ON_UNCERTAIN_SEND: "hold",
  },
  "ses-auto-reply": {
    ...common,
    POWERTOOLS_SERVICE_NAME: "ses-auto-reply",
    TEMPLATE_SOURCE: "ses",
    TEMPLATE_NAME: "bench",
    REPLY_ADDRESS_SOURCE: "from",
    RECIPIENTS: '["mail.example.com"]',
    OWN_DOMAINS: "[]",
    SCAN_ENABLED: "true",
    REQUIRE_AUTHENTICATED_SENDER: "true",
    REPLY_INTERVAL_HOURS: "24",
    REPLY_GUARD_TABLE_NAME: "bench-reply-guard",
    NAME_SOURCE: "from_header",
    ID_SOURCE: "ses_message_id",
  },
  "ses-event-flattener": {
    ...common,
    POWERTOOLS_SERVICE_NAME: "ses-s3-event-db",
    RAW_STORAGE: "column",
    STORE_HEADERS: "true",
  },
  "sms-event-destination": { ...common, POWERTOOLS_SERVICE_NAME: "pinpoint-sms-event-db" },
  "sms-event-flattener": { ...common, POWERTOOLS_SERVICE_NAME: "pinpoint-sms-event-db", RAW_STORAGE: "column" },
  "ses-feedback-processor": { ...feedback, POWERTOOLS_SERVICE_NAME: "ses-event-processing" },
};

/** The environment in which a function loads. @throws Error that says where to add a missing one */
export function environmentOf(name: string): Readonly<Record<string, string>> {
  const environment = environments[name];
  if (environment) return environment;
  throw new Error(`No environment to load the function ${name} with. Add it to bench/environments.ts.`);
}
