import { UserDirectory } from "../../../../src/local-pool/directory/user-directory.js";
import { User } from "../../../../src/local-pool/directory/user.js";

const createUser = (username: string, attributes: Readonly<Record<string, string>> = {}): User => {
  const user = new User(username, new Date(0), "CONFIRMED");
  user.attributes = new Map(Object.entries(attributes));
  return user;
};

const createDirectory = (caseSensitive = true): UserDirectory =>
  new UserDirectory({
    caseSensitive,
    aliasAttributes: ["email", "preferred_username"],
    usernameAttributes: [],
  });

describe("UserDirectory", () => {
  it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
    "knows no user called %s until there is one",
    (name) => {
      const directory = createDirectory();
      expect(directory.find(name)).toBeUndefined();
      const user = createUser(name);
      directory.add(user);
      expect(directory.find(name)).toBe(user);
    },
  );

  it("finds by username before it finds by alias", () => {
    const directory = createDirectory();
    const ann = createUser("ann");
    directory.add(createUser("bob", { preferred_username: "ann" }));
    directory.add(ann);
    expect(directory.find("ann")).toBe(ann);
  });

  it("finds by username alone when it is asked to", () => {
    const directory = createDirectory(false);
    const ann = createUser("ann", { preferred_username: "bob" });
    directory.add(ann);
    expect(directory.findByUsername("ANN")).toBe(ann);
    expect(directory.findByUsername("bob")).toBeUndefined();
    expect(directory.findByUsername(ann.sub)).toBeUndefined();
  });

  it("files a user under a verified address only", () => {
    const directory = createDirectory();
    const ann = createUser("ann", { email: "ann@example.com", email_verified: "false" });
    directory.add(ann);
    expect(directory.find("ann@example.com")).toBeUndefined();
    directory.setAttributes(ann, new Map(ann.attributes).set("email_verified", "true"));
    expect(directory.find("ann@example.com")).toBe(ann);
  });

  it("does not take a name from its new holder when the former one changes", () => {
    const directory = createDirectory();
    const verified = { email: "shared@example.com", email_verified: "true" };
    const [former, holder] = [createUser("former", verified), createUser("holder", verified)];
    directory.add(former);
    directory.add(holder);
    directory.setAttributes(former, new Map());
    expect(directory.find("shared@example.com")).toBe(holder);
  });

  it("tells no case where it was told not to", () => {
    const directory = createDirectory(false);
    const ann = createUser("Ann", { email: "Ann@Example.com", email_verified: "true" });
    directory.add(ann);
    expect(directory.find("aNN")).toBe(ann);
    expect(directory.find("ann@example.COM")).toBe(ann);
    expect(directory.rival(new Map(ann.attributes))?.user).toBe(ann);
    expect(directory.rival(new Map(ann.attributes), ann)).toBeUndefined();
  });

  it("forgets every name of a user who is removed", () => {
    const directory = createDirectory();
    const ann = createUser("ann", { email: "ann@example.com", email_verified: "true" });
    directory.add(ann);
    directory.remove(ann);
    for (const name of ["ann", ann.sub, "ann@example.com"]) {
      expect(directory.find(name)).toBeUndefined();
    }
    expect(directory.size).toBe(0);
  });

  it.each([
    [false, "ann"],
    [true, "Corp_42"],
  ])("finds by the name of an identity whose being primary is %s the user %s", (primary, name) => {
    const directory = createDirectory();
    const identities = JSON.stringify([{ providerName: "Corp", userId: "42", primary }]);
    directory.add(createUser("Corp_42"));
    directory.add(createUser("ann", { identities }));
    expect(directory.find("Corp_42")?.username).toBe(name);
  });

  it("forgets the name of an identity with its user", () => {
    const directory = createDirectory();
    const identities = JSON.stringify([{ providerName: "Corp", userId: "42", primary: false }]);
    const ann = createUser("ann", { identities });
    directory.add(ann);
    directory.remove(ann);
    expect(directory.find("Corp_42")).toBeUndefined();
  });
});
