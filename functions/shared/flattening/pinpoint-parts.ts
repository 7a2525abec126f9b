import { parsedJson } from "../json";
import { Fields, pascalCase } from "./fields";
import { anyText, finiteNumber, writable } from "./values";

type Texts = Readonly<Record<string, string | undefined>>;

/** An event's metrics: the numbers, and as attributes what has no column. */
export function readMetrics(event: Fields): {
  readonly numbers: Readonly<Record<string, number>>;
  readonly attributes: Texts;
} {
  const metrics = Object.entries(event.fields("metrics").object);
  if (metrics.length === 0) return { numbers: {}, attributes: {} };
  const read = metrics.map(([name, value]) => ({ name, value, number: finiteNumber(value) }));
  const numbers = Object.fromEntries(
    read.flatMap(({ name, number }) => (number === undefined ? [] : [[name, number] as const])),
  );
  const others = read.filter(({ number }) => number === undefined);
  return {
    numbers,
    attributes: {
      "event.metrics": Object.keys(numbers).length > 0 ? JSON.stringify(numbers) : undefined,
      ...Object.fromEntries(
        others.map(({ name, value }) => [writable(`metric_${name.toLowerCase()}`), anyText(value)]),
      ),
    },
  };
}

/** The endpoint that a campaign or journey sent to, which Pinpoint gives as JSON text; empty when it is not readable. */
export function readEndpoint(event: Fields): Fields {
  const endpoint = event.fields("clientContext").fields("custom").value("endpoint");
  return new Fields(typeof endpoint === "string" ? parsedJson(endpoint) : endpoint, pascalCase);
}

export function endpointAttributes(endpoint: Fields): Texts {
  return {
    "endpoint.status": endpoint.text("endpointStatus"),
    "endpoint.channel_type": endpoint.text("channelType"),
    "endpoint.opt_out": endpoint.text("optOut"),
  };
}

/** What an app's SDK says of the device, the session and itself. */
export function appAttributes(event: Fields): Texts {
  const application = event.fields("application");
  const device = event.fields("device");
  const platform = device.fields("platform");
  const locale = device.fields("locale");
  const session = event.fields("session");
  return {
    "event.version": event.text("eventVersion"),
    "application.title": application.text("title"),
    "application.version_name": application.text("versionName"),
    "application.sdk_name": application.fields("sdk").text("name"),
    "client.cognito_id": event.fields("client").text("cognitoId"),
    "device.make": device.text("make"),
    "device.model": device.text("model"),
    // Older SDKs give the platform as text.
    "device.platform_name": platform.text("name") ?? device.text("platform"),
    "device.platform_version": platform.text("version"),
    "device.locale_code": locale.text("code"),
    "device.locale_country": locale.text("country"),
    "session.session_id": session.text("sessionId"),
    "session.start_timestamp": session.text("startTimestamp"),
    "session.stop_timestamp": session.text("stopTimestamp"),
  };
}
