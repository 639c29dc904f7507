import { readSecrets } from "../../../src/config/secrets.js";

const one = "1".repeat(32);
const other = "Other-Secret_with.all/kinds+of=signs!";
const key = Buffer.alloc(32, 7).toString("base64");

describe("readSecrets", () => {
  it("has none without variables", () => {
    expect(readSecrets({})).toEqual({ secrets: {}, mistakes: [] });
  });

  it.each([
    [{ COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: one }, { router: [one] }],
    [{ COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: `${one},${other}` }, { router: [one, other] }],
    [{ COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: ` ${one} , ${other}\n` }, { router: [one, other] }],
    [{ COGNITO_ADMIN_GATEWAY_AUDIT_KEY: `${key}\n` }, { auditKey: key }],
    [{ COGNITO_ADMIN_GATEWAY_CURSOR_SECRET: `${one},${other}` }, { cursor: `${one},${other}` }],
    [
      {
        COGNITO_ADMIN_GATEWAY_CURSOR_SECRET: one,
        COGNITO_ADMIN_GATEWAY_AUDIT_KEY: key,
        COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: one,
      },
      { cursor: one, auditKey: key, router: [one] },
    ],
  ])("reads %j", (environment, secrets) => {
    expect(readSecrets(environment)).toEqual({ secrets, mistakes: [] });
  });

  it.each([
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", "", "nothing"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", "hunter2".repeat(4), "a short one"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", `${one},`, "a comma too many"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", `${one},hunter2`, "a short one behind a good one"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", `hunter2 ${one}`, "one with a blank"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", `hunter2\u00e9${one}`, "one beyond ASCII"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", "hunter2".repeat(40), "one that is too long"],
    ["COGNITO_ADMIN_GATEWAY_AUDIT_KEY", "", "nothing"],
    ["COGNITO_ADMIN_GATEWAY_AUDIT_KEY", "hunter2", "a password"],
    ["COGNITO_ADMIN_GATEWAY_AUDIT_KEY", Buffer.alloc(31).toString("base64"), "31 bytes"],
    ["COGNITO_ADMIN_GATEWAY_CURSOR_SECRET", "", "nothing"],
    ["COGNITO_ADMIN_GATEWAY_CURSOR_SECRET", "hunter2", "a short one"],
  ])("refuses %s=%j, %s, without a word of it", (variable, text) => {
    const { secrets, mistakes } = readSecrets({ [variable]: text });
    expect(secrets).toEqual({});
    expect(mistakes.map(({ path }) => path)).toEqual([variable]);
    expect(JSON.stringify(mistakes)).not.toContain("hunter2");
  });
});
