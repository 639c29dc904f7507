// The calls to Cognito by hand: Signature Version 4 over a pool of keep-alive connections, and not a line more. What a
// call costs at the least. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { createHash, createHmac } from "node:crypto";
import { Pool } from "undici";
import { credentials, poolId, region } from "../population.mjs";

const service = "cognito-idp";
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

let keyOfDay = { day: "", key: undefined };
function signingKey(day) {
  if (keyOfDay.day !== day) {
    const steps = [day, region, service, "aws4_request"];
    const key = steps.reduce(
      (last, step) => hmac(last, step),
      `AWS4${credentials.secretAccessKey}`,
    );
    keyOfDay = { day, key };
  }
  return keyOfDay.key;
}

/** The Authorization header of a POST to `/`; `headers`: those that are signed, by small names in their order. */
export function authorizationOf(headers, body) {
  const time = headers["x-amz-date"];
  const day = time.slice(0, 8);
  const names = Object.keys(headers).join(";");
  let canonical = "POST\n/\n\n";
  for (const name in headers) canonical += `${name}:${headers[name]}\n`;
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(`${canonical}\n${names}\n${sha256(body)}`)}`;
  const signature = createHmac("sha256", signingKey(day)).update(text).digest("hex");
  return `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}

/** The time as signatures have it. */
const timeOf = (date) => date.toISOString().replaceAll(/[-:]|\.\d+/g, "");

export function signedCalls(endpoint) {
  const { host } = new globalThis.URL(endpoint);
  const pool = new Pool(endpoint, { connections: 50 });
  const call = async (operation, input) => {
    const body = JSON.stringify(input);
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      host,
      "x-amz-date": timeOf(new Date()),
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    };
    const authorization = authorizationOf(headers, body);
    const answer = await pool.request({
      ...{ method: "POST", path: "/", body },
      headers: { ...headers, authorization },
    });
    const value = await answer.body.json();
    if (answer.statusCode !== 200)
      throw Object.assign(new Error(value.message), { name: value.__type });
    return value;
  };
  /** Times are seconds on the wire; the SDK makes dates of them. */
  const withDate = (user) => ({ ...user, UserCreateDate: new Date(user.UserCreateDate * 1000) });
  return {
    getUser: async (username) =>
      withDate(await call("AdminGetUser", { UserPoolId: poolId, Username: username })),
    getGroups: (username) =>
      call("AdminListGroupsForUser", { UserPoolId: poolId, Username: username, Limit: 60 }),
    listUsers: async (limit) => {
      const page = await call("ListUsers", { UserPoolId: poolId, Limit: limit });
      return { ...page, Users: page.Users.map(withDate) };
    },
    setPassword: (username, password) =>
      call("AdminSetUserPassword", {
        UserPoolId: poolId,
        Username: username,
        Password: password,
        Permanent: true,
      }),
  };
}
