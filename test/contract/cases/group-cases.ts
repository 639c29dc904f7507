import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  UpdateGroupCommand,
  type AdminListGroupsForUserCommandInput,
  type GroupType,
  type UpdateGroupCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases } from "../contract-case.js";
import { expectRefusal, freshName, pagesOf, type Stage } from "../stage.js";

const createGroup = async (stage: Stage, name = freshName("group")): Promise<string> => {
  const request = { UserPoolId: stage.poolId, GroupName: name, Description: "a group" };
  await stage.client.send(new CreateGroupCommand(request));
  return name;
};

const join = (stage: Stage, Username: string, GroupName: string) =>
  stage.client.send(
    new AdminAddUserToGroupCommand({ UserPoolId: stage.poolId, Username, GroupName }),
  );

const groupsOf = (
  stage: Stage,
  Username: string,
  settings: Partial<AdminListGroupsForUserCommandInput> = {},
) =>
  stage.client.send(
    new AdminListGroupsForUserCommand({ UserPoolId: stage.poolId, Username, ...settings }),
  );

const getGroup = async (stage: Stage, GroupName: string) =>
  (await stage.client.send(new GetGroupCommand({ UserPoolId: stage.poolId, GroupName }))).Group;

const update = (
  stage: Stage,
  GroupName: string,
  changes: Omit<UpdateGroupCommandInput, "UserPoolId" | "GroupName">,
) => stage.client.send(new UpdateGroupCommand({ UserPoolId: stage.poolId, GroupName, ...changes }));

const names = (answer: { readonly Groups?: readonly GroupType[] | undefined }) =>
  answer.Groups?.map(({ GroupName }) => GroupName) ?? [];

/** Expects pages that together hold each once. AWS may put fewer on a page than the limit. */
function expectPages(
  pages: readonly (readonly (string | undefined)[])[],
  limit: number,
  all: readonly string[],
): void {
  expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(limit);
  expect(pages.flat().toSorted()).toEqual(all.toSorted());
}

/** Groups and their members. */
export const groupCases = cases(
  {
    id: "group-once",
    sentence: "a group is created once, and its members stay when it is tried again",
    run: async (stage) => {
      const [user, group] = [await stage.createUser(), await createGroup(stage)];
      await join(stage, user, group);
      await expectRefusal(createGroup(stage, group), "GroupExistsException");
      expect(names(await groupsOf(stage, user))).toEqual([group]);
    },
  },
  {
    id: "groups-of-user",
    sentence: "the groups of a user are those it was added to and not removed from",
    run: async (stage) => {
      const user = await stage.createUser();
      const [kept, left] = [await createGroup(stage), await createGroup(stage)];
      await join(stage, user, kept);
      await join(stage, user, left);
      await stage.client.send(
        new AdminRemoveUserFromGroupCommand({
          UserPoolId: stage.poolId,
          Username: user,
          GroupName: left,
        }),
      );
      expect(names(await groupsOf(stage, user))).toEqual([kept]);
    },
  },
  {
    id: "groups-by-address",
    sentence: "the groups of a user are the same when it is named by its address",
    pool: { UsernameAttributes: ["email"] },
    run: async (stage) => {
      const email = `${freshName("mail")}@example.com`;
      const user = await stage.createUser({}, { Username: email });
      const group = await createGroup(stage);
      await join(stage, user, group);
      expect(names(await groupsOf(stage, email))).toEqual([group]);
    },
  },
  {
    id: "groups-paged",
    sentence: "the groups of a user come in pages that together hold each once",
    run: async (stage) => {
      const user = await stage.createUser();
      const groups = [await createGroup(stage), await createGroup(stage)];
      for (const group of groups) await join(stage, user, group);
      const pages = await pagesOf(
        (NextToken) => groupsOf(stage, user, { Limit: 1, NextToken }),
        (page) => page.NextToken,
      );
      expectPages(pages.map(names), 1, groups);
    },
  },
  {
    id: "members-paged",
    sentence: "the members of a group come in pages that together hold each once",
    run: async (stage) => {
      const group = await createGroup(stage);
      const users = [await stage.createUser(), await stage.createUser(), await stage.createUser()];
      for (const user of users) await join(stage, user, group);
      const request = { UserPoolId: stage.poolId, GroupName: group, Limit: 2 };
      const pages = await pagesOf(
        (NextToken) => stage.client.send(new ListUsersInGroupCommand({ ...request, NextToken })),
        (page) => page.NextToken,
      );
      const members = pages.map(({ Users }) => Users?.map(({ Username }) => Username) ?? []);
      expectPages(members, 2, users);
    },
  },
  {
    id: "group-changed",
    sentence: "UpdateGroup changes what it states of a group; the rest and the members stay",
    run: async (stage) => {
      const [user, group] = [await stage.createUser(), await createGroup(stage)];
      await join(stage, user, group);
      const before = await getGroup(stage, group);
      expect(before?.Precedence).toBeUndefined();
      await update(stage, group, { Precedence: 0 });
      const { Group: answered } = await update(stage, group, {});
      const after = await getGroup(stage, group);
      expect(answered).toEqual(after);
      expect(after).toMatchObject({ GroupName: group, Description: "a group", Precedence: 0 });
      expect(after?.CreationDate).toEqual(before?.CreationDate);
      expect(after!.LastModifiedDate! >= before!.LastModifiedDate!).toBe(true);
      expect(names(await groupsOf(stage, user))).toEqual([group]);
    },
  },
  {
    id: "group-change-limits",
    sentence: "a group has a precedence from 0 to 2^31 - 1 and a role that is an ARN",
    run: async (stage) => {
      const group = await createGroup(stage);
      await update(stage, group, { Precedence: 2 ** 31 - 1 });
      for (const changes of [{ Precedence: -1 }, { RoleArn: "no-role-of-this-account" }]) {
        await expectRefusal(update(stage, group, changes), "InvalidParameterException");
      }
      expect((await getGroup(stage, group))?.Precedence).toBe(2 ** 31 - 1);
    },
  },
  {
    id: "group-case",
    sentence: "groups whose names differ by case are two",
    run: async (stage) => {
      const group = await createGroup(stage);
      const other = await createGroup(stage, group.toUpperCase());
      await update(stage, other, { Description: "the other" });
      expect((await getGroup(stage, group))?.Description).toBe("a group");
    },
  },
  {
    id: "group-name-limits",
    sentence: "the name of a group has 128 characters at most, and no blank",
    run: async (stage) => {
      const longest = freshName("group").padEnd(128, "x");
      await createGroup(stage, longest);
      expect((await getGroup(stage, longest))?.GroupName).toBe(longest);
      for (const name of [`${longest}x`, "two words"]) {
        await expectRefusal(createGroup(stage, name), "InvalidParameterException");
      }
    },
  },
  {
    id: "group-unknown-to-itself",
    sentence: "GetGroup and UpdateGroup answer an unknown group with a ResourceNotFoundException",
    run: async (stage) => {
      const unknown = freshName("group");
      await expectRefusal(getGroup(stage, unknown), "ResourceNotFoundException");
      await expectRefusal(update(stage, unknown, {}), "ResourceNotFoundException");
    },
  },
  {
    id: "groups-of-user-limit",
    sentence: "a user is in 100 groups at most",
    run: async (stage) => {
      const user = await stage.createUser();
      const groups: string[] = [];
      for (let count = 0; count < 100; count += 1) groups.push(await createGroup(stage));
      for (const group of groups) await join(stage, user, group);
      await join(stage, user, groups[0]!);
      const one = await createGroup(stage);
      await expectRefusal(
        join(stage, user, one),
        "LimitExceededException",
        "InvalidParameterException",
      );
    },
  },
  {
    id: "group-unknown",
    sentence: "an unknown group is a ResourceNotFoundException",
    run: async (stage) => {
      const user = await stage.createUser();
      await expectRefusal(join(stage, user, "no-such-group"), "ResourceNotFoundException");
    },
  },
  {
    id: "group-deleted",
    sentence: "a deleted group leaves its members, and its name may be taken again",
    run: async (stage) => {
      const [user, group] = [await stage.createUser(), await createGroup(stage)];
      await join(stage, user, group);
      const request = { UserPoolId: stage.poolId, GroupName: group };
      await stage.client.send(new DeleteGroupCommand(request));
      expect(names(await groupsOf(stage, user))).toEqual([]);
      await expectRefusal(join(stage, user, group), "ResourceNotFoundException");
      await createGroup(stage, group);
      expect(names(await groupsOf(stage, user))).toEqual([]);
    },
  },
  {
    id: "groups-of-unknown-user",
    sentence: "the groups of an unknown user are a UserNotFoundException",
    run: async (stage) => {
      await expectRefusal(groupsOf(stage, "nobody"), "UserNotFoundException");
    },
  },
  {
    id: "groups-listed",
    sentence: "the groups of a pool are listed with description and dates",
    pool: { UserPoolTags: { only: "groups" } },
    run: async (stage) => {
      const group = await createGroup(stage);
      const { Groups } = await stage.client.send(
        new ListGroupsCommand({ UserPoolId: stage.poolId }),
      );
      expect(Groups).toHaveLength(1);
      expect(Groups?.[0]).toMatchObject({ GroupName: group, Description: "a group" });
      expect(Groups?.[0]?.CreationDate).toBeInstanceOf(Date);
    },
  },
);
