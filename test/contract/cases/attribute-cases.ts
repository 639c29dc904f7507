import {
  AdminDeleteUserAttributesCommand,
  GetUserAttributeVerificationCodeCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { LocalPool } from "../../../src/local-pool/local-pool.js";
import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, GOOD, type Stage } from "../stage.js";

/** A pool with an attribute of each type, one that never changes and one that is required. */
const typed: PoolRequest = {
  Schema: [
    { Name: "given_name", Required: true },
    { Name: "code", AttributeDataType: "String", Mutable: false },
    {
      Name: "tier",
      AttributeDataType: "String",
      Mutable: true,
      StringAttributeConstraints: { MinLength: "2", MaxLength: "4" },
    },
    {
      Name: "level",
      AttributeDataType: "Number",
      Mutable: true,
      NumberAttributeConstraints: { MinValue: "1", MaxValue: "9" },
    },
    { Name: "staff", AttributeDataType: "Boolean", Mutable: true },
    { Name: "since", AttributeDataType: "DateTime", Mutable: true },
  ],
};

/** A pool in which an address is a name, and stays until a new one is proved. */
const keeping: PoolRequest = {
  AliasAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
};

const freshEmail = (): string => `${freshName("mail")}@example.com`;
const verifiedEmail = (email: string) => ({ email, email_verified: "true" });
const createTyped = (stage: Stage) =>
  stage.createUser({ given_name: "Ann", "custom:code": "A1", "custom:tier": "gold" });

const deleteAttributes = (stage: Stage, Username: string, ...names: readonly string[]) =>
  stage.client.send(
    new AdminDeleteUserAttributesCommand({
      UserPoolId: stage.poolId,
      Username,
      UserAttributeNames: [...names],
    }),
  );

const signedIn = async (stage: Stage, username: string): Promise<string> => {
  const { AuthenticationResult } = await stage.signIn(username, GOOD);
  return AuthenticationResult!.AccessToken!;
};

const verify = (stage: Stage, AccessToken: string, Code: string) =>
  stage.client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }));

/** The code that was last sent to an address. */
const codeSentTo = (host: LocalPool, address: string): string => {
  const message = host.outbox
    .messages({ kind: "attribute-code" })
    .findLast(({ to }) => to === address);
  return message?.kind === "attribute-code" ? message.code : "";
};

/** What becomes of attributes: what the schema lets through, and when an address changes. */
export const attributeCases = cases(
  {
    id: "attribute-unknown",
    sentence: "an attribute that the schema does not have is refused, and the rest with it",
    pool: typed,
    run: async (stage) => {
      const user = await createTyped(stage);
      const call = stage.updateUser(user, { "custom:tier": "iron", "custom:none": "1" });
      await expectRefusal(call, "InvalidParameterException");
      expect((await stage.attributesOf(user))["custom:tier"]).toBe("gold");
    },
  },
  {
    id: "attribute-immutable",
    sentence: "an attribute that is not mutable is neither changed nor deleted",
    pool: typed,
    run: async (stage) => {
      const user = await createTyped(stage);
      for (const value of ["B2", ""]) {
        const call = stage.updateUser(user, { "custom:code": value });
        await expectRefusal(call, "InvalidParameterException");
      }
      await expectRefusal(
        deleteAttributes(stage, user, "custom:code"),
        "InvalidParameterException",
      );
      expect((await stage.attributesOf(user))["custom:code"]).toBe("A1");
    },
  },
  {
    id: "attribute-values",
    sentence: "values are held to type, length and range",
    pool: typed,
    run: async (stage) => {
      const user = await createTyped(stage);
      const right = {
        "custom:tier": "iron",
        "custom:level": "9",
        "custom:staff": "true",
        "custom:since": "2026-01-31",
      };
      await stage.updateUser(user, right);
      const wrong = [
        ["custom:tier", "x"],
        ["custom:tier", "bronze"],
        ["custom:level", "0"],
        ["custom:level", "10"],
        ["custom:level", "many"],
        ["custom:staff", "perhaps"],
        ["custom:since", "yesterday"],
      ] as const;
      for (const [name, value] of wrong) {
        const call = stage.updateUser(user, { [name]: value });
        await expectRefusal(call, "InvalidParameterException");
      }
      expect(await stage.attributesOf(user)).toMatchObject(right);
    },
  },
  {
    id: "attribute-blank",
    sentence: "a blank value deletes an attribute, unless it is required",
    pool: typed,
    run: async (stage) => {
      const user = await createTyped(stage);
      await stage.updateUser(user, { "custom:tier": "" });
      await expectRefusal(stage.updateUser(user, { given_name: "" }), "InvalidParameterException");
      const attributes = await stage.attributesOf(user);
      expect(attributes).not.toHaveProperty("custom:tier");
      expect(attributes["given_name"]).toBe("Ann");
    },
  },
  {
    id: "attributes-deleted",
    sentence: "AdminDeleteUserAttributes deletes what it names, unless it is required",
    pool: typed,
    run: async (stage) => {
      const user = await createTyped(stage);
      await stage.updateUser(user, { nickname: "Annie" });
      await deleteAttributes(stage, user, "custom:tier", "nickname");
      const attributes = await stage.attributesOf(user);
      expect(attributes).not.toHaveProperty(["custom:tier"]);
      expect(attributes).not.toHaveProperty("nickname");
      await expectRefusal(deleteAttributes(stage, user, "given_name"), "InvalidParameterException");
      await expectRefusal(deleteAttributes(stage, user, "sub"), "InvalidParameterException");
      expect((await stage.attributesOf(user))["given_name"]).toBe("Ann");
    },
  },
  {
    id: "attributes-deleted-of-nobody",
    sentence: "AdminDeleteUserAttributes of an unknown user is a UserNotFoundException",
    run: async (stage) => {
      await expectRefusal(deleteAttributes(stage, "nobody", "nickname"), "UserNotFoundException");
    },
  },
  {
    id: "verified-nothing",
    sentence: "an address cannot be verified where there is none",
    run: async (stage) => {
      const created = stage.createUser({ email_verified: "true" });
      await expectRefusal(created, "InvalidParameterException");
      const user = await stage.createUser();
      const changed = stage.updateUser(user, { email_verified: "true" });
      await expectRefusal(changed, "InvalidParameterException");
    },
  },
  {
    id: "address-waits",
    sentence:
      "where the original is kept, a new address waits, and the old one stays and names its user",
    pool: keeping,
    run: async (stage) => {
      const [before, after] = [freshEmail(), freshEmail()];
      const user = await stage.createConfirmedUser(verifiedEmail(before));
      await stage.updateUser(user, { email: after });
      expect(await stage.attributesOf(user)).toMatchObject(verifiedEmail(before));
      expect((await stage.getUser(before)).Username).toBe(user);
      await expectRefusal(stage.getUser(after), "UserNotFoundException");
    },
  },
  {
    id: "address-waits-unverified",
    sentence:
      "where the original is kept, a new address that is said to be unverified waits as well",
    pool: keeping,
    run: async (stage) => {
      const [before, after] = [freshEmail(), freshEmail()];
      const user = await stage.createConfirmedUser(verifiedEmail(before));
      await stage.updateUser(user, { email: after, email_verified: "false" });
      expect(await stage.attributesOf(user)).toMatchObject(verifiedEmail(before));
    },
  },
  {
    id: "address-vouched-for",
    sentence: "where the original is kept, an address that is vouched for replaces it at once",
    pool: keeping,
    run: async (stage) => {
      const [before, after] = [freshEmail(), freshEmail()];
      const user = await stage.createConfirmedUser(verifiedEmail(before));
      await stage.updateUser(user, verifiedEmail(after));
      expect(await stage.attributesOf(user)).toMatchObject(verifiedEmail(after));
      expect((await stage.getUser(after)).Username).toBe(user);
    },
  },
  {
    id: "address-wrong-code",
    sentence: "a wrong code proves no address",
    pool: keeping,
    run: async (stage) => {
      const [before, after] = [freshEmail(), freshEmail()];
      const user = await stage.createConfirmedUser(verifiedEmail(before));
      const token = await signedIn(stage, user);
      await stage.updateUser(user, { email: after });
      await expectRefusal(verify(stage, token, "none"), "CodeMismatchException");
      expect(await stage.attributesOf(user)).toMatchObject(verifiedEmail(before));
    },
  },
  {
    id: "address-proved",
    sentence: "the code that a new address was sent puts it in the place of the old one",
    pool: keeping,
    runWithHost: async (stage, host) => {
      const [before, after] = [freshEmail(), freshEmail()];
      const user = await stage.createConfirmedUser(verifiedEmail(before));
      const token = await signedIn(stage, user);
      await stage.updateUser(user, { email: after });
      await verify(stage, token, codeSentTo(host, after));
      expect(await stage.attributesOf(user)).toMatchObject(verifiedEmail(after));
      expect((await stage.getUser(after)).Username).toBe(user);
      await expectRefusal(stage.getUser(before), "UserNotFoundException");
    },
  },
  {
    id: "address-code-asked-for",
    sentence:
      "GetUserAttributeVerificationCode sends a code by which the address that there is is verified",
    runWithHost: async (stage, host) => {
      const email = freshEmail();
      const user = await stage.createConfirmedUser({ email });
      const token = await signedIn(stage, user);
      const { CodeDeliveryDetails } = await stage.client.send(
        new GetUserAttributeVerificationCodeCommand({ AccessToken: token, AttributeName: "email" }),
      );
      expect(CodeDeliveryDetails).toMatchObject({
        AttributeName: "email",
        DeliveryMedium: "EMAIL",
      });
      await verify(stage, token, codeSentTo(host, email));
      expect(await stage.attributesOf(user)).toMatchObject(verifiedEmail(email));
    },
  },
);
