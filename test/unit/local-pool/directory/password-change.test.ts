import { changePassword } from "../../../../src/local-pool/directory/password-change.js";
import { completePolicy } from "../../../../src/local-pool/directory/password-policy.js";
import { UserPool } from "../../../../src/local-pool/directory/user-pool.js";
import { User, userStatuses } from "../../../../src/local-pool/directory/user.js";
import { ServiceError } from "../../../../src/local-pool/service-model/service-error.js";

const NOW = new Date("2030-01-01T00:00:00Z");
const GOOD = "Good-Pass-0001!";
const error = (type: string, message: string): ServiceError => new ServiceError(type, message);

const poolWith = (historySize: number): UserPool =>
  new UserPool(
    "local_people",
    "people",
    NOW,
    { caseSensitive: true, aliasAttributes: [], usernameAttributes: [] },
    {
      passwordPolicy: completePolicy({ MinimumLength: 8, PasswordHistorySize: historySize }),
      mfaConfiguration: "OFF",
      deletionProtection: "INACTIVE",
      allowAdminCreateUserOnly: false,
    },
    null,
  );

describe("changePassword", () => {
  it.each(
    userStatuses.flatMap((status) => [true, false].map((permanent) => ({ status, permanent }))),
  )("leads from $status by permanent=$permanent to one status only", ({ status, permanent }) => {
    const user = new User("ann", NOW, status);
    user.enabled = false;
    changePassword(poolWith(0), user, { password: GOOD, permanent, now: NOW }, error);
    expect(user.status).toBe(permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD");
    expect(user.enabled).toBe(false);
    expect(user.modifiedAt.getTime()).toBeGreaterThan(NOW.getTime());
    expect(user.hasPassword(GOOD)).toBe(true);
  });

  it("changes nothing when the policy refuses", () => {
    const user = new User("ann", NOW, "RESET_REQUIRED");
    const change = { password: "short", permanent: true, now: NOW };
    expect(() => {
      changePassword(poolWith(0), user, change, error);
    }).toThrow(expect.objectContaining({ type: "InvalidPasswordException" }) as Error);
    expect(user).toMatchObject({ status: "RESET_REQUIRED", modifiedAt: NOW, passwords: [] });
  });

  it("remembers as many passwords as the policy says, the present one included", () => {
    const pool = poolWith(2);
    const user = new User("ann", NOW, "CONFIRMED");
    const set = (password: string): void => {
      changePassword(pool, user, { password, permanent: true, now: NOW }, error);
    };
    set("Password-1");
    set("Password-2");
    for (const used of ["Password-1", "Password-2"]) {
      expect(() => {
        set(used);
      }).toThrow(
        expect.objectContaining({ type: "PasswordHistoryPolicyViolationException" }) as Error,
      );
    }
    set("Password-3");
    set("Password-1");
    expect(user.hasPassword("Password-1")).toBe(true);
  });

  it("keeps no password in clear", () => {
    const user = new User("ann", NOW, "CONFIRMED");
    changePassword(poolWith(2), user, { password: GOOD, permanent: true, now: NOW }, error);
    expect(JSON.stringify(user)).not.toContain(GOOD);
    expect(JSON.stringify(user)).not.toContain(Buffer.from(GOOD).toString("base64"));
  });
});
