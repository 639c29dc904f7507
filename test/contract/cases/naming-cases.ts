import { cases, type ContractCase, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, GOOD } from "../stage.js";

const aliases: PoolRequest = { AliasAttributes: ["email", "phone_number", "preferred_username"] };

const freshEmail = (): string => `${freshName("mail")}@example.com`;
const freshPhone = (): string => `+1555${Math.floor(1_000_000 + Math.random() * 8_999_999)}`;
const verifiedEmail = (email: string) => ({ email, email_verified: "true" });

const byAlias = (
  attribute: string,
  make: () => { readonly alias: string; readonly attributes: Readonly<Record<string, string>> },
): ContractCase => ({
  id: `alias-${attribute.replace("_", "-")}`,
  sentence: `a password can be set by ${attribute}, and the answer to a read is the username`,
  pool: aliases,
  run: async (stage) => {
    const { alias, attributes } = make();
    const user = await stage.createUser(attributes);
    await stage.setPassword(alias, GOOD, true);
    const found = await stage.getUser(alias);
    expect(found).toMatchObject({ Username: user, UserStatus: "CONFIRMED" });
  },
});

/** The names that a user answers to, and who may have them. */
export const namingCases = cases(
  {
    id: "by-sub",
    sentence: "a password can be set by sub, and the answer to a read is the username",
    run: async (stage) => {
      const user = await stage.createUser();
      const { UserAttributes } = await stage.getUser(user);
      const sub = UserAttributes?.find(({ Name }) => Name === "sub")?.Value;
      await stage.setPassword(sub!, GOOD, true);
      expect(await stage.getUser(sub!)).toMatchObject({ Username: user, UserStatus: "CONFIRMED" });
    },
  },
  byAlias("email", () => {
    const alias = freshEmail();
    return { alias, attributes: verifiedEmail(alias) };
  }),
  byAlias("phone_number", () => {
    const alias = freshPhone();
    return { alias, attributes: { phone_number: alias, phone_number_verified: "true" } };
  }),
  byAlias("preferred_username", () => {
    const alias = freshName("preferred");
    return { alias, attributes: { preferred_username: alias } };
  }),
  {
    id: "alias-unverified",
    sentence: "an e-mail address that is not verified names nobody",
    pool: aliases,
    run: async (stage) => {
      const email = freshEmail();
      await stage.createUser({ email });
      await expectRefusal(stage.getUser(email), "UserNotFoundException");
      await expectRefusal(stage.setPassword(email, GOOD, true), "UserNotFoundException");
    },
  },
  {
    id: "alias-not-configured",
    sentence: "a verified phone number names nobody where it is no alias",
    run: async (stage) => {
      const phone = freshPhone();
      await stage.createUser({ phone_number: phone, phone_number_verified: "true" });
      await expectRefusal(stage.getUser(phone), "UserNotFoundException");
    },
  },
  {
    id: "alias-follows-update",
    sentence: "an alias follows the attribute when that is changed",
    pool: aliases,
    run: async (stage) => {
      const [before, after] = [freshEmail(), freshEmail()];
      const user = await stage.createUser(verifiedEmail(before));
      await stage.updateUser(user, verifiedEmail(after));
      expect((await stage.getUser(after)).Username).toBe(user);
      await expectRefusal(stage.getUser(before), "UserNotFoundException");
    },
  },
  {
    id: "alias-taken-on-create",
    sentence: "a verified alias of another user is refused on creation",
    pool: aliases,
    run: async (stage) => {
      const email = freshEmail();
      await stage.createUser(verifiedEmail(email));
      const call = stage.createUser(verifiedEmail(email));
      await expectRefusal(call, "AliasExistsException", "UsernameExistsException");
    },
  },
  {
    id: "alias-forced",
    sentence: "ForceAliasCreation moves the alias to the new user",
    pool: aliases,
    run: async (stage) => {
      const email = freshEmail();
      const former = await stage.createUser(verifiedEmail(email));
      const user = await stage.createUser(verifiedEmail(email), { ForceAliasCreation: true });
      expect((await stage.getUser(email)).Username).toBe(user);
      expect((await stage.getUser(former)).Username).toBe(former);
    },
  },
  {
    id: "alias-taken-on-update",
    sentence: "a verified alias of another user is an AliasExistsException on update",
    pool: aliases,
    run: async (stage) => {
      const email = freshEmail();
      const holder = await stage.createUser(verifiedEmail(email));
      const user = await stage.createUser();
      await expectRefusal(stage.updateUser(user, verifiedEmail(email)), "AliasExistsException");
      const found = await stage.getUser(email);
      expect(found.Username).toBe(holder);
      expect(found.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
    },
  },
  {
    id: "alias-form-as-username",
    sentence: "where e-mail is an alias, a username may not look like one",
    pool: aliases,
    run: async (stage) => {
      const call = stage.createUser({}, { Username: freshEmail() });
      await expectRefusal(call, "InvalidParameterException");
    },
  },
  {
    id: "alias-signs-in",
    sentence: "a user signs in by alias",
    pool: aliases,
    run: async (stage) => {
      const email = freshEmail();
      await stage.createUser(verifiedEmail(email));
      await stage.setPassword(email, GOOD, true);
      const answer = await stage.signIn(email, GOOD);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
  {
    id: "username-taken",
    sentence: "a username is taken once",
    run: async (stage) => {
      const user = await stage.createUser();
      await expectRefusal(stage.createUser({}, { Username: user }), "UsernameExistsException");
    },
  },
  {
    id: "case-sensitive-by-default",
    sentence: "usernames that differ in case are different users unless the pool says otherwise",
    run: async (stage) => {
      const user = await stage.createUser();
      await expectRefusal(stage.getUser(user.toUpperCase()), "UserNotFoundException");
    },
  },
  {
    id: "case-insensitive",
    sentence: "in a pool that is not case-sensitive, case does not tell users apart",
    pool: { UsernameConfiguration: { CaseSensitive: false } },
    run: async (stage) => {
      const user = await stage.createUser();
      expect((await stage.getUser(user.toUpperCase())).Username).toBe(user);
      const twin = stage.createUser({}, { Username: user.toUpperCase() });
      await expectRefusal(twin, "UsernameExistsException");
    },
  },
  {
    id: "update-unknown-user",
    sentence: "attributes of an unknown user are a UserNotFoundException",
    run: async (stage) => {
      await expectRefusal(stage.updateUser("nobody", { name: "No One" }), "UserNotFoundException");
    },
  },
  {
    id: "sub-cannot-be-set",
    sentence: "sub cannot be changed",
    run: async (stage) => {
      const user = await stage.createUser();
      await expectRefusal(stage.updateUser(user, { sub: "mine" }), "InvalidParameterException");
    },
  },
  {
    id: "inherited-name-is-nobody",
    sentence: "a name such as constructor is a user like any other, that is: nobody",
    run: async (stage) => {
      for (const name of ["constructor", "__proto__", "toString"]) {
        await expectRefusal(stage.getUser(name), "UserNotFoundException");
        await expectRefusal(stage.setPassword(name, GOOD, true), "UserNotFoundException");
      }
    },
  },
);
