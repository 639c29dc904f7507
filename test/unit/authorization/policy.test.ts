import { Access } from "../../../src/authorization/access.js";
import { type Action, actions } from "../../../src/authorization/actions.js";
import { isAllowed, rolePermissions } from "../../../src/authorization/policy.js";
import { GatewayError } from "../../../src/errors/gateway-error.js";

const everyAction = Object.keys(actions) as Action[];
const callerWith = (...roles: string[]) => ({ subject: "s", issuer: "i", roles });
const allowedTo = (...roles: string[]) =>
  everyAction.filter((action) => isAllowed(callerWith(...roles), action));

describe("the policy", () => {
  it.each<[string, Action[]]>([
    [
      "admin",
      [
        "pool:read",
        "user:read",
        "user:read-contact",
        "user:read-attribute",
        "user:read-security",
        "user:set-temporary-password",
        "user:set-permanent-password",
      ],
    ],
    [
      "helpdesk",
      [
        "pool:read",
        "user:read",
        "user:read-contact",
        "user:read-attribute",
        "user:read-security",
        "user:set-temporary-password",
      ],
    ],
    ["auditor", ["pool:read", "user:read", "user:read-security"]],
    ["federated-password", ["user:set-federated-password"]],
  ])("allows %s exactly %j", (role, expected) => {
    expect(allowedTo(role)).toEqual(expected);
  });

  it("has these roles and no others", () => {
    expect([...rolePermissions.keys()]).toEqual([
      "admin",
      "helpdesk",
      "auditor",
      "federated-password",
    ]);
  });

  it.each([
    [],
    ["Admin"],
    ["ADMIN"],
    [" admin"],
    ["admin "],
    ["admin,auditor"],
    [""],
    ["root"],
    ["__proto__"],
    ["constructor"],
    ["toString"],
  ])("allows nothing to the roles %j", (...roles) => {
    expect(allowedTo(...roles)).toEqual([]);
  });

  it("adds the permissions of several roles", () => {
    expect(allowedTo("nobody", "auditor", "federated-password")).toEqual([
      "pool:read",
      "user:read",
      "user:read-security",
      "user:set-federated-password",
    ]);
    expect(allowedTo("admin", "federated-password")).toEqual(everyAction);
  });
});

describe("Access", () => {
  it("answers for the caller it was made for", () => {
    const access = new Access(callerWith("auditor"));
    expect(access.may("user:read")).toBe(true);
    expect(access.may("user:read", "eu-west-1_A")).toBe(true);
    expect(access.may("user:read-contact", "eu-west-1_A")).toBe(false);
  });

  it("throws FORBIDDEN for what is not allowed, and nothing for what is", () => {
    const access = new Access(callerWith("auditor"));
    expect(() => {
      access.require("user:read", "eu-west-1_A");
    }).not.toThrow();
    expect(() => {
      access.require("user:set-permanent-password", "eu-west-1_A");
    }).toThrow(new GatewayError("FORBIDDEN"));
  });
});
