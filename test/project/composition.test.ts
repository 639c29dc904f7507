import { configSchema } from "../../src/config/config.js";
import type { SchemaOptions } from "../../src/graphql/schema.js";
import { compose, gatewaySdl } from "../support/compose.js";
import { ordersSdl } from "../support/orders-subgraph.js";
import { peopleSdl } from "../support/people-subgraph.js";
import { readText } from "./documents.js";

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])`;

const { federationVersion, directives } = configSchema.shape.subgraph.unwrap().shape;
const versions = federationVersion.unwrap().options;
const everyDirective = directives.unwrap().element.options;

/** Composes the gateway's SDL with `orders` and one more subgraph. */
const composeWith = (options: Partial<SchemaOptions> = {}, other?: string) =>
  compose(
    { name: "cognito-admin", sdl: gatewaySdl(options) },
    { name: "orders", sdl: ordersSdl(options.typeName) },
    ...(other === undefined ? [] : [{ name: "other", sdl: `${link} ${other}` }]),
  );

const fits = {
  supergraph: expect.stringContaining("join__Graph") as string,
  errors: [],
  hints: [],
};

describe("the subgraph composes without errors and hints", () => {
  it("as schema/schema.graphql has it", () => {
    const file = { name: "cognito-admin", sdl: readText("schema/schema.graphql") };
    expect(compose(file, { name: "orders", sdl: ordersSdl() })).toEqual(fits);
  });

  it.each(versions)("with Federation %s", (version) => {
    expect(composeWith({ federationVersion: version })).toEqual(fits);
  });

  it.each(versions)("with Federation %s and every directive that it knows", (version) => {
    const composed = composeWith({ federationVersion: version, directives: everyDirective });
    expect(composed).toEqual(fits);
  });

  it("with every directive, which all reach the supergraph", () => {
    const { supergraph = "" } = composeWith({ directives: everyDirective });
    for (const name of everyDirective) expect(supergraph).toContain(`@${name}`);
  });

  it("as CognitoUser beside a subgraph that has a User of its own", () => {
    const other = `type Query { author: User } type User @key(fields: "id") { id: ID! penName: String! }`;
    expect(composeWith({ typeName: "CognitoUser" }, other)).toEqual(fits);
  });

  it("beside a subgraph that has a PageInfo of its own", () => {
    const other = `type Query { books: Books! }
      type Books { pageInfo: PageInfo! }
      type PageInfo @shareable {
        hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
      }`;
    expect(composeWith({}, other)).toEqual(fits);
  });

  it("under a prefix beside a subgraph that has me, user, users and a PageInfo of its own", () => {
    expect(composeWith({ typeName: "CognitoUser", rootFieldPrefix: "cognito" }, peopleSdl)).toEqual(
      fits,
    );
    const { errors } = composeWith({ typeName: "CognitoUser" }, peopleSdl);
    for (const name of ["me", "user", "users"]) {
      expect(errors.join()).toContain(`Non-shareable field "Query.${name}"`);
    }
  });

  it("beside a subgraph that has Query.node and Node", () => {
    const other = `type Query { node(id: ID!): Node }
      interface Node { id: ID! }
      type Book implements Node @key(fields: "id") { id: ID! }`;
    expect(composeWith({}, other)).toEqual(fits);
  });
});

describe("composition", () => {
  it("refuses a field that two subgraphs have and do not share", () => {
    const other = `type Query { author: User } type User @key(fields: "id") { id: ID! status: String! }`;
    expect(composeWith({}, other)).toMatchObject({
      supergraph: undefined,
      errors: expect.arrayContaining([expect.stringContaining("User.status")]) as string[],
    });
  });
});
