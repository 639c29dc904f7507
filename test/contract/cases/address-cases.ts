import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, GOOD } from "../stage.js";

const byEmail: PoolRequest = { UsernameAttributes: ["email"] };
const byPhone: PoolRequest = { UsernameAttributes: ["phone_number"] };
const freshEmail = (): string => `${freshName("mail")}@example.com`;
const freshPhone = (): string => `+1666${Math.floor(1_000_000 + Math.random() * 8_999_999)}`;

/** Pools in which an address is the name to sign in with. */
export const addressCases = cases(
  {
    id: "email-pool-username-is-sub",
    sentence: "where e-mail is the sign-in name, the username is the sub",
    pool: byEmail,
    run: async (stage) => {
      const email = freshEmail();
      const username = await stage.createUser({}, { Username: email });
      const found = await stage.getUser(email);
      expect(found.Username).toBe(username);
      expect(username).not.toBe(email);
      expect(found.UserAttributes).toContainEqual({ Name: "sub", Value: username });
      expect(found.UserAttributes).toContainEqual({ Name: "email", Value: email });
    },
  },
  {
    id: "email-pool-sets-password",
    sentence: "a password is set and used by e-mail address",
    pool: byEmail,
    run: async (stage) => {
      const email = freshEmail();
      await stage.createUser({}, { Username: email });
      await stage.setPassword(email, GOOD, true);
      const answer = await stage.signIn(email, GOOD);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
  {
    id: "email-pool-wants-email",
    sentence: "a username that is no e-mail address is refused",
    pool: byEmail,
    run: async (stage) => {
      const call = stage.createUser({}, { Username: freshName() });
      await expectRefusal(call, "InvalidParameterException");
    },
  },
  {
    id: "email-pool-taken",
    sentence: "an address in use is a UsernameExistsException",
    pool: byEmail,
    run: async (stage) => {
      const email = freshEmail();
      await stage.createUser({}, { Username: email });
      const call = stage.createUser({}, { Username: email });
      await expectRefusal(call, "UsernameExistsException");
    },
  },
  {
    id: "email-pool-taken-on-update",
    sentence: "an address in use is an AliasExistsException on update, verified or not",
    pool: byEmail,
    run: async (stage) => {
      const [email, other] = [freshEmail(), freshEmail()];
      const holder = await stage.createUser({}, { Username: email });
      const user = await stage.createUser({}, { Username: other });
      for (const email_verified of ["true", "false"]) {
        const call = stage.updateUser(user, { email, email_verified });
        await expectRefusal(call, "AliasExistsException");
      }
      expect((await stage.getUser(email)).Username).toBe(holder);
      expect((await stage.getUser(other)).Username).toBe(user);
    },
  },
  {
    id: "phone-pool-username-is-sub",
    sentence: "where the phone number is the sign-in name, the username is the sub",
    pool: byPhone,
    run: async (stage) => {
      const phone = freshPhone();
      const username = await stage.createUser({}, { Username: phone });
      await stage.setPassword(phone, GOOD, true);
      const found = await stage.getUser(phone);
      expect(found).toMatchObject({ Username: username, UserStatus: "CONFIRMED" });
      expect(found.UserAttributes).toContainEqual({ Name: "sub", Value: username });
    },
  },
);
