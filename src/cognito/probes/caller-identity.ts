import { GatewayError } from "../../errors/gateway-error.js";
import type { Tunnels } from "../../network/tunnels.js";
import { fromAwsError } from "../calls/cognito-errors.js";
import { HttpHandler, type WireResponse } from "../transport/http-handler.js";
import { type AwsCredentials, RequestSigner } from "../transport/request-signer.js";
import type { Place } from "../transport/settled-options.js";

/** Whom AWS takes somebody for. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

const timeoutMs = 3000;
const body = "Action=GetCallerIdentity&Version=2011-06-15";

/** AWS refuses a signature whose time is further off; there is some time on the way. */
const clockLimitMs = 4 * 60_000;

/**
 * Asks STS whose keys these are: needs no permission. Throws a GatewayError. By hand, since the SDK's credential providers bring a
 * client of STS that does not know this operation. Signed anew by the clock of STS where that differs, as the SDK does it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function getCallerIdentity(
  keys: AwsCredentials,
  place: Place,
  tunnels: Tunnels | undefined,
): Promise<CallerIdentity> {
  const { region } = place;
  const hostname = await stsHostAt(place);
  const signer = new RequestSigner(() => Promise.resolve(keys), { region, service: "sts" });
  const handler = new HttpHandler({
    attemptTimeoutMs: timeoutMs,
    connectTimeoutMs: timeoutMs,
    isConnectionFresh: true,
    deadlineOf: () => undefined,
    tunnels,
  });
  const ask = async (signingDate: Date) => {
    const headers = {
      host: hostname,
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      "content-length": String(body.length),
    };
    const request = { protocol: "https:", hostname, method: "POST", path: "/", headers, body };
    return (await handler.handle(await signer.sign(request, { signingDate }))).response;
  };
  try {
    const first = await ask(new Date());
    const date = new Date(first.headers["date"] ?? NaN);
    const isOutOfTime = Math.abs(date.getTime() - Date.now()) > clockLimitMs;
    return identityIn(first.statusCode !== 200 && isOutOfTime ? await ask(date) : first);
  } catch (error) {
    throw fromAwsError(error);
  } finally {
    handler.destroy();
  }
}

/** https://docs.aws.amazon.com/general/latest/gr/sts.html */
async function stsHostAt({ region, fips = false, dualStack = false }: Place): Promise<string> {
  const { partition } = await import("@aws-sdk/core/client");
  const { dnsSuffix, dualStackDnsSuffix } = partition(region);
  return `sts${fips ? "-fips" : ""}.${region}.${dualStack ? dualStackDnsSuffix : dnsSuffix}`;
}

/** Texts of AWS are looked at for names and ids in their form, and for nothing else. */
function identityIn({ statusCode, body: bytes }: WireResponse): CallerIdentity {
  const text = new TextDecoder().decode(bytes);
  const account = /<Account>(\d{12})<\/Account>/.exec(text)?.[1];
  const arn = /<Arn>(arn:[\w-]+:(?:iam|sts)::\d{12}:[\w+=,.@/:-]{1,600})<\/Arn>/.exec(text)?.[1];
  if (statusCode === 200 && account !== undefined && arn !== undefined) return { account, arn };
  const name = /<Code>(\w{1,80})<\/Code>/.exec(text)?.[1];
  if (statusCode < 400 || statusCode >= 500 || name === undefined) {
    throw new GatewayError("UPSTREAM_ERROR");
  }
  throw new GatewayError(
    "GATEWAY_MISCONFIGURED",
    {},
    { cause: Object.assign(new Error(), { name }) },
  );
}
