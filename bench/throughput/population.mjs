// Who lives in the pool that every variant asks, and who the caller of the gateway is.

export const poolId = "eu-west-1_AbCdEf123";
export const region = "eu-west-1";
export const issuerClientId = "benchclient";
export const callerRole = "admin";
export const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "bench-secret" };

/** Users who are looked up, and users whose passwords are set: no read meets a user who was written to. */
export const readers = Array.from({ length: 100 }, (_, index) => `reader-${index}`);
export const targets = Array.from({ length: 64 }, (_, index) => `target-${index}`);

/** As many as ListUsers gives on a page. */
export const pageLength = 60;

const createdAt = 1_735_689_600;

/** A user as AdminGetUser answers; as a row of ListUsers the attributes have another name. */
export function cognitoUser(username, number, status) {
  const sub = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  const attributes = {
    sub,
    email: `${username}@example.com`,
    email_verified: "true",
    phone_number: `+44207946${String(number).padStart(4, "0")}`,
    phone_number_verified: "false",
    name: `Name of ${username}`,
    locale: "en-GB",
    "custom:tier": "gold",
  };
  return {
    Username: username,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    UserCreateDate: createdAt + number,
    UserLastModifiedDate: createdAt + number + 0.5,
    Enabled: true,
    UserStatus: status,
  };
}
