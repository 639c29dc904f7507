import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type AdminCreateUserCommandInput,
  type AdminGetUserCommandOutput,
  type AdminInitiateAuthCommandOutput,
  type CognitoIdentityProviderClient,
  type InitiateAuthCommandOutput,
  type RespondToAuthChallengeCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { failureOf } from "../support/local-pool-client.js";
import { signedHeaders } from "../support/signed-headers.js";

let counter = 0;

/** A name that no other case uses, on this target or in an earlier run. */
export const freshName = (kind = "user"): string => {
  counter += 1;
  return `${kind}-${counter}-${Math.random().toString(36).slice(2, 10)}`;
};

/** A password that keeps every policy in use, and another one. */
export const GOOD = "Good-Pass-0001!";
export const OTHER = "Other-Pass-0002!";

/** One case's pool, with the few calls that nearly all cases are made of. */
export class Stage {
  constructor(
    readonly client: CognitoIdentityProviderClient,
    readonly url: string,
    readonly poolId: string,
    readonly clientId: string,
  ) {}

  /** Creates a user without sending anything. */
  async createUser(
    attributes: Readonly<Record<string, string>> = {},
    settings: Partial<AdminCreateUserCommandInput> = {},
  ): Promise<string> {
    const answer = await this.client.send(
      new AdminCreateUserCommand({
        UserPoolId: this.poolId,
        Username: freshName(),
        MessageAction: "SUPPRESS",
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
        ...settings,
      }),
    );
    return answer.User!.Username!;
  }

  /** Creates a user who has chosen the password GOOD. */
  async createConfirmedUser(attributes: Readonly<Record<string, string>> = {}): Promise<string> {
    const username = await this.createUser(attributes);
    await this.setPassword(username, GOOD, true);
    return username;
  }

  setPassword(Username: string, Password: string, Permanent?: boolean) {
    const UserPoolId = this.poolId;
    return this.client.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username,
        Password,
        ...(Permanent === undefined ? {} : { Permanent }),
      }),
    );
  }

  /** Changes attributes; an empty value removes one. */
  updateUser(Username: string, attributes: Readonly<Record<string, string>>) {
    return this.client.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: this.poolId,
        Username,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  }

  getUser(Username: string): Promise<AdminGetUserCommandOutput> {
    return this.client.send(new AdminGetUserCommand({ UserPoolId: this.poolId, Username }));
  }

  async attributesOf(username: string): Promise<Readonly<Record<string, string>>> {
    const { UserAttributes = [] } = await this.getUser(username);
    return Object.fromEntries(UserAttributes.map(({ Name = "", Value = "" }) => [Name, Value]));
  }

  async statusOf(username: string): Promise<string> {
    return (await this.getUser(username)).UserStatus ?? "none";
  }

  signIn(
    USERNAME: string,
    PASSWORD: string,
    ClientId = this.clientId,
  ): Promise<InitiateAuthCommandOutput> {
    return this.client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
  }

  adminSignIn(
    USERNAME: string,
    PASSWORD: string,
    ClientId = this.clientId,
  ): Promise<AdminInitiateAuthCommandOutput> {
    return this.client.send(
      new AdminInitiateAuthCommand({
        UserPoolId: this.poolId,
        ClientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
  }

  refresh(token: string | undefined): Promise<InitiateAuthCommandOutput> {
    return this.client.send(
      new InitiateAuthCommand({
        ClientId: this.clientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: token ?? "" },
      }),
    );
  }

  choosePassword(
    USERNAME: string,
    NEW_PASSWORD: string,
    Session: string | undefined,
    ClientId = this.clientId,
  ): Promise<RespondToAuthChallengeCommandOutput> {
    return this.client.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        ChallengeResponses: { USERNAME, NEW_PASSWORD },
        ...(Session === undefined ? {} : { Session }),
      }),
    );
  }

  /** Sends a body as it is, past the checks of the AWS client, signed by the client's own signer unless told otherwise. */
  async sendRaw(
    operation: string,
    body: string,
    settings: { readonly isSigned?: boolean } = {},
  ): Promise<{ readonly status: number; readonly type: string; readonly body: string }> {
    const { authorization, ...unsigned } = await signedHeaders(this.client, operation, body);
    const response = await fetch(this.url, {
      method: "POST",
      headers: {
        ...unsigned,
        ...((settings.isSigned ?? true) ? { authorization: authorization ?? "" } : {}),
      },
      body,
    });
    const text = await response.text();
    const parsed = JSON.parse(text) as { readonly __type?: string };
    return { status: response.status, type: parsed.__type?.split("#").at(-1) ?? "", body: text };
  }
}

/** Expects a call to fail with one of the named errors. */
export async function expectRefusal(
  call: Promise<unknown>,
  ...names: readonly string[]
): Promise<void> {
  const { name } = await failureOf(call);
  expect(names).toContain(name);
}

/** Every page of a list, each asked for by the token of the one before. */
export async function pagesOf<Page>(
  askFor: (token: string | undefined) => Promise<Page>,
  tokenOf: (page: Page) => string | undefined,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let token: string | undefined;
  do {
    if (pages.length === 100) throw new Error("There is no end to the pages.");
    const page = await askFor(token);
    pages.push(page);
    token = tokenOf(page);
  } while (token !== undefined);
  return pages;
}

/** The claims of a token, unchecked. */
export const claimsOf = (token: string | undefined): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString()) as Readonly<
    Record<string, unknown>
  >;
