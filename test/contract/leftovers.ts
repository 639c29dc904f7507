import {
  AdminDeleteUserCommand,
  DeleteGroupCommand,
  type AdminCreateUserCommandInput,
  type AdminCreateUserCommandOutput,
  type CognitoIdentityProviderClient,
  type CreateGroupCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";

/** A user or a group that a case has created. */
interface Leftover {
  readonly operation: "AdminCreateUserCommand" | "CreateGroupCommand";
  readonly poolId: string;
  readonly name: string;
}

/** Notes what a client creates in user pools, by whatever way a case does it, and takes it away again. */
export class Leftovers {
  readonly #noted = new Map<string, Leftover>();

  constructor(readonly client: CognitoIdentityProviderClient) {
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== "AdminCreateUserCommand" && commandName !== "CreateGroupCommand") {
            return next(args);
          }
          const input = args.input as AdminCreateUserCommandInput & CreateGroupCommandInput;
          const leftover: Leftover = {
            operation: commandName,
            poolId: input.UserPoolId ?? "",
            name: input.Username ?? input.GroupName ?? "",
          };
          try {
            const result = await next(args);
            const { User } = result.output as Partial<AdminCreateUserCommandOutput>;
            this.#note({ ...leftover, name: User?.Username ?? leftover.name });
            return result;
          } catch (error) {
            // It may be there all the same, but for a name that is somebody else's.
            if (!isTaken(error)) this.#note(leftover);
            throw error;
          }
        },
      { step: "initialize", name: "noteLeftovers" },
    );
  }

  /** Deletes all that was noted. A failure is kept for the next time. */
  async takeAway(): Promise<void> {
    for (const [key, leftover] of this.#noted) {
      try {
        await this.#delete(leftover);
        this.#noted.delete(key);
      } catch (error) {
        if (isGone(error)) this.#noted.delete(key);
      }
    }
  }

  /** The names of what could not be taken away. */
  get remaining(): readonly string[] {
    return [...this.#noted.values()].map(({ name }) => name);
  }

  #note(leftover: Leftover): void {
    this.#noted.set(JSON.stringify(leftover), leftover);
  }

  async #delete({ operation, poolId: UserPoolId, name }: Leftover): Promise<void> {
    await (operation === "AdminCreateUserCommand"
      ? this.client.send(new AdminDeleteUserCommand({ UserPoolId, Username: name }))
      : this.client.send(new DeleteGroupCommand({ UserPoolId, GroupName: name })));
  }
}

const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

const isTaken = (error: unknown): boolean =>
  isNamed(error, "UsernameExistsException", "GroupExistsException");

const isGone = (error: unknown): boolean =>
  isNamed(error, "UserNotFoundException", "ResourceNotFoundException");
