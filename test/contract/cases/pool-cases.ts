import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  CreateUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, GOOD, pagesOf, type Stage } from "../stage.js";

const UNKNOWN_POOL = "eu-west-1_NoSuchOne";

const describePool = async (stage: Stage) => {
  const request = { UserPoolId: stage.poolId };
  return (await stage.client.send(new DescribeUserPoolCommand(request))).UserPool!;
};

const policy = {
  MinimumLength: 14,
  RequireUppercase: false,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: false,
  TemporaryPasswordValidityDays: 5,
};
const described: PoolRequest = {
  Policies: { PasswordPolicy: policy },
  AliasAttributes: ["email"],
  UsernameConfiguration: { CaseSensitive: false },
};

const formed = {
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "verified_email" }] },
  UserPoolTier: "ESSENTIALS",
  Schema: [
    { Name: "given_name", AttributeDataType: "String", Mutable: true, Required: true },
    { Name: "rank", AttributeDataType: "Number", Mutable: false },
  ],
} satisfies PoolRequest;

const keepsOriginal = {
  AutoVerifiedAttributes: ["email"],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
} satisfies PoolRequest;

const bounded = {
  Schema: [
    {
      Name: "code",
      AttributeDataType: "String",
      StringAttributeConstraints: { MinLength: "2", MaxLength: "8" },
    },
    {
      Name: "rank",
      AttributeDataType: "Number",
      NumberAttributeConstraints: { MinValue: "0", MaxValue: "9" },
    },
  ],
} satisfies PoolRequest;

/** What a pool tells of itself. */
export const poolCases = cases(
  {
    id: "pool-policy",
    sentence: "DescribeUserPool answers the password policy",
    pool: described,
    run: async (stage) => {
      expect((await describePool(stage)).Policies?.PasswordPolicy).toMatchObject(policy);
    },
  },
  {
    id: "pool-naming",
    sentence: "DescribeUserPool answers the aliases and the case rule",
    pool: described,
    run: async (stage) => {
      expect(await describePool(stage)).toMatchObject({
        AliasAttributes: ["email"],
        UsernameConfiguration: { CaseSensitive: false },
      });
    },
  },
  {
    id: "pool-estimate",
    sentence: "DescribeUserPool estimates the number of users, however well",
    run: async (stage) => {
      const { EstimatedNumberOfUsers: estimate } = await describePool(stage);
      expect(Number.isInteger(estimate)).toBe(true);
      expect(estimate).toBeGreaterThanOrEqual(0);
    },
  },
  {
    id: "pool-identity",
    sentence: "DescribeUserPool answers id, name, ARN and dates",
    run: async (stage) => {
      const pool = await describePool(stage);
      expect(pool).toMatchObject({ Id: stage.poolId, MfaConfiguration: "OFF" });
      expect(pool.Arn).toMatch(new RegExp(`^arn:.+/${stage.poolId}$`, "u"));
      expect(pool.CreationDate).toBeInstanceOf(Date);
    },
  },
  {
    id: "pool-form",
    sentence: "DescribeUserPool answers what a form needs: who signs up, recovery, tier, schema",
    pool: formed,
    run: async (stage) => {
      const pool = await describePool(stage);
      const { AdminCreateUserConfig: config, AccountRecoverySetting: recovery } = pool;
      expect([config?.AllowAdminCreateUserOnly, recovery]).toEqual([
        true,
        formed.AccountRecoverySetting,
      ]);
      expect(pool).toMatchObject({ MfaConfiguration: "OFF", UserPoolTier: "ESSENTIALS" });
      const rows = ["sub", "given_name", "custom:rank"].map((name) =>
        pool.SchemaAttributes?.find(({ Name }) => Name === name),
      );
      expect(rows).toMatchObject([
        { AttributeDataType: "String", Mutable: false, Required: true },
        { AttributeDataType: "String", Mutable: true, Required: true },
        { AttributeDataType: "Number", Mutable: false, Required: false },
      ]);
    },
  },
  {
    id: "pool-keeps-original",
    sentence:
      "DescribeUserPool answers which addresses keep their value until the new one is proved",
    pool: keepsOriginal,
    run: async (stage) => {
      const { UserAttributeUpdateSettings: settings } = await describePool(stage);
      expect(settings).toEqual(keepsOriginal.UserAttributeUpdateSettings);
    },
  },
  {
    id: "pool-keeps-only-verified",
    sentence: "a pool keeps the value of no address that it does not verify by itself",
    pool: {},
    run: async (stage) => {
      const { UserAttributeUpdateSettings } = keepsOriginal;
      const call = stage.client.send(
        new CreateUserPoolCommand({ PoolName: freshName("contract"), UserAttributeUpdateSettings }),
      );
      await expectRefusal(call, "InvalidParameterException");
    },
  },
  {
    id: "pool-schema-bounds",
    sentence: "DescribeUserPool answers the bounds of an attribute, as texts",
    pool: bounded,
    run: async (stage) => {
      const { SchemaAttributes: schema = [] } = await describePool(stage);
      const rows = ["custom:code", "custom:rank"].map((name) =>
        schema.find(({ Name }) => Name === name),
      );
      expect(rows).toMatchObject([
        { StringAttributeConstraints: { MinLength: "2", MaxLength: "8" } },
        { NumberAttributeConstraints: { MinValue: "0", MaxValue: "9" } },
      ]);
    },
  },
  {
    id: "pool-unknown",
    sentence: "an unknown pool is a ResourceNotFoundException",
    run: async (stage) => {
      const request = { UserPoolId: UNKNOWN_POOL, Username: "ann" };
      const call = stage.client.send(new AdminGetUserCommand(request));
      await expectRefusal(call, "ResourceNotFoundException");
    },
  },
  {
    id: "pool-malformed",
    sentence: "a malformed pool id is an InvalidParameterException",
    run: async (stage) => {
      const request = { UserPoolId: "not a pool", Username: "ann" };
      const call = stage.client.send(new AdminGetUserCommand(request));
      await expectRefusal(call, "InvalidParameterException");
    },
  },
  {
    id: "pool-namings-exclude",
    sentence: "a pool has alias attributes or sign-in attributes, not both",
    pool: {},
    run: async (stage) => {
      const call = stage.client.send(
        new CreateUserPoolCommand({
          PoolName: freshName("contract"),
          AliasAttributes: ["email"],
          UsernameAttributes: ["email"],
        }),
      );
      await expectRefusal(call, "InvalidParameterException");
    },
  },
  {
    id: "pools-listed",
    sentence: "ListUserPools names the pool",
    pool: {},
    run: async (stage) => {
      const pages = await pagesOf(
        (NextToken) => stage.client.send(new ListUserPoolsCommand({ MaxResults: 60, NextToken })),
        (page) => page.NextToken,
      );
      expect(pages.flatMap(({ UserPools }) => UserPools ?? []).map(({ Id }) => Id)).toContain(
        stage.poolId,
      );
    },
  },
  {
    id: "client-described",
    sentence: "DescribeUserPoolClient answers the flows that a client allows",
    pool: {},
    run: async (stage) => {
      const { UserPoolClient } = await stage.client.send(
        new DescribeUserPoolClientCommand({ UserPoolId: stage.poolId, ClientId: stage.clientId }),
      );
      expect(UserPoolClient?.ExplicitAuthFlows).toContain("ALLOW_USER_PASSWORD_AUTH");
      expect(UserPoolClient?.ClientSecret).toBeUndefined();
    },
  },
  {
    id: "mfa-shown",
    sentence: "AdminGetUser answers the second factors and the preferred one",
    pool: { MfaConfiguration: "OPTIONAL" },
    run: async (stage) => {
      const user = await stage.createUser({ phone_number: "+15550001111" });
      await stage.setPassword(user, GOOD, true);
      await stage.client.send(
        new AdminSetUserMFAPreferenceCommand({
          UserPoolId: stage.poolId,
          Username: user,
          SMSMfaSettings: { Enabled: true, PreferredMfa: true },
        }),
      );
      expect(await stage.getUser(user)).toMatchObject({
        PreferredMfaSetting: "SMS_MFA",
        UserMFASettingList: ["SMS_MFA"],
      });
    },
  },
);
